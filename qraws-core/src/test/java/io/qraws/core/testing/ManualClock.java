// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.testing;

import io.qraws.core.qradar.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A clock that only pauses move, and which nobody waits for. Safe for use by many threads. */
public final class ManualClock extends Clock implements Pause {
  // All guarded by this.
  private final List<Duration> pauses = new ArrayList<>();
  private Instant now;

  /**
   * Starts at an instant.
   *
   * @param start any
   */
  public ManualClock(Instant start) {
    now = start;
  }

  @Override
  public synchronized void pause(Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    pauses.add(time);
    now = now.plus(time);
  }

  /** The pauses so far, in order. */
  public synchronized List<Duration> pauses() {
    return List.copyOf(pauses);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
