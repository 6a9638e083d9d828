// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SourceRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
      Pattern.compile("\\d{1,2}\\s(\\d{12}|unknown|-)\\s(eni-[0-9a-f]+|-)\\s.*");

  /** What CloudWatch Logs puts before each line that it exports. */
  private static final Pattern STAMP = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z\\s");

  private List<String> fields = DEFAULT_FIELDS;
  private boolean named;

  FlowLogLines() {}

  /** A header line names fields in any order and spelling, with blanks between. */
  static boolean looksLikeHeader(String line) {
    if (line.isEmpty() || !Character.isLetter(line.charAt(0)) || line.indexOf('{') >= 0) {
      return false;
    }
    List<String> names = names(line);
    return names.size() >= 3
        && (names.contains("srcaddr") || names.contains("interface-id"))
        && (names.contains("dstaddr") || names.contains("account-id") || names.contains("action"));
  }

  /** A record of the default format or one that begins like it. */
  static boolean looksLikeRecord(String line) {
    String record = unstamped(line);
    return RECORD.matcher(record).matches() && words(record).size() >= DEFAULT_FIELDS.size();
  }

  /** Whether a header was seen, so that any line with as many words is a record. */
  boolean expects(String line) {
    return named && line.indexOf('{') < 0 && words(unstamped(line)).size() > 2;
  }

  /** Sets the order of the fields. */
  void header(String line) {
    fields = names(line);
    named = true;
  }

  /**
   * Reads a line in the order that the header, if any, gave.
   *
   * @param told the time that an envelope tells, for lines without one
   */
  Signal read(String line, Raw raw, SourceRef source, @Nullable Node told) {
    String record = unstamped(line);
    List<String> values = words(record);
    if (values.size() != fields.size() && !(!named && values.size() > fields.size())) {
      throw new UnreadableException(
          "expected " + fields.size() + " fields, found " + values.size());
    }
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      if (!values.get(i).equals("-")) {
        named.put(fields.get(i), values.get(i));
      }
    }
    if (!named.containsKey("start")) {
      String stamp = told == null ? null : Json.text(told);
      stamp = record.length() < line.length() ? line.substring(0, line.indexOf('Z') + 1) : stamp;
      if (stamp != null) {
        named.put("start", stamp);
      }
    }
    return Flows.signal(named, raw, source);
  }

  private static String unstamped(String line) {
    boolean stamped = line.length() > 20 && line.charAt(4) == '-' && line.charAt(10) == 'T';
    return stamped ? STAMP.matcher(line).replaceFirst("") : line;
  }

  private static List<String> names(String line) {
    List<String> names = new ArrayList<>();
    for (String word : words(line)) {
      String field = VpcFlowReader.field(word);
      names.add(field == null ? word : field);
    }
    return names;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>(DEFAULT_FIELDS.size());
    StringTokenizer rest = new StringTokenizer(line);
    while (rest.hasMoreTokens()) {
      words.add(rest.nextToken());
    }
    return words;
  }
}
