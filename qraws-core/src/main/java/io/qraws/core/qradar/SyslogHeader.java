// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What stands before the message in a line of syslog. */
public enum SyslogHeader {
  /**
   * The form of RFC 5424 that QRadar documents for LEEF, which ends with the host name: {@code
   * <13>1 2026-03-17T08:00:00.000Z host LEEF:…}. Source: IBM's LEEF guide, syslog header.
   */
  QRADAR,
  /**
   * All of RFC 5424's fields, for receivers and relays that want them: {@code <13>1
   * 2026-03-17T08:00:00.000Z host app - - - LEEF:…}.
   */
  RFC_5424,
  /**
   * RFC 3164's, without a tag, as QRadar documents it: {@code <13>Mar 17 08:00:00 host LEEF:…}. It
   * has neither year nor zone; the time is in the clock's zone, and a day below ten has a space
   * before it.
   */
  RFC_3164;

  private static final DateTimeFormatter LONG =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);

  /** The header, with the space that ends it; of one length for one host and application. */
  String text(int priority, ZonedDateTime time, String hostName, String appName) {
    String start = "<" + priority + ">";
    if (this == RFC_3164) {
      return start + SHORT.format(time) + " " + hostName + " ";
    }
    String common =
        start + "1 " + LONG.format(time.withZoneSameInstant(ZoneOffset.UTC)) + " " + hostName + " ";
    return this == QRADAR ? common : common + appName + " - - - ";
  }
}
