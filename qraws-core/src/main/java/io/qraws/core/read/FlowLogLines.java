// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SourceRef;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the lines of one VPC flow log: the default format of version 2, or what a header line
 * names.
 *
 * <p>Source: Amazon VPC user guide, flow log records.
 */
final class FlowLogLines {
  private static final List<String> DEFAULT_FIELDS =
      List.of(
          "version",
          "account-id",
          "interface-id",
          "srcaddr",
          "dstaddr",
          "srcport",
          "dstport",
          "protocol",
          "packets",
          "bytes",
          "start",
          "end",
          "action",
          "log-status");

  private static final Pattern RECORD =
      Pattern.compile("[2-9] (\\d{12}|unknown|-) (eni-[0-9a-f]+|-) .*");

  private List<String> fields = DEFAULT_FIELDS;
  private boolean named;

  FlowLogLines() {}

  /** A header line names fields in any order, with blanks between. */
  static boolean looksLikeHeader(String line) {
    List<String> words = words(line);
    return words.size() >= 3
        && (words.contains("srcaddr") || words.contains("interface-id"))
        && (words.contains("dstaddr") || words.contains("account-id") || words.contains("action"));
  }

  /** A record of the default format or one that begins like it. */
  static boolean looksLikeRecord(String line) {
    return RECORD.matcher(line).matches() && words(line).size() >= DEFAULT_FIELDS.size();
  }

  /** Whether a header was seen, so that any line with as many words is a record. */
  boolean expects(String line) {
    return named && words(line).size() > 2 && line.indexOf('{') < 0;
  }

  /** Sets the order of the fields. */
  void header(String line) {
    fields = words(line);
    named = true;
  }

  /** Reads a line in the order that the header, if any, gave. */
  Signal read(String line, Raw raw, SourceRef source) {
    List<String> values = Arrays.asList(line.strip().split("\\s+", -1));
    List<String> names = fields;
    if (values.size() != names.size() && !(!named && values.size() > names.size())) {
      throw new UnreadableException("expected " + names.size() + " fields, found " + values.size());
    }
    Map<String, String> record = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (!values.get(i).equals("-")) {
        record.put(names.get(i), values.get(i));
      }
    }
    return Flows.signal(record, raw, source);
  }

  private static List<String> words(String line) {
    return Arrays.asList(line.strip().toLowerCase(Locale.ROOT).split("\\s+", -1));
  }
}
