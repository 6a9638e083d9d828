// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import static io.qraws.correlation.pattern.Signals.NINE;
import static io.qraws.correlation.pattern.Signals.call;
import static io.qraws.correlation.pattern.Signals.catalog;
import static io.qraws.correlation.pattern.Signals.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The matcher against the definition of a match, which tries all ways to take the steps, on streams
 * with many signals at one time, at the ends of time spans, and in disorder.
 */
final class PatternOracleTest {
  private static final int SPAN = 10;

  /** Steps A, B and C in order; X must be absent before the first, between, or nowhere. */
  private record Shape(String rules, String condition) {
    PatternCatalog catalog(String type) {
      return Signals.catalog(
          step("A")
              + step("B")
              + step("C")
              + step("X")
              + """
              title: Shape
              correlation:
                  type: %s
                  rules: [%s]
                  group-by: [actor.user]
                  timespan: %ds
                  condition: %s
              """
                  .formatted(type, rules, SPAN, condition));
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("a, b", "a and b"),
          new Shape("a, b, c", "a and b and c"),
          new Shape("x, a", "a and not x"),
          new Shape("x, a, b", "a and b and not x"),
          new Shape("a, x, b", "a and b and not x"),
          new Shape("a, b, x, c", "a and b and c and not x"),
          new Shape("a, x, b, c", "a and b and c and not x"));

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void match_ordered_agreesWithAllWaysTried(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 80; round++) {
      Shape shape = SHAPES.get(random.nextInt(SHAPES.size()));
      List<Signal> signals = signals(random, random.nextInt(1, 28));
      List<String> expected = ordered(shape, signals);
      assertThat(times(PatternMatcher.match(shape.catalog("temporal_ordered"), signals)))
          .as("%s of %s", shape, told(signals))
          .isEqualTo(expected);
      assertThat(times(streamed(shape.catalog("temporal_ordered"), signals, random)))
          .as("in disorder")
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void match_counts_agreeWithAllWindowsCounted(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 80; round++) {
      List<Signal> signals = signals(random, random.nextInt(1, 28));
      int most = random.nextInt(1, 5);
      boolean values = random.nextBoolean();
      PatternCatalog catalog =
          catalog(
              step("A")
                  + """
                  title: Count
                  correlation:
                      type: %s
                      rules: [a]
                      group-by: [actor.user]
                      timespan: %ds
                      condition: {%s gte: %d}
                  """
                      .formatted(
                          values ? "value_count" : "event_count",
                          SPAN,
                          values ? "field: region," : "",
                          most));
      List<String> expected = counted(signals, most, values);
      assertThat(times(PatternMatcher.match(catalog, signals)))
          .as("%s %s of %s", values, most, told(signals))
          .isEqualTo(expected);
      assertThat(times(streamed(catalog, signals, random))).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void match_temporal_agreesWithAllWindowsTried(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Shape shape = new Shape("a, b, x", "a and b and not x");
    PatternCatalog catalog = shape.catalog("temporal");
    for (int round = 0; round < 80; round++) {
      List<Signal> signals = signals(random, random.nextInt(1, 28));
      List<String> expected = unordered(signals);
      assertThat(times(PatternMatcher.match(catalog, signals))).isEqualTo(expected);
      assertThat(times(streamed(catalog, signals, random))).isEqualTo(expected);
    }
  }

  private static List<Signal> signals(SplittableRandom random, int count) {
    List<Signal> signals = new ArrayList<>();
    String[] operations = {"A", "B", "C", "X"};
    int second = 0;
    for (int i = 0; i < count; i++) {
      second += random.nextInt(3) == 0 ? random.nextInt(0, SPAN) : random.nextInt(0, 2);
      signals.add(
          call(
              "s" + random.nextInt(1_000) + "-" + i,
              second,
              operations[random.nextInt(random.nextInt(4) == 0 ? 4 : 3)],
              "user=" + (random.nextInt(4) == 0 ? "bob" : "ann"),
              "region=r" + random.nextInt(4)));
    }
    return signals;
  }

  /** As they come: each up to so many seconds late, which the matcher allows. */
  private static List<PatternMatch> streamed(
      PatternCatalog catalog, List<Signal> signals, SplittableRandom random) {
    int disorder = random.nextInt(0, 30);
    record Coming(Signal signal, Instant at) {}
    List<Coming> coming = new ArrayList<>();
    for (Signal signal : signals) {
      coming.add(new Coming(signal, signal.time().plusSeconds(random.nextInt(0, disorder + 1))));
    }
    coming.sort(Comparator.comparing(Coming::at));
    PatternMatcher matcher =
        PatternMatcher.builder().disorder(Duration.ofSeconds(disorder)).build(catalog);
    List<PatternMatch> found = new ArrayList<>();
    coming.forEach(one -> found.addAll(matcher.add(one.signal, one.at)));
    found.addAll(matcher.finish());
    assertThat(matcher.stats().late()).isZero();
    return found;
  }

  private static List<String> told(List<Signal> signals) {
    return signals.stream()
        .map(s -> s.title() + second(s) + s.observables().get(0).value() + s.region())
        .toList();
  }

  /** When each match began and ended, and in which group; steps that no shape uses match alone. */
  private static List<String> times(List<PatternMatch> matches) {
    return matches.stream()
        .filter(m -> m.pattern().title().length() > 1)
        .map(m -> shown(m.shared().get("actor.user"), m.first(), m.last()))
        .sorted()
        .toList();
  }

  private static String shown(String user, Instant first, Instant last) {
    return user
        + " "
        + Duration.between(NINE, first).toSeconds()
        + "-"
        + Duration.between(NINE, last).toSeconds();
  }

  private static List<Signal> of(String user, List<Signal> signals) {
    return signals.stream()
        .filter(s -> s.observables().get(0).value().equals(user))
        .sorted(Comparator.comparing(Signal::time).thenComparing(Signal::id))
        .toList();
  }

  private static boolean is(Signal signal, String rule) {
    return ((ApiCall) signal).operation().equalsIgnoreCase(rule);
  }

  private static long second(Signal signal) {
    return Duration.between(NINE, signal.time()).toSeconds();
  }

  private static Set<Long> seconds(List<Signal> signals) {
    TreeSet<Long> seconds = new TreeSet<>();
    signals.forEach(signal -> seconds.add(second(signal)));
    return seconds;
  }

  /** At each time, of all ways to take the steps that end then, the one that began last. */
  private static List<String> ordered(Shape shape, List<Signal> signals) {
    List<String> rules = List.of(shape.rules.split(", "));
    List<String> found = new ArrayList<>();
    for (String user : List.of("ann", "bob")) {
      List<Signal> all = of(user, signals);
      long quiet = Long.MIN_VALUE;
      for (long now : seconds(all)) {
        long after = quiet;
        List<Signal> free = all.stream().filter(s -> second(s) > after).toList();
        Optional<Long> start =
            now <= quiet
                ? Optional.empty()
                : ways(rules, free, all, new ArrayList<>(), now).stream()
                    .max(Comparator.naturalOrder());
        if (start.isPresent()) {
          found.add(user + " " + start.get() + "-" + now);
          quiet = start.get() + SPAN;
        }
      }
    }
    return found.stream().sorted().toList();
  }

  /** When the ways begin that take the steps with signals so far and end now. */
  private static Set<Long> ways(
      List<String> rules, List<Signal> free, List<Signal> all, List<Signal> way, long now) {
    List<String> steps = rules.stream().filter(rule -> !rule.equals("x")).toList();
    if (way.size() == steps.size()) {
      long first = second(way.get(0));
      boolean ends = second(way.get(way.size() - 1)) == now && now - first <= SPAN;
      return ends && !barred(rules, all, way) ? Set.of(first) : Set.of();
    }
    Set<Long> starts = new HashSet<>();
    for (Signal next : free) {
      boolean inOrder = way.isEmpty() || second(next) >= second(way.get(way.size() - 1));
      if (is(next, steps.get(way.size()))
          && inOrder
          && second(next) <= now
          && !way.contains(next)) {
        List<Signal> longer = new ArrayList<>(way);
        longer.add(next);
        starts.addAll(ways(rules, free, all, longer, now));
      }
    }
    return starts;
  }

  private static boolean barred(List<String> rules, List<Signal> all, List<Signal> way) {
    int place = rules.indexOf("x");
    if (place < 0) {
      return false;
    }
    long from = place == 0 ? second(way.get(0)) - SPAN : second(way.get(place - 1));
    long to = second(way.get(place));
    return all.stream().anyMatch(s -> is(s, "x") && second(s) >= from && second(s) <= to);
  }

  private static List<String> counted(List<Signal> signals, int most, boolean values) {
    List<String> found = new ArrayList<>();
    for (String user : List.of("ann", "bob")) {
      List<Signal> all = of(user, signals).stream().filter(s -> is(s, "a")).toList();
      long quiet = Long.MIN_VALUE;
      for (int end = 0; end < all.size(); end++) {
        long now = second(all.get(end));
        long after = quiet;
        List<Signal> window =
            all.subList(0, end + 1).stream()
                .filter(s -> second(s) > after && second(s) >= now - SPAN)
                .toList();
        Set<String> distinct = new HashSet<>();
        long first = now;
        for (int i = window.size() - 1; i >= 0; i--) {
          // Of each value the latest counts, and the earliest of those begins the match.
          if (distinct.add(values ? window.get(i).region() : window.get(i).id())) {
            first = second(window.get(i));
          }
        }
        if (now > quiet && distinct.size() >= most) {
          found.add(user + " " + first + "-" + now);
          quiet = first + SPAN;
        }
      }
    }
    return found.stream().sorted().toList();
  }

  private static List<String> unordered(List<Signal> signals) {
    List<String> found = new ArrayList<>();
    for (String user : List.of("ann", "bob")) {
      List<Signal> all = of(user, signals);
      long quiet = Long.MIN_VALUE;
      for (long now : seconds(all)) {
        long after = quiet;
        List<Signal> window =
            all.stream().filter(s -> second(s) <= now && second(s) >= now - SPAN).toList();
        Optional<Long> a = latest(window, "a", after);
        Optional<Long> b = latest(window, "b", after);
        boolean barred = window.stream().anyMatch(s -> is(s, "x"));
        boolean comes = a.isPresent() && b.isPresent() && Math.max(a.get(), b.get()) == now;
        if (now > quiet && comes && !barred) {
          found.add(user + " " + Math.min(a.get(), b.get()) + "-" + now);
          quiet = Math.min(a.get(), b.get()) + SPAN;
        }
      }
    }
    return found.stream().sorted().toList();
  }

  private static Optional<Long> latest(List<Signal> window, String rule, long after) {
    return window.stream()
        .filter(s -> is(s, rule) && second(s) > after)
        .map(PatternOracleTest::second)
        .max(Comparator.naturalOrder());
  }
}
