// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import io.qraws.core.enrich.IpRange;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.pattern.YamlNode.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What one field of a signal must be.
 *
 * <p>Of a field with several values one must fit. Source: Sigma modifiers appendix.
 */
final class FieldCondition implements Predicate<Signal> {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");
  private static final int LONGEST = 4_096;
  private static final Set<String> PARTS = Set.of("contains", "startswith", "endswith");
  private static final Set<String> ORDERS = Set.of("gt", "gte", "lt", "lte");
  private static final Set<String> KNOWN =
      Set.of(
          "contains",
          "startswith",
          "endswith",
          "all",
          "cased",
          "cidr",
          "exists",
          "fieldref",
          "gt",
          "gte",
          "lt",
          "lte",
          "neq");

  /** What Sigma has besides, and what to do instead. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("re", "write it with wildcards, contains, startswith or endswith"),
          Map.entry("i", "write it with wildcards, contains, startswith or endswith"),
          Map.entry("m", "write it with wildcards, contains, startswith or endswith"),
          Map.entry("s", "write it with wildcards, contains, startswith or endswith"),
          Map.entry("expand", "write the values out"),
          Map.entry("windash", "no field holds a command line"),
          Map.entry("base64", "no field holds Base64"),
          Map.entry("base64offset", "no field holds Base64"),
          Map.entry("utf16", "all fields are text"),
          Map.entry("utf16le", "all fields are text"),
          Map.entry("utf16be", "all fields are text"),
          Map.entry("wide", "all fields are text"));

  private final SignalField field;
  private final List<Predicate<List<String>>> tests;
  private final Set<String> modifiers;
  private final List<SignalField> others;

  private FieldCondition(
      SignalField field,
      List<Predicate<List<String>>> tests,
      Set<String> modifiers,
      List<SignalField> others) {
    this.field = field;
    this.tests = tests;
    this.modifiers = modifiers;
    this.others = others;
  }

  /**
   * Reads what a field must be.
   *
   * @param fields finds a field that another is compared with
   * @throws IllegalArgumentException whose message says what is wrong
   */
  static FieldCondition of(
      SignalField field,
      List<String> modifiers,
      List<YamlNode> values,
      Function<String, SignalField> fields) {
    Set<String> used = checked(modifiers);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("it has no value; give one, or null for an absent field");
    }
    if (used.contains("all") && values.size() < 2) {
      throw new IllegalArgumentException("all needs several values; leave it out");
    }
    List<Predicate<List<String>>> tests = new ArrayList<>();
    List<SignalField> others = new ArrayList<>();
    for (YamlNode value : values) {
      if (!value.isScalar()) {
        throw new IllegalArgumentException("a value must be a text, a number, true, false or null");
      }
      if (value.text().length() > LONGEST) {
        throw new IllegalArgumentException(
            "a value is longer than " + LONGEST + " characters; shorten it");
      }
      if (used.contains("fieldref")) {
        others.add(fields.apply(value.text()));
      } else {
        tests.add(test(used, value));
      }
    }
    return new FieldCondition(field, List.copyOf(tests), used, List.copyOf(others));
  }

  private static Set<String> checked(List<String> modifiers) {
    Set<String> used = Set.copyOf(modifiers);
    for (String modifier : modifiers) {
      if (!KNOWN.contains(modifier)) {
        String instead = REFUSED.get(modifier);
        throw new IllegalArgumentException(
            "the modifier "
                + Names.shown(modifier)
                + " is not taken"
                + (instead == null ? Names.suggestion(modifier, KNOWN) : "; " + instead));
      }
    }
    long ways =
        used.stream()
            .filter(
                one ->
                    PARTS.contains(one)
                        || ORDERS.contains(one)
                        || Set.of("cidr", "exists", "fieldref").contains(one))
            .count();
    boolean plain = used.stream().anyMatch(one -> ORDERS.contains(one) || one.equals("exists"));
    if (ways > 1 || used.size() < modifiers.size() || (plain && used.size() > 1)) {
      throw new IllegalArgumentException(
          "the modifiers " + String.join(", ", modifiers) + " don't go together; keep one of them");
    }
    return used;
  }

  private static Predicate<List<String>> test(Set<String> used, YamlNode value) {
    if (used.contains("exists")) {
      if (value.kind() != Kind.BOOLEAN) {
        throw new IllegalArgumentException("exists takes true or false");
      }
      boolean exists = value.text().equals("true");
      return values -> values.isEmpty() != exists;
    }
    if (used.contains("cidr")) {
      return any(new AddressRange(value.text()));
    }
    for (String order : ORDERS) {
      if (used.contains(order)) {
        return any(ordered(order, value));
      }
    }
    boolean part = used.stream().anyMatch(PARTS::contains);
    if (value.kind() == Kind.NULL || (value.text().isEmpty() && !part)) {
      return List::isEmpty;
    }
    if (value.text().isEmpty()) {
      throw new IllegalArgumentException("an empty text is part of any; give one that tells more");
    }
    boolean contains = used.contains("contains");
    return any(
        Glob.of(
            value.text(),
            contains || used.contains("endswith"),
            contains || used.contains("startswith"),
            used.contains("cased")));
  }

  private static Predicate<List<String>> any(Predicate<String> test) {
    return values -> {
      for (String value : values) {
        if (test.test(value)) {
          return true;
        }
      }
      return false;
    };
  }

  private static Predicate<String> ordered(String order, YamlNode value) {
    if (!NUMBER.matcher(value.text()).matches()) {
      throw new IllegalArgumentException(order + " takes a number");
    }
    BigDecimal limit = new BigDecimal(value.text());
    return text -> {
      if (!NUMBER.matcher(text).matches()) {
        return false;
      }
      int compared = new BigDecimal(text).compareTo(limit);
      return switch (order) {
        case "gt" -> compared > 0;
        case "gte" -> compared >= 0;
        case "lt" -> compared < 0;
        default -> compared <= 0;
      };
    };
  }

  @Override
  public boolean test(Signal signal) {
    List<String> values = field.of(signal);
    boolean all = modifiers.contains("all");
    boolean holds = all;
    for (Predicate<List<String>> test : tests) {
      if (test.test(values) != all) {
        holds = !all;
        break;
      }
    }
    for (SignalField other : others) {
      if (same(values, other.of(signal)) != all) {
        holds = !all;
        break;
      }
    }
    return holds != modifiers.contains("neq");
  }

  private boolean same(List<String> values, List<String> others) {
    boolean cased = modifiers.contains("cased");
    return values.stream()
        .anyMatch(
            one ->
                others.stream()
                    .anyMatch(other -> cased ? one.equals(other) : one.equalsIgnoreCase(other)));
  }

  /** The addresses that share a prefix. */
  private static final class AddressRange implements Predicate<String> {
    private final IpRange range;

    AddressRange(String text) {
      IpRange parsed;
      try {
        parsed = IpRange.parse(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(Names.shown(text) + ": " + e.getMessage());
      }
      if (parsed == null) {
        throw new IllegalArgumentException(
            Names.shown(text) + " is no range of addresses; write it as 192.0.2.0/24");
      }
      range = parsed;
    }

    @Override
    public boolean test(String text) {
      IpRange address = text.indexOf('/') < 0 ? IpRange.parse(text) : null;
      if (address == null || address.words() != range.words()) {
        return false;
      }
      for (int bit = 0; bit < range.length(); bit += Integer.SIZE) {
        int left = range.length() - bit;
        int mask = left >= Integer.SIZE ? -1 : -1 << (Integer.SIZE - left);
        int word = bit / Integer.SIZE;
        if (((address.word(word) ^ range.word(word)) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
