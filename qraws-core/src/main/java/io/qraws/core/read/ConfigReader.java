// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.ConfigChange;
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

/**
 * Reads AWS Config: configuration items, change notifications, and compliance changes, which are
 * findings.
 */
final class ConfigReader implements FormatReader {
  @Override
  public boolean recognises(Node object) {
    return (object.has("EvaluationResultIdentifier") && object.has("ComplianceType"))
        || Json.at(object, "configurationItem").isObject()
        || Json.at(object, "configurationItemSummary").isObject()
        || Json.at(object, "newEvaluationResult").isObject()
        || (object.has("resourceType")
            && object.has("resourceId")
            && (object.has("configurationItemCaptureTime")
                || object.has("configurationItemMD5Hash")
                || object.has("configurationItemStatus")
                || object.has("configurationStateId")));
  }

  @Override
  public Signal read(Node object, Raw raw, SourceRef source) {
    if (object.has("EvaluationResultIdentifier")
        || Json.at(object, "newEvaluationResult").isObject()) {
      return evaluation(object, raw, source);
    }
    Node nested = Json.at(object, "configurationItem", "configurationItemSummary");
    Node item = nested.isObject() ? nested : object;
    String type = Json.textOr(item, "resourceType", "unknown");
    String id = Json.textOr(item, "resourceId", Json.textOr(item, "resourceName", "unknown"));
    Instant time =
        Times.required(
            "configurationItemCaptureTime",
            Json.at(item, "configurationItemCaptureTime"),
            Json.at(object, "notificationCreationTime"),
            Json.at(object, Envelopes.TOLD));
    String arn = Json.text(Json.at(item, "arn", "ARN"));
    Node diff = Json.at(object, "configurationItemDiff");
    String change = Json.textOr(diff, "changeType", Json.textOr(item, "changeType", ""));
    String account = Json.text(Json.at(item, "awsAccountId", "accountId"));
    SignalHeader.Builder header =
        SignalHeader.builder(
                "config:" + (arn == null ? type + "/" + id : arn) + "@" + time,
                Format.CONFIG,
                source,
                raw)
            .time(time)
            .account(account)
            .region(Json.text(item, "awsRegion"))
            .type(type)
            .title((change.isEmpty() ? "Configuration" : change) + " of " + type + " " + id)
            .observable(ObservableKind.ACCOUNT, account, Role.TARGET);
    Names.resource(header, arn, Role.TARGET);
    if (!isNetworkPart(type)) {
      header.observable(ObservableKind.RESOURCE, id, Role.TARGET);
      header.observable(ObservableKind.RESOURCE, Json.text(item, "resourceName"), Role.TARGET);
    }
    if (type.equals("AWS::EC2::Instance") || type.equals("AWS::EC2::NetworkInterface")) {
      addresses(header, Spelling.parsed(Json.at(item, "configuration")));
    }
    Details changed = new Details();
    Node properties = Json.at(diff, "changedProperties");
    for (int i = 0; i < properties.members(); i++) {
      DetailPath path = DetailPath.root(properties.name(i));
      changed.add(path, Json.at(properties.value(i), "updatedValue"));
    }
    return new ConfigChange(
        header.build(),
        type,
        id,
        change,
        Json.textOr(item, "configurationItemStatus", ""),
        Json.tags(Json.at(item, "tags")),
        changed.map());
  }

  /**
   * Where an instance or a network interface is found, and the instance an interface is part of.
   */
  private static void addresses(SignalHeader.Builder header, Node configuration) {
    Names.resource(header, Json.text(configuration, "attachment.instanceId"), Role.TARGET);
    own(header, configuration);
    for (Node part : Json.at(configuration, "networkInterfaces")) {
      own(header, part);
    }
  }

  private static void own(SignalHeader.Builder header, Node part) {
    header.observable(ObservableKind.HOST, Json.text(part, "privateDnsName"), Role.TARGET);
    Names.address(header, Json.text(part, "privateIpAddress"), Role.TARGET);
    Names.address(header, Json.text(part, "publicIpAddress"), Role.TARGET);
    Names.address(header, Json.text(part, "association.publicIp"), Role.TARGET);
    for (Node address : Json.at(part, "privateIpAddresses")) {
      Names.address(header, Json.text(address, "privateIpAddress"), Role.TARGET);
      Names.address(header, Json.text(address, "association.publicIp"), Role.TARGET);
    }
    for (Node address : Json.at(part, "ipv6Addresses")) {
      Names.address(header, Json.text(address, "ipv6Address"), Role.TARGET);
    }
  }

  private static boolean isNetworkPart(String type) {
    return type.endsWith("::VPC") || type.endsWith("::Subnet") || type.endsWith("::SecurityGroup");
  }

  private static Signal evaluation(Node object, Raw raw, SourceRef source) {
    Node result = Json.at(object, "newEvaluationResult");
    result = result.isObject() ? result : object;
    Node about = Json.path(result, "evaluationResultIdentifier.evaluationResultQualifier");
    String rule =
        Json.textOr(object, "configRuleName", Json.textOr(about, "configRuleName", "unknown rule"));
    String resource =
        Json.textOr(object, "resourceId", Json.textOr(about, "resourceId", "unknown resource"));
    String resourceType = Json.text(object, "resourceType");
    String compliance = Json.textOr(result, "complianceType", "NOT_AVAILABLE");
    Instant time =
        Times.required(
            "resultRecordedTime",
            Json.path(result, "resultRecordedTime"),
            Json.path(result, "configRuleInvokedTime"),
            Json.at(object, "notificationCreationTime", Envelopes.TOLD));
    String account = Json.text(object, "awsAccountId");
    FindingDraft draft =
        new FindingDraft(
            "config:" + rule + "/" + resource, "resourceId", Format.CONFIG, source, raw);
    boolean passed = compliance.equals("COMPLIANT");
    draft
        .product("Config")
        .text(resource + " is " + compliance + " with " + rule, null)
        .control(rule)
        .resourceType(resourceType == null ? Json.text(about, "resourceType") : resourceType)
        .state(passed ? Finding.State.RESOLVED : Finding.State.ACTIVE)
        .attribute(
            Attributes.COMPLIANCE,
            passed ? "PASSED" : compliance.equals("NON_COMPLIANT") ? "FAILED" : "NOT_AVAILABLE");
    draft
        .header
        .account(account)
        .region(Json.text(object, "awsRegion"))
        .severity(Severity.UNKNOWN)
        .type("Config Rules Compliance Change")
        .observable(ObservableKind.ACCOUNT, account, Role.TARGET);
    Names.resource(draft.header, resource, Role.TARGET);
    return draft.build(time, time);
  }
}
