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

/** Reads rows of an Ariel search over events. */
final class QradarEventReader implements FormatReader {
  private static final int LONGEST_PAYLOAD = 32_768;

  /** Columns that only QRadar has, whatever the query calls them. */
  private static final String[] OWN = {
    "qid",
    "qidname",
    "qidnameqid",
    "qideventname",
    "logsourceid",
    "logsourcename",
    "logsourcenamelogsourceid",
    "logsource",
    "categorynamecategory",
    "creeventlist",
    "eventcount",
    "devicetype",
    "deviceid",
    "magnitude"
  };

  private static final String[] COMMON = {
    "eventname",
    "sourceip",
    "destinationip",
    "username",
    "category",
    "payload",
    "utf8payload",
    "severity",
    "credibility",
    "relevance"
  };

  private static final String[] TIMES = {
    "starttime", "devicetime", "endtime", "time", "eventtime", "logsourcetime", "timestamp"
  };

  @Override
  public boolean recognises(Node object) {
    ArielRow row = new ArielRow(object);
    int own = row.count(OWN);
    return row.count(TIMES) > 0 && (own >= 2 || own + row.count(COMMON) >= 3);
  }

  @Override
  public Signal read(Node object, Raw raw, SourceRef source) {
    ArielRow row = new ArielRow(object);
    int magnitude = (int) Math.min(10, Wholes.count(row.at("magnitude")));
    int weight = magnitude < 0 ? (int) Math.min(10, Wholes.count(row.at("severity"))) : magnitude;
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
                    row.at("devicetime", "logsourcetime"),
                    row.at("endtime"),
                    row.at("time", "eventtime", "timestamp")))
            .title(name == null ? "Event" + (user == null ? "" : " of " + user) : name)
            .type(name)
            .type(category)
            .severity(weight < 0 ? Severity.NONE : Severity.ofTenths(weight))
            .observable(ObservableKind.USER, user, Role.ACTOR)
            .observable(
                ObservableKind.HOST, row.text("identityhostname", "hostname", "host"), Role.TARGET);
    Names.address(header, from, Role.SOURCE);
    Names.address(header, to, Role.DESTINATION);
    Names.address(header, row.text("identityip"), Role.TARGET);
    Names.address(header, row.text("sourcev6"), Role.SOURCE);
    Names.address(header, row.text("destinationv6"), Role.DESTINATION);
    for (String hash : new String[] {"sha256hash", "sha1hash", "md5hash"}) {
      header.observable(ObservableKind.FILE_HASH, row.text(hash), Role.TARGET);
    }
    String payload = row.text("payload", "utf8payload", "eventpayload");
    String logSource =
        row.text("logsourcenamelogsourceid", "logsourcename", "logsource", "devicename");
    return new SiemEvent(
        header.build(),
        Wholes.count(row.at("qid")),
        category == null ? "" : category,
        logSource == null ? "" : logSource,
        magnitude,
        row.port("sourceport"),
        row.port("destinationport"),
        Math.max(1, Json.whole(row.at("eventcount"), 1)),
        payload == null ? "" : Names.cut(payload, LONGEST_PAYLOAD));
  }
}
