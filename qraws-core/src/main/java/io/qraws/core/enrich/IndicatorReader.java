// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qraws.core.qradar.ReferenceEntry;
import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads threat lists and allow lists into {@link Indicators}.
 *
 * <p>What can't be honoured in full is not taken at all, and told; it costs only itself. After
 * damaged JSON, nothing more of that document can be read, but what was taken before stays.
 *
 * <pre>{@code
 * Indicators.Builder builder = Indicators.builder();
 * IndicatorReader reader = new IndicatorReader(builder, clock.instant(), problems::add);
 * reader.plain(IndicatorList.threat("our block list"), Files.newBufferedReader(file));
 * Enricher enricher = new ThreatEnricher(builder.build(), clock);
 * }</pre>
 *
 * <p>No method closes what it reads. Not safe for several threads.
 */
public final class IndicatorReader {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final int LONGEST_QUOTE = 100;

  private final Indicators.Builder builder;
  private final Instant now;
  private final Consumer<Problem> problems;

  /**
   * What was not taken.
   *
   * @param list which list
   * @param where the line, the entry or the id
   * @param reason why, which may quote the list
   */
  public record Problem(IndicatorList list, String where, String reason) {}

  /**
   * Reads into a builder.
   *
   * @param builder takes the indicators
   * @param now the time of reading: what is valid only later is not taken
   * @param problems is told of each; keeps as many as it likes
   */
  public IndicatorReader(Indicators.Builder builder, Instant now, Consumer<Problem> problems) {
    this.builder = requireNonNull(builder, "builder");
    this.now = requireNonNull(now, "now");
    this.problems = requireNonNull(problems, "problems");
  }

  /**
   * Reads one indicator a line. What follows {@code #} or {@code ;} at the beginning or behind a
   * blank is a comment; {@code hxxp://} and {@code [.]} are read as what they stand for.
   *
   * @param list which list it is
   * @param reader its text
   * @return how many were taken
   * @throws IOException if it can't be read
   */
  public long plain(IndicatorList list, Reader reader) throws IOException {
    Lines lines = new Lines(reader);
    long taken = 0;
    for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
      String text = withoutComment(line.text()).strip();
      if (line.cut()) {
        tell(list, "line " + line.number(), "the line is too long");
      } else if (!text.isEmpty()) {
        taken += take(list, "line " + line.number(), text, null);
      }
    }
    return taken;
  }

  private static String withoutComment(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c == '#' || c == ';') && (i == 0 || Character.isWhitespace(text.charAt(i - 1)))) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  /**
   * Reads a column of comma-separated values, whose first line that is no {@code #} comment names
   * the columns. Spelling as in {@link #plain}.
   *
   * @param list which list it is
   * @param reader its text
   * @param column the name of the column with the indicators; case does not matter
   * @return how many were taken
   * @throws IOException if it can't be read
   * @throws IllegalArgumentException if there is no such column
   */
  public long csv(IndicatorList list, Reader reader, String column) throws IOException {
    return csv(list, reader, column, null);
  }

  /**
   * Reads a column of comma-separated values, and another that says when each indicator ends.
   *
   * @param list which list it is
   * @param reader its text
   * @param column the name of the column with the indicators; case does not matter
   * @param expiry the name of the column with ISO 8601 instants, such as {@code
   *     2026-01-31T00:00:00Z}, empty for never; null if there is none
   * @return how many were taken
   * @throws IOException if it can't be read
   * @throws IllegalArgumentException if there is no such column
   */
  public long csv(IndicatorList list, Reader reader, String column, @Nullable String expiry)
      throws IOException {
    CsvRows rows = new CsvRows(reader);
    List<String> header = List.of();
    long taken = 0;
    for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
      String where = "line " + row.line();
      if (row.broken()) {
        tell(list, where, "the line is too long or its quotes are broken");
      } else if (header.isEmpty()) {
        header = row.fields().stream().map(Ids::lower).toList();
        require(header, column);
        if (expiry != null) {
          require(header, expiry);
        }
      } else {
        taken += row(list, where, header, row.fields(), column, expiry);
      }
    }
    if (header.isEmpty()) {
      throw new IllegalArgumentException("there is no header");
    }
    return taken;
  }

  private static void require(List<String> header, String column) {
    if (!header.contains(Ids.lower(column))) {
      throw new IllegalArgumentException("no column " + column + " in " + quoted("" + header));
    }
  }

  private long row(
      IndicatorList list,
      String where,
      List<String> header,
      List<String> row,
      String column,
      @Nullable String expiry) {
    if (row.size() != header.size()) {
      return tell(list, where, "has " + row.size() + " columns, the header " + header.size());
    }
    String ends = expiry == null ? "" : row.get(header.indexOf(Ids.lower(expiry))).strip();
    Instant expires = null;
    if (!ends.isEmpty()) {
      expires = instant(ends);
      if (expires == null) {
        return tell(list, where, "no instant: " + quoted(ends));
      }
    }
    return take(list, where, row.get(header.indexOf(Ids.lower(column))).strip(), expires);
  }

  /**
   * Reads STIX 2.1 indicators: a bundle, a TAXII envelope, an array, or objects behind one another;
   * objects of other types are passed over. One object at a time is in memory.
   *
   * <p>Of a pattern, comparisons by {@code =}, {@code IN} and, for addresses, {@code ISSUBSET} are
   * taken that are joined by {@code OR} alone: of {@code ipv4-addr:value}, {@code ipv6-addr:value},
   * {@code domain-name:value}, {@code url:value}, {@code email-addr:value}, {@code
   * user-account:user_id}, {@code user-account:account_login} and {@code file:hashes}. A pattern
   * with anything else is not taken in part. A revoked indicator is passed over, one that is valid
   * only later is told; it expires at {@code valid_until}.
   *
   * @param list which list it is
   * @param reader JSON
   * @return how many comparisons were taken
   * @throws IOException if it can't be read
   */
  public long stix(IndicatorList list, Reader reader) throws IOException {
    long[] taken = {0};
    try {
      StixObjects.read(MAPPER, reader, object -> taken[0] += indicator(list, object));
    } catch (JsonProcessingException e) {
      tell(list, "the document", "JSON is damaged, the rest is not read: " + damage(e));
    }
    return taken[0];
  }

  private long indicator(IndicatorList list, JsonNode object) {
    if (!object.path("type").asText().equals("indicator") || object.path("revoked").asBoolean()) {
      return 0;
    }
    String where = quoted(object.path("id").asText("an indicator without id"));
    String type = object.path("pattern_type").asText("stix");
    if (!type.equals("stix")) {
      return tell(list, where, "the pattern is not STIX's but " + quoted(type));
    }
    String from = object.path("valid_from").asText();
    String until = object.path("valid_until").asText();
    Instant begins = instant(from);
    Instant expires = instant(until);
    if ((!from.isEmpty() && begins == null) || (!until.isEmpty() && expires == null)) {
      return tell(list, where, "no instant: " + quoted(from + " or " + until));
    }
    if (begins != null && begins.isAfter(now)) {
      return tell(list, where, "valid only from " + begins);
    }
    long taken = 0;
    try {
      List<StixPattern.Comparison> all = StixPattern.parse(object.path("pattern").asText());
      // None is taken before all are known to be right.
      Indicators.Builder trial = Indicators.builder();
      all.forEach(one -> trial.add(list, one.kind(), one.value(), expires));
      for (StixPattern.Comparison one : all) {
        builder.add(list, one.kind(), one.value(), expires);
        taken++;
      }
    } catch (IllegalArgumentException e) {
      tell(list, where, quoted("" + e.getMessage()));
    }
    return taken;
  }

  /**
   * Reads a MISP warning list. In a list of type {@code hostname}, a name means all below it too,
   * as in MISP; in one of type {@code string}, itself alone; {@code cidr} holds addresses and
   * ranges. Lists of type {@code substring} and {@code regex} are told and not taken. The document
   * is held in memory.
   *
   * @param list which list it is
   * @param reader JSON
   * @return how many entries were taken
   * @throws IOException if it can't be read
   */
  public long misp(IndicatorList list, Reader reader) throws IOException {
    JsonNode root = tree(list, reader);
    String type = root.path("type").asText();
    if (!Set.of("cidr", "hostname", "string").contains(type) || !root.path("list").isArray()) {
      return tell(list, "the document", "no list of a type that can be honoured: " + quoted(type));
    }
    Set<IndicatorKind> kinds = mispKinds(type, root.path("matching_attributes"));
    long taken = 0;
    int number = 0;
    for (JsonNode entry : root.path("list")) {
      String where = "entry " + ++number;
      String text = entry.asText().strip();
      if (!entry.isTextual()) {
        tell(list, where, "no text");
      } else if (type.equals("hostname")) {
        taken += add(list, where, IndicatorKind.DOMAIN, "." + IndicatorText.name(text), null);
      } else if (kinds.size() == 1) {
        taken += add(list, where, kinds.iterator().next(), text, null);
      } else {
        taken += mispText(list, where, text, kinds);
      }
    }
    return taken;
  }

  /** What a list is for, by the names of MISP's attribute types; all if it does not say. */
  private static Set<IndicatorKind> mispKinds(String type, JsonNode attributes) {
    Set<IndicatorKind> kinds = EnumSet.noneOf(IndicatorKind.class);
    if (type.equals("cidr")) {
      kinds.add(IndicatorKind.ADDRESS);
      return kinds;
    }
    for (JsonNode attribute : attributes) {
      for (String part : attribute.asText().split("\\|", -1)) {
        switch (part) {
          case "ip", "ip-src", "ip-dst" -> kinds.add(IndicatorKind.ADDRESS);
          case "domain", "hostname" -> kinds.add(IndicatorKind.DOMAIN);
          case "url", "uri", "link" -> kinds.add(IndicatorKind.URL);
          case "md5", "sha1", "sha224", "sha256", "sha384", "sha512" ->
              kinds.add(IndicatorKind.FILE_HASH);
          case "email", "email-src", "email-dst" -> kinds.add(IndicatorKind.USER);
          default -> {
            // Values of other types are not looked for.
          }
        }
      }
    }
    return kinds.isEmpty() ? EnumSet.allOf(IndicatorKind.class) : kinds;
  }

  private long mispText(IndicatorList list, String where, String text, Set<IndicatorKind> kinds) {
    IndicatorKind kind = null;
    try {
      kind = IndicatorText.kind(text);
    } catch (IllegalArgumentException e) {
      // A single word is a name if the list has names.
      kind = IndicatorKind.DOMAIN;
    }
    return kinds.contains(kind)
        ? add(list, where, kind, text, null)
        : tell(list, where, "not of a kind that the list is for: " + quoted(text));
  }

  /**
   * Reads the address ranges that AWS publishes, {@code ip-ranges.json}, as allow lists named
   * {@code AWS}, service and region.
   *
   * <p>Beware of {@code EC2} and of {@code AMAZON}, which contains it: anyone may rent those
   * addresses, and attackers do.
   *
   * @param reader JSON
   * @param services which to take, as the file names them, such as {@code ROUTE53_HEALTHCHECKS};
   *     one that the file does not have is told
   * @return how many ranges were taken
   * @throws IOException if it can't be read
   */
  public long awsRanges(Reader reader, Collection<String> services) throws IOException {
    IndicatorList whole = IndicatorList.benign("AWS");
    JsonNode root = tree(whole, reader);
    Set<String> missing = new HashSet<>(services);
    long taken = 0;
    for (String family : List.of("", "ipv6_")) {
      int number = 0;
      for (JsonNode range : root.path(family + "prefixes")) {
        String where = family + "prefixes, entry " + ++number;
        String service = range.path("service").asText();
        if (services.contains(service)) {
          missing.remove(service);
          String name = "AWS " + service + " " + range.path("region").asText();
          String prefix = range.path(family.isEmpty() ? "ip_prefix" : "ipv6_prefix").asText();
          IndicatorList list = IndicatorList.benign(name.strip());
          taken += add(list, where, IndicatorKind.ADDRESS, prefix, null);
        }
      }
    }
    missing.stream()
        .sorted()
        .forEach(service -> tell(whole, "the document", "no range of service " + service));
    return taken;
  }

  /**
   * Reads the values of a QRadar reference set. Spelling as in {@link #plain}.
   *
   * @param list which list it is
   * @param entries as {@link io.qraws.core.qradar.ReferenceSets#entries} gives them
   * @return how many were taken
   */
  public long referenceSet(IndicatorList list, Collection<ReferenceEntry> entries) {
    long taken = 0;
    int number = 0;
    for (ReferenceEntry entry : entries) {
      taken += take(list, "value " + ++number, entry.value().strip(), null);
    }
    return taken;
  }

  private JsonNode tree(IndicatorList list, Reader reader) throws IOException {
    try {
      return MAPPER.readTree(reader);
    } catch (JsonProcessingException e) {
      tell(list, "the document", "JSON is damaged: " + damage(e));
      return MAPPER.missingNode();
    }
  }

  private static String damage(JsonProcessingException e) {
    return quoted(e.getOriginalMessage());
  }

  private long take(IndicatorList list, String where, String text, @Nullable Instant expires) {
    return add(list, where, null, IndicatorText.refanged(text), expires);
  }

  /** How many were taken: 1 or 0. Without a kind, the form tells it. */
  private long add(
      IndicatorList list,
      String where,
      @Nullable IndicatorKind kind,
      String text,
      @Nullable Instant expires) {
    try {
      if (kind == null) {
        builder.add(list, text, expires);
      } else {
        builder.add(list, kind, text, expires);
      }
      return 1;
    } catch (IllegalArgumentException e) {
      return tell(list, where, e.getMessage() + ": " + quoted(text));
    }
  }

  /** Nothing taken. */
  private long tell(IndicatorList list, String where, String reason) {
    problems.accept(new Problem(list, where, reason));
    return 0;
  }

  private static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text.toUpperCase(Locale.ROOT));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** What a list says, short enough for a message and on one line. */
  private static String quoted(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
  }
}
