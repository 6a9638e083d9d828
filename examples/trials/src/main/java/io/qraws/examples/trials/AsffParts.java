// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** The parts of a finding in the AWS Security Finding Format. */
final class AsffParts {
  private static final Map<String, Integer> NORMALIZED =
      Map.of("INFORMATIONAL", 0, "LOW", 1, "MEDIUM", 40, "HIGH", 70, "CRITICAL", 90);

  private AsffParts() {}

  static ObjectNode base(
      String id,
      String product,
      String productName,
      String account,
      String region,
      Instant updated,
      String label,
      String title) {
    return Json.obj(
        "SchemaVersion",
        "2018-10-08",
        "Id",
        id,
        "ProductArn",
        "arn:aws:securityhub:" + region + "::product/aws/" + product,
        "ProductName",
        productName,
        "CompanyName",
        "AWS",
        "Region",
        region,
        "GeneratorId",
        product,
        "AwsAccountId",
        account,
        "Types",
        Json.arr(),
        "CreatedAt",
        updated.minusSeconds(60).toString(),
        "UpdatedAt",
        updated.toString(),
        "ProcessedAt",
        updated.plusSeconds(45).toString(),
        "Severity",
        Json.obj("Label", label, "Normalized", NORMALIZED.getOrDefault(label, 0)),
        "Title",
        title,
        "Description",
        title + " See the product's own page for what it means.",
        "WorkflowState",
        "NEW",
        "Workflow",
        Json.obj("Status", "NEW"),
        "RecordState",
        "ACTIVE");
  }

  static ObjectNode resource(String type, String id, String region, ObjectNode details) {
    return Json.obj(
        "Type",
        type,
        "Id",
        id,
        "Partition",
        "aws",
        "Region",
        region,
        "Details",
        Json.obj(type, details));
  }

  static ObjectNode accessKey(JsonNode key, String region) {
    return resource(
        "AwsIamAccessKey",
        "AWS::IAM::AccessKey:" + key.path("accessKeyId").asText(),
        region,
        Json.obj(
            "AccessKeyId",
            key.path("accessKeyId").asText(),
            "PrincipalId",
            key.path("principalId").asText(),
            "PrincipalType",
            key.path("userType").asText(),
            "PrincipalName",
            key.path("userName").asText()));
  }

  static ObjectNode instance(JsonNode machine, String account, String region) {
    String id = machine.path("instanceId").asText();
    ObjectNode out =
        resource(
            "AwsEc2Instance",
            "arn:aws:ec2:" + region + ":" + account + ":instance/" + id,
            region,
            Json.obj(
                "Type",
                machine.path("instanceType").asText(),
                "LaunchedAt",
                "2026-03-02T08:11:40.000Z",
                "IpV4Addresses",
                Json.arr(
                    machine.path("networkInterfaces").path(0).path("privateIpAddress").asText())));
    out.set("Tags", Json.obj("Name", machine.path("tags").path(0).path("value").asText()));
    return out;
  }

  static ObjectNode bucket(JsonNode bucket, String region) {
    return resource(
        "AwsS3Bucket",
        bucket.path("arn").asText(),
        region,
        Json.obj("Name", bucket.path("name").asText()));
  }

  /** The action with the words that ASFF uses for the members. */
  static ObjectNode action(ObjectNode action) {
    String type = action.path("actionType").asText();
    ObjectNode out = Json.obj("ActionType", type);
    String member =
        switch (type) {
          case "AWS_API_CALL" -> "awsApiCallAction";
          case "NETWORK_CONNECTION" -> "networkConnectionAction";
          case "DNS_REQUEST" -> "dnsRequestAction";
          default -> "portProbeAction";
        };
    JsonNode pascal = Json.pascal(action.path(member));
    if (pascal instanceof ObjectNode object) {
      tidy(object);
      if (type.equals("AWS_API_CALL")) {
        object.put("CallerType", "remoteip");
      }
      if (type.equals("NETWORK_CONNECTION")) {
        object.put(
            "ConnectionDirection",
            object.path("ConnectionDirection").asText().toUpperCase(Locale.ROOT));
      }
    }
    out.set(member.substring(0, 1).toUpperCase(Locale.ROOT) + member.substring(1), pascal);
    return out;
  }

  static ObjectNode productFields(ObjectNode action, int count, String role, boolean sample) {
    ObjectNode out =
        Json.obj(
            "aws/guardduty/service/action/actionType",
            action.path("actionType").asText(),
            "aws/guardduty/service/count",
            Integer.toString(count),
            "aws/guardduty/service/resourceRole",
            role,
            "aws/securityhub/ProductName",
            "GuardDuty",
            "aws/securityhub/CompanyName",
            "Amazon");
    if (sample) {
      out.put("aws/guardduty/service/additionalInfo", "{\"sample\":true}");
    }
    return out;
  }

  /** The autonomous system is a number here and text in GuardDuty. */
  private static void tidy(ObjectNode object) {
    JsonNode remote = object.path("RemoteIpDetails");
    if (remote.path("Organization") instanceof ObjectNode organization) {
      organization.put("Asn", 64_500);
    }
    if (remote instanceof ObjectNode details) {
      details.set("City", Json.obj("CityName", "Exampletown"));
    }
  }
}
