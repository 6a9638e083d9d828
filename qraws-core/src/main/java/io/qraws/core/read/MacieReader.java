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

/** Reads Macie's own findings. */
final class MacieReader implements FormatReader {
  @Override
  public boolean recognises(Node object) {
    return Json.either(object, "resourcesAffected").isObject()
        && (Json.either(object, "category").isTextual()
            || Json.either(object, "severity").isObject());
  }

  @Override
  public Signal read(Node finding, Raw raw, SourceRef source) {
    FindingDraft draft =
        new FindingDraft(Json.text(finding, "id"), "id", Format.MACIE, source, raw);
    Instant updated =
        Times.required(
            "updatedAt", Json.either(finding, "updatedAt"), Json.either(finding, "createdAt"));
    String account = Json.text(finding, "accountId");
    Node bucket = Json.path(finding, "resourcesAffected.s3Bucket");
    draft
        .product("Macie")
        .text(Json.text(finding, "title"), Json.text(finding, "description"))
        .state(
            Json.truth(Json.either(finding, "archived"))
                ? Finding.State.ARCHIVED
                : Finding.State.ACTIVE)
        .sample(Json.truth(Json.either(finding, "sample")))
        .resourceType("S3Bucket")
        .attribute(Attributes.COUNT, Json.either(finding, "count"));
    if ("PUBLIC".equals(Json.text(bucket, "publicAccess.effectivePermission"))) {
      draft.attribute(Attributes.PUBLIC, "true");
    }
    draft.tags.putAll(Json.tags(Json.either(bucket, "tags")));
    draft
        .header
        .type(Json.text(finding, "type"))
        .account(account)
        .region(Json.text(finding, "region"))
        .severity(severity(Json.either(finding, "severity")))
        .observable(ObservableKind.ACCOUNT, account, Role.TARGET)
        .observable(ObservableKind.RESOURCE, Json.text(bucket, "name"), Role.TARGET);
    Names.resource(draft.header, Json.text(bucket, "arn"), Role.TARGET);
    Node actor = Json.path(finding, "policyDetails.actor");
    Names.address(draft.header, Json.text(actor, "ipAddressDetails.ipAddressV4"), Role.SOURCE);
    for (Node identity : Json.path(actor, "userIdentity")) {
      Names.resource(draft.header, Json.text(identity, "arn"), Role.ACTOR);
      session(draft, identity);
    }
    return draft.build(updated, updated);
  }

  private static void session(FindingDraft draft, Node identity) {
    draft.header.observable(
        ObservableKind.ACCESS_KEY, Json.text(identity, "accessKeyId"), Role.ACTOR);
    draft.header.observable(
        ObservableKind.PRINCIPAL,
        Json.text(identity, "sessionContext.sessionIssuer.arn"),
        Role.ACTOR);
  }

  /** Source: Macie user guide, severity scoring: 1 low, 2 medium, 3 high. */
  private static Severity severity(Node severity) {
    Severity word = Severity.ofLabel(Json.textOr(severity, "description", ""));
    if (word.known()) {
      return word;
    }
    return switch ((int) Json.whole(Json.either(severity, "score"), 0)) {
      case 1 -> Severity.ofLabel("LOW");
      case 2 -> Severity.ofLabel("MEDIUM");
      case 3 -> Severity.ofLabel("HIGH");
      default -> Severity.UNKNOWN;
    };
  }
}
