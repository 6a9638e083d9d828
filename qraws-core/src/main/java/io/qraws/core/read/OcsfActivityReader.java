// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

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
import org.jspecify.annotations.Nullable;

/**
 * Reads activity in OCSF, as Security Lake keeps it: API activity (6003), the classes of identity
 * and access (3001 to 3006) and whatever else names an API operation as calls, network activity
 * (4001) as flows.
 */
final class OcsfActivityReader implements FormatReader {
  /** Source: OCSF, observable, type_id. */
  private static final long OBSERVABLE_IP = 2;

  private static final long OBSERVABLE_HASH = 8;

  @Override
  public boolean recognises(Node object) {
    long uid = Json.whole(Json.at(object, "class_uid"), -1);
    return uid == 6003
        || uid == 4001
        || (uid >= 3001 && uid <= 3006)
        || (uid > 0 && Json.path(object, "api.operation").isTextual());
  }

  @Override
  public Signal read(Node event, Raw raw, SourceRef source) {
    return Json.whole(Json.at(event, "class_uid"), -1) == 4001
        ? flow(event, raw, source)
        : call(event, raw, source);
  }

  private static SignalHeader.Builder header(String prefix, Node event, Raw raw, SourceRef source) {
    String id = Json.text(event, "metadata.uid");
    String account = Json.text(event, "cloud.account.uid");
    return SignalHeader.builder(
            id == null ? Names.derivedId(prefix, raw) : id, Format.OCSF, source, raw)
        .time(time(event))
        .account(account)
        .region(Json.text(event, "cloud.region"))
        .observable(ObservableKind.ACCOUNT, account, Role.TARGET);
  }

  private static Instant time(Node event) {
    return Times.required(
        "time",
        Json.at(event, "time_dt", "time"),
        Json.at(event, "start_time_dt", "start_time", "_time"),
        Json.at(event, Envelopes.TOLD));
  }

  private static Signal call(Node event, Raw raw, SourceRef source) {
    String operation = Json.textOr(event, "api.operation", Json.textOr(event, "activity_name", ""));
    if (operation.isEmpty()) {
      throw new UnreadableException("api.operation is missing");
    }
    String service =
        Json.textOr(event, "api.service.name", "unknown").replace(".amazonaws.com", "");
    String error = Json.text(event, "api.response.error");
    Node user = Json.path(Json.at(event, "actor", "identity"), "user");
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
    for (Node resource : Json.at(event, "resources")) {
      Names.resource(header, Json.text(resource, "uid"), Role.TARGET);
    }
    header.observable(ObservableKind.USER, Json.text(event, "user.name"), Role.TARGET);
    principal(header, Json.at(event, "user"), Role.TARGET);
    observables(header, event);
    Details details = new Details();
    details.add(CloudTrailReader.REQUEST, Json.path(event, "api.request.data"));
    details.add(CloudTrailReader.RESPONSE, Json.path(event, "api.response.data"));
    return new ApiCall(
        header.build(),
        service,
        operation,
        Json.whole(Json.at(event, "activity_id"), 0) == 2,
        error,
        Json.textOr(user, "type", ""),
        Names.cut(Json.textOr(event, "http_request.user_agent", ""), 1024),
        null,
        details.map());
  }

  private static void actor(SignalHeader.Builder header, Node event, Node user) {
    principal(header, user, Role.ACTOR);
    Names.session(header, Json.text(user, "name"), Role.ACTOR);
    header
        .observable(ObservableKind.ACCESS_KEY, Json.text(user, "credential_uid"), Role.ACTOR)
        .observable(
            ObservableKind.PRINCIPAL,
            Json.text(Json.at(event, "actor", "identity"), "session.issuer"),
            Role.ACTOR);
    Names.address(header, Json.text(event, "src_endpoint.ip"), Role.SOURCE);
  }

  /** A user by ARN, which older versions of the schema keep under other names. */
  private static void principal(SignalHeader.Builder header, Node user, Role role) {
    for (String name : new String[] {"uid", "uid_alt", "uuid"}) {
      String arn = Json.text(Json.at(user, name));
      if (arn != null && arn.startsWith("arn:")) {
        Names.resource(header, arn, role);
      }
    }
  }

  /**
   * What the event itself lists as observables: addresses and hashes, with the role that their path
   * in the event tells.
   */
  static void observables(SignalHeader.Builder header, Node event) {
    for (Node observable : Json.at(event, "observables")) {
      String path = Json.textOr(observable, "name", "");
      Role role =
          path.contains("src_") || path.contains("source")
              ? Role.SOURCE
              : path.contains("dst_") || path.contains("destination")
                  ? Role.DESTINATION
                  : path.startsWith("actor") ? Role.ACTOR : Role.TARGET;
      long type = Json.whole(Json.at(observable, "type_id"), -1);
      if (type == OBSERVABLE_IP) {
        Names.address(header, Json.text(observable, "value"), role);
      } else if (type == OBSERVABLE_HASH) {
        header.observable(ObservableKind.FILE_HASH, Json.text(observable, "value"), role);
      }
    }
  }

  private static Signal flow(Node event, Raw raw, SourceRef source) {
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
        Wholes.upTo(255, Json.path(event, "connection_info.protocol_num")),
        Wholes.count(Json.path(event, "traffic.packets")),
        Wholes.count(Json.path(event, "traffic.bytes")),
        end == null ? time(event) : end,
        action.equalsIgnoreCase("Allowed")
            ? "ACCEPT"
            : action.equalsIgnoreCase("Blocked") ? "REJECT" : action,
        Json.textOr(event, "status_code", ""),
        Json.text(event, "dst_endpoint.interface_uid"));
  }

  private static @Nullable String address(Node event, String path) {
    String text = Json.text(event, path);
    return Names.isAddress(text) ? text : null;
  }

  private static int port(Node event, String path) {
    long port = Json.whole(Json.path(event, path), -1);
    if (port > 65_535 || port < -1) {
      throw new UnreadableException(path + " is out of range: " + port);
    }
    return (int) port;
  }
}
