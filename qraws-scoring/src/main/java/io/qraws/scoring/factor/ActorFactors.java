// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the actor may do, and whether he was seen doing it before.
 *
 * <p>Privileges count as far as a signal that shows the actor counts; that the root user acted
 * counts in full, since he is hardly ever needed.
 */
final class ActorFactors implements FactorGroup {
  /** The root user can do anything and is hardly ever needed. */
  private static final double ROOT = 1.2;

  /** An administrator, or a break-glass account, can hurt the whole account. */
  private static final double ADMIN = 1.0;

  /** A name with "admin" in it is a hint, not a fact. */
  private static final double NAMED_ADMIN = 0.6;

  /** Rights above the usual, but within one area. */
  private static final double ELEVATED = 0.5;

  /** One thing not seen before is a reason to look. */
  private static final double NOVEL = 0.4;

  /** Each doubling of the number of new things adds a little. */
  private static final double NOVEL_PER_DOUBLING = 0.1;

  /** New things alone must not carry an incident across a band. */
  private static final double NOVEL_MAX = 0.7;

  private static final Set<ObservableKind> ACTORS =
      EnumSet.of(ObservableKind.PRINCIPAL, ObservableKind.USER, ObservableKind.ACCESS_KEY);

  /** What somebody may do, why we think so, and what it adds. */
  private record Privilege(double logOdds, String reason) {}

  @Override
  public void weigh(Evidence evidence, Ledger ledger) {
    weighPrivilege(evidence, ledger);
    long novel =
        evidence.signals().stream()
            .filter(signal -> evidence.incident().novel().contains(signal.id()))
            .count();
    if (novel > 0) {
      double more = NOVEL_PER_DOUBLING * Math.log((double) novel) / Math.log(2);
      ledger.add(
          Factor.NOVELTY,
          Math.min(NOVEL_MAX, NOVEL + more),
          novel + (novel == 1 ? " signal shows" : " signals show") + " something not seen before");
    }
  }

  private static void weighPrivilege(Evidence evidence, Ledger ledger) {
    List<Privilege> found = new ArrayList<>();
    evidence
        .known(Fact.PRIVILEGE)
        .forEach(
            e ->
                found.add(
                    new Privilege(
                        ofWord(e.value()) * evidence.share(e.observable()),
                        Text.line(e.observable().value())
                            + " has the privileges of "
                            + Text.line(e.value()))));
    boolean known = !found.isEmpty();
    for (Signal signal : evidence.signals()) {
      if ("root".equalsIgnoreCase(userType(signal).strip())) {
        known = true;
        found.add(new Privilege(ROOT, "the root user acted"));
      }
      double share = evidence.share(signal);
      signal.observables().forEach(observable -> addNamed(observable, share, found));
    }
    found.stream()
        .max(Comparator.comparingDouble(Privilege::logOdds))
        .ifPresent(most -> ledger.add(Factor.ACTOR_PRIVILEGE, most.logOdds(), most.reason()));
    if (known) {
      ledger.known();
    } else {
      nameUnknown(evidence, ledger);
    }
  }

  private static void nameUnknown(Evidence evidence, Ledger ledger) {
    evidence.signals().stream()
        .flatMap(signal -> signal.observables().stream())
        .filter(observable -> ACTORS.contains(observable.kind()))
        .findFirst()
        .ifPresent(
            actor ->
                ledger.unknown(
                    "privilege of "
                        + Text.line(actor.value())
                        + " is unknown: "
                        + evidence.whyUnknown(actor, Fact.PRIVILEGE)));
  }

  private static void addNamed(Observable observable, double share, List<Privilege> found) {
    if (observable.kind() == ObservableKind.PRINCIPAL && observable.value().endsWith(":root")) {
      found.add(new Privilege(ROOT * share, "the root user of the account is named"));
    }
    boolean named =
        observable.kind() == ObservableKind.PRINCIPAL || observable.kind() == ObservableKind.USER;
    if (named && Text.lower(observable.value()).contains("admin")) {
      found.add(
          new Privilege(
              NAMED_ADMIN * share,
              Text.line(observable.value()) + " is an administrator by its name"));
    }
  }

  private static String userType(Signal signal) {
    if (signal instanceof ApiCall call) {
      return call.userType();
    }
    return signal instanceof Finding finding
        ? finding.attributes().getOrDefault(Finding.Attributes.USER_TYPE, "")
        : "";
  }

  private static double ofWord(String value) {
    String word = Text.lower(value);
    if (word.equals("root")) {
      return ROOT;
    }
    if (word.contains("admin") || word.startsWith("break")) {
      return ADMIN;
    }
    return word.equals("elevated") || word.startsWith("power") || word.startsWith("privileged")
        ? ELEVATED
        : 0;
  }
}
