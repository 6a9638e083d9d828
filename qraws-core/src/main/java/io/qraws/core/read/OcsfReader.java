// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Finding.Attributes;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads findings in OCSF: classes 2001 to 2008. */
final class OcsfReader implements FormatReader {
  @Override
  public boolean recognises(Node object) {
    long uid = Json.whole(Json.at(object, "class_uid"), -1);
    return (uid >= 2001 && uid <= 2008)
        || (uid < 0 && object.has("finding_info") && object.has("metadata"));
  }

  @Override
  public Signal read(Node finding, Raw raw, SourceRef source) {
    Node info = Json.at(finding, "finding_info", "finding");
    String id = Json.text(Json.at(info, "uid"));
    FindingDraft draft =
        new FindingDraft(
            id == null ? Json.text(finding, "metadata.uid") : id,
            "finding_info.uid",
            Format.OCSF,
            source,
            raw);
    Instant updated =
        Times.required(
            "time",
            Json.at(info, "modified_time_dt", "modified_time"),
            Json.at(finding, "finding.info.modified_time_dt"),
            Json.at(finding, "time_dt", "time"),
            Json.at(finding, Envelopes.TOLD),
            Json.at(info, "created_time_dt", "created_time"));
    Instant seen = Times.first(Json.at(info, "last_seen_time_dt", "last_seen_time"));
    String account = Json.text(finding, "cloud.account.uid");
    draft
        .product(product(finding))
        .text(Json.text(Json.at(info, "title")), Json.text(Json.at(info, "desc")))
        .state(state(finding))
        .control(Json.text(finding, "compliance.control"))
        .attribute(Attributes.COMPLIANCE, compliance(finding));
    draft
        .header
        .account(account)
        .region(Json.text(finding, "cloud.region"))
        .severity(severity(finding))
        .observable(ObservableKind.ACCOUNT, account, Role.TARGET);
    types(draft, info);
    attacks(draft, finding, info);
    boolean actor = false;
    for (Node evidence : Json.at(finding, "evidences")) {
      actor |= evidence(draft, evidence);
    }
    for (Node resource : Json.at(finding, "resources")) {
      resource(draft, resource, actor);
    }
    if (Json.at(finding, "resource").isObject()) {
      resource(draft, Json.at(finding, "resource"), actor);
    }
    if (Json.at(finding, "resources").size() == 1) {
      Names.alone(draft.header, Json.text(Json.at(finding, "resources").first(), "uid"));
    }
    OcsfActivityReader.observables(draft.header, finding);
    vulnerabilities(draft, finding);
    offense(draft, finding);
    related(draft, info);
    return draft.build(seen == null ? updated : seen, updated);
  }

  private static String product(Node finding) {
    String uid = Json.textOr(finding, "metadata.product.uid", "").toLowerCase(Locale.ROOT);
    String name = Json.textOr(finding, "metadata.product.name", "unknown");
    if (uid.contains("guardduty") || name.equalsIgnoreCase("GuardDuty")) {
      return "GuardDuty";
    }
    return uid.endsWith("/securityhub") ? "Security Hub" : name;
  }

  private static void types(FindingDraft draft, Node info) {
    for (Node type : Json.at(info, "types")) {
      String text = type.asText();
      String own = GuardDutyTypes.ofAsff(text);
      String telling = own == null ? text : own;
      String tactic = GuardDutyTypes.tactic(telling);
      if (tactic != null) {
        draft.header.type(telling);
        draft.attribute(Attributes.TACTICS, tactic);
      }
    }
    Json.at(info, "types").forEach(type -> draft.header.type(Json.text(type)));
  }

  private static void attacks(FindingDraft draft, Node finding, Node info) {
    StringBuilder tactics = new StringBuilder();
    for (Node attacks : new Node[] {Json.at(info, "attacks"), Json.at(finding, "attacks")}) {
      for (Node attack : attacks) {
        String uid = Json.text(attack, "tactic.uid");
        if (uid != null) {
          tactics.append(tactics.isEmpty() ? "" : ",").append(uid);
        }
      }
    }
    draft.attribute(Attributes.TACTICS, tactics.toString());
  }

  private static @Nullable String compliance(Node finding) {
    String status = Json.text(finding, "compliance.status");
    if (status == null) {
      return null;
    }
    return switch (status.toUpperCase(Locale.ROOT)) {
      case "PASS", "PASSED" -> "PASSED";
      case "FAIL", "FAILED" -> "FAILED";
      default -> status.toUpperCase(Locale.ROOT);
    };
  }

  /** Source: OCSF 1.6, status_id of findings: 3 suppressed, 4 resolved, 5 archived, 6 deleted. */
  private static Finding.State state(Node finding) {
    long status = Json.whole(Json.at(finding, "status_id"), 0);
    if (status == 3) {
      return Finding.State.SUPPRESSED;
    }
    if (status == 5 || status == 6 || Json.whole(Json.at(finding, "activity_id"), 0) == 3) {
      return Finding.State.ARCHIVED;
    }
    return status == 4 || "PASSED".equals(compliance(finding))
        ? Finding.State.RESOLVED
        : Finding.State.ACTIVE;
  }

  private static Severity severity(Node finding) {
    Severity severity = Severity.ofOcsfId((int) Json.whole(Json.at(finding, "severity_id"), 0));
    if (!severity.known()) {
      severity = Severity.ofLabel(Json.textOr(finding, "severity", ""));
    }
    return severity.known()
        ? severity
        : Severity.ofOcsfId(
            (int) Json.whole(Json.path(finding, "vendor_attributes.severity_id"), 0));
  }

  /** Tells whether the evidence is a call, whose keys and principals are then who called. */
  private static boolean evidence(FindingDraft draft, Node evidence) {
    SignalHeader.Builder header = draft.header;
    String direction = Json.textOr(evidence, "connection_info.direction", "");
    boolean outbound = direction.equalsIgnoreCase("Outbound");
    Names.address(header, Json.text(evidence, "src_endpoint.ip"), Role.SOURCE);
    Names.address(header, Json.text(evidence, "dst_endpoint.ip"), Role.DESTINATION);
    header.observable(
        ObservableKind.DOMAIN,
        Json.text(evidence, outbound ? "dst_endpoint.domain" : "query.hostname"),
        Role.DESTINATION);
    Node user = Json.path(evidence, "actor.user");
    Names.user(
        header, Json.text(user, "name"), Json.text(user, "type"), Json.text(user, "account.uid"));
    header.observable(ObservableKind.ACCESS_KEY, Json.text(user, "credential_uid"), Role.ACTOR);
    draft.attribute(Attributes.USER_TYPE, Json.at(user, "type"));
    draft.attribute(Attributes.API, Json.path(evidence, "api.operation"));
    for (Node hash : Json.path(evidence, "file.hashes")) {
      header.observable(ObservableKind.FILE_HASH, Json.text(hash, "value"), Role.TARGET);
    }
    return Json.path(evidence, "api.operation").isTextual();
  }

  private static void resource(FindingDraft draft, Node resource, boolean call) {
    String type = Json.text(resource, "type");
    boolean identity = type != null && (type.contains("IAM") || type.contains("Iam"));
    Role role = call && identity ? Role.ACTOR : Role.TARGET;
    draft.resourceType(type);
    draft.tags.putAll(Json.tags(Json.at(resource, "tags")));
    SignalHeader.Builder header = draft.header;
    Names.resource(header, Json.text(Json.at(resource, "uid")), role);
    Names.resource(header, Json.text(Json.at(resource, "uid_alt")), role);
    Node user = Json.at(resource, "user");
    Names.user(
        header,
        Json.text(user, "name"),
        Json.text(user, "type"),
        Json.text(resource, "owner.account.uid"));
    header.observable(
        ObservableKind.ACCESS_KEY, Json.text(resource, "user.credential_uid"), Role.ACTOR);
    for (Node network : Json.path(resource, "device.network_interfaces")) {
      Names.address(header, Json.text(network, "ip"), role);
    }
    Names.address(header, Json.text(resource, "device.ip"), role);
    Names.resource(header, Json.text(resource, "device.uid"), role);
    for (Node network : Json.path(resource, "data.network_interfaces")) {
      Names.address(header, Json.text(network, "private_ip_address"), role);
      Names.address(header, Json.text(network, "public_ip"), role);
    }
    if (Json.truth(Json.at(resource, "is_public"))) {
      draft.attribute(Attributes.PUBLIC, "true");
    }
  }

  private static void vulnerabilities(FindingDraft draft, Node finding) {
    for (Node vulnerability : Json.at(finding, "vulnerabilities")) {
      draft.header.observable(
          ObservableKind.VULNERABILITY, Json.text(vulnerability, "cve.uid"), Role.TARGET);
      draft.epss(Json.number(Json.path(vulnerability, "cve.epss.score")));
      yes(draft, Attributes.EXPLOIT, Json.at(vulnerability, "is_exploit_available"));
      yes(draft, Attributes.FIX, Json.at(vulnerability, "is_fix_available", "fix_available"));
    }
  }

  private static void yes(FindingDraft draft, String key, Node node) {
    if (!node.isMissingNode()) {
      draft.attribute(key, Json.truth(node) ? "YES" : "NO");
    }
  }

  /** A QRadar offense in OCSF keeps what it is indexed by among its enrichments. */
  private static void offense(FindingDraft draft, Node finding) {
    int type = -1;
    String index = "";
    for (Node enrichment : Json.at(finding, "enrichments")) {
      Node value = Json.at(enrichment, "value");
      switch (Json.textOr(enrichment, "name", "")) {
        case "offense_type" -> type = (int) Json.whole(value, -1);
        case "offense_source" -> index = value.asText();
        case "Magnitude" -> {
          if (!severity(finding).known()) {
            draft.header.severity(Severity.ofTenths(Json.number(value)));
          }
        }
        default -> {
          continue;
        }
      }
    }
    OffenseReader.index(draft.header, type, index);
  }

  private static void related(FindingDraft draft, Node info) {
    StringBuilder ids = new StringBuilder();
    for (Node event : Json.at(info, "related_events")) {
      ids.append(Json.textOr(event, "uid", "")).append(' ');
      for (Node observable : Json.at(event, "observables")) {
        String value = Json.text(observable, "value");
        if (Names.isAddress(value)) {
          Names.address(draft.header, value, Role.TARGET);
        }
      }
    }
    draft.attribute(Attributes.RELATED, ids.toString());
  }
}
