// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import io.qraws.correlation.pattern.Expression.All;
import io.qraws.correlation.pattern.Expression.Any;
import io.qraws.correlation.pattern.Expression.Name;
import io.qraws.correlation.pattern.Expression.Not;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a condition: names, {@code and}, {@code or}, {@code not}, parentheses, {@code 1 of}, {@code
 * any of} and {@code all of} a pattern of names or {@code them}.
 *
 * <p>Source: Sigma rules specification, Condition; {@code not} binds closest, then {@code and}.
 */
final class ConditionParser {
  private static final Pattern WORD = Pattern.compile("\\G\\s*([()]|[\\w*.-]+)");
  private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "of", "them");
  private static final int DEEPEST = 32;

  private final List<String> words = new ArrayList<>();
  private final Collection<String> names;
  private int at;
  private int depth;

  private ConditionParser(Collection<String> names) {
    this.names = names;
  }

  /**
   * Reads it.
   *
   * @param names those that it may use
   * @throws IllegalArgumentException whose message says what is wrong with it
   */
  static Expression parse(String text, Collection<String> names) {
    ConditionParser parser = new ConditionParser(names);
    Matcher matcher = WORD.matcher(text);
    int end = 0;
    while (matcher.find()) {
      parser.words.add(matcher.group(1));
      end = matcher.end();
    }
    String rest = text.substring(end).strip();
    if (rest.startsWith("|")) {
      throw new IllegalArgumentException(
          "what stands behind | is the old form of counting; write a correlation rule");
    }
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("it can't be read from " + Names.shown(rest) + " on");
    }
    Expression all = parser.any();
    if (parser.at < parser.words.size()) {
      throw new IllegalArgumentException(
          "and or or is missing before " + Names.shown(parser.words.get(parser.at)));
    }
    return all;
  }

  private Expression any() {
    List<Expression> parts = new ArrayList<>(List.of(all()));
    while (take("or")) {
      parts.add(all());
    }
    return parts.size() == 1 ? parts.get(0) : new Any(List.copyOf(parts));
  }

  private Expression all() {
    List<Expression> parts = new ArrayList<>(List.of(not()));
    while (take("and")) {
      parts.add(not());
    }
    return parts.size() == 1 ? parts.get(0) : new All(List.copyOf(parts));
  }

  private Expression not() {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException("it is nested deeper than " + DEEPEST);
    }
    Expression read = take("not") ? new Not(not()) : one();
    depth--;
    return read;
  }

  private Expression one() {
    if (at == words.size()) {
      throw new IllegalArgumentException("it ends where a name is expected");
    }
    if (take("(")) {
      Expression inner = any();
      if (!take(")")) {
        throw new IllegalArgumentException("a parenthesis is not closed");
      }
      return inner;
    }
    String word = words.get(at++);
    if (at < words.size() && words.get(at).equalsIgnoreCase("of")) {
      return some(word.toLowerCase(Locale.ROOT));
    }
    if (word.equals(")") || KEYWORDS.contains(word.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "a name is expected where " + Names.shown(word) + " stands");
    }
    if (!names.contains(word)) {
      throw new IllegalArgumentException(
          "nothing is called " + Names.shown(word) + Names.suggestion(word, names));
    }
    return new Name(word);
  }

  /** {@code 1 of selection*}, the word {@code of} not taken yet. */
  private Expression some(String quantity) {
    at++;
    String pattern = at < words.size() ? words.get(at++) : "";
    boolean them = pattern.equalsIgnoreCase("them");
    Glob glob = Glob.of(pattern, false, false, true);
    List<Expression> parts =
        names.stream()
            .filter(name -> them ? !name.startsWith("_") : glob.test(name))
            .<Expression>map(Name::new)
            .toList();
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("nothing is called like " + Names.shown(pattern));
    }
    return switch (quantity) {
      case "1", "any" -> new Any(parts);
      case "all" -> new All(parts);
      default ->
          throw new IllegalArgumentException(
              Names.shown(quantity) + " of is not taken; write 1 of, any of or all of");
    };
  }

  private boolean take(String word) {
    if (at < words.size() && words.get(at).equalsIgnoreCase(word)) {
      at++;
      return true;
    }
    return false;
  }
}
