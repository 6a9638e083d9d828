// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import static java.util.Objects.requireNonNull;

/**
 * How bad the producer thinks a signal is, on its own scale and normalised.
 *
 * @param normalized 0 to 100, on Security Hub's scale: 0 informational, 1-39 low, 40-69 medium,
 *     70-89 high, 90-100 critical
 * @param original the producer's own word or number, possibly empty
 * @param known whether the producer said anything; an unknown severity is not a low one
 */
public record Severity(int normalized, String original, boolean known) {

  /** Activity that nobody judged. */
  public static final Severity NONE = new Severity(0, "", true);

  /** A judgement without a readable severity. */
  public static final Severity UNKNOWN = new Severity(0, "", false);

  /** Refuses a value outside 0 to 100. */
  public Severity {
    if (normalized < 0 || normalized > 100) {
      throw new IllegalArgumentException("severity must be 0 to 100: " + normalized);
    }
    requireNonNull(original, "original");
  }

  /**
   * The severity of a label: INFORMATIONAL 0, LOW 1, MEDIUM 40, HIGH 70, CRITICAL 90, in any case;
   * UNKNOWN for another word.
   *
   * <p>Source: AWS Security Hub API reference, {@code Severity}: what Security Hub itself puts into
   * {@code Normalized} for each {@code Label}.
   *
   * @param label the word
   */
  public static Severity ofLabel(String label) {
    return switch (label.strip().toUpperCase(java.util.Locale.ROOT)) {
      case "INFORMATIONAL", "INFO" -> new Severity(0, label, true);
      case "LOW" -> new Severity(1, label, true);
      case "MEDIUM", "MODERATE" -> new Severity(40, label, true);
      case "HIGH" -> new Severity(70, label, true);
      case "CRITICAL", "FATAL" -> new Severity(90, label, true);
      default -> new Severity(0, label, false);
    };
  }

  /**
   * The severity of an OCSF {@code severity_id}: 1 to 6, informational to fatal; 0, 99 and others
   * are unknown.
   *
   * <p>Source: OCSF base event, {@code severity_id}; fatal is mapped to critical.
   *
   * @param severityId as sent
   */
  public static Severity ofOcsfId(int severityId) {
    String original = Integer.toString(severityId);
    return switch (severityId) {
      case 1 -> new Severity(0, original, true);
      case 2 -> new Severity(1, original, true);
      case 3 -> new Severity(40, original, true);
      case 4 -> new Severity(70, original, true);
      case 5 -> new Severity(90, original, true);
      case 6 -> new Severity(100, original, true);
      default -> new Severity(0, original, false);
    };
  }

  /**
   * A number on a scale from 0 to 10 (GuardDuty's severity, QRadar's magnitude), times ten.
   *
   * <p>Source: GuardDuty user guide, severity levels: low 1-3.9, medium 4-6.9, high 7-8.9, critical
   * 9-10, which fall on Security Hub's bands when multiplied.
   *
   * @param value clamped to 0 to 10
   */
  public static Severity ofTenths(double value) {
    String original = value == Math.rint(value) ? Long.toString((long) value) : "" + value;
    return new Severity(
        (int) Math.round(Math.max(0, Math.min(10, value)) * 10), original, !Double.isNaN(value));
  }
}
