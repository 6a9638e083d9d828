// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import io.qraws.core.signal.Format;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.pattern.SignalPattern;
import io.qraws.scoring.Disposition;
import java.util.Locale;

/** Words and style classes for values of ours; none holds text from outside. */
final class Words {
  private Words() {}

  static String kind(Signal signal) {
    return switch (signal.kind()) {
      case FINDING -> "Finding";
      case API_CALL -> "API call";
      case NETWORK_FLOW -> "Network flow";
      case OFFENSE -> "Offense";
      case SIEM_EVENT -> "Event";
      case CONFIG_CHANGE -> "Configuration change";
      case ANOMALY -> "Anomaly";
    };
  }

  static String source(Signal signal) {
    if (Incident.fromQradar(signal)) {
      return "QRadar";
    }
    return signal.format() == Format.DERIVED ? "QRAWS" : "AWS";
  }

  static String severity(Severity severity) {
    if (!severity.known()) {
      return "Unknown";
    }
    if (severity.equals(Severity.NONE)) {
      return "Not judged";
    }
    int value = severity.normalized();
    if (value >= 90) {
      return "Critical";
    }
    if (value >= 70) {
      return "High";
    }
    if (value >= 40) {
      return "Medium";
    }
    return value > 0 ? "Low" : "Informational";
  }

  /** The style class of a severity. */
  static String tone(Severity severity) {
    return switch (severity(severity)) {
      case "Critical" -> "critical";
      case "High" -> "high";
      case "Medium" -> "medium";
      case "Low" -> "low";
      default -> "plain";
    };
  }

  static String disposition(Disposition disposition) {
    return switch (disposition) {
      case ESCALATE -> "Escalate";
      case QUEUE -> "Queue";
      case SUPPRESS -> "Suppress";
    };
  }

  /** The style class of a disposition. */
  static String tone(Disposition disposition) {
    return switch (disposition) {
      case ESCALATE -> "critical";
      case QUEUE -> "accent";
      case SUPPRESS -> "plain";
    };
  }

  static String level(SignalPattern.Level level) {
    return switch (level) {
      case INFORMATIONAL -> "Informational";
      case LOW -> "Low";
      case MEDIUM -> "Medium";
      case HIGH -> "High";
      case CRITICAL -> "Critical";
    };
  }

  /** The style class of a pattern's level. */
  static String tone(SignalPattern.Level level) {
    return level == SignalPattern.Level.INFORMATIONAL
        ? "plain"
        : level(level).toLowerCase(Locale.ROOT);
  }
}
