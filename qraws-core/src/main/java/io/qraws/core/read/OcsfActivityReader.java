// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.NetworkFlow;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads activity in OCSF, as Security Lake keeps it: API activity (6003) and the classes of
 * identity and access (3001 to 3006) as calls, network activity (4001) as flows.
 */
final class OcsfActivityReader implements FormatReader {
  @Override
  public boolean recognises(JsonNode object) {
    long uid = Json.whole(Json.at(object, "class_uid"), -1);
    return uid == 6003 || uid == 4001 || (uid >= 3001 && uid <= 3006);
  }

  @Override
  public Signal read(JsonNode event, Raw raw, SourceRef source) {
    return Json.whole(Json.at(event, "class_uid"), -1) == 4001
        ? flow(event, raw, source)
        : call(event, raw, source);
  }

  private static SignalHeader.Builder header(
      String prefix, JsonNode event, Raw raw, SourceRef source) {
    String id = Json.text(event, "metadata.uid");
    String account = Json.text(event, "cloud.account.uid");
    return SignalHeader.builder(
            id == null ? Names.derivedId(prefix, raw) : id, Format.OCSF, source, raw)
        .time(time(event))
        .account(account)
        .region(Json.text(event, "cloud.region"))
        .observable(ObservableKind.ACCOUNT, account, Role.TARGET);
  }

  private static Instant time(JsonNode event) {
    return Times.required(
        "time", Json.at(event, "time_dt", "time"), Json.at(event, "start_time_dt", "start_time"));
  }

  private static Signal call(JsonNode event, Raw raw, SourceRef source) {
    String operation = Json.textOr(event, "api.operation", Json.textOr(event, "activity_name", ""));
    if (operation.isEmpty()) {
      throw new UnreadableException("api.operation is missing");
    }
    String service =
        Json.textOr(event, "api.service.name", "unknown").replace(".amazonaws.com", "");
    String error = Json.text(event, "api.response.error");
    JsonNode user = Json.path(event, "actor.user");
    String name = Json.text(user, "name");
    SignalHeader.Builder header = header("call", event, raw, source);
    header
        .type(service + ":" + operation)
        .type(Json.text(event, "class_name"))
        .title(
            operation
                + " on "
                + service
                + (name == null ? "" : " by " + name)
                + (error == null ? "" : " failed: " + error));
    actor(header, event, user);
    for (JsonNode resource : Json.at(event, "resources")) {
      Names.resource(header, Json.text(resource, "uid"), Role.TARGET);
    }
    header.observable(ObservableKind.USER, Json.text(event, "user.name"), Role.TARGET);
    Map<String, String> details = new TreeMap<>();
    CloudTrailReader.details("requestParameters", Json.path(event, "api.request.data"), details);
    CloudTrailReader.details("responseElements", Json.path(event, "api.response.data"), details);
    return new ApiCall(
        header.build(),
        service,
        operation,
        Json.whole(Json.at(event, "activity_id"), 0) == 2,
        error,
        Json.textOr(user, "type", ""),
        Names.cut(Json.textOr(event, "http_request.user_agent", ""), 1024),
        null,
        details);
  }

  private static void actor(SignalHeader.Builder header, JsonNode event, JsonNode user) {
    String arn = Json.text(Json.at(user, "uid_alt", "uid"));
    if (arn != null && arn.startsWith("arn:")) {
      Names.resource(header, arn, Role.ACTOR);
    }
    Names.session(header, Json.text(user, "name"), Role.ACTOR);
    header
        .observable(ObservableKind.ACCESS_KEY, Json.text(user, "credential_uid"), Role.ACTOR)
        .observable(ObservableKind.PRINCIPAL, Json.text(event, "actor.session.issuer"), Role.ACTOR);
    Names.address(header, Json.text(event, "src_endpoint.ip"), Role.SOURCE);
  }

  private static Signal flow(JsonNode event, Raw raw, SourceRef source) {
    String from = address(event, "src_endpoint.ip");
    String to = address(event, "dst_endpoint.ip");
    SignalHeader.Builder header = header("flow", event, raw, source);
    String action = Json.textOr(event, "disposition", Json.textOr(event, "activity_name", ""));
    header
        .title("Flow " + from + " to " + to)
        .type(action)
        .observable(ObservableKind.IP, from, Role.SOURCE)
        .observable(ObservableKind.IP, to, Role.DESTINATION)
        .observable(
            ObservableKind.RESOURCE, Json.text(event, "src_endpoint.instance_uid"), Role.SOURCE)
        .observable(
            ObservableKind.RESOURCE,
            Json.text(event, "dst_endpoint.instance_uid"),
            Role.DESTINATION);
    Instant end = Times.first(Json.at(event, "end_time_dt", "end_time"));
    return new NetworkFlow(
        header.build(),
        from,
        port(event, "src_endpoint.port"),
        to,
        port(event, "dst_endpoint.port"),
        (int) Json.whole(Json.path(event, "connection_info.protocol_num"), -1),
        Json.whole(Json.path(event, "traffic.packets"), -1),
        Json.whole(Json.path(event, "traffic.bytes"), -1),
        end == null ? time(event) : end,
        action.equalsIgnoreCase("Allowed")
            ? "ACCEPT"
            : action.equalsIgnoreCase("Blocked") ? "REJECT" : action,
        Json.textOr(event, "status_code", ""),
        Json.text(event, "dst_endpoint.interface_uid"));
  }

  private static @Nullable String address(JsonNode event, String path) {
    String text = Json.text(event, path);
    return Names.isAddress(text) ? text : null;
  }

  private static int port(JsonNode event, String path) {
    long port = Json.whole(Json.path(event, path), -1);
    if (port > 65_535 || port < -1) {
      throw new UnreadableException(path + " is out of range: " + port);
    }
    return (int) port;
  }
}
