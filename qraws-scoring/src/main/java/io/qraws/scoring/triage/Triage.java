// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.triage;

import io.qraws.core.enrich.Enrichment;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import io.qraws.scoring.Disposition;
import java.util.List;

/**
 * Decides what is done with a scored incident, and who looks at it.
 *
 * <p>The queue is the owner of the most critical target if one is known, or else a skill: {@code
 * identity}, {@code cloud}, {@code network}, {@code data}, {@code vulnerability} or {@code soc}.
 * Immutable, deterministic and safe for use by many threads.
 */
public final class Triage {
  private static final int CRITICAL_BAND = 90;

  private final int escalateFrom;
  private final int queueFrom;

  private Triage(Builder builder) {
    this.escalateFrom = builder.escalateFrom;
    this.queueFrom = builder.queueFrom;
  }

  /** With the default thresholds. */
  public static Triage standard() {
    return builder().build();
  }

  /** Starts with the default thresholds. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * What is done with an incident. One with an active critical finding that is no sample is never
   * suppressed, whatever its score.
   *
   * @param score in hundredths of a point, 0 to 10000
   * @param incident what was scored
   */
  public Disposition disposition(int score, Incident incident) {
    if (score >= escalateFrom * 100) {
      return Disposition.ESCALATE;
    }
    if (score >= queueFrom * 100 || incident.signals().stream().anyMatch(Triage::mustBeSeen)) {
      return Disposition.QUEUE;
    }
    return Disposition.SUPPRESS;
  }

  /**
   * Who looks at an incident.
   *
   * @param incident what was scored
   * @param enrichments what is known about its observables
   * @return never blank, without control characters
   */
  public String queue(Incident incident, List<Enrichment> enrichments) {
    return Owners.of(incident, enrichments).orElseGet(() -> Skills.of(incident));
  }

  private static boolean mustBeSeen(Signal signal) {
    return signal instanceof Finding finding
        && !finding.sample()
        && finding.state() == Finding.State.ACTIVE
        && finding.severity().normalized() >= CRITICAL_BAND;
  }

  /** Gathers thresholds; not safe for several threads. */
  public static final class Builder {
    private int escalateFrom = 70;
    private int queueFrom = 30;

    private Builder() {}

    /**
     * From how many points on an incident is escalated, 0 to 100. Default: 70.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder escalateFrom(int points) {
      this.escalateFrom = checked(points, "escalateFrom");
      return this;
    }

    /**
     * From how many points on an incident is queued, 0 to 100. Default: 30.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder queueFrom(int points) {
      this.queueFrom = checked(points, "queueFrom");
      return this;
    }

    /**
     * Makes the triage.
     *
     * @throws IllegalArgumentException if {@code queueFrom} is above {@code escalateFrom}
     */
    public Triage build() {
      if (queueFrom > escalateFrom) {
        throw new IllegalArgumentException(
            "queueFrom " + queueFrom + " must not be above escalateFrom " + escalateFrom);
      }
      return new Triage(this);
    }

    private static int checked(int points, String name) {
      if (points < 0 || points > 100) {
        throw new IllegalArgumentException(name + " must be 0 to 100 points: " + points);
      }
      return points;
    }
  }
}
