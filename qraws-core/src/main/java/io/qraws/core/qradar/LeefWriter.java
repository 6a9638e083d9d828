// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes events as LEEF 2.0, one line each. Immutable, and safe for use by many threads.
 *
 * <p><b>Escaping.</b> LEEF defines none, and wants no delimiter, pipe, caret, tab or line break in
 * a value. Each of them, every other control character, U+2028, U+2029 and half of a surrogate pair
 * is written as {@code \x} with two or {@code \}{@code u} with four hexadecimal digits: {@code a|b}
 * as {@code a\x7Cb}. QRadar shows that as it stands. All else, {@code =} and backslashes among it,
 * is left alone. So nothing in a value can end it, begin another attribute or another event.
 *
 * <p><b>Names.</b> QRadar takes 255 characters of {@code usrName}, {@code identHostName}, {@code
 * identNetBios} and {@code identGrpName}. A longer one is cut there, and the whole stands in an
 * attribute of its own behind it: {@code usrNameFull}.
 *
 * <p><b>Long events.</b> A line is never longer than {@link Builder#maxBytes}, since a receiver
 * would cut it. An event that needs more becomes several lines, its parts, and loses nothing:
 *
 * <ul>
 *   <li>Every part is an event of its own, with {@code uid}, {@code part} (from 1) and {@code
 *       parts}.
 *   <li>The first has the event's id. The others have it with {@value #CONTINUED} behind, so that a
 *       rule on the id fires once, and rules that count are not misled. In QRadar, map both.
 *   <li>{@code cat}, {@code sev}, {@code devTime}, {@code devTimeFormat}, {@code src}, {@code dst},
 *       {@code srcPort}, {@code dstPort}, {@code proto} and {@code usrName} stand in every part, so
 *       that a search by them finds all; each of them as far as they take no more than half of the
 *       room, in the event's order.
 *   <li>The other attributes follow one another over the parts. One that does not fit goes on in
 *       the next part under the same key: its pieces, joined in the order of {@code part}, are the
 *       value as escaped. None is cut inside a character or an escape.
 * </ul>
 *
 * <p>The log source must not coalesce events, since QRadar would otherwise keep the first three of
 * such parts and drop the payload of the others.
 */
public final class LeefWriter {
  /** What follows the event's id in all parts but the first: {@value}. */
  public static final String CONTINUED = "_continued";

  private static final String DELIMITERS = "\t^~;!#$%&*";
  private static final int NAME_BYTES = 100;

  private final String start;
  private final char delimiter;
  private final int maxBytes;

  private LeefWriter(Builder builder) {
    this.start = "LEEF:2.0|" + builder.vendor + "|" + builder.product + "|" + builder.version + "|";
    this.delimiter = builder.delimiter;
    this.maxBytes = builder.maxBytes;
  }

  /**
   * Starts a writer. Vendor and product together tell QRadar who sends, so they should never
   * change.
   *
   * @param vendor 1 to 100 bytes of UTF-8 once escaped, as the others
   * @param product ours, say
   * @param version the product's
   * @throws IllegalArgumentException if one of them is empty or longer
   */
  public static Builder builder(String vendor, String product, String version) {
    return new Builder(vendor, product, version);
  }

  /**
   * The lines that tell the event, without a line break at the end: one, or its parts in order.
   * Costs time and memory in proportion to the event.
   *
   * @throws IllegalArgumentException if it has more than 99,999 parts, which takes 10 MB
   */
  public List<String> write(LeefEvent event) {
    List<LeefParts.Attribute> attributes = attributes(event);
    StringBuilder line = new StringBuilder(header(event.headerField()));
    String between = "";
    for (LeefParts.Attribute attribute : attributes) {
      line.append(between)
          .append(attribute.key())
          .append('=')
          .append(LeefText.escaped(attribute.value(), delimiter));
      between = String.valueOf(delimiter);
    }
    if (LeefText.bytes(line.toString()) <= maxBytes) {
      return List.of(line.toString());
    }
    return new LeefParts(
            header(event.headerField()),
            header(event.headerField() + CONTINUED),
            delimiter,
            maxBytes)
        .of(attributes);
  }

  private String header(String eventId) {
    return start + eventId + "|" + (delimiter == '\t' ? "x09" : delimiter) + "|";
  }

  private List<LeefParts.Attribute> attributes(LeefEvent event) {
    List<LeefParts.Attribute> attributes = new ArrayList<>();
    for (Map.Entry<String, String> each : event.attributes().entrySet()) {
      String key = each.getKey();
      String value = each.getValue();
      String first =
          LeefKey.named(key).filter(LeefKey::isName).isPresent()
              ? LeefText.beginning(value, LeefKey.NAME_LENGTH, delimiter)
              : value;
      attributes.add(new LeefParts.Attribute(key, first));
      if (first.length() < value.length()) {
        attributes.add(new LeefParts.Attribute(key + LeefEvent.FULL, value));
      }
    }
    return attributes;
  }

  /** Configures a writer. */
  public static final class Builder {
    private final String vendor;
    private final String product;
    private final String version;
    private char delimiter = '^';
    private int maxBytes = 3_800;

    private Builder(String vendor, String product, String version) {
      this.vendor = LeefText.headerField("vendor", vendor, NAME_BYTES);
      this.product = LeefText.headerField("product", product, NAME_BYTES);
      this.version = LeefText.headerField("version", version, NAME_BYTES);
    }

    /**
     * What stands between attributes. Default: {@code ^}.
     *
     * @param delimiter a tab (written as {@code x09} in the header), or one of {@code ^ ~ ; ! # $ %
     *     & *}
     */
    public Builder delimiter(char delimiter) {
      if (DELIMITERS.indexOf(delimiter) < 0) {
        throw new IllegalArgumentException(
            "a delimiter is a tab or one of ^~;!#$%&*: "
                + LeefText.shown(String.valueOf(delimiter)));
      }
      this.delimiter = delimiter;
      return this;
    }

    /**
     * The longest line, in bytes of UTF-8, without the syslog header. Default: 3,800, which with a
     * header stays under the 4,096 that QRadar is said to cut TCP syslog at. IBM's own text
     * confirms only that there is a limit, and that System Settings raise it. {@link
     * SyslogSender#largestMessage} is what a sender takes.
     *
     * @param maxBytes 2,048 to 1,000,000
     */
    public Builder maxBytes(int maxBytes) {
      if (maxBytes < 2_048 || maxBytes > 1_000_000) {
        throw new IllegalArgumentException("maxBytes must be 2048 to 1000000: " + maxBytes);
      }
      this.maxBytes = maxBytes;
      return this;
    }

    /** The writer. */
    public LeefWriter build() {
      return new LeefWriter(this);
    }
  }
}
