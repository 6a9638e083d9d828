// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * How likely each CVE is to be exploited within 30 days, as EPSS publishes it every day.
 *
 * <p>The file is CSV, gzipped or not, with the columns {@code cve}, {@code epss} and {@code
 * percentile} in any order; comment lines before them may say {@code
 * #model_version:…,score_date:…}. Immutable; 16 bytes a CVE, and a binary search a look-up.
 */
public final class EpssScores {
  /** Many times what there is; more is another file, or one made to fill the memory. */
  private static final int MOST = 5_000_000;

  private static final int LONGEST_NOTE = 64;

  /** Enough for the number of the line that a CVE stands in. */
  private static final int ROW_BITS = 23;

  /** Scores are kept in thousand-millionths: more digits than EPSS tells, and a whole number. */
  private static final int DIGITS = 9;

  private final long[] ids;
  private final int[] scores;
  private final int[] percentiles;
  private final String modelVersion;
  private final @Nullable LocalDate scoreDate;

  private EpssScores(Rows rows, Map<String, String> notes) {
    int[] order = rows.sort();
    ids = new long[order.length];
    scores = new int[order.length];
    percentiles = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      ids[i] = rows.ids[order[i]];
      scores[i] = rows.scores[order[i]];
      percentiles[i] = rows.percentiles[order[i]];
    }
    modelVersion = notes.getOrDefault("model_version", "");
    scoreDate = date(notes.getOrDefault("score_date", ""));
  }

  /**
   * What EPSS says of a CVE.
   *
   * @param probability of being exploited within 30 days, 0 to 1
   * @param percentile the share of all CVEs with a probability as low or lower, 0 to 1; null if the
   *     file does not tell
   */
  public record Score(BigDecimal probability, @Nullable BigDecimal percentile) {}

  /**
   * Reads a file with the columns that EPSS gives it.
   *
   * @param in plain or gzipped; not closed here
   * @param problems is told of each line that was not taken
   * @throws IOException if it can't be read, or has more than 5 million lines
   * @throws IllegalArgumentException if it has no such columns
   */
  public static EpssScores read(InputStream in, Consumer<String> problems) throws IOException {
    return read(in, "cve", "epss", "percentile", problems);
  }

  /**
   * Reads a file with columns of other names, for which case does not matter.
   *
   * @param in plain or gzipped; not closed here
   * @param cve the column of the CVE ids
   * @param score the column of the probabilities
   * @param percentile the column of the percentiles, which may be absent
   * @param problems is told of each line that was not taken; the last of several lines about one
   *     CVE counts
   * @throws IOException if it can't be read, or has more than 5 million lines
   * @throws IllegalArgumentException if there is no column of ids or probabilities
   */
  public static EpssScores read(
      InputStream in, String cve, String score, String percentile, Consumer<String> problems)
      throws IOException {
    requireNonNull(problems, "problems");
    Lines lines = new Lines(new InputStreamReader(plain(in), StandardCharsets.UTF_8));
    Map<String, String> notes = new HashMap<>();
    Lines.Line line = lines.next();
    while (line != null && (line.text().isBlank() || line.text().startsWith("#"))) {
      notes(line.text(), notes);
      line = lines.next();
    }
    List<String> columns = line == null ? List.of() : fields(line.text().toLowerCase(Locale.ROOT));
    int id = column(columns, cve);
    int probability = column(columns, score);
    if (id < 0 || probability < 0) {
      throw new IllegalArgumentException(
          "no columns " + cve + " and " + score + " in the first line that is no comment");
    }
    Rows rows = new Rows(id, probability, column(columns, percentile));
    for (line = lines.next(); line != null; line = lines.next()) {
      if (!line.text().isBlank() && !line.text().startsWith("#") && !rows.take(line)) {
        problems.accept("line " + line.number() + ": no CVE id with numbers from 0 to 1");
      }
    }
    return new EpssScores(rows, notes);
  }

  /** What is known of a CVE; nothing for what has no score, or is no CVE id. */
  public Optional<Score> find(String cve) {
    OptionalLong id = CveId.of(cve);
    int at = id.isEmpty() ? -1 : Arrays.binarySearch(ids, id.getAsLong());
    if (at < 0) {
      return Optional.empty();
    }
    BigDecimal percentile = percentiles[at] < 0 ? null : decimal(percentiles[at]);
    return Optional.of(new Score(decimal(scores[at]), percentile));
  }

  /** How many CVEs have a score. */
  public int size() {
    return ids.length;
  }

  /** The model's version as the file tells it; empty if it does not. */
  public String modelVersion() {
    return modelVersion;
  }

  /** The day the scores are of; nothing if the file does not tell. */
  public Optional<LocalDate> scoreDate() {
    return Optional.ofNullable(scoreDate);
  }

  private static InputStream plain(InputStream in) throws IOException {
    BufferedInputStream start = new BufferedInputStream(in);
    start.mark(2);
    int magic = start.read() | start.read() << 8;
    start.reset();
    return magic == GZIPInputStream.GZIP_MAGIC ? new GZIPInputStream(start, 65_536) : start;
  }

  private static void notes(String comment, Map<String, String> notes) {
    for (String note : comment.replaceFirst("^#+", "").split(",", -1)) {
      int colon = note.indexOf(':');
      if (colon > 0) {
        String value = note.substring(colon + 1).strip();
        boolean odd = value.length() > LONGEST_NOTE || !value.matches("[\\w.:+-]+");
        notes.put(note.substring(0, colon).strip().toLowerCase(Locale.ROOT), odd ? "" : value);
      }
    }
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>(4);
    int from = 0;
    for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', from)) {
      fields.add(unquoted(line.substring(from, comma)));
      from = comma + 1;
    }
    fields.add(unquoted(line.substring(from)));
    return fields;
  }

  private static String unquoted(String field) {
    String text = field.strip();
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private static int column(List<String> columns, String name) {
    return columns.indexOf(name.strip().toLowerCase(Locale.ROOT));
  }

  private static @Nullable LocalDate date(String text) {
    try {
      return text.length() < 10 ? null : LocalDate.parse(text.substring(0, 10));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static BigDecimal decimal(int scaled) {
    BigDecimal exact = BigDecimal.valueOf(scaled, DIGITS).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  /** Lines as they come. */
  private static final class Rows {
    private final int idColumn;
    private final int scoreColumn;
    private final int percentileColumn;
    private long[] ids = new long[1 << 10];
    private int[] scores = new int[1 << 10];
    private int[] percentiles = new int[1 << 10];
    private int size;

    Rows(int idColumn, int scoreColumn, int percentileColumn) {
      this.idColumn = idColumn;
      this.scoreColumn = scoreColumn;
      this.percentileColumn = percentileColumn;
    }

    /** Takes a line; whether it could be. */
    boolean take(Lines.Line line) throws IOException {
      List<String> fields = line.cut() ? List.of() : fields(line.text());
      OptionalLong id = CveId.of(at(fields, idColumn));
      int score = fraction(at(fields, scoreColumn));
      int percentile = percentileColumn < 0 ? -1 : fraction(at(fields, percentileColumn));
      if (id.isEmpty() || score < 0 || (percentile < 0 && percentileColumn >= 0)) {
        return false;
      }
      if (size == MOST) {
        throw new IOException("more than " + MOST + " scores");
      }
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, size * 2);
        scores = Arrays.copyOf(scores, size * 2);
        percentiles = Arrays.copyOf(percentiles, size * 2);
      }
      ids[size] = id.getAsLong();
      scores[size] = score;
      percentiles[size++] = percentile;
      return true;
    }

    /** Where the lines are that count, by id; of several about one CVE, the last. */
    int[] sort() {
      long[] keys = new long[size];
      for (int i = 0; i < size; i++) {
        keys[i] = ids[i] << ROW_BITS | i;
      }
      Arrays.sort(keys);
      int[] order = new int[size];
      int many = 0;
      for (int i = 0; i < size; i++) {
        boolean last = i + 1 == size || keys[i] >>> ROW_BITS != keys[i + 1] >>> ROW_BITS;
        if (last) {
          order[many++] = (int) (keys[i] & ((1L << ROW_BITS) - 1));
        }
      }
      return Arrays.copyOf(order, many);
    }

    private static String at(List<String> fields, int column) {
      return column < fields.size() ? fields.get(column) : "";
    }

    /** In thousand-millionths; -1 for what is no number from 0 to 1. */
    private static int fraction(String text) {
      long number = 0;
      int places = -1;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c >= '0' && c <= '9' && places < DIGITS) {
          number = number * 10 + (c - '0');
          places += places < 0 ? 0 : 1;
        } else if (c == '.' && places < 0) {
          places = 0;
        } else {
          return rare(text);
        }
        if (number > 1_000_000_000L) {
          return -1;
        }
      }
      for (int i = Math.max(0, places); i < DIGITS; i++) {
        number *= 10;
      }
      boolean digits = text.length() > (places < 0 ? 0 : 1);
      return digits && number <= 1_000_000_000L ? (int) number : -1;
    }

    /** Numbers with an exponent or more digits than are kept. */
    private static int rare(String text) {
      if (text.length() > 24 || !text.matches("[0-9]*\\.?[0-9]+([eE]-?[0-9]{1,2})?")) {
        return -1;
      }
      BigDecimal number = new BigDecimal(text);
      return number.compareTo(BigDecimal.ONE) > 0
          ? -1
          : number.movePointRight(DIGITS).setScale(0, RoundingMode.HALF_EVEN).intValue();
    }
  }
}
