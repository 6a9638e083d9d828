// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that was seen, by AWS, by QRadar or by QRAWS itself. */
public sealed interface Signal
    permits Finding, ApiCall, NetworkFlow, Offense, SiemEvent, ConfigChange, Anomaly {

  /** What all kinds have in common; the accessors below read from it. */
  SignalHeader header();

  /** Which kind of thing was seen. */
  SignalKind kind();

  /**
   * The same signal under another header: how a reader's observables or an id are amended.
   *
   * @param header the replacement
   */
  Signal withHeader(SignalHeader header);

  /**
   * The producer's own id: a finding ARN, an eventID; {@code offense:} and the number for an
   * offense, since numbers clash.
   */
  default String id() {
    return header().id();
  }

  /** What tells it from all others: its kind and its id, {@code finding|arn:aws:...}. */
  default String key() {
    return kind().label() + '|' + id();
  }

  /** Which format it was read from. */
  default Format format() {
    return header().format();
  }

  /** When it happened, by the producer's clock; not when QRAWS read it. */
  default Instant time() {
    return header().time();
  }

  /**
   * How long before or after another it happened; never negative.
   *
   * @param other any
   */
  default Duration apart(Signal other) {
    // Duration.abs turns a negative one by way of BigDecimal, which takes longer than all else.
    return time().isBefore(other.time())
        ? Duration.between(time(), other.time())
        : Duration.between(other.time(), time());
  }

  /** One line for people; text from outside, so escape it where it is shown. */
  default String title() {
    return header().title();
  }

  /** How bad the producer thinks it is; {@link Severity#NONE} for activity that nobody judged. */
  default Severity severity() {
    return header().severity();
  }

  /** The twelve-digit AWS account, or null where there is none or it is unknown. */
  default @Nullable String account() {
    return header().account();
  }

  /** The AWS Region, or null where there is none or it is unknown. */
  default @Nullable String region() {
    return header().region();
  }

  /** The producer's type names, most telling first; possibly empty. */
  default List<String> types() {
    return header().types();
  }

  /** The values it shows, without duplicates, in the order of extraction. */
  default List<Observable> observables() {
    return header().observables();
  }

  /** Where it was read. */
  default SourceRef source() {
    return header().source();
  }

  /** What was sent, as bytes. */
  default Raw raw() {
    return header().raw();
  }
}
