// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Format;
import io.qraws.core.signal.NetworkFlow;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a flow of VPC Flow Logs fields by their names in the user guide. */
final class Flows {
  private static final Map<String, Integer> PROTOCOLS =
      Map.of("icmp", 1, "tcp", 6, "udp", 17, "icmpv6", 58, "gre", 47, "esp", 50);

  private Flows() {}

  static Signal signal(Map<String, String> record, Raw raw, SourceRef source) {
    String from = address(record, "srcaddr");
    String to = address(record, "dstaddr");
    String status = record.getOrDefault("log-status", "").toUpperCase(Locale.ROOT);
    if (from == null && to == null && !status.equals("NODATA") && !status.equals("SKIPDATA")) {
      throw new UnreadableException("srcaddr and dstaddr are missing");
    }
    Instant start = time(record, "start");
    String eni = record.get("interface-id");
    String action = record.getOrDefault("action", "").toUpperCase(Locale.ROOT);
    SignalHeader.Builder header =
        SignalHeader.builder(Names.derivedId("flow", raw), Format.VPC_FLOW, source, raw)
            .time(start)
            .account(account(record.get("account-id")))
            .region(record.get("region"))
            .type(action)
            .title(title(from, to, record, action, status))
            .observable(ObservableKind.IP, from, Role.SOURCE)
            .observable(ObservableKind.IP, to, Role.DESTINATION)
            .observable(ObservableKind.IP, address(record, "pkt-srcaddr"), Role.SOURCE)
            .observable(ObservableKind.IP, address(record, "pkt-dstaddr"), Role.DESTINATION)
            .observable(ObservableKind.ACCOUNT, account(record.get("account-id")), Role.TARGET);
    Role side = "egress".equals(record.get("flow-direction")) ? Role.SOURCE : Role.DESTINATION;
    header.observable(ObservableKind.RESOURCE, record.get("instance-id"), side);
    header.observable(ObservableKind.RESOURCE, eni, side);
    return new NetworkFlow(
        header.build(),
        from,
        (int) number(record, "srcport", 65_535),
        to,
        (int) number(record, "dstport", 65_535),
        protocol(record),
        number(record, "packets", Long.MAX_VALUE),
        number(record, "bytes", Long.MAX_VALUE),
        record.containsKey("end") ? time(record, "end") : start,
        action,
        status,
        eni);
  }

  private static String title(
      @Nullable String from,
      @Nullable String to,
      Map<String, String> record,
      String action,
      String status) {
    if (from == null && to == null) {
      return "No flow: " + status;
    }
    String port = record.get("dstport");
    return (action.isEmpty() ? "Flow" : action)
        + " "
        + from
        + " to "
        + to
        + (port == null ? "" : " port " + port);
  }

  private static @Nullable String account(@Nullable String id) {
    return id != null && id.matches("\\d{12}") ? id : null;
  }

  private static @Nullable String address(Map<String, String> record, String name) {
    String text = record.get(name);
    if (text != null && !Names.isAddress(text)) {
      throw new UnreadableException(name + " is no address: " + Names.cut(text, 60));
    }
    return text;
  }

  private static Instant time(Map<String, String> record, String name) {
    Instant time = Times.of(record.getOrDefault(name, ""));
    if (time == null) {
      throw new UnreadableException(name + " is missing");
    }
    return time;
  }

  private static int protocol(Map<String, String> record) {
    String text = record.getOrDefault("protocol", "").toLowerCase(Locale.ROOT);
    return PROTOCOLS.containsKey(text)
        ? PROTOCOLS.getOrDefault(text, -1)
        : (int) number(record, "protocol", 255);
  }

  private static long number(Map<String, String> record, String name, long most) {
    String text = record.get(name);
    if (text == null) {
      return -1;
    }
    double number = Json.number(text);
    if (Double.isNaN(number) || number < 0 || number > most) {
      throw new UnreadableException(name + " is out of range: " + Names.cut(text, 40));
    }
    return (long) number;
  }
}
