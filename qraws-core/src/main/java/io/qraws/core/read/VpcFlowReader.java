// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SourceRef;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads flow log rows that a query or exporter gave as JSON, whatever the spelling of their keys.
 */
final class VpcFlowReader implements FormatReader {
  /** The user guide's names of fields, by the plain spelling of theirs and others' names. */
  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("version", "version"),
          Map.entry("accountid", "account-id"),
          Map.entry("account", "account-id"),
          Map.entry("interfaceid", "interface-id"),
          Map.entry("srcaddr", "srcaddr"),
          Map.entry("sourceaddress", "srcaddr"),
          Map.entry("dstaddr", "dstaddr"),
          Map.entry("destinationaddress", "dstaddr"),
          Map.entry("srcport", "srcport"),
          Map.entry("sourceport", "srcport"),
          Map.entry("dstport", "dstport"),
          Map.entry("destinationport", "dstport"),
          Map.entry("protocol", "protocol"),
          Map.entry("packets", "packets"),
          Map.entry("numpackets", "packets"),
          Map.entry("bytes", "bytes"),
          Map.entry("numbytes", "bytes"),
          Map.entry("start", "start"),
          Map.entry("starttime", "start"),
          Map.entry("timestamp", "start"),
          Map.entry("time", "start"),
          Map.entry("eventtime", "start"),
          Map.entry("ptimestamp", "start"),
          Map.entry("peventtime", "start"),
          Map.entry("srcip", "srcaddr"),
          Map.entry("dstip", "dstaddr"),
          Map.entry("end", "end"),
          Map.entry("endtime", "end"),
          Map.entry("action", "action"),
          Map.entry("logstatus", "log-status"),
          Map.entry("status", "log-status"),
          Map.entry("region", "region"),
          Map.entry("instanceid", "instance-id"),
          Map.entry("flowdirection", "flow-direction"),
          Map.entry("pktsrcaddr", "pkt-srcaddr"),
          Map.entry("pktdstaddr", "pkt-dstaddr"));

  @Override
  public boolean recognises(Node object) {
    Map<String, String> record = record(object);
    boolean addresses = record.containsKey("srcaddr") && record.containsKey("dstaddr");
    boolean none = record.containsKey("interface-id") && record.containsKey("log-status");
    return (addresses || none)
        && !object.has("qid")
        && (record.containsKey("action")
            || record.containsKey("interface-id")
            || record.containsKey("dstport")
            || record.containsKey("srcport"));
  }

  @Override
  public Signal read(Node object, Raw raw, SourceRef source) {
    return Flows.signal(record(object), raw, source);
  }

  /** The user guide's name of a field, whatever its spelling; null if it is not read. */
  static @Nullable String field(String name) {
    return FIELDS.get(Names.plain(name));
  }

  private static Map<String, String> record(Node object) {
    Map<String, String> record = new HashMap<>();
    for (Map.Entry<String, Node> member : object.properties()) {
      String field = FIELDS.get(Names.plain(member.getKey()));
      String value = Json.text(member.getValue());
      if (field != null && value != null && !value.equals("-")) {
        record.putIfAbsent(field, value);
      }
    }
    return record;
  }
}
