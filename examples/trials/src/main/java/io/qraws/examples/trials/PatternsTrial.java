// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.pattern.PatternCatalog;
import io.qraws.correlation.pattern.PatternMatch;
import io.qraws.correlation.pattern.PatternMatcher;
import io.qraws.correlation.pattern.SignalPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Looks for the built-in patterns in ordinary days, in days with attack chains, and in real logs of
 * attacks, and says how often each matched where.
 */
final class PatternsTrial {
  /** How many matches an ordinary day of a few thousand signals may have. */
  private static final double FALSE_A_DAY = 0.1;

  private static final Duration DISORDER = Duration.ofMinutes(10);

  private final Options options;
  private final PatternCatalog catalog = PatternCatalog.builtIn();
  private final Map<String, Row> rows = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();
  private long signals;
  private int differing;

  /** What became of one pattern. */
  private static final class Row {
    private int ordinary;
    private int right;
    private int mixed;
    private final List<String> logs = new ArrayList<>();
  }

  PatternsTrial(Options options) {
    this.options = options;
  }

  Trials.Verdict run() throws IOException {
    catalog.patterns().forEach(pattern -> rows.put(pattern.id(), new Row()));
    for (long seed = options.seed(); seed < options.seed() + options.runs(); seed++) {
      ordinary(seed);
      hidden(seed);
    }
    String folder = options.text("attacks", "");
    int found = folder.isEmpty() ? 0 : logs(Path.of(folder));
    System.out.printf(
        Locale.ROOT, "%-30s %8s %6s %6s  %s%n", "pattern", "ordinary", "right", "mixed", "logs");
    rows.forEach(
        (id, row) ->
            System.out.printf(
                Locale.ROOT,
                "%-30s %8d %6d %6d  %s%n",
                id,
                row.ordinary,
                row.right,
                row.mixed,
                String.join(" ", row.logs)));
    wrong.forEach(System.out::println);
    int ordinary = rows.values().stream().mapToInt(row -> row.ordinary).sum();
    int mixed = rows.values().stream().mapToInt(row -> row.mixed).sum();
    return new Trials.Verdict(
        String.format(
            Locale.ROOT,
            "seed=%d runs=%d signals=%d false_a_day=%.3f right=%d mixed=%d differing=%d logs=%d",
            options.seed(),
            options.runs(),
            signals,
            (double) ordinary / options.runs(),
            rows.values().stream().mapToInt(row -> row.right).sum(),
            mixed,
            differing,
            found),
        ordinary <= FALSE_A_DAY * options.runs() && mixed == 0 && differing == 0);
  }

  /** A day on which nothing happened: each match is false. */
  private void ordinary(long seed) throws IOException {
    Day day = new Day(new Dice(seed));
    ScenarioDays.noise(day);
    DayGenerator.number(day);
    List<Signal> all = ScenariosTrial.read(DayFiles.input(day));
    for (PatternMatch match : matches(all, seed)) {
      row(match).ordinary++;
      wrong.add("ordinary day " + seed + ": " + shown(match));
    }
  }

  /** A day with attack chains: a match is right if the signals with a story are of one story. */
  private void hidden(long seed) throws IOException {
    ScenarioDays.Hidden hidden = ScenarioDays.generate(seed);
    Map<String, String> owner = new HashMap<>();
    for (Story story : hidden.day().stories) {
      story.labels().keySet().forEach(id -> owner.put(id, story.name));
    }
    for (PatternMatch match : matches(ScenariosTrial.read(DayFiles.input(hidden.day())), seed)) {
      Set<String> stories = new HashSet<>();
      boolean stranger = false;
      for (Signal signal : match.signals()) {
        String story = owner.get(signal.id());
        if (story != null) {
          stories.add(story);
        }
        stranger |= hidden.decoys().contains(signal.id());
      }
      if (stories.size() == 1 && !stranger) {
        row(match).right++;
      } else {
        row(match).mixed++;
        wrong.add("day " + seed + ", " + stories + ": " + shown(match));
      }
    }
  }

  /** The matches, found at once, and found again as the signals come in some disorder. */
  private List<PatternMatch> matches(List<Signal> all, long seed) {
    signals += all.size();
    List<PatternMatch> matches = PatternMatcher.match(catalog, all);
    Dice dice = new Dice(seed);
    Map<Signal, Long> delay = new HashMap<>();
    all.forEach(signal -> delay.put(signal, (long) dice.between(0, (int) DISORDER.toSeconds())));
    List<Signal> arriving = new ArrayList<>(all);
    arriving.sort(
        Comparator.comparing(signal -> signal.time().plusSeconds(delay.getOrDefault(signal, 0L))));
    PatternMatcher matcher = PatternMatcher.builder().disorder(DISORDER).build(catalog);
    List<PatternMatch> again = new ArrayList<>();
    for (Signal signal : arriving) {
      again.addAll(matcher.add(signal, signal.time().plusSeconds(delay.getOrDefault(signal, 0L))));
    }
    again.addAll(matcher.finish());
    differing += again.equals(matches) ? 0 : 1;
    return matches;
  }

  /** Folders of real logs, one attack each; returns how many a pattern matched. */
  private int logs(Path folder) throws IOException {
    List<Path> attacks;
    try (Stream<Path> list = Files.list(folder)) {
      attacks = list.filter(Files::isDirectory).sorted().toList();
    }
    int found = 0;
    for (Path attack : attacks) {
      List<Signal> all = new ArrayList<>();
      ReadListener taker =
          new ReadListener() {
            @Override
            public void signal(Signal signal) {
              all.add(signal);
            }

            @Override
            public void rejected(Rejected rejected) {}
          };
      try (Stream<Path> files = Files.walk(attack)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          SignalReader.create().readFile(file, taker);
        }
      }
      List<PatternMatch> matches = PatternMatcher.match(catalog, all);
      matches.forEach(match -> row(match).logs.add("" + attack.getFileName()));
      found += matches.isEmpty() ? 0 : 1;
      System.out.printf(
          Locale.ROOT,
          "%-62s %4d signals %s%n",
          attack.getFileName(),
          all.size(),
          matches.stream().map(match -> match.pattern().id()).distinct().toList());
    }
    return found;
  }

  private Row row(PatternMatch match) {
    return rows.computeIfAbsent(match.pattern().id(), id -> new Row());
  }

  private static String shown(PatternMatch match) {
    SignalPattern pattern = match.pattern();
    return pattern.id()
        + " "
        + match.shared()
        + " "
        + match.signals().stream().map(Signal::title).toList();
  }
}
