// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads GuardDuty's own findings, with keys in either spelling, attack sequences too. */
final class GuardDutyReader implements FormatReader {
  private static final Spelling FLATTENED =
      new Spelling(
          "[_.]",
          ("accountId region partition id arn type severity title description createdAt updatedAt"
                  + " resource resourceType service serviceName detectorId count archived"
                  + " eventFirstSeen eventLastSeen resourceRole action actionType"
                  + " networkConnectionAction connectionDirection remoteIpDetails ipAddressV4"
                  + " ipAddressV6 localIpDetails awsApiCallAction api callerType userAgent"
                  + " affectedResources remoteAccountDetails dnsRequestAction domain"
                  + " portProbeAction portProbeDetails kubernetesApiCallAction"
                  + " rdsLoginAttemptAction evidence threatIntelligenceDetails threatListName"
                  + " threatNames threatFileSha256 additionalInfo instanceDetails instanceId"
                  + " networkInterfaces privateIpAddress publicIp iamInstanceProfile"
                  + " accessKeyDetails accessKeyId principalId userName userType s3BucketDetails"
                  + " name tags key value publicAccess effectivePermission eksClusterDetails"
                  + " ecsClusterDetails lambdaDetails functionArn rdsDbInstanceDetails"
                  + " dbInstanceArn dbInstanceIdentifier rdsDbUserDetails user kubernetesDetails"
                  + " kubernetesUserDetails ipv6Addresses sample runtimeDetails process"
                  + " executableSha256 ebsVolumeDetails scannedVolumeDetails volumeArn")
              .split(" "));

  @Override
  public boolean recognises(Node object) {
    String type = Json.text(object, "type");
    type = type == null ? Json.text(Json.at(object, "detail_type", "detail.type")) : type;
    return type != null
        && GuardDutyTypes.isType(type)
        && (Json.either(object, "service").isObject()
            || Json.either(object, "resource").isObject()
            || flattened(object));
  }

  private static boolean flattened(Node object) {
    for (Map.Entry<String, Node> member : object.properties()) {
      String plain = Names.plain(member.getKey());
      if (member.getValue().isValueNode()
          && (plain.contains("serviceevent") || plain.contains("serviceaction"))) {
        return true;
      }
    }
    return false;
  }

  private static Node whole(Node object) {
    boolean nested =
        Json.either(object, "service").isObject() || Json.either(object, "resource").isObject();
    if (nested && !object.has("accountid") && !object.has("updatedat")) {
      return object;
    }
    JsonNode sent = Trees.tree(object);
    ObjectNode row = sent.deepCopy();
    for (JsonNode part : sent) {
      // Logs Insights, by way of some tools, groups a part of the row under the action's type.
      if (part instanceof ObjectNode group && group.has("detail_accountId")) {
        row.setAll(group);
      }
    }
    JsonNode restored = FLATTENED.restore(row);
    JsonNode detail = restored.get("detail");
    return Trees.node(
        detail instanceof ObjectNode inner ? inner.set("time", restored.get("time")) : restored);
  }

  @Override
  public Signal read(Node sent, Raw raw, SourceRef source) {
    Node finding = whole(sent);
    Node service = Json.either(finding, "service");
    FindingDraft draft =
        new FindingDraft(id(finding, service, raw), "id", Format.GUARDDUTY, source, raw);
    Node[] updates = {
      Json.either(finding, "updatedAt"),
      Json.either(finding, "createdAt"),
      Json.either(service, "eventLastSeen"),
      Json.either(service, "eventFirstSeen"),
      Json.at(finding, "time", Envelopes.TOLD)
    };
    Instant updated = Times.required("updatedAt", updates);
    Instant seen = Times.first(Json.either(service, "eventLastSeen"));
    String type = Json.textOr(finding, "type", "");
    String account = Json.text(finding, "accountId");
    double severity = Json.number(Json.either(finding, "severity"));
    String role = Json.text(service, "resourceRole");
    draft
        .product("GuardDuty")
        .text(Json.text(finding, "title"), Json.text(finding, "description"))
        .state(
            Json.truth(Json.either(service, "archived"))
                ? Finding.State.ARCHIVED
                : Finding.State.ACTIVE)
        .sample(sample(service))
        .resourceType(Json.text(finding, "resource.resourceType"))
        .attribute(Attributes.RESOURCE_ROLE, role)
        .attribute(Attributes.COUNT, Json.either(service, "count"))
        .attribute(Attributes.TACTICS, GuardDutyTypes.tactic(type));
    draft
        .header
        .type(type)
        .account(account)
        .region(Json.text(finding, "region"))
        .severity(Double.isNaN(severity) ? Severity.UNKNOWN : Severity.ofTenths(severity))
        .observable(ObservableKind.ACCOUNT, account, Role.TARGET);
    draft.header.observable(
        ObservableKind.FILE_HASH,
        Json.text(service, "runtimeDetails.process.executableSha256"),
        Role.TARGET);
    threats(draft, service);
    GuardDutyParts.action(draft, Json.either(service, "action"), role);
    GuardDutyParts.resource(draft, Json.either(finding, "resource"), role(service, role), account);
    GuardDutyParts.sequence(draft, Json.path(service, "detection.sequence"));
    return draft.build(seen == null ? updated : seen, updated);
  }

  /** Who called is the actor, whatever the finding says of its resource. */
  private static Role role(Node service, @Nullable String resourceRole) {
    String action = Json.textOr(service, "action.actionType", "");
    return "ACTOR".equalsIgnoreCase(resourceRole) || action.equals("AWS_API_CALL")
        ? Role.ACTOR
        : Role.TARGET;
  }

  /** The ARN, by which the same finding is known in Security Hub. */
  private static String id(Node finding, Node service, Raw raw) {
    String arn = Json.text(finding, "arn");
    String id = Json.text(finding, "id");
    String detector = Json.text(service, "detectorId");
    String account = Json.text(finding, "accountId");
    String region = Json.text(finding, "region");
    if (arn != null) {
      return arn;
    }
    if (id == null) {
      return Names.derivedId("guardduty", raw);
    }
    if (detector == null || account == null || region == null) {
      return id;
    }
    String place = Json.textOr(finding, "partition", "aws") + ":guardduty:" + region;
    return "arn:" + place + ":" + account + ":detector/" + detector + "/finding/" + id;
  }

  private static boolean sample(Node service) {
    Node info = Json.either(service, "additionalInfo");
    if (Json.truth(Json.either(info, "sample"))) {
      return true;
    }
    String value = Json.textOr(info, "value", "");
    // Its first letter may be of either case; parsing each text would cost more than all the rest.
    boolean may = value.contains("ample") || value.indexOf('\\') >= 0;
    return may && Json.truth(Json.either(Spelling.parsed(Json.either(info, "value")), "sample"));
  }

  private static void threats(FindingDraft draft, Node service) {
    for (Node threat : Json.path(service, "evidence.threatIntelligenceDetails")) {
      StringBuilder names = new StringBuilder(Json.textOr(threat, "threatListName", ""));
      Json.either(threat, "threatNames")
          .forEach(name -> names.append(names.isEmpty() ? "" : ", ").append(name.asText()));
      draft.attribute(Attributes.THREAT, names.toString());
      SignalHeader.Builder header = draft.header;
      header.observable(
          ObservableKind.FILE_HASH, Json.text(threat, "threatFileSha256"), Role.TARGET);
    }
    String list = Json.text(service, "additionalInfo.threatListName");
    draft.attribute(Attributes.THREAT, list);
  }
}
