// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One MMDB file, whose fields are nested as MaxMind has them or flat as others do. */
final class GeoFile implements AutoCloseable {
  private static final int LONGEST = 120;
  private static final String[] RELAYS = {
    "is_anonymous",
    "is_anonymous_vpn",
    "is_anonymous_proxy",
    "is_hosting_provider",
    "is_public_proxy",
    "is_residential_proxy",
    "is_tor_exit_node"
  };

  private final Reader reader;
  private final String title;
  private final Instant built;

  GeoFile(Path file) throws IOException {
    reader = new Reader(file.toFile(), Reader.FileMode.MEMORY_MAPPED);
    Metadata metadata = reader.getMetadata();
    built = metadata.buildTime();
    String type = text(metadata.databaseType());
    title =
        (type == null ? "untitled" : type) + " of " + built.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** Its type and the day it was made, for people. */
  String title() {
    return title;
  }

  /** When it was made. */
  Instant built() {
    return built;
  }

  /**
   * What it says of an address; null for nothing.
   *
   * @throws IOException if it is damaged there
   */
  @Nullable GeoPlace find(InetAddress address) throws IOException {
    Map<?, ?> found;
    try {
      found = reader.get(address, Map.class);
    } catch (RuntimeException e) {
      // Damage shows in many ways, none of which may cost other files' answers.
      throw new IOException("damaged", e);
    }
    if (found == null) {
      return null;
    }
    Object network =
        first(
            found.get("autonomous_system_number"), at(found, "traits", "autonomous_system_number"));
    String country =
        text(
            first(
                at(found, "country", "iso_code"),
                at(found, "registered_country", "iso_code"),
                found.get("country_code"),
                found.get("country")));
    boolean letters = country != null && country.matches("[A-Za-z]{2}");
    GeoPlace place =
        new GeoPlace(
            letters && country != null ? country.toUpperCase(Locale.ROOT) : null,
            text(first(at(found, "city", "names", "en"), found.get("city"))),
            point(found),
            network instanceof Number number && number.longValue() > 0 ? number.longValue() : null,
            text(
                first(
                    found.get("autonomous_system_organization"),
                    at(found, "traits", "autonomous_system_organization"))),
            relay(found));
    return place.equals(GeoPlace.UNKNOWN) ? null : place;
  }

  private static @Nullable GeoPoint point(Map<?, ?> found) {
    Object latitude = first(at(found, "location", "latitude"), found.get("latitude"));
    Object longitude = first(at(found, "location", "longitude"), found.get("longitude"));
    Object radius = first(at(found, "location", "accuracy_radius"), found.get("accuracy_radius"));
    if (!(latitude instanceof Number north) || !(longitude instanceof Number east)) {
      return null;
    }
    Integer within = radius instanceof Number number ? number.intValue() : null;
    try {
      return new GeoPoint(
          north.doubleValue(), east.doubleValue(), within == null || within < 0 ? null : within);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Whether any mark says so; unknown where there is no mark at all. */
  private static @Nullable Boolean relay(Map<?, ?> found) {
    Boolean marked = null;
    for (String mark : RELAYS) {
      if (first(found.get(mark), at(found, "traits", mark)) instanceof Boolean is) {
        marked = is || Boolean.TRUE.equals(marked);
      }
    }
    return marked;
  }

  private static @Nullable Object at(Map<?, ?> found, String... path) {
    Object value = found;
    for (String name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  private static @Nullable Object first(@Nullable Object... values) {
    for (Object value : values) {
      if (value != null && !(value instanceof Map)) {
        return value;
      }
    }
    return null;
  }

  /** One line of text, cut; null for what is none. */
  private static @Nullable String text(@Nullable Object value) {
    if (!(value instanceof String text)) {
      return null;
    }
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.isEmpty() ? null : line.substring(0, Math.min(LONGEST, line.length()));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
