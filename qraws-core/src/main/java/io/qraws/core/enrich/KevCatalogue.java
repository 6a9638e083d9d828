// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The vulnerabilities that are known to be exploited, as CISA's KEV catalogue lists them in JSON.
 *
 * <p>That one is not listed does not say that nobody exploits it. Immutable.
 */
public final class KevCatalogue {
  /** Many times the size of the catalogue. */
  private static final int LARGEST = 64 << 20;

  private static final int LONGEST_VERSION = 64;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<Long, Entry> entries;
  private final String version;
  private final @Nullable Instant released;

  private KevCatalogue(Map<Long, Entry> entries, String version, @Nullable Instant released) {
    this.entries = Map.copyOf(entries);
    this.version = version;
    this.released = released;
  }

  /**
   * What the catalogue says of a CVE.
   *
   * @param added when it was listed; null if the catalogue does not tell
   * @param due by when US agencies must have acted; null if it does not tell
   * @param ransomware whether it is known to be used for ransomware; null if that is unknown
   */
  public record Entry(
      @Nullable LocalDate added, @Nullable LocalDate due, @Nullable Boolean ransomware) {}

  /**
   * Reads the catalogue.
   *
   * @param in plain JSON; not closed here
   * @param problems is told of each entry that was not taken
   * @throws IOException if it can't be read, is no JSON, has no {@code vulnerabilities}, or is
   *     larger than 64 MB
   */
  public static KevCatalogue read(InputStream in, Consumer<String> problems) throws IOException {
    requireNonNull(problems, "problems");
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new IOException("larger than " + LARGEST + " bytes");
    }
    JsonNode root = MAPPER.readTree(bytes);
    if (!root.path("vulnerabilities").isArray()) {
      throw new IOException("no KEV catalogue: it has no array of vulnerabilities");
    }
    Map<Long, Entry> entries = new HashMap<>();
    int turn = 0;
    for (JsonNode one : root.path("vulnerabilities")) {
      OptionalLong id = CveId.of(one.path("cveID").asText());
      if (id.isEmpty()) {
        problems.accept("vulnerabilities[" + turn + "]: no CVE id");
      } else {
        entries.put(
            id.getAsLong(),
            new Entry(
                date(one.path("dateAdded").asText()),
                date(one.path("dueDate").asText()),
                ransomware(one.path("knownRansomwareCampaignUse").asText())));
      }
      turn++;
    }
    String version = root.path("catalogVersion").asText();
    boolean odd = version.length() > LONGEST_VERSION || !version.matches("[\\w.:+-]+");
    return new KevCatalogue(
        entries, odd ? "" : version, instant(root.path("dateReleased").asText()));
  }

  /** What the catalogue says of a CVE; nothing for one that it does not list, or what is no id. */
  public Optional<Entry> find(String cve) {
    OptionalLong id = CveId.of(cve);
    return id.isEmpty() ? Optional.empty() : Optional.ofNullable(entries.get(id.getAsLong()));
  }

  /** How many CVEs are listed. */
  public int size() {
    return entries.size();
  }

  /** The catalogue's version as it tells it; empty if it does not. */
  public String version() {
    return version;
  }

  /** When it was released; nothing if it does not tell. */
  public Optional<Instant> released() {
    return Optional.ofNullable(released);
  }

  /** The catalogue writes {@code Unknown} where it does not know of any. */
  private static @Nullable Boolean ransomware(String text) {
    return text.equalsIgnoreCase("Known") ? Boolean.TRUE : null;
  }

  private static @Nullable LocalDate date(String text) {
    try {
      return text.length() < 10 ? null : LocalDate.parse(text.substring(0, 10));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
