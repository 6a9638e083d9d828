// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Format;
import io.qraws.core.signal.NetworkFlow;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads rows of an Ariel search over flows. */
final class QradarFlowReader implements FormatReader {
  @Override
  public boolean recognises(Node object) {
    ArielRow row = new ArielRow(object);
    return row.count("sourceip", "destinationip") == 2
        && row.count(
                "firstpackettime",
                "lastpackettime",
                "flowtype",
                "flowid",
                "sourcebytes",
                "destinationbytes",
                "flowdirection",
                "flowbias")
            >= 2;
  }

  @Override
  public Signal read(Node object, Raw raw, SourceRef source) {
    ArielRow row = new ArielRow(object);
    String from = address(row.text("sourceip"));
    String to = address(row.text("destinationip"));
    Instant start =
        Times.required(
            "firstpackettime",
            row.at("firstpackettime"),
            row.at("starttime"),
            row.at("lastpackettime"),
            row.at("endtime"));
    Instant end = Times.first(row.at("lastpackettime"), row.at("endtime"));
    SignalHeader.Builder header =
        SignalHeader.builder(Names.derivedId("flow", raw), Format.QRADAR_FLOW, source, raw)
            .time(start)
            .title("Flow " + from + " to " + to)
            .type(row.text("applicationname", "applicationnameapplicationid", "application"))
            .observable(ObservableKind.IP, from, Role.SOURCE)
            .observable(ObservableKind.IP, to, Role.DESTINATION);
    return new NetworkFlow(
        header.build(),
        from,
        row.port("sourceport"),
        to,
        row.port("destinationport"),
        Wholes.upTo(255, row.at("protocolid", "protocol")),
        sum(row, "sourcepackets", "destinationpackets"),
        sum(row, "sourcebytes", "destinationbytes"),
        end == null ? start : end,
        "",
        "",
        null);
  }

  /** Zero addresses stand for absent ones. */
  private static @Nullable String address(@Nullable String text) {
    return Names.isAddress(text)
        ? Observable.of(ObservableKind.IP, text, Role.SOURCE).map(Observable::value).orElse(null)
        : null;
  }

  private static long sum(ArielRow row, String a, String b) {
    long x = Wholes.count(row.at(a));
    long y = Wholes.count(row.at(b));
    return x < 0 ? y : y < 0 ? x : x > Long.MAX_VALUE - y ? Long.MAX_VALUE : x + y;
  }
}
