// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.fuzz;

import static io.qraws.examples.trials.fuzz.Target.promise;

import io.qraws.core.qradar.Aql;
import io.qraws.core.qradar.AqlCondition;
import io.qraws.core.qradar.Filter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes queries and cuts them into words again, once with a backslash as a character like any
 * other and once as an escape, since no page of IBM says which it is: no value may get out of its
 * quotes by either.
 */
final class QueryJudge {
  private static final int LONGEST = 4_000;
  private static final int LONGEST_NAME = 255;

  private QueryJudge() {}

  static void checkAql(byte[] input) {
    Texts texts = new Texts(input);
    String column = texts.at(0);
    String first = texts.at(1);
    String second = texts.at(2);
    String query;
    try {
      query =
          Aql.events()
              .column(column, "a")
              .where(AqlCondition.eq(column, first))
              .where(AqlCondition.in("b", List.of(second, first)))
              .where(AqlCondition.not(AqlCondition.ilike("c", second)))
              .last(Duration.ofMinutes(5))
              .build()
              .toString();
    } catch (IllegalArgumentException e) {
      promise(
          !isName(column) || !isQuotable(first, "'") || !isQuotable(second, "'"),
          "what can be quoted is taken",
          column,
          first,
          second);
      return;
    }
    String name = query.startsWith("SELECT \"") ? "\"" + column : column;
    List<String> expected = new ArrayList<>(List.of("SELECT", name, "AS", "a", "FROM", "events"));
    expected.addAll(List.of("WHERE", "(", name, "=", "'" + first, ")"));
    expected.addAll(List.of("AND", "(", "b", "IN", "(", "'" + second, ",", "'" + first, ")", ")"));
    expected.addAll(List.of("AND", "(", "NOT", "(", "c", "ILIKE", "'" + second, ")", ")"));
    expected.addAll(List.of("LIMIT", "1000", "LAST", "5", "MINUTES"));
    promise(words(query, true, false).equals(expected), "a query reads as meant", query, expected);
    promise(
        words(query, true, true).size() == expected.size(), "no value leaves its quotes", query);
  }

  static void checkFilter(byte[] input) {
    Texts texts = new Texts(input);
    String first = texts.at(1);
    String second = texts.at(2);
    String filter;
    try {
      filter =
          Filter.and(Filter.eq("name", first), Filter.contains("set", Filter.eq("value", second)))
              .toString();
    } catch (IllegalArgumentException e) {
      promise(
          !isEitherQuotable(first) || !isEitherQuotable(second),
          "what can be quoted is taken",
          first,
          second);
      return;
    }
    List<String> expected =
        List.of(
            "(",
            "name",
            "=",
            first,
            ")",
            "and",
            "(",
            "set",
            "contains",
            "(",
            "value",
            "=",
            second,
            ")",
            ")");
    List<String> words = words(filter, false, false);
    List<String> bare = new ArrayList<>();
    for (String word : words) {
      bare.add(word.startsWith("'") || word.startsWith("\"") ? word.substring(1) : word);
    }
    promise(bare.equals(expected), "a filter reads as meant", filter, expected);
    promise(
        words(filter, false, true).size() == expected.size(), "no value leaves its quotes", filter);
  }

  /** The words of a query; a quoted one as its quote and what is in it. */
  private static List<String> words(String query, boolean doubling, boolean escaping) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < query.length()) {
      char c = query.charAt(at);
      if (c == ' ') {
        at++;
      } else if (c == '\'' || c == '"') {
        StringBuilder word = new StringBuilder().append(c);
        at = quoted(query, at + 1, c, doubling && c == '\'', escaping, word);
        words.add(word.toString());
      } else {
        int from = at;
        while (at < query.length() && isWordPart(query.charAt(at))) {
          at++;
        }
        at = at == from ? at + 1 : at;
        words.add(query.substring(from, at));
      }
    }
    return words;
  }

  private static int quoted(
      String query, int from, char quote, boolean doubling, boolean escaping, StringBuilder word) {
    int at = from;
    while (at < query.length()) {
      char c = query.charAt(at);
      boolean escape = escaping && c == '\\';
      boolean pair = doubling && query.startsWith("" + quote + quote, at);
      if (c == quote && !pair) {
        return at + 1;
      }
      at += escape || pair ? 2 : 1;
      word.append(c);
    }
    throw new AssertionError("a quote does not end: " + query);
  }

  private static boolean isWordPart(char c) {
    return c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
  }

  private static boolean isName(String name) {
    return isText(name)
        && !name.isBlank()
        && name.length() <= LONGEST_NAME
        && name.indexOf('"') < 0
        && name.indexOf('\\') < 0;
  }

  private static boolean isEitherQuotable(String value) {
    return isQuotable(value, "\"") && (value.indexOf('"') < 0 || value.indexOf('\'') < 0);
  }

  private static boolean isQuotable(String value, String quote) {
    return isText(value) && !value.endsWith("\\") && !value.contains("\\" + quote);
  }

  private static boolean isText(String value) {
    return value.length() <= LONGEST
        && value
            .codePoints()
            .noneMatch(
                c ->
                    c < 0x20
                        || (c >= 0x7f && c < 0xa0)
                        || c == 0x2028
                        || c == 0x2029
                        || (c >= 0xd800 && c < 0xe000));
  }
}
