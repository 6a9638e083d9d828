// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.enrich.PlaceLookup;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.Lineage;
import io.qraws.correlation.identity.LinkKey;
import io.qraws.correlation.index.IndexOptions;
import io.qraws.correlation.index.KeyHash;
import io.qraws.correlation.index.Match;
import io.qraws.correlation.index.SignalIndex;
import io.qraws.correlation.operation.Operations;
import io.qraws.correlation.pattern.PatternMatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run over all signals: which are judgements, which of them are linked, what lies beside.
 *
 * <p>Not safe for several threads.
 */
final class Round {
  /** A link weaker than this relates nothing. */
  static final double LINK = 0.5;

  /** A call as telling as this is a judgement of its own. */
  private static final double TELLING = 0.2;

  /** A call less telling than this, for this environment, is no stage of an attack by itself. */
  private static final double A_STAGE = 0.3;

  /** A cluster of calls alone is an incident when together they are as telling as this. */
  private static final double ALARMING = 0.55;

  /**
   * How strongly a declared pattern joins its signals: somebody wrote that they belong together.
   */
  private static final double DECLARED = 0.9;

  private static final Beside.Chosen NOTHING_BESIDE = new Beside.Chosen(List.of(), 0);

  static final Comparator<Signal> BY_TIME =
      Comparator.comparing(Signal::time).thenComparing(Signal::kind).thenComparing(Signal::id);

  private final Stages stages;
  private final IncidentIds ids;
  private final Novelty novelty = new Novelty();
  private final List<Signal> judged = new ArrayList<>();
  private final List<List<LinkKey>> judgedKeys = new ArrayList<>();
  private final List<Signal> rest = new ArrayList<>();
  private final List<List<LinkKey>> restKeys = new ArrayList<>();

  /** The keys of judgements by which something may lie beside them: most that happens has none. */
  private final Set<LinkKey> telling = new HashSet<>();

  private final Map<String, Integer> number = new HashMap<>();
  private final Map<Integer, List<Link>> links = new HashMap<>();
  private final Map<Integer, Beside.Chosen> beside = new HashMap<>();
  private final LinkWeights weights;
  private final Routine routine;
  private final SignalIndex index;
  private final Clusters clusters;
  private final DeclaredPatterns patterns;

  private record Candidate(
      int a, int b, double weight, List<LinkKey> shared, Supplier<String> reason) {}

  Round(
      List<Signal> ordered,
      Predicate<Signal> open,
      Lineage lineage,
      @Nullable PlaceLookup places,
      Stages stages,
      IncidentIds ids,
      Duration window,
      int maxSignals,
      List<PatternMatch> matches) {
    weights = new LinkWeights(lineage, places);
    routine = new Routine(lineage);
    this.stages = stages;
    this.ids = ids;
    for (Signal signal : ordered) {
      novelty.count(signal);
      lineage.learn(signal);
      routine.count(signal);
    }
    patterns = new DeclaredPatterns(matches, open, lineage::keys);
    for (Signal signal : ordered) {
      boolean judgement = judgement(signal);
      List<LinkKey> keys = weights.count(signal, judgement);
      if (open.test(signal)) {
        (judgement ? judged : rest).add(signal);
        (judgement ? judgedKeys : restKeys).add(keys);
      }
    }
    index =
        new SignalIndex(
            IndexOptions.DEFAULT
                .withWindow(window)
                .withCapacity(Math.max(1, judged.size()))
                .withMatches(Integer.MAX_VALUE),
            KeyHash.random());
    clusters = new Clusters(judged.size(), maxSignals, i -> !posture(judged.get(i)));
  }

  /** All judgements. */
  List<Signal> judgements() {
    return judged;
  }

  /** Joins judgements into clusters, the strongest links first. */
  void link() {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < judged.size(); i++) {
      Signal signal = judged.get(i);
      number.put(signal.key(), i);
      Set<LinkKey> keys = new LinkedHashSet<>(weights.keys(signal, judgedKeys.get(i)));
      keys.stream().filter(weights::mayTell).forEach(telling::add);
      for (Match match : index.add(signal, keys)) {
        double weight = weights.of(signal, match);
        if (weight >= LINK
            && relates(signal, match.shared())
            && relates(match.signal(), match.shared())) {
          Supplier<String> reason = () -> weights.reason(signal, match);
          candidates.add(new Candidate(number(match.signal()), i, weight, match.shared(), reason));
        }
      }
    }
    for (DeclaredPatterns.Pair pair : patterns.pairs()) {
      candidates.add(
          new Candidate(number(pair.a()), number(pair.b()), DECLARED, List.of(), pair::reason));
    }
    candidates.sort(
        Comparator.comparingDouble(Candidate::weight)
            .reversed()
            .thenComparingInt(Candidate::b)
            .thenComparingInt(Candidate::a));
    List<Candidate> weak = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (clusters.join(candidate.a, candidate.b, candidate.weight)) {
        linked(candidate);
      } else {
        weak.add(candidate);
      }
    }
    joinTogether(weak);
  }

  private void linked(Candidate candidate) {
    links
        .computeIfAbsent(candidate.b, n -> new ArrayList<>(2))
        .add(
            new Link(
                judged.get(candidate.a).id(),
                judged.get(candidate.b).id(),
                candidate.reason.get(),
                rounded(candidate.weight)));
  }

  /**
   * Joins two formed clusters that none of their links is strong enough for, where those that share
   * different things are so together.
   */
  private void joinTogether(List<Candidate> weak) {
    Map<Long, List<Candidate>> between = new LinkedHashMap<>();
    for (Candidate candidate : weak) {
      long a = clusters.find(candidate.a);
      long b = clusters.find(candidate.b);
      if (a != b) {
        between
            .computeIfAbsent(Math.min(a, b) << 32 | Math.max(a, b), pair -> new ArrayList<>())
            .add(candidate);
      }
    }
    between.values().forEach(this::joinTogetherTwo);
  }

  private void joinTogetherTwo(List<Candidate> weak) {
    Set<LinkKey> told = new HashSet<>();
    List<Candidate> independent = new ArrayList<>();
    double none = 1;
    for (Candidate candidate : weak) {
      if (Collections.disjoint(told, candidate.shared)
          && !candidate.shared.stream().allMatch(Geography::isPlace)) {
        told.addAll(candidate.shared);
        independent.add(candidate);
        none *= 1 - candidate.weight;
      }
    }
    if (independent.size() > 1) {
      for (Candidate candidate : independent) {
        if (clusters.join(candidate.a, candidate.b, 1 - none)) {
          linked(candidate);
        }
      }
    }
  }

  /** Lays activity beside the one cluster that it is nearest to. */
  void layBeside() {
    Set<Integer> behavioural = new HashSet<>();
    for (int i = 0; i < judged.size(); i++) {
      if (!posture(judged.get(i))) {
        behavioural.add(clusters.find(i));
      }
    }
    Beside all = new Beside();
    for (int i = 0; i < rest.size(); i++) {
      Signal signal = rest.get(i);
      Match best = null;
      double bestWeight = 0;
      for (Match match : byKey(signal, weights.keys(signal, restKeys.get(i)))) {
        double weight = weights.beside(signal, match);
        if (weight > bestWeight && behavioural.contains(clusters.find(number(match.signal())))) {
          best = match;
          bestWeight = weight;
        }
      }
      if (best != null) {
        int root = clusters.find(number(best.signal()));
        all.add(root, new Beside.Laid(signal, best, bestWeight));
      }
    }
    beside.putAll(all.chosen(this::salience));
    beside.values().forEach(chosen -> chosen.laid().forEach(this::linked));
  }

  private void linked(Beside.Laid laid) {
    Signal signal = laid.signal();
    Signal judgement = laid.beside().signal();
    boolean first = BY_TIME.compare(judgement, signal) < 0;
    links
        .computeIfAbsent(number(judgement), n -> new ArrayList<>(2))
        .add(
            new Link(
                first ? judgement.id() : signal.id(),
                first ? signal.id() : judgement.id(),
                weights.reason(signal, laid.beside()),
                rounded(laid.weight())));
  }

  /** Of those that weigh the same, one that shares an earlier key goes first. */
  private List<Match> byKey(Signal signal, List<LinkKey> keys) {
    if (keys.stream().noneMatch(telling::contains)) {
      return List.of();
    }
    List<Match> matches = index.related(signal, keys, weights.mayLieBeside(signal));
    if (matches.size() < 2) {
      return matches;
    }
    matches.sort(Comparator.comparingInt(match -> keys.indexOf(match.shared().get(0))));
    return matches;
  }

  private int number(Signal signal) {
    Integer found = number.get(signal.key());
    if (found == null) {
      throw new IllegalStateException("not a judgement: " + signal.id());
    }
    return found;
  }

  List<Incident> incidents() {
    List<Incident> incidents = new ArrayList<>();
    List<List<Integer>> members = clusters.members();
    for (int root = 0; root < members.size(); root++) {
      List<Integer> numbers = members.get(root);
      if (!numbers.isEmpty() && worthAnIncident(numbers)) {
        incidents.add(incident(root, numbers));
      }
    }
    return incidents;
  }

  /** How telling a call is here: in full where it is unusual for whoever made it. */
  private double salience(ApiCall call) {
    double salience = Operations.salience(call);
    return salience == 0 || novelty.unusual(call) ? salience : salience * routine.share(call);
  }

  /**
   * Calls alone are an incident when together they are telling, each operation counting once and a
   * little more for being repeated, or when a declared pattern says so.
   */
  private boolean worthAnIncident(List<Integer> numbers) {
    Map<String, Double> salience = new HashMap<>();
    Map<String, Integer> times = new HashMap<>();
    for (int i : numbers) {
      if (!(judged.get(i) instanceof ApiCall call) || patterns.holds(call)) {
        return true;
      }
      salience.merge(call.operation(), salience(call), Math::max);
      times.merge(call.operation(), 1, Integer::sum);
    }
    double harmless = 1;
    for (Map.Entry<String, Double> operation : salience.entrySet()) {
      double repeated = 1 + Math.log(times.getOrDefault(operation.getKey(), 1)) / Math.log(4);
      harmless *= Math.pow(1 - operation.getValue(), repeated);
    }
    return 1 - harmless >= ALARMING;
  }

  private Incident incident(int root, List<Integer> numbers) {
    List<Signal> all = new ArrayList<>();
    List<Link> why = new ArrayList<>();
    for (int i : numbers) {
      all.add(judged.get(i));
      why.addAll(links.getOrDefault(i, List.of()));
    }
    String id = ids.of(all);
    Beside.Chosen laid = beside.getOrDefault(root, NOTHING_BESIDE);
    laid.laid().forEach(one -> all.add(one.signal()));
    all.sort(BY_TIME);
    Map<String, Tactic> tactics = new HashMap<>();
    Map<String, Double> salience = new HashMap<>();
    Set<String> unusual = new LinkedHashSet<>();
    for (Signal signal : all) {
      boolean isNovel = novelty.unusual(signal);
      if (isNovel) {
        unusual.add(signal.id());
      }
      double here = 1;
      if (signal instanceof ApiCall call) {
        here = salience(call);
        if (here > 0) {
          salience.put(signal.id(), here);
        }
      }
      if (isNovel || here >= A_STAGE) {
        stages.of(signal).ifPresent(tactic -> tactics.put(signal.id(), tactic));
      }
      patterns.tactic(signal).ifPresent(tactic -> tactics.putIfAbsent(signal.id(), tactic));
    }
    List<Tactic> seen = new ArrayList<>(new TreeSet<>(tactics.values()));
    return new Incident(
        id, all, why, seen, tactics, unusual, salience, patterns.among(all), laid.omitted());
  }

  private boolean judgement(Signal signal) {
    return patterns.holds(signal) || telling(signal);
  }

  /** Whether what two signals share relates this one; what tells by itself it always does. */
  private boolean relates(Signal signal, List<LinkKey> shared) {
    return telling(signal) || patterns.relates(signal, shared);
  }

  private boolean telling(Signal signal) {
    return switch (signal.kind()) {
      case FINDING, OFFENSE, ANOMALY -> true;
      case API_CALL -> salience((ApiCall) signal) >= TELLING;
      case SIEM_EVENT -> signal.severity().normalized() >= 70;
      case NETWORK_FLOW, CONFIG_CHANGE -> false;
    };
  }

  private static boolean posture(Signal signal) {
    return signal instanceof Finding finding
        && (finding.control() != null
            || finding.attributes().containsKey(Finding.Attributes.COMPLIANCE)
            || finding.attributes().containsKey(Finding.Attributes.EPSS)
            || finding.state() != Finding.State.ACTIVE
            || finding.sample());
  }

  private static double rounded(double weight) {
    return Math.round(weight * 1000) / 1000.0;
  }
}
