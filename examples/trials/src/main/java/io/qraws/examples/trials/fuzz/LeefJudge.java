// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.fuzz;

import static io.qraws.examples.trials.fuzz.Target.promise;

import io.qraws.core.qradar.LeefEvent;
import io.qraws.core.qradar.LeefKey;
import io.qraws.core.qradar.LeefWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes events in LEEF and reads the lines as the format's description says. */
final class LeefJudge {
  private static final String DELIMITERS = "\t^~;!#$%&*";
  private static final int[] MOST_BYTES = {2_048, 3_800, 100_000};
  private static final int LONGEST_ID = 240;
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_ESCAPE = 6;

  private LeefJudge() {}

  static void check(byte[] input) {
    Texts texts = new Texts(input);
    char delimiter = DELIMITERS.charAt(texts.choice(DELIMITERS.length()));
    int most = MOST_BYTES[texts.choice(MOST_BYTES.length)];
    String id = texts.at(0);
    int idBytes = escaped(id, '|').getBytes(StandardCharsets.UTF_8).length;
    LeefEvent.Builder builder;
    try {
      builder = LeefEvent.builder(id, "u-1");
    } catch (IllegalArgumentException e) {
      promise(idBytes == 0 || idBytes > LONGEST_ID, "an id that fits is taken", id);
      return;
    }
    Map<String, String> given = new LinkedHashMap<>();
    given.put("uid", "u-1");
    given.put("cat", texts.at(1));
    given.put("usrName", texts.at(2, 1 + texts.choice(40)));
    given.put("note", texts.at(3, 1 + texts.choice(200)));
    given.put("url", texts.at(4));
    LeefEvent event =
        builder
            .set(LeefKey.CAT, given.get("cat"))
            .set(LeefKey.USR_NAME, given.get("usrName"))
            .attribute("note", given.get("note"))
            .set(LeefKey.URL, given.get("url"))
            .build();
    List<String> lines =
        LeefWriter.builder("QRAWS", "QRAWS", "1")
            .delimiter(delimiter)
            .maxBytes(most)
            .build()
            .write(event);
    judge(lines, delimiter, most, escaped(id, '|'), given);
  }

  private static void judge(
      List<String> lines, char delimiter, int most, String id, Map<String, String> given) {
    Map<String, List<String>> pieces = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      promise(line.getBytes(StandardCharsets.UTF_8).length <= most, "a line is short", line);
      line.codePoints()
          .forEach(c -> promise(c == delimiter || !isForbidden(c), "a line is one line", line));
      String named = delimiter == '\t' ? "x09" : String.valueOf(delimiter);
      String header = "LEEF:2.0|QRAWS|QRAWS|1|" + id + (i == 0 ? "" : "_continued") + "|" + named;
      promise(line.startsWith(header + "|"), "a line begins with its header", header, line);
      String rest = line.substring(header.length() + 1);
      promise(rest.indexOf('|') < 0, "a pipe stands in the header only", line);
      Map<String, String> read = attributes(rest, delimiter);
      promise("u-1".equals(read.get("uid")), "each line has the event's id", line);
      if (lines.size() > 1) {
        promise(String.valueOf(i + 1).equals(read.remove("part")), "parts are numbered", line);
        promise(
            String.valueOf(lines.size()).equals(read.remove("parts")), "parts are counted", line);
      }
      read.forEach((key, value) -> pieces.computeIfAbsent(key, k -> new ArrayList<>()).add(value));
    }
    given.forEach((key, value) -> judge(key, escaped(value, delimiter), pieces));
    promise(pieces.isEmpty(), "nothing is told that was not given", pieces);
  }

  private static void judge(String key, String value, Map<String, List<String>> pieces) {
    if (key.equals("usrName") && value.length() > LONGEST_NAME) {
      String name = String.join("", pieces.getOrDefault(key, List.of("")));
      promise(told(pieces.remove("usrNameFull"), value), "a long name is told whole", value);
      String first = pieces.get(key) == null ? "" : pieces.get(key).get(0);
      String kept = value.startsWith(name) ? name : first;
      promise(
          value.startsWith(kept) && kept.length() > LONGEST_NAME - LONGEST_ESCAPE,
          "a long name begins as it does",
          value,
          kept);
      pieces.remove(key);
      return;
    }
    promise(told(pieces.remove(key), value), "a value is read as it was given", key, value);
  }

  /** Whether the pieces are the value each, or all together. */
  private static boolean told(@Nullable List<String> pieces, String value) {
    return pieces != null
        && (pieces.stream().allMatch(value::equals) || String.join("", pieces).equals(value));
  }

  private static Map<String, String> attributes(String rest, char delimiter) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String pair : rest.split(Pattern.quote(String.valueOf(delimiter)), -1)) {
      int equals = pair.indexOf('=');
      promise(equals > 0, "an attribute has a key", rest);
      promise(
          attributes.put(pair.substring(0, equals), pair.substring(equals + 1)) == null,
          "a key stands once in a line",
          rest);
    }
    return attributes;
  }

  /** A value as the writer's description says that it stands in a line. */
  private static String escaped(String value, char delimiter) {
    StringBuilder escaped = new StringBuilder();
    value
        .codePoints()
        .forEach(
            c -> {
              if (c != '|' && c != '^' && c != delimiter && !isForbidden(c)) {
                escaped.appendCodePoint(c);
              } else {
                escaped.append(String.format(Locale.ROOT, c < 0x100 ? "\\x%02X" : "\\u%04X", c));
              }
            });
    return escaped.toString();
  }

  private static boolean isForbidden(int c) {
    return c < 0x20
        || (c >= 0x7f && c < 0xa0)
        || c == 0x2028
        || c == 0x2029
        || (c >= 0xd800 && c < 0xe000);
  }
}
