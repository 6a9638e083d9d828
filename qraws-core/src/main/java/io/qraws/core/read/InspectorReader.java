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
import io.qraws.core.signal.SourceRef;
import java.time.Instant;
import java.util.Locale;

/** Reads Inspector's own findings, and those of Inspector Classic. */
final class InspectorReader implements FormatReader {
  @Override
  public boolean recognises(Node object) {
    return (Json.at(object, "findingArn").isTextual()
            && (object.has("inspectorScore")
                || object.has("packageVulnerabilityDetails")
                || object.has("networkReachabilityDetails")
                || object.has("codeVulnerabilityDetails")
                || Json.textOr(object, "findingArn", "").contains(":inspector2:")))
        || classic(object);
  }

  private static boolean classic(Node object) {
    String arn = Json.textOr(object, "arn", "");
    return arn.contains(":inspector:") && arn.contains("/finding/") && object.has("severity");
  }

  @Override
  public Signal read(Node finding, Raw raw, SourceRef source) {
    String id = Json.text(Json.at(finding, "findingArn", "arn"));
    FindingDraft draft = new FindingDraft(id, "findingArn", Format.INSPECTOR, source, raw);
    Instant updated =
        Times.required(
            "updatedAt",
            Json.at(finding, "updatedAt"),
            Json.at(finding, "lastObservedAt"),
            Json.at(finding, "firstObservedAt", "createdAt", Envelopes.TOLD));
    Instant seen = Times.first(Json.at(finding, "lastObservedAt"));
    String[] arn = id == null ? new String[0] : id.split(":", -1);
    String account = Json.text(Json.at(finding, "awsAccountId"));
    account = account == null && arn.length > 4 ? arn[4] : account;
    draft
        .product("Inspector")
        .text(Json.text(finding, "title"), Json.text(finding, "description"))
        .state(state(Json.textOr(finding, "status", "ACTIVE")))
        .epss(Json.number(Json.path(finding, "epss.score")))
        .attribute(Attributes.INSPECTOR_SCORE, Json.at(finding, "inspectorScore"))
        .attribute(Attributes.EXPLOIT, Json.at(finding, "exploitAvailable"))
        .attribute(Attributes.FIX, Json.at(finding, "fixAvailable"));
    draft
        .header
        .type(Json.text(finding, "type"))
        .account(account)
        .region(arn.length > 3 ? arn[3] : null)
        .severity(severity(finding))
        .observable(ObservableKind.ACCOUNT, account, Role.TARGET)
        .observable(
            ObservableKind.VULNERABILITY,
            Json.text(finding, "packageVulnerabilityDetails.vulnerabilityId"),
            Role.TARGET);
    if (Json.at(finding, "networkReachabilityDetails").isObject()) {
      draft.attribute(Attributes.PUBLIC, "true");
    }
    for (Node resource : Json.at(finding, "resources")) {
      draft.resourceType(Json.text(resource, "type"));
      draft.tags.putAll(Json.tags(Json.at(resource, "tags")));
      Names.resource(draft.header, Json.text(resource, "id"), Role.TARGET);
      Node addresses = Json.path(resource, "details.awsEc2Instance.ipV4Addresses");
      addresses.forEach(a -> Names.address(draft.header, Json.text(a), Role.TARGET));
      Json.path(resource, "details.awsEc2Instance.ipV6Addresses")
          .forEach(a -> Names.address(draft.header, Json.text(a), Role.TARGET));
    }
    String agent = Json.text(finding, "assetAttributes.agentId");
    Names.resource(draft.header, agent, Role.TARGET);
    return draft.build(seen == null ? updated : seen, updated);
  }

  private static Severity severity(Node finding) {
    Severity label = Severity.ofLabel(Json.textOr(finding, "severity", ""));
    double score = Json.number(Json.at(finding, "inspectorScore"));
    if (label.known() || Double.isNaN(score)) {
      return label;
    }
    return Severity.ofTenths(score);
  }

  private static Finding.State state(String status) {
    return switch (status.toUpperCase(Locale.ROOT)) {
      case "SUPPRESSED" -> Finding.State.SUPPRESSED;
      case "CLOSED" -> Finding.State.RESOLVED;
      default -> Finding.State.ACTIVE;
    };
  }
}
