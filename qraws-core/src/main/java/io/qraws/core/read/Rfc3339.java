// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * The way in which AWS writes nearly all times, {@code 2026-03-17T09:02:31.117Z}, and what query
 * engines make of it: a blank for the T, an offset or no zone at all.
 */
final class Rfc3339 {
  private static final String SHAPE = "####-##-##?##:##:##";
  private static final int T = 10;
  private static final int MOST_DECIMALS = 9;

  /** {@code +02:00}. */
  private static final int OFFSET = 6;

  /** The largest offset in use is +14:00, and java.time takes 18 hours at most. */
  private static final int MOST_HOURS_OFF = 17;

  private Rfc3339() {}

  /** The time of a text with 0 to 9 decimals, UTC if it has no zone; null if it is another one. */
  static @Nullable Instant instant(String text) {
    int seconds = SHAPE.length();
    if (text.length() < seconds || !isShaped(text)) {
      return null;
    }
    int zone = seconds;
    int nanos = 0;
    if (zone < text.length() && text.charAt(zone) == '.') {
      zone = behindDigits(text, seconds + 1);
      if (zone == seconds + 1 || zone > seconds + 1 + MOST_DECIMALS) {
        return null;
      }
      nanos = nanos(text, seconds + 1, zone);
    }
    int offset = offset(text, zone);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    if (offset == Integer.MIN_VALUE || month < 1 || month > 12 || day < 1) {
      return null;
    }
    if (hour > 23 || minute > 59 || second > 59) {
      return null;
    }
    if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
      return null;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return Instant.ofEpochSecond(
        days * 86_400 + hour * 3600L + minute * 60L + second - offset, nanos);
  }

  private static boolean isShaped(String text) {
    for (int i = 0; i < SHAPE.length(); i++) {
      char c = text.charAt(i);
      char wanted = SHAPE.charAt(i);
      if (i == T ? c != 'T' && c != ' ' : wanted == '#' ? !isDigit(c) : c != wanted) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int behindDigits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int nanos(String text, int from, int to) {
    int nanos = number(text, from, to);
    for (int i = to - from; i < MOST_DECIMALS; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  /** What the zone at the text's end is ahead of UTC, in seconds; MIN_VALUE if it is none. */
  private static int offset(String text, int at) {
    int left = text.length() - at;
    if (left == 0 || (left == 1 && text.charAt(at) == 'Z')) {
      return 0;
    }
    char sign = text.charAt(at);
    boolean shaped =
        left == OFFSET
            && (sign == '+' || sign == '-')
            && behindDigits(text, at + 1) == at + 3
            && text.charAt(at + 3) == ':'
            && behindDigits(text, at + 4) == text.length();
    if (!shaped) {
      return Integer.MIN_VALUE;
    }
    int hours = number(text, at + 1, at + 3);
    int minutes = number(text, at + 4, at + 6);
    if (hours > MOST_HOURS_OFF || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3600 + minutes * 60;
    return sign == '-' ? -seconds : seconds;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }
}
