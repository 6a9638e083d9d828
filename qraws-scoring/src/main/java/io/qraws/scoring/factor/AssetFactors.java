// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import io.qraws.core.enrich.Enrichment;
import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.ConfigChange;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What the asset is worth, where it runs and whether the internet reaches it.
 *
 * <p>A value raises the score as far as a signal that shows it counts: a critical database that
 * somebody only listed makes nothing worse. A value lowers the score only if every target has a
 * known value, so that one known test machine does not hide an unknown one beside it.
 */
final class AssetFactors implements FactorGroup {
  /** The business stops without it. */
  private static final double CRITICAL = 1.0;

  /** It would be missed within the day. */
  private static final double HIGH = 0.6;

  /** Its owners say themselves that it hardly matters. */
  private static final double LOW = -0.5;

  /** Customers are on it; most incidents that matter end there. */
  private static final double PRODUCTION = 0.4;

  /** Made to be broken; most odd things that happen there are meant. */
  private static final double TEST = -0.8;

  /** Anyone may try, so it is only a matter of time. */
  private static final double EXPOSED = 0.6;

  /** An attacker must be inside first, which does not rule him out. */
  private static final double NOT_EXPOSED = -0.3;

  /** Targets beyond these are not named as unknown; the first show what is missing. */
  private static final int MAX_NAMED = 2;

  @Override
  public void weigh(Evidence evidence, Ledger ledger) {
    if (evidence.targets().isEmpty()) {
      ledger.unknown("the target is unknown: no signal names one");
    }
    weigh(evidence, ledger, Fact.CRITICALITY, Factor.ASSET_CRITICALITY, AssetFactors::criticality);
    weigh(evidence, ledger, Fact.ENVIRONMENT, Factor.ENVIRONMENT, AssetFactors::environment);
    weigh(evidence, ledger, Fact.EXPOSURE, Factor.EXPOSURE, AssetFactors::exposure);
  }

  /** A value of a fact, what has it, and what it adds. */
  private record Candidate(String about, String value, double logOdds) {}

  private static void weigh(
      Evidence evidence, Ledger ledger, Fact fact, Factor factor, ToDoubleFunction<String> scale) {
    List<Candidate> worstOfEach = new ArrayList<>();
    int named = 0;
    for (Observable target : evidence.targets()) {
      Optional<Candidate> worst = worst(valuesOf(evidence, target, fact), target.value(), scale);
      worst.ifPresent(worstOfEach::add);
      if (worst.isPresent()) {
        ledger.known();
      } else if (named++ < MAX_NAMED) {
        ledger.unknown(
            fact.name().toLowerCase(Locale.ROOT)
                + " of "
                + Text.line(target.value())
                + " is unknown: "
                + evidence.whyUnknown(target, fact));
      }
    }
    boolean allKnown =
        !evidence.targets().isEmpty() && worstOfEach.size() == evidence.targets().size();
    Stream.concat(allKnown ? lowering(worstOfEach) : Stream.empty(), raising(evidence, fact, scale))
        .max(Comparator.comparingDouble(Candidate::logOdds))
        .ifPresent(worst -> ledger.add(factor, worst.logOdds(), reason(fact, worst)));
  }

  /** If every target has a value that lowers, the weakest of them. */
  private static Stream<Candidate> lowering(List<Candidate> worstOfEach) {
    return worstOfEach.stream().allMatch(worst -> worst.logOdds() <= 0)
        ? worstOfEach.stream()
        : Stream.empty();
  }

  /** Raising values, as far as the signals that show them count. */
  private static Stream<Candidate> raising(
      Evidence evidence, Fact fact, ToDoubleFunction<String> scale) {
    Stream<Candidate> enriched =
        evidence.known(fact).stream()
            .map(
                (Enrichment e) ->
                    new Candidate(
                        e.observable().value(),
                        e.value(),
                        scale.applyAsDouble(e.value()) * evidence.share(e.observable())));
    Stream<Candidate> shown =
        evidence.signals().stream()
            .flatMap(
                signal ->
                    shown(signal, fact).stream()
                        .map(
                            v ->
                                new Candidate(
                                    signal.id(),
                                    v,
                                    scale.applyAsDouble(v) * evidence.share(signal))));
    return Stream.concat(enriched, shown).filter(candidate -> candidate.logOdds() > 0);
  }

  private static Optional<Candidate> worst(
      List<String> values, String about, ToDoubleFunction<String> scale) {
    return values.stream()
        .map(value -> new Candidate(about, value, scale.applyAsDouble(value)))
        .max(Comparator.comparingDouble(Candidate::logOdds));
  }

  private static List<String> valuesOf(Evidence evidence, Observable target, Fact fact) {
    List<String> values = new ArrayList<>(evidence.known(target, fact));
    List<Signal> showing = evidence.showing(target);
    showing.forEach(signal -> values.addAll(shown(signal, fact)));
    if (values.isEmpty() && fact == Fact.ENVIRONMENT) {
      // An account's environment is that of what is in it, unless the asset says otherwise.
      for (Enrichment account : evidence.known(fact)) {
        if (account.observable().kind() == ObservableKind.ACCOUNT
            && showing.stream().allMatch(s -> account.observable().value().equals(s.account()))) {
          values.add(account.value());
        }
      }
    }
    return values;
  }

  /** What the signal itself says of its targets. */
  private static List<String> shown(Signal signal, Fact fact) {
    if (fact == Fact.EXPOSURE && signal instanceof Finding finding) {
      return "true".equalsIgnoreCase(finding.attributes().get(Finding.Attributes.PUBLIC))
          ? List.of("EXPOSED")
          : List.of();
    }
    if (fact == Fact.ENVIRONMENT && signal instanceof Finding finding) {
      return environments(finding.tags());
    }
    if (fact == Fact.ENVIRONMENT && signal instanceof ConfigChange change) {
      return environments(change.tags());
    }
    return List.of();
  }

  private static List<String> environments(Map<String, String> tags) {
    return tags.entrySet().stream()
        .filter(
            tag ->
                switch (Text.lower(tag.getKey())) {
                  case "env", "environment", "stage" -> !tag.getValue().isBlank();
                  default -> false;
                })
        .map(Map.Entry::getValue)
        .sorted()
        .toList();
  }

  private static double criticality(String value) {
    return switch (Text.lower(value)) {
      case "critical" -> CRITICAL;
      case "high" -> HIGH;
      case "low" -> LOW;
      default -> 0;
    };
  }

  private static double environment(String value) {
    String word = Text.lower(value);
    if (word.startsWith("prod") || word.equals("prd") || word.equals("live")) {
      return PRODUCTION;
    }
    return switch (word) {
      case "test", "testing", "tst", "dev", "development", "sandbox", "sbx", "lab", "demo" -> TEST;
      default -> 0;
    };
  }

  private static double exposure(String value) {
    return switch (Text.lower(value)) {
      case "exposed" -> EXPOSED;
      case "not_exposed" -> NOT_EXPOSED;
      default -> 0;
    };
  }

  private static String reason(Fact fact, Candidate worst) {
    String about = Text.line(worst.about());
    String value = Text.line(worst.value());
    return switch (fact) {
      case CRITICALITY -> about + " has criticality " + value;
      case ENVIRONMENT -> about + " runs in " + value;
      default ->
          about
              + (worst.logOdds() > 0
                  ? " is exposed to the internet or the public"
                  : " is not exposed to the internet");
    };
  }
}
