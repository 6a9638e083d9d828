// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import com.fasterxml.jackson.databind.JsonNode;
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
  public boolean recognises(JsonNode object) {
    return object.has("resourcesAffected")
        && object.has("id")
        && (object.has("category") || object.has("severity"));
  }

  @Override
  public Signal read(JsonNode finding, Raw raw, SourceRef source) {
    FindingDraft draft =
        new FindingDraft(Json.text(Json.at(finding, "id")), "id", Format.MACIE, source, raw);
    Instant updated =
        Times.required("updatedAt", Json.at(finding, "updatedAt"), Json.at(finding, "createdAt"));
    String account = Json.text(finding, "accountId");
    JsonNode bucket = Json.path(finding, "resourcesAffected.s3Bucket");
    draft
        .product("Macie")
        .text(Json.text(finding, "title"), Json.text(finding, "description"))
        .state(
            Json.truth(Json.at(finding, "archived"))
                ? Finding.State.ARCHIVED
                : Finding.State.ACTIVE)
        .sample(Json.truth(Json.at(finding, "sample")))
        .resourceType("S3Bucket")
        .attribute(Attributes.COUNT, Json.at(finding, "count"));
    if ("PUBLIC".equals(Json.text(bucket, "publicAccess.effectivePermission"))) {
      draft.attribute(Attributes.PUBLIC, "true");
    }
    draft.tags.putAll(Json.tags(Json.at(bucket, "tags")));
    draft
        .header
        .type(Json.text(finding, "type"))
        .account(account)
        .region(Json.text(finding, "region"))
        .severity(severity(Json.at(finding, "severity")))
        .observable(ObservableKind.ACCOUNT, account, Role.TARGET)
        .observable(ObservableKind.RESOURCE, Json.text(bucket, "name"), Role.TARGET);
    Names.resource(draft.header, Json.text(bucket, "arn"), Role.TARGET);
    JsonNode actor = Json.path(finding, "policyDetails.actor");
    Names.address(draft.header, Json.text(actor, "ipAddressDetails.ipAddressV4"), Role.SOURCE);
    Names.resource(draft.header, Json.text(actor, "userIdentity.assumedRole.arn"), Role.ACTOR);
    Names.resource(draft.header, Json.text(actor, "userIdentity.iamUser.arn"), Role.ACTOR);
    return draft.build(updated, updated);
  }

  /** Source: Macie user guide, severity scoring: 1 low, 2 medium, 3 high. */
  private static Severity severity(JsonNode severity) {
    Severity word = Severity.ofLabel(Json.textOr(severity, "description", ""));
    if (word.known()) {
      return word;
    }
    return switch ((int) Json.whole(Json.at(severity, "score"), 0)) {
      case 1 -> Severity.ofLabel("LOW");
      case 2 -> Severity.ofLabel("MEDIUM");
      case 3 -> Severity.ofLabel("HIGH");
      default -> Severity.UNKNOWN;
    };
  }
}
