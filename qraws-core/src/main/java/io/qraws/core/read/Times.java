// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as producers write them: RFC 3339 with 0 to 9 decimals and any offset, with a blank for the
 * T, without a zone (then UTC), stray blanks inside, epoch seconds or milliseconds as number or
 * text, {@code Mar 3, 2026, 6:02:30 PM}, {@code March 3, 2026, 18:02:30 (UTC+01:00)} and {@code
 * Tue, 3 Mar 2026 18:02:30 GMT}.
 */
final class Times {
  /**
   * Later than this, a number is not seconds: 5138-11-16 as seconds, 1973-03-03 as milliseconds.
   */
  private static final double MILLIS_FROM = 1e11;

  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9.]+([eE][+-]?[0-9]+)?");
  private static final Pattern SHORT_OFFSET = Pattern.compile("([+-]\\d\\d)(\\d\\d)$");
  private static final Pattern HAS_ZONE = Pattern.compile(".*(Z|[+-]\\d\\d:?\\d\\d)$");

  private static final DateTimeFormatter MONTH_FIRST =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("[MMMM][MMM] d uuuu [h:mm:ss a][HH:mm:ss]")
          .toFormatter(Locale.ENGLISH);

  private Times() {}

  /**
   * The first readable time among several nodes, or null if all are absent.
   *
   * @throws UnreadableException if some are there and none is a time from 1970 to 2099
   */
  static @Nullable Instant first(Node... nodes) {
    UnreadableException unreadable = null;
    for (Node node : nodes) {
      String text = node.isValueNode() && !node.isNull() ? node.asText() : "";
      if (!text.isBlank()) {
        try {
          return parse(text.strip());
        } catch (UnreadableException e) {
          unreadable = unreadable == null ? e : unreadable;
        }
      }
    }
    if (unreadable != null) {
      throw unreadable;
    }
    return null;
  }

  /** The time that a text tells, or null if it is blank. */
  static @Nullable Instant of(String text) {
    return text.isBlank() ? null : parse(text.strip());
  }

  /** One time that must be there. */
  static Instant required(String name, Node... nodes) {
    Instant time = first(nodes);
    if (time == null) {
      throw new UnreadableException(name + " is missing");
    }
    return time;
  }

  private static Instant parse(String text) {
    Instant usual = Rfc3339.instant(text);
    if (usual != null) {
      return checked(usual, text);
    }
    try {
      return checked(
          NUMBER.matcher(text).matches() ? ofEpoch(Double.parseDouble(text)) : ofText(text), text);
    } catch (DateTimeException | NumberFormatException e) {
      throw new UnreadableException("not a time: " + cut(text));
    }
  }

  private static Instant ofEpoch(double number) {
    if (Math.abs(number) > 1e16) {
      throw new DateTimeException("too large");
    }
    return number >= MILLIS_FROM
        ? Instant.ofEpochMilli((long) number)
        : Instant.ofEpochMilli(Math.round(number * 1000));
  }

  private static Instant ofText(String text) {
    return Character.isLetter(text.charAt(0)) ? ofWords(text) : ofDigits(text);
  }

  /** A month by its name, as Inspector's events and the consoles show it. */
  private static Instant ofWords(String text) {
    String plain = text.replace('\u202f', ' ').replaceAll(",?\\s+", " ");
    if (plain.endsWith("GMT")) {
      return ZonedDateTime.parse(
              plain.replaceFirst(" ", ", "), DateTimeFormatter.RFC_1123_DATE_TIME)
          .toInstant();
    }
    int zone = plain.indexOf(" (UTC");
    String offset = zone < 0 ? "" : plain.substring(zone + 5).replace(")", "");
    return LocalDateTime.parse(zone < 0 ? plain : plain.substring(0, zone), MONTH_FIRST)
        .toInstant(offset.isEmpty() ? ZoneOffset.UTC : ZoneOffset.of(offset));
  }

  private static Instant ofDigits(String text) {
    String plain = text.toUpperCase(Locale.ROOT).replaceAll(":\\s+", ":").strip();
    int blank = plain.indexOf(' ');
    if (blank == 10) {
      plain =
          plain.substring(0, 10) + "T" + plain.substring(11).replace(" ", "").replace("UTC", "Z");
    }
    if (plain.length() == 10) {
      plain += "T00:00:00Z";
    }
    if (HAS_ZONE.matcher(plain).matches()) {
      return OffsetDateTime.parse(SHORT_OFFSET.matcher(plain).replaceFirst("$1:$2")).toInstant();
    }
    return LocalDateTime.parse(plain).toInstant(ZoneOffset.UTC);
  }

  private static Instant checked(Instant time, String text) {
    if (time.isBefore(Instant.EPOCH) || !time.isBefore(LATEST)) {
      throw new UnreadableException("time outside 1970 to 2099: " + cut(text));
    }
    return time;
  }

  private static String cut(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }
}
