// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Finding.Attributes;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.SignalHeader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the action, the resource and the sequence of a GuardDuty finding show. */
final class GuardDutyParts {
  private GuardDutyParts() {}

  static void action(FindingDraft draft, Node action, @Nullable String resourceRole) {
    SignalHeader.Builder header = draft.header;
    Node call = Json.either(action, "awsApiCallAction");
    Names.address(header, address(call), Role.SOURCE);
    header.observable(
        ObservableKind.ACCOUNT, Json.text(call, "remoteAccountDetails.accountId"), Role.ACTOR);
    draft
        .attribute(Attributes.API, Json.either(call, "api"))
        .attribute(Attributes.USER_AGENT, Json.either(call, "userAgent"));
    for (Map.Entry<String, Node> affected : Json.either(call, "affectedResources").properties()) {
      Names.resource(header, Json.text(affected.getValue()), Role.TARGET);
    }
    Node connection = Json.either(action, "networkConnectionAction");
    boolean inbound = "INBOUND".equalsIgnoreCase(Json.text(connection, "connectionDirection"));
    boolean actor = "ACTOR".equalsIgnoreCase(resourceRole);
    Names.address(header, address(connection), inbound || !actor ? Role.SOURCE : Role.DESTINATION);
    Names.address(
        header,
        Json.text(connection, "localIpDetails.ipAddressV4"),
        actor ? Role.ACTOR : Role.TARGET);
    header.observable(
        ObservableKind.DOMAIN, Json.text(action, "dnsRequestAction.domain"), Role.DESTINATION);
    for (Node probe : Json.path(action, "portProbeAction.portProbeDetails")) {
      Names.address(header, address(probe), Role.SOURCE);
      Names.address(header, Json.text(probe, "localIpDetails.ipAddressV4"), Role.TARGET);
    }
    Node kubernetes = Json.either(action, "kubernetesApiCallAction");
    Names.address(header, address(kubernetes), Role.SOURCE);
    draft.attribute(Attributes.USER_AGENT, Json.either(kubernetes, "userAgent"));
    Names.address(header, address(Json.either(action, "rdsLoginAttemptAction")), Role.SOURCE);
  }

  private static @Nullable String address(Node action) {
    String v4 = Json.text(action, "remoteIpDetails.ipAddressV4");
    return v4 == null ? Json.text(action, "remoteIpDetails.ipAddressV6") : v4;
  }

  static void resource(FindingDraft draft, Node resource, Role role, @Nullable String account) {
    SignalHeader.Builder header = draft.header;
    Node key = Json.either(resource, "accessKeyDetails");
    header.observable(ObservableKind.ACCESS_KEY, Json.text(key, "accessKeyId"), Role.ACTOR);
    draft.attribute(Attributes.USER_TYPE, Json.either(key, "userType"));
    Names.user(header, Json.text(key, "userName"), Json.text(key, "userType"), account);
    String principal = Json.text(key, "principalId");
    if (principal != null && principal.indexOf(':') > 0) {
      Names.session(header, principal.substring(principal.indexOf(':') + 1), Role.ACTOR);
    }
    instance(draft, Json.either(resource, "instanceDetails"), role);
    for (Node bucket : Json.either(resource, "s3BucketDetails")) {
      Names.resource(header, Json.text(bucket, "arn"), Role.TARGET);
      header.observable(ObservableKind.RESOURCE, Json.text(bucket, "name"), Role.TARGET);
      draft.tags.putAll(Json.tags(Json.either(bucket, "tags")));
      if ("PUBLIC".equals(Json.text(bucket, "publicAccess.effectivePermission"))) {
        draft.attribute(Attributes.PUBLIC, "true");
      }
    }
    for (String name : new String[] {"eksClusterDetails", "ecsClusterDetails", "lambdaDetails"}) {
      Node part = Json.either(resource, name);
      Names.resource(
          header, Json.text(Json.at(part, "arn", "Arn", "functionArn", "FunctionArn")), role);
      header.observable(ObservableKind.RESOURCE, Json.text(part, "name"), role);
      draft.tags.putAll(Json.tags(Json.either(part, "tags")));
    }
    for (Node volume : Json.path(resource, "ebsVolumeDetails.scannedVolumeDetails")) {
      Names.resource(header, Json.text(volume, "volumeArn"), role);
    }
    Node database = Json.either(resource, "rdsDbInstanceDetails");
    Names.resource(header, Json.text(database, "dbInstanceArn"), Role.TARGET);
    header.observable(
        ObservableKind.RESOURCE, Json.text(database, "dbInstanceIdentifier"), Role.TARGET);
    header.observable(
        ObservableKind.USER, Json.text(resource, "rdsDbUserDetails.user"), Role.ACTOR);
    header.observable(
        ObservableKind.USER,
        Json.text(resource, "kubernetesDetails.kubernetesUserDetails.username"),
        Role.ACTOR);
  }

  private static void instance(FindingDraft draft, Node instance, Role role) {
    SignalHeader.Builder header = draft.header;
    header.observable(ObservableKind.RESOURCE, Json.text(instance, "instanceId"), role);
    for (Node network : Json.either(instance, "networkInterfaces")) {
      Names.address(header, Json.text(network, "privateIpAddress"), role);
      Names.address(header, Json.text(network, "publicIp"), role);
      for (Node address : Json.either(network, "ipv6Addresses")) {
        Names.address(header, Json.text(address), role);
      }
    }
    draft.tags.putAll(Json.tags(Json.either(instance, "tags")));
    Names.resource(header, Json.text(instance, "iamInstanceProfile.arn"), role);
  }

  static void sequence(FindingDraft draft, Node sequence) {
    SignalHeader.Builder header = draft.header;
    StringBuilder related = new StringBuilder();
    Json.either(sequence, "signals")
        .forEach(signal -> related.append(Json.textOr(signal, "uid", "")).append(' '));
    draft.attribute(Attributes.RELATED, related.toString());
    for (Node actor : Json.either(sequence, "actors")) {
      Names.session(header, Json.text(actor, "user.name"), Role.ACTOR);
      header.observable(
          ObservableKind.ACCESS_KEY, Json.text(actor, "user.credentialUid"), Role.ACTOR);
    }
    for (Node endpoint : Json.either(sequence, "endpoints")) {
      Names.address(header, Json.text(endpoint, "ip"), Role.SOURCE);
    }
    for (Node resource : Json.either(sequence, "resources")) {
      Names.resource(header, Json.text(resource, "uid"), Role.TARGET);
    }
    StringBuilder tactics = new StringBuilder();
    for (Node indicator : Json.either(sequence, "sequenceIndicators")) {
      if ("ATTACK_TACTIC".equals(Json.text(indicator, "key"))) {
        Json.either(indicator, "values")
            .forEach(value -> tactics.append(tactics.isEmpty() ? "" : ",").append(value.asText()));
      }
    }
    draft.attribute(Attributes.TACTICS, tactics.toString());
  }
}
