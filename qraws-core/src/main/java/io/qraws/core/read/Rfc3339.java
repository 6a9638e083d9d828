// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The one way in which AWS writes nearly all times: {@code 2026-03-17T09:02:31.117Z}. */
final class Rfc3339 {
  private static final String SHAPE = "####-##-##T##:##:##";
  private static final int MOST_DECIMALS = 9;

  private Rfc3339() {}

  /** The time of a text in UTC with 0 to 9 decimals; null if it is anything else. */
  static @Nullable Instant utc(String text) {
    int last = text.length() - 1;
    int seconds = SHAPE.length();
    if (last < seconds
        || last > seconds + 1 + MOST_DECIMALS
        || text.charAt(last) != 'Z'
        || !isShaped(text)) {
      return null;
    }
    int nanos = last == seconds ? 0 : nanos(text, seconds, last);
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    // A day that only some months have is left to those who know the calendar.
    if (nanos < 0 || month < 1 || month > 12 || day < 1 || day > 28) {
      return null;
    }
    if (hour > 23 || minute > 59 || second > 59) {
      return null;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return Instant.ofEpochSecond(days * 86_400 + hour * 3600L + minute * 60L + second, nanos);
  }

  private static boolean isShaped(String text) {
    for (int i = 0; i < SHAPE.length(); i++) {
      char c = text.charAt(i);
      char wanted = SHAPE.charAt(i);
      if (wanted == '#' ? c < '0' || c > '9' : c != wanted) {
        return false;
      }
    }
    return true;
  }

  /** The decimals between the point and the Z as nanoseconds; -1 if they are none. */
  private static int nanos(String text, int point, int last) {
    if (text.charAt(point) != '.' || last == point + 1) {
      return -1;
    }
    int nanos = 0;
    for (int i = point + 1; i <= point + MOST_DECIMALS; i++) {
      int digit = i < last ? text.charAt(i) - '0' : 0;
      if (digit < 0 || digit > 9) {
        return -1;
      }
      nanos = nanos * 10 + digit;
    }
    return nanos;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }
}
