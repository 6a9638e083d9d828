// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A recursive descent over the part of AQL that QRAWS writes.
 *
 * <p>Source: IBM's Ariel Query Language guide: the order of the clauses, single quotes for values
 * with a quote inside doubled, double quotes for names, the operators and functions, START and STOP
 * in epoch milliseconds behind LIMIT. It shares nothing with the builder that it judges.
 */
final class AqlGrammar {
  private static final Set<String> CALLS =
      Set.of(
          "QIDNAME",
          "QIDDESCRIPTION",
          "LOGSOURCENAME",
          "LOGSOURCETYPENAME",
          "CATEGORYNAME",
          "PROTOCOLNAME",
          "APPLICATIONNAME",
          "DOMAINNAME",
          "UTF8",
          "BASE64");

  private static final Set<String> WORDS =
      Set.of(
          "SELECT", "AS", "FROM", "WHERE", "AND", "OR", "NOT", "IN", "ILIKE", "LIKE", "IS", "NULL",
          "BETWEEN", "LIMIT", "START", "STOP");

  private enum Kind {
    WORD,
    NAME,
    TEXT,
    NUMBER,
    SIGN,
    END
  }

  private record Token(Kind kind, String text) {}

  /** What a query says. */
  record Read(
      String database,
      List<String> columns,
      List<String> texts,
      long limit,
      long start,
      long stop) {}

  private final String text;
  private int at;
  private Token next;
  private final List<String> columns = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();

  private AqlGrammar(String text) {
    this.text = text;
    next = token();
  }

  /** Fails with an {@link IllegalArgumentException} unless the text is one query. */
  static Read read(String text) {
    return new AqlGrammar(text).query();
  }

  private Read query() {
    word("SELECT");
    do {
      operand();
      word("AS");
      columns.add(take(Kind.NAME));
    } while (sign(","));
    word("FROM");
    String database = take(Kind.NAME);
    if (!database.equals("events") && !database.equals("flows")) {
      throw wrong("no database " + database);
    }
    if (isWord("WHERE")) {
      word("WHERE");
      disjunction();
    }
    word("LIMIT");
    long limit = Long.parseLong(take(Kind.NUMBER));
    word("START");
    long start = Long.parseLong(take(Kind.NUMBER));
    word("STOP");
    long stop = Long.parseLong(take(Kind.NUMBER));
    take(Kind.END);
    return new Read(database, List.copyOf(columns), List.copyOf(texts), limit, start, stop);
  }

  private void disjunction() {
    conjunction();
    while (isWord("OR")) {
      word("OR");
      conjunction();
    }
  }

  private void conjunction() {
    condition();
    while (isWord("AND")) {
      word("AND");
      condition();
    }
  }

  private void condition() {
    if (isWord("NOT")) {
      word("NOT");
      condition();
    } else if (sign("(")) {
      disjunction();
      closing();
    } else {
      operand();
      comparison();
    }
  }

  private void comparison() {
    if (sign("=")) {
      value();
    } else if (isWord("IN")) {
      word("IN");
      opening();
      do {
        value();
      } while (sign(","));
      closing();
    } else if (isWord("ILIKE")) {
      word("ILIKE");
      texts.add(take(Kind.TEXT));
    } else if (isWord("BETWEEN")) {
      word("BETWEEN");
      take(Kind.NUMBER);
      word("AND");
      take(Kind.NUMBER);
    } else {
      word("IS");
      word("NULL");
    }
  }

  private void value() {
    if (next.kind == Kind.NUMBER) {
      take(Kind.NUMBER);
    } else {
      texts.add(take(Kind.TEXT));
    }
  }

  private void operand() {
    String name = take(Kind.NAME);
    if (sign("(")) {
      if (!CALLS.contains(name)) {
        throw wrong("no function " + name);
      }
      take(Kind.NAME);
      closing();
    }
  }

  private void opening() {
    if (!sign("(")) {
      throw wrong("( expected");
    }
  }

  private void closing() {
    if (!sign(")")) {
      throw wrong(") expected");
    }
  }

  private boolean sign(String sign) {
    boolean there = next.kind == Kind.SIGN && next.text.equals(sign);
    if (there) {
      next = token();
    }
    return there;
  }

  private boolean isWord(String word) {
    return next.kind == Kind.WORD && next.text.equals(word);
  }

  private void word(String word) {
    if (!isWord(word)) {
      throw wrong(word + " expected");
    }
    next = token();
  }

  private String take(Kind kind) {
    if (next.kind != kind) {
      throw wrong(kind + " expected");
    }
    String taken = next.text;
    if (kind != Kind.END) {
      next = token();
    }
    return taken;
  }

  private Token token() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at == text.length()) {
      return new Token(Kind.END, "");
    }
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      return new Token(c == '"' ? Kind.NAME : Kind.TEXT, quoted(c));
    }
    if ("(),=".indexOf(c) >= 0) {
      at++;
      return new Token(Kind.SIGN, String.valueOf(c));
    }
    int begin = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    String word = text.substring(begin, at);
    if (word.isEmpty()) {
      throw wrong("an odd character");
    }
    if (word.chars().allMatch(d -> d >= '0' && d <= '9')) {
      return new Token(Kind.NUMBER, word);
    }
    String upper = word.toUpperCase(Locale.ROOT);
    return WORDS.contains(upper) ? new Token(Kind.WORD, upper) : new Token(Kind.NAME, word);
  }

  private String quoted(char quote) {
    StringBuilder value = new StringBuilder();
    at++;
    while (true) {
      if (at == text.length()) {
        throw wrong("a quote is not closed");
      }
      char c = text.charAt(at++);
      if (c == quote) {
        if (quote == '\'' && at < text.length() && text.charAt(at) == quote) {
          at++;
        } else {
          return value.toString();
        }
      }
      value.append(c);
    }
  }

  private IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(why + " before " + at + ": " + text);
  }
}
