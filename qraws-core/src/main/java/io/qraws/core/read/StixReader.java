// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Format;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads QRadar events that stix-shifter has put into STIX observed data: the event's own columns
 * stand in an extension whose name ends with {@code ariel}.
 */
final class StixReader implements FormatReader {
  private static final int LONGEST_PAYLOAD = 32_768;

  @Override
  public boolean recognises(Node object) {
    return "observed-data".equals(Json.text(Json.at(object, "type")))
        && Json.at(object, "objects").isObject()
        && ariel(object) != null;
  }

  private static @Nullable Node ariel(Node object) {
    for (Map.Entry<String, Node> member : object.properties()) {
      String name = member.getKey();
      if (name.startsWith("x_") && (name.endsWith("ariel") || name.endsWith("qradar"))) {
        return member.getValue();
      }
    }
    return null;
  }

  @Override
  public Signal read(Node observed, Raw raw, SourceRef source) {
    Node ariel = ariel(observed);
    ArielRow row = new ArielRow(ariel == null ? observed : ariel);
    String id = Json.text(Json.at(observed, "id"));
    String name = row.text("eventname", "qidname");
    String category = row.text("categoryname");
    int magnitude = (int) Math.min(10, Wholes.count(row.at("magnitude")));
    String key = id == null ? Names.derivedId("event", raw) : id;
    SignalHeader.Builder header =
        SignalHeader.builder(key, Format.QRADAR_EVENT, source, raw)
            .time(
                Times.required(
                    "first_observed",
                    Json.at(observed, "first_observed"),
                    Json.at(observed, "last_observed")))
            .title(name == null ? "Event" : name)
            .type(name)
            .type(category)
            .severity(magnitude < 0 ? Severity.NONE : Severity.ofTenths(magnitude));
    Node objects = Json.at(observed, "objects");
    Node traffic = first(objects, "network-traffic");
    Names.address(header, referred(objects, traffic, "src_ref"), Role.SOURCE);
    Names.address(header, referred(objects, traffic, "dst_ref"), Role.DESTINATION);
    Node account = first(objects, "user-account");
    header.observable(
        ObservableKind.USER,
        Json.text(Json.at(account, "user_id", "account_login", "display_name")),
        Role.ACTOR);
    for (Node hash : Json.at(first(objects, "file"), "hashes")) {
      header.observable(ObservableKind.FILE_HASH, Json.text(hash), Role.TARGET);
    }
    String logSource = row.text("logsourcename");
    ArielRow ports = new ArielRow(traffic);
    return new SiemEvent(
        header.build(),
        Wholes.count(row.at("qid")),
        category == null ? "" : category,
        logSource == null ? "" : logSource,
        magnitude,
        ports.port("srcport"),
        ports.port("dstport"),
        Math.max(1, Json.whole(Json.at(observed, "number_observed"), 1)),
        payload(Json.text(Json.at(first(objects, "artifact"), "payload_bin"))));
  }

  private static Node first(Node objects, String type) {
    for (Node object : objects) {
      if (type.equals(Json.text(Json.at(object, "type")))) {
        return object;
      }
    }
    return Node.MISSING;
  }

  private static @Nullable String referred(Node objects, Node traffic, String member) {
    String reference = Json.text(Json.at(traffic, member));
    return reference == null ? null : Json.text(Json.at(Json.at(objects, reference), "value"));
  }

  private static String payload(@Nullable String base64) {
    if (base64 == null) {
      return "";
    }
    try {
      byte[] payload = Base64.getDecoder().decode(base64);
      return Names.cut(new String(payload, StandardCharsets.UTF_8), LONGEST_PAYLOAD);
    } catch (IllegalArgumentException e) {
      return Names.cut(base64, LONGEST_PAYLOAD);
    }
  }
}
