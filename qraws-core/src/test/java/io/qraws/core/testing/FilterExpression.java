// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the {@code filter} parameter: comparisons, {@code in}, {@code between}, {@code is null},
 * {@code like}, {@code contains}, {@code and}, {@code or}, {@code not}, with the semantics of null
 * that the API overview gives.
 */
final class FilterExpression {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(\"[^\"]*\"|'[^']*'|<=|>=|!=|<>|\\^=|[=<>(),]"
              + "|[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![A-Za-z_])|[A-Za-z0-9_]+|\\.)");

  private final List<String> tokens = new ArrayList<>();
  private final Set<String> known;
  private int at;

  private FilterExpression(String text, Set<String> known) {
    this.known = known;
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    if (!text.substring(end).isBlank()) {
      throw bad("unexpected: " + text.substring(end));
    }
  }

  /**
   * Reads a filter.
   *
   * @param known the fields of the outermost level that may be filtered by; empty for any
   */
  static Predicate<JsonNode> parse(String text, Set<String> known) {
    FilterExpression parser = new FilterExpression(text, known);
    Predicate<JsonNode> parsed = parser.any(true);
    if (parser.at != parser.tokens.size()) {
      throw bad("unexpected: " + parser.peek());
    }
    return parsed;
  }

  private static ApiError bad(String message) {
    return new ApiError(422, 1010, "The filter is not valid: " + message);
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private String next() {
    if (at == tokens.size()) {
      throw bad("it ends too early");
    }
    return tokens.get(at++);
  }

  private boolean take(String word) {
    if (peek().toLowerCase(Locale.ROOT).equals(word)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String word) {
    if (!take(word)) {
      throw bad(word + " expected, not " + peek());
    }
  }

  private Predicate<JsonNode> any(boolean outer) {
    Predicate<JsonNode> left = all(outer);
    while (take("or")) {
      left = left.or(all(outer));
    }
    return left;
  }

  private Predicate<JsonNode> all(boolean outer) {
    Predicate<JsonNode> left = one(outer);
    while (take("and")) {
      left = left.and(one(outer));
    }
    return left;
  }

  private Predicate<JsonNode> one(boolean outer) {
    if (take("not")) {
      return one(outer).negate();
    }
    if (take("(")) {
      Predicate<JsonNode> inner = any(outer);
      expect(")");
      return inner;
    }
    return comparison(outer);
  }

  private Predicate<JsonNode> comparison(boolean outer) {
    String field = next();
    if (outer && !known.isEmpty() && !known.contains(field)) {
      throw bad("can't filter by " + field);
    }
    if (take("contains")) {
      Predicate<JsonNode> element;
      if (take("(")) {
        element = any(false);
        expect(")");
      } else {
        element = comparison(false);
      }
      return node -> {
        for (JsonNode item : value(node, field)) {
          if (element.test(item)) {
            return true;
          }
        }
        return false;
      };
    }
    if (take("is")) {
      boolean not = take("not");
      expect("null");
      return node -> value(node, field).isNull() != not;
    }
    boolean not = take("not");
    Predicate<JsonNode> test = operator(field);
    // With a null field what says "not" is true, and so is the negation of a test that is false.
    return not ? test.negate() : test;
  }

  private Predicate<JsonNode> operator(String field) {
    String operator = next().toLowerCase(Locale.ROOT);
    switch (operator) {
      case "in" -> {
        expect("(");
        List<String> values = new ArrayList<>(List.of(literal()));
        while (take(",")) {
          values.add(literal());
        }
        expect(")");
        return node -> values.stream().anyMatch(v -> compare(value(node, field), v, true) == 0);
      }
      case "between" -> {
        String low = literal();
        expect("and");
        String high = literal();
        return node ->
            present(node, field)
                && compare(value(node, field), low, false) >= 0
                && compare(value(node, field), high, false) <= 0;
      }
      case "like", "ilike" -> {
        String text = next();
        if (text.charAt(0) != '"' && text.charAt(0) != '\'') {
          throw bad("a pattern must be quoted");
        }
        String regex =
            Pattern.quote(text.substring(1, text.length() - 1))
                .replace("%", "\\E.*\\Q")
                .replace("_", "\\E.\\Q");
        Pattern pattern =
            Pattern.compile(
                regex, Pattern.DOTALL | (operator.equals("ilike") ? Pattern.CASE_INSENSITIVE : 0));
        return node ->
            present(node, field) && pattern.matcher(value(node, field).asText()).matches();
      }
      default -> {
        return relation(field, operator, literal());
      }
    }
  }

  private static Predicate<JsonNode> relation(String field, String operator, String literal) {
    return switch (operator) {
      case "=" -> node -> compare(value(node, field), literal, true) == 0;
      case "!=", "<>", "^=" -> node -> compare(value(node, field), literal, true) != 0;
      case ">" -> node -> present(node, field) && compare(value(node, field), literal, false) > 0;
      case ">=" -> node -> present(node, field) && compare(value(node, field), literal, false) >= 0;
      case "<" -> node -> present(node, field) && compare(value(node, field), literal, false) < 0;
      case "<=" -> node -> present(node, field) && compare(value(node, field), literal, false) <= 0;
      default -> throw bad("no operator: " + operator);
    };
  }

  private String literal() {
    String token = next();
    char first = token.charAt(0);
    if (first == '"' || first == '\'') {
      return token.substring(1, token.length() - 1);
    }
    if (!token.matches("[+-]?[A-Za-z0-9.]+(?:[+-]\\d+)?")) {
      throw bad("a value expected, not " + token);
    }
    return token;
  }

  private static boolean present(JsonNode node, String field) {
    return !value(node, field).isNull();
  }

  private static JsonNode value(JsonNode node, String field) {
    JsonNode value = field.equals(".") ? node : node.path(field);
    return value instanceof MissingNode
        ? com.fasterxml.jackson.databind.node.NullNode.getInstance()
        : value;
  }

  /** Numbers by value, all else as text; null is equal to nothing. */
  private static int compare(JsonNode value, String literal, boolean equality) {
    if (value.isNull()) {
      return equality ? 1 : -1;
    }
    if (value.isNumber()) {
      try {
        return Double.compare(value.doubleValue(), Double.parseDouble(literal));
      } catch (NumberFormatException e) {
        throw new ApiError(422, 1010, "The filter is not valid: no number: " + literal);
      }
    }
    return value.asText().compareTo(literal);
  }
}
