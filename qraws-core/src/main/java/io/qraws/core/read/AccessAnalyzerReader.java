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
import java.util.Map;

/**
 * Reads IAM Access Analyzer's own findings, of both API versions.
 *
 * <p>The service gives no severity. Ours: public access is high, access from outside medium, unused
 * access low.
 */
final class AccessAnalyzerReader implements FormatReader {
  @Override
  public boolean recognises(Node object) {
    return object.has("resourceType")
        && object.has("id")
        && (object.has("analyzedAt") || object.has("findingDetails") || object.has("isPublic"))
        && object.has("status");
  }

  @Override
  public Signal read(Node finding, Raw raw, SourceRef source) {
    FindingDraft draft =
        new FindingDraft(
            Json.text(Json.at(finding, "id")), "id", Format.ACCESS_ANALYZER, source, raw);
    Instant updated =
        Times.required(
            "updatedAt",
            Json.at(finding, "updatedAt", "analyzedAt"),
            Json.at(finding, "createdAt", Envelopes.TOLD));
    String resource = Json.textOr(finding, "resource", "unknown resource");
    String owner = Json.text(Json.at(finding, "resourceOwnerAccount", "accountId"));
    String type = Json.textOr(finding, "findingType", "ExternalAccess");
    Node external = finding;
    for (Node detail : Json.at(finding, "findingDetails")) {
      Node access = Json.at(detail, "externalAccessDetails", "internalAccessDetails");
      external = access.isObject() ? access : external;
    }
    boolean isPublic = Json.truth(Json.at(external, "isPublic"));
    boolean unused = type.startsWith("Unused");
    draft
        .product("IAM Access Analyzer")
        .text(
            (isPublic ? "Public access to " : unused ? type + " of " : "Access from outside to ")
                + resource,
            null)
        .state(state(finding))
        .resourceType(Json.text(finding, "resourceType"));
    if (isPublic) {
      draft.attribute(Attributes.PUBLIC, "true");
    }
    draft
        .header
        .type(type)
        .account(owner)
        .severity(Severity.ofLabel(isPublic ? "HIGH" : unused ? "LOW" : "MEDIUM"))
        .observable(ObservableKind.ACCOUNT, owner, Role.TARGET);
    String[] arn = resource.split(":", -1);
    String region = Json.text(Json.at(finding, "region"));
    draft.header.region(region == null && arn.length > 3 ? arn[3] : region);
    Names.resource(draft.header, Json.text(finding, "resource"), Role.TARGET);
    for (Map.Entry<String, Node> principal : Json.at(external, "principal").properties()) {
      String value = Json.text(principal.getValue());
      if (principal.getKey().equals("AWS") && !"*".equals(value)) {
        Names.resource(draft.header, value, Role.ACTOR);
      }
    }
    return draft.build(updated, updated);
  }

  private static Finding.State state(Node finding) {
    if (Json.truth(Json.at(finding, "isDeleted"))) {
      return Finding.State.RESOLVED;
    }
    return switch (Json.textOr(finding, "status", "ACTIVE").toUpperCase(Locale.ROOT)) {
      case "ARCHIVED" -> Finding.State.ARCHIVED;
      case "RESOLVED" -> Finding.State.RESOLVED;
      default -> Finding.State.ACTIVE;
    };
  }
}
