// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SourceRef;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads flow log rows that a query or exporter gave as JSON, whatever the spelling of their keys.
 */
final class VpcFlowReader implements FormatReader {
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
          Map.entry("ptimestamp", "start"),
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
  public boolean recognises(JsonNode object) {
    Map<String, String> record = record(object);
    return record.containsKey("srcaddr")
        && record.containsKey("dstaddr")
        && !object.has("qid")
        && (record.containsKey("action")
            || record.containsKey("interface-id")
            || record.containsKey("dstport")
            || record.containsKey("srcport"));
  }

  @Override
  public Signal read(JsonNode object, Raw raw, SourceRef source) {
    return Flows.signal(record(object), raw, source);
  }

  private static Map<String, String> record(JsonNode object) {
    Map<String, String> record = new HashMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String plain = member.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
      String field = FIELDS.get(plain);
      String value = Json.text(member.getValue());
      if (field != null && value != null && !value.equals("-")) {
        record.putIfAbsent(field, value);
      }
    }
    return record;
  }
}
