// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** The parts of a finding as the new Security Hub writes it, in OCSF 1.6. */
final class OcsfParts {
  private static final Map<String, Integer> SEVERITY =
      Map.of("INFORMATIONAL", 1, "LOW", 2, "MEDIUM", 3, "HIGH", 4, "CRITICAL", 5);

  private OcsfParts() {}

  static ObjectNode base(
      int classId,
      String className,
      String id,
      String metadataId,
      String product,
      String productName,
      String account,
      String region,
      Instant time,
      String label,
      String title,
      ArrayNode types) {
    String severity = label.charAt(0) + label.substring(1).toLowerCase(Locale.ROOT);
    int severityId = SEVERITY.getOrDefault(label, 0);
    ObjectNode info = Json.obj("title", title, "desc", title, "uid", id, "types", types);
    for (String key : new String[] {"created", "first_seen", "last_seen", "modified"}) {
      info.put(key + "_time", time.toEpochMilli());
      info.put(key + "_time_dt", time.toString());
    }
    return Json.obj(
        "activity_id",
        1,
        "activity_name",
        "Create",
        "category_name",
        "Findings",
        "category_uid",
        2,
        "class_name",
        className,
        "class_uid",
        classId,
        "type_uid",
        classId * 100L + 1,
        "type_name",
        className + ": Create",
        "cloud",
        Json.obj("account", Json.obj("uid", account), "provider", "AWS", "region", region),
        "finding_info",
        info,
        "metadata",
        Json.obj(
            "product",
            Json.obj(
                "name",
                productName,
                "uid",
                "arn:aws:securityhub:" + region + "::productv2/aws/" + product,
                "vendor_name",
                "AWS"),
            "profiles",
            Json.arr("cloud", "datetime"),
            "uid",
            metadataId,
            "version",
            "1.6.0"),
        "severity",
        severity,
        "severity_id",
        severityId,
        "status",
        "New",
        "status_id",
        1,
        "time",
        time.toEpochMilli(),
        "time_dt",
        time.toString(),
        "vendor_attributes",
        Json.obj("severity", severity, "severity_id", severityId));
  }

  static ObjectNode resource(String type, String id, String account, String region) {
    return Json.obj(
        "type",
        type,
        "uid",
        id,
        "region",
        region,
        "cloud_partition",
        "aws",
        "owner",
        Json.obj("account", Json.obj("uid", account)));
  }

  static ObjectNode threat(Threat threat, ObjectNode resource, ObjectNode action, String uid) {
    ObjectNode out =
        base(
            2004,
            "Detection Finding",
            threat.arn,
            uid,
            "guardduty",
            "GuardDuty",
            threat.account,
            threat.region,
            threat.time,
            threat.label(),
            threat.title,
            Json.arr("Threats", threat.type));
    ArrayNode resources = Json.arr();
    ObjectNode evidence = Json.obj();
    JsonNode key = resource.get("accessKeyDetails");
    if (key != null) {
      resources.add(
          resource(
              "AWS::IAM::AccessKey",
              key.path("accessKeyId").asText(),
              threat.account,
              threat.region));
      evidence.set(
          "actor",
          Json.obj(
              "user",
              Json.obj(
                  "name",
                  key.path("userName").asText(),
                  "uid",
                  key.path("principalId").asText(),
                  "type",
                  key.path("userType").asText(),
                  "credential_uid",
                  key.path("accessKeyId").asText())));
    }
    JsonNode machine = resource.get("instanceDetails");
    if (machine != null) {
      resources.add(instance(machine, threat));
    }
    resource
        .path("s3BucketDetails")
        .forEach(
            bucket ->
                resources.add(
                    resource(
                        "AWS::S3::Bucket",
                        bucket.path("arn").asText(),
                        threat.account,
                        threat.region)));
    evidence(evidence, action);
    out.set("resources", resources);
    out.set("evidences", Json.arr(evidence));
    return out;
  }

  private static ObjectNode instance(JsonNode machine, Threat threat) {
    ObjectNode out =
        resource(
            "AWS::EC2::Instance",
            machine.path("instanceId").asText(),
            threat.account,
            threat.region);
    JsonNode network = machine.path("networkInterfaces").path(0);
    out.set(
        "device",
        Json.obj(
            "uid",
            machine.path("instanceId").asText(),
            "type",
            "Virtual",
            "type_id",
            6,
            "network_interfaces",
            Json.arr(
                Json.obj(
                    "ip",
                    network.path("privateIpAddress").asText(),
                    "uid",
                    network.path("networkInterfaceId").asText()))));
    return out;
  }

  private static void evidence(ObjectNode evidence, ObjectNode action) {
    JsonNode api = action.get("awsApiCallAction");
    if (api != null) {
      evidence.set(
          "api",
          Json.obj(
              "operation",
              api.path("api").asText(),
              "service",
              Json.obj("name", api.path("serviceName").asText())));
      evidence.set(
          "src_endpoint", Json.obj("ip", api.path("remoteIpDetails").path("ipAddressV4").asText()));
    }
    JsonNode connection = action.get("networkConnectionAction");
    if (connection != null) {
      boolean out = connection.path("connectionDirection").asText().equals("OUTBOUND");
      evidence.set(
          out ? "dst_endpoint" : "src_endpoint",
          Json.obj(
              "ip",
              connection.path("remoteIpDetails").path("ipAddressV4").asText(),
              "port",
              connection.path("remotePortDetails").path("port").asInt()));
    }
    JsonNode dns = action.get("dnsRequestAction");
    if (dns != null) {
      evidence.set("query", Json.obj("hostname", dns.path("domain").asText()));
    }
    JsonNode probe = action.path("portProbeAction").path("portProbeDetails").get(0);
    if (probe != null) {
      evidence.set(
          "src_endpoint",
          Json.obj("ip", probe.path("remoteIpDetails").path("ipAddressV4").asText()));
    }
  }
}
