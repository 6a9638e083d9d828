// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/** A GuardDuty finding that can be written in each of the three formats it arrives in. */
final class Threat {
  /** Security Hub's own names, where they are not just the type with a dash. */
  private static final Map<String, String> CATEGORY =
      Map.of(
          "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
          "Effects/Data Exfiltration/",
          "CryptoCurrency:EC2/BitcoinTool.B!DNS",
          "TTPs/Command and Control/",
          "CryptoCurrency:EC2/BitcoinTool.B",
          "TTPs/Command and Control/",
          "Backdoor:EC2/C&CActivity.B",
          "TTPs/Command and Control/",
          "Recon:EC2/PortProbeUnprotectedPort",
          "TTPs/Discovery/",
          "UnauthorizedAccess:EC2/SSHBruteForce",
          "TTPs/Initial Access/",
          "Stealth:IAMUser/CloudTrailLoggingDisabled",
          "TTPs/Defense Evasion/");

  final String type;
  final double severity;
  final String account;
  final String region;
  final Instant time;
  final String arn;
  final String title;
  private final String id;
  private final String detector;
  private final ObjectNode resource;
  private final ObjectNode action;
  private final String role;
  private final boolean sample;
  private final int count;
  boolean archived;
  String workflow = "NEW";

  Threat(
      Dice dice,
      World world,
      String type,
      double severity,
      String account,
      String region,
      Instant time,
      String title,
      ObjectNode resource,
      ObjectNode action,
      String role) {
    this.type = type;
    this.severity = severity;
    this.account = account;
    this.region = region;
    this.time = time;
    this.detector = world.detector;
    this.id = dice.hex(32);
    this.arn =
        "arn:aws:guardduty:" + region + ":" + account + ":detector/" + detector + "/finding/" + id;
    this.title = title;
    this.sample = title.startsWith("[SAMPLE]");
    this.resource = resource;
    this.action = action;
    this.role = role;
    this.count = dice.between(1, 30);
  }

  static ObjectNode key(Caller caller) {
    return Json.obj(
        "resourceType",
        "AccessKey",
        "accessKeyDetails",
        Json.obj(
            "accessKeyId",
            caller.key(),
            "principalId",
            caller.principalId(),
            "userName",
            caller.name(),
            "userType",
            caller.type()));
  }

  static ObjectNode instance(World.Machine machine) {
    return instance(machine.id(), machine.address(), machine.networkInterface(), machine.name());
  }

  static ObjectNode instance(String id, String address, String networkInterface, String name) {
    return Json.obj(
        "resourceType",
        "Instance",
        "instanceDetails",
        Json.obj(
            "instanceId",
            id,
            "instanceType",
            "m6i.large",
            "launchTime",
            "2026-03-02T08:11:40.000Z",
            "instanceState",
            "running",
            "networkInterfaces",
            Json.arr(Json.obj("networkInterfaceId", networkInterface, "privateIpAddress", address)),
            "tags",
            Json.arr(Json.obj("key", "Name", "value", name))));
  }

  static ObjectNode apiCall(String api, String service, String address) {
    return Json.obj(
        "actionType",
        "AWS_API_CALL",
        "awsApiCallAction",
        Json.obj(
            "api",
            api,
            "serviceName",
            service + ".amazonaws.com",
            "callerType",
            "Remote IP",
            "remoteIpDetails",
            remote(address)));
  }

  static ObjectNode connection(String direction, String address, int port) {
    return Json.obj(
        "actionType",
        "NETWORK_CONNECTION",
        "networkConnectionAction",
        Json.obj(
            "connectionDirection",
            direction,
            "remoteIpDetails",
            remote(address),
            "remotePortDetails",
            Json.obj("port", port, "portName", "Unknown"),
            "localPortDetails",
            Json.obj("port", 40_022, "portName", "Unknown"),
            "protocol",
            "TCP",
            "blocked",
            false));
  }

  static ObjectNode dns(String domain) {
    return Json.obj(
        "actionType",
        "DNS_REQUEST",
        "dnsRequestAction",
        Json.obj("domain", domain, "protocol", "UDP", "blocked", false));
  }

  static ObjectNode probe(String address, int port) {
    ObjectNode detail =
        Json.obj(
            "localPortDetails",
            Json.obj("port", port, "portName", "Unknown"),
            "remoteIpDetails",
            remote(address));
    return Json.obj(
        "actionType",
        "PORT_PROBE",
        "portProbeAction",
        Json.obj("blocked", false, "portProbeDetails", Json.arr(detail)));
  }

  private static ObjectNode remote(String address) {
    return Json.obj(
        "ipAddressV4",
        address,
        "organization",
        Json.obj("asn", "64500", "asnOrg", "Example Net", "isp", "Example Net", "org", "Example"),
        "country",
        Json.obj("countryName", "Exampleland"),
        "city",
        Json.obj("cityName", "Exampletown"));
  }

  /** As GuardDuty itself writes it. */
  ObjectNode guardDuty() {
    String last = time.toString().replace("Z", ".000Z");
    String first = time.minusSeconds(count * 20L).toString().replace("Z", ".000Z");
    ObjectNode service =
        Json.obj(
            "serviceName",
            "guardduty",
            "detectorId",
            detector,
            "action",
            action,
            "resourceRole",
            role,
            "eventFirstSeen",
            first,
            "eventLastSeen",
            last,
            "archived",
            archived,
            "count",
            count);
    if (sample) {
      service.set("additionalInfo", Json.obj("type", "default", "value", "{\"sample\":true}"));
    }
    return Json.obj(
        "schemaVersion",
        "2.0",
        "accountId",
        account,
        "region",
        region,
        "partition",
        "aws",
        "id",
        id,
        "arn",
        arn,
        "type",
        type,
        "resource",
        resource,
        "service",
        service,
        "severity",
        severity,
        "createdAt",
        time.plusSeconds(240).toString().replace("Z", ".000Z"),
        "updatedAt",
        time.plusSeconds(300).toString().replace("Z", ".000Z"),
        "title",
        title,
        "description",
        title + " This was seen " + count + " times.");
  }

  /** As EventBridge delivers it. */
  ObjectNode event(Dice dice) {
    return Json.obj(
        "version",
        "0",
        "id",
        dice.uuid(),
        "detail-type",
        "GuardDuty Finding",
        "source",
        "aws.guardduty",
        "account",
        account,
        "time",
        time.plusSeconds(310).toString(),
        "region",
        region,
        "resources",
        Json.arr(),
        "detail",
        guardDuty());
  }

  /** As Security Hub's first format has it. */
  ObjectNode asff() {
    ArrayNode resources = Json.arr();
    JsonNode key = resource.get("accessKeyDetails");
    if (key != null) {
      resources.add(AsffParts.accessKey(key, region));
    }
    JsonNode machine = resource.get("instanceDetails");
    if (machine != null) {
      resources.add(AsffParts.instance(machine, account, region));
    }
    resource
        .path("s3BucketDetails")
        .forEach(bucket -> resources.add(AsffParts.bucket(bucket, region)));
    String label = label();
    ObjectNode out =
        AsffParts.base(
            arn, "guardduty", "GuardDuty", account, region, time.plusSeconds(300), label, title);
    out.put("GeneratorId", arn.substring(0, arn.indexOf("/finding/")));
    String dashed = type.replace('/', '-');
    out.set("Types", Json.arr(asffType(dashed)));
    ((ObjectNode) out.get("Severity")).put("Product", severity);
    out.put("FirstObservedAt", time.minusSeconds(count * 20L).toString());
    out.put("LastObservedAt", time.toString());
    out.set("Resources", resources);
    out.set("Action", AsffParts.action(action));
    out.set("ProductFields", AsffParts.productFields(action, count, role, sample));
    out.put("RecordState", archived ? "ARCHIVED" : "ACTIVE");
    out.set("Workflow", Json.obj("Status", workflow));
    if (sample) {
      out.put("Sample", true);
    }
    return out;
  }

  /** As the new Security Hub has it. */
  ObjectNode ocsf(Dice dice) {
    return OcsfParts.threat(this, resource, action, dice.hex(64));
  }

  String label() {
    return severity >= 9 ? "CRITICAL" : severity >= 7 ? "HIGH" : severity >= 4 ? "MEDIUM" : "LOW";
  }

  private String asffType(String dashed) {
    String category = CATEGORY.get(type);
    if (category != null) {
      return category + dashed;
    }
    if (type.endsWith(":IAMUser/AnomalousBehavior")) {
      String purpose = type.substring(0, type.indexOf(':'));
      String words = purpose.replaceAll("([a-z])([A-Z])", "$1 $2");
      return "TTPs/" + words + "/IAMUser-AnomalousBehavior";
    }
    return "TTPs/" + dashed;
  }
}
