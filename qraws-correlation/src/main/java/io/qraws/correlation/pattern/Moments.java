// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import java.time.Duration;
import java.time.Instant;

/** Times before and after others, which stop at the ends of time. */
final class Moments {
  private Moments() {}

  static Instant before(Instant time, Duration span) {
    return time.isBefore(Instant.MIN.plus(span)) ? Instant.MIN : time.minus(span);
  }

  static Instant after(Instant time, Duration span) {
    return time.isAfter(Instant.MAX.minus(span)) ? Instant.MAX : time.plus(span);
  }
}
