// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;

/** Reads rows of an Ariel search over events. */
final class QradarEventReader implements FormatReader {
  private static final int LONGEST_PAYLOAD = 32_768;

  @Override
  public boolean recognises(JsonNode object) {
    ArielRow row = new ArielRow(object);
    int known =
        row.count(
            "qid",
            "qidname",
            "qidnameqid",
            "eventname",
            "sourceip",
            "destinationip",
            "logsourceid",
            "logsourcename",
            "logsourcenamelogsourceid",
            "logsource",
            "magnitude",
            "username",
            "category",
            "categorynamecategory",
            "creeventlist",
            "eventcount",
            "payload",
            "devicetype");
    return known >= 3 && row.count("starttime", "devicetime", "endtime", "time") > 0 && known >= 3;
  }

  @Override
  public Signal read(JsonNode object, Raw raw, SourceRef source) {
    ArielRow row = new ArielRow(object);
    int magnitude = (int) Math.min(10, Json.whole(row.at("magnitude"), -1));
    String name = row.text("eventname", "qidnameqid", "qidname", "qideventname");
    String category = row.text("categorynamecategory", "categoryname", "category");
    String from = row.text("sourceip", "sourceaddress");
    String to = row.text("destinationip", "destinationaddress");
    String user = row.text("username", "usernameformatted");
    SignalHeader.Builder header =
        SignalHeader.builder(Names.derivedId("event", raw), Format.QRADAR_EVENT, source, raw)
            .time(
                Times.required(
                    "starttime",
                    row.at("starttime"),
                    row.at("devicetime"),
                    row.at("endtime"),
                    row.at("time")))
            .title(name == null ? "Event" + (user == null ? "" : " of " + user) : name)
            .type(name)
            .type(category)
            .severity(magnitude < 0 ? Severity.NONE : Severity.ofTenths(magnitude))
            .observable(ObservableKind.USER, user, Role.ACTOR)
            .observable(
                ObservableKind.HOST, row.text("identityhostname", "hostname", "host"), Role.TARGET);
    Names.address(header, from, Role.SOURCE);
    Names.address(header, to, Role.DESTINATION);
    String payload = row.text("payload", "utf8payload", "eventpayload");
    String logSource = row.text("logsourcenamelogsourceid", "logsourcename", "logsource");
    return new SiemEvent(
        header.build(),
        Json.whole(row.at("qid"), -1),
        category == null ? "" : category,
        logSource == null ? "" : logSource,
        magnitude,
        row.port("sourceport"),
        row.port("destinationport"),
        Math.max(1, Json.whole(row.at("eventcount"), 1)),
        payload == null ? "" : Names.cut(payload, LONGEST_PAYLOAD));
  }
}
