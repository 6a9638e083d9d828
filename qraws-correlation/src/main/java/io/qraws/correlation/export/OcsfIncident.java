// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.export;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Tactic;
import java.time.Instant;
import java.util.Comparator;

/**
 * An incident as an OCSF Incident Finding (class 2005).
 *
 * <p>Its severity is that of its gravest signal: how bad the incident is for the business is the
 * scorer's to say. Each signal is one entry of {@code finding_info_list}. Texts in it come from
 * outside and are as hostile as they were.
 *
 * <p>Source: OCSF 1.6.0, the class {@code incident_finding} and its objects; times are milliseconds
 * since 1970. Safe for use by many threads; costs O(signals + observables).
 */
public final class OcsfIncident {
  private static final int CLASS = 2005;
  private static final int CATEGORY = 2;

  private OcsfIncident() {}

  /** What is told of the incident, by OCSF's number. */
  public enum Activity {
    /** It was opened. */
    CREATE(1, "Create", 1, "New"),
    /** It grew. */
    UPDATE(2, "Update", 2, "In Progress"),
    /** It was closed. */
    CLOSE(3, "Close", 5, "Closed");

    private final int id;
    private final String title;
    private final int status;
    private final String statusTitle;

    Activity(int id, String title, int status, String statusTitle) {
      this.id = id;
      this.title = title;
      this.status = status;
      this.statusTitle = statusTitle;
    }
  }

  /**
   * The finding, as JSON text.
   *
   * @param incident any
   * @param activity what is told of it
   * @param assignees the group that looks at it, since OCSF wants an assignee
   * @param now when the incident was opened, changed or closed
   */
  public static String of(Incident incident, Activity activity, String assignees, Instant now) {
    ObjectNode finding = Json.object();
    finding.put("class_uid", CLASS).put("class_name", "Incident Finding");
    finding.put("category_uid", CATEGORY).put("category_name", "Findings");
    finding.put("activity_id", activity.id).put("activity_name", activity.title);
    finding.put("type_uid", CLASS * 100 + activity.id);
    finding.put("type_name", "Incident Finding: " + activity.title);
    finding.put("status_id", activity.status).put("status", activity.statusTitle);
    finding.put("time", now.toEpochMilli());
    finding.put("start_time", incident.firstSeen().toEpochMilli());
    finding.put("end_time", incident.lastSeen().toEpochMilli());
    Signal gravest = gravest(incident);
    int severity = severity(gravest.severity());
    finding.put("severity_id", severity).put("severity", SEVERITIES[severity]);
    finding.put("desc", gravest.title());
    finding.putObject("assignee_group").put("name", requireNonNull(assignees, "assignees"));
    ObjectNode metadata = finding.putObject("metadata");
    metadata.put("version", "1.6.0").put("uid", incident.id());
    metadata.putArray("profiles").add("incident");
    metadata.putObject("product").put("name", "QRAWS").put("vendor_name", "QRAWS");
    ArrayNode attacks = finding.putArray("attacks");
    for (Tactic tactic : incident.stages()) {
      attacks.addObject().putObject("tactic").put("uid", tactic.id()).put("name", tactic.title());
    }
    ArrayNode infos = finding.putArray("finding_info_list");
    incident.signals().forEach(signal -> info(infos.addObject(), signal));
    ArrayNode observables = finding.putArray("observables");
    for (Observable shown : incident.observables()) {
      ObjectNode observable = observables.addObject();
      observable.put("name", shown.role().name().toLowerCase(java.util.Locale.ROOT));
      observable.put("value", shown.value()).put("type_id", type(shown.kind()));
    }
    return Json.text(finding);
  }

  private static final String[] SEVERITIES = {
    "Unknown", "Informational", "Low", "Medium", "High", "Critical"
  };

  private static void info(ObjectNode info, Signal signal) {
    info.put("uid", signal.id()).put("title", signal.title());
    info.put("created_time", signal.time().toEpochMilli());
    info.putArray("data_sources").add(signal.format().name());
    ArrayNode types = info.putArray("types");
    signal.types().forEach(types::add);
  }

  private static Signal gravest(Incident incident) {
    return incident.signals().stream()
        .max(Comparator.comparingInt(signal -> signal.severity().normalized()))
        .orElseThrow();
  }

  /** Source: Security Hub's bands of its normalised severity, which OCSF's numbers follow. */
  private static int severity(Severity severity) {
    int normalized = severity.normalized();
    if (!severity.known()) {
      return 0;
    }
    return normalized < 1 ? 1 : normalized < 40 ? 2 : normalized < 70 ? 3 : normalized < 90 ? 4 : 5;
  }

  /** Source: OCSF dictionary and objects, the numbers behind {@code observable}. */
  private static int type(ObservableKind kind) {
    return switch (kind) {
      case HOST, DOMAIN -> 1;
      case IP -> 2;
      case USER -> 4;
      case FILE_HASH -> 8;
      case RESOURCE -> 10;
      case VULNERABILITY -> 18;
      case ACCESS_KEY -> 19;
      case PRINCIPAL -> 31;
      case ACCOUNT -> 35;
    };
  }
}
