// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One API call.
 *
 * @param service the event source without {@code .amazonaws.com}
 * @param operation the event name
 * @param request the request's parameters
 * @param response what came back, or null
 * @param error the error's code, or null
 */
record Call(
    String service,
    String operation,
    @Nullable ObjectNode request,
    @Nullable ObjectNode response,
    @Nullable String error) {

  private static final List<String> READS =
      List.of("Get", "List", "Describe", "Head", "BatchGet", "Lookup", "Decrypt", "Assume");
  private static final List<String> DATA =
      List.of("GetObject", "PutObject", "DeleteObject", "DeleteObjects", "HeadObject");

  static Call of(String service, String operation, @Nullable Object... request) {
    return new Call(service, operation, Json.obj(request), null, null);
  }

  Call answers(@Nullable Object... answer) {
    return new Call(service, operation, request, Json.obj(answer), error);
  }

  Call fails(String code) {
    return new Call(service, operation, request, null, code);
  }

  /** The record as CloudTrail writes it. */
  ObjectNode record(Dice dice, Caller caller, Instant time, String region, String eventId) {
    boolean data = DATA.contains(operation);
    boolean login = operation.equals("ConsoleLogin");
    ObjectNode out =
        Json.obj(
            "eventVersion",
            "1.11",
            "userIdentity",
            caller.identity(time.minusSeconds(dice.between(60, 1_500)).toString()),
            "eventTime",
            time.toString(),
            "eventSource",
            service + ".amazonaws.com",
            "eventName",
            operation,
            "awsRegion",
            region,
            "sourceIPAddress",
            caller.address(),
            "userAgent",
            caller.agent());
    if (error != null) {
      out.put("errorCode", error);
      out.put(
          "errorMessage",
          "User: " + caller.arn() + " is not authorized to perform: " + service + ":" + operation);
    }
    out.set("requestParameters", request);
    out.set("responseElements", response == null ? Json.MAPPER.nullNode() : response);
    if (login) {
      out.set(
          "additionalEventData",
          Json.obj(
              "LoginTo",
              "https://console.aws.amazon.com/console/home",
              "MobileVersion",
              "No",
              "MFAUsed",
              "No"));
    }
    out.put("requestID", dice.uuid());
    out.put("eventID", eventId);
    out.put("readOnly", READS.stream().anyMatch(operation::startsWith));
    JsonNode resources = data ? resources(caller) : null;
    if (resources != null) {
      out.set("resources", resources);
    }
    out.put("eventType", login ? "AwsConsoleSignIn" : "AwsApiCall");
    out.put("managementEvent", !data);
    out.put("recipientAccountId", caller.account());
    out.put("eventCategory", data ? "Data" : "Management");
    return out;
  }

  private @Nullable JsonNode resources(Caller caller) {
    if (request == null || !request.has("bucketName")) {
      return null;
    }
    String bucket = "arn:aws:s3:::" + request.get("bucketName").asText();
    return Json.arr(
        Json.obj("type", "AWS::S3::Object", "ARN", bucket + "/" + request.path("key").asText()),
        Json.obj("accountId", caller.account(), "type", "AWS::S3::Bucket", "ARN", bucket));
  }
}
