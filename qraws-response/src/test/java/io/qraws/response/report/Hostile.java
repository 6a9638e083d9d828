// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import io.qraws.core.enrich.Enrichment;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Link;
import io.qraws.correlation.incident.Tactic;
import io.qraws.correlation.pattern.PatternMatch;
import io.qraws.correlation.pattern.SignalPattern;
import io.qraws.response.playbook.ProposedAction;
import io.qraws.response.policy.Decision;
import io.qraws.scoring.Assessment;
import io.qraws.scoring.Contribution;
import io.qraws.scoring.Disposition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A case in which every text is an attack on the page. */
final class Hostile {
  static final String TEXT =
      "<script>alert(1)</script>\"'&<b>\u202e\u0000\u200b\ud800\u2028]]>--><!--</style>\uffff";

  private Hostile() {}

  static Case everywhere() {
    Signal first = Samples.finding(TEXT, 0, TEXT, TEXT);
    Signal second = Samples.offense(TEXT + 2, 5, TEXT, 9);
    first =
        first.withHeader(
            first
                .header()
                .withMore(
                    List.of(TEXT), List.of(new Observable(ObservableKind.USER, TEXT, Role.ACTOR))));
    Incident incident =
        new Incident(
            TEXT,
            List.of(first, second),
            List.of(new Link(first.id(), second.id(), TEXT, 1)),
            List.of(Tactic.IMPACT),
            Map.of(TEXT, Tactic.IMPACT),
            Set.of(TEXT),
            Map.of(TEXT, 0.5),
            List.of(
                new PatternMatch(
                    new SignalPattern(TEXT, TEXT, TEXT, SignalPattern.Level.HIGH, List.of(TEXT)),
                    List.of(new PatternMatch.Step(TEXT, List.of(first))),
                    Map.of(TEXT, TEXT))),
            1);
    Assessment assessment =
        new Assessment(
            10_000,
            1,
            List.of(new Contribution(TEXT, 12_000, TEXT), new Contribution(TEXT, -2_000, TEXT)),
            TEXT,
            Disposition.ESCALATE,
            TEXT,
            List.of(TEXT),
            TEXT);
    ProposedAction action =
        new ProposedAction(
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            new TreeMap<>(Map.of(TEXT, List.of(TEXT, TEXT))),
            TEXT,
            TEXT,
            false,
            TEXT,
            List.of(TEXT));
    Observable observable = new Observable(ObservableKind.HOST, TEXT, Role.TARGET);
    Enrichment fact =
        new Enrichment(observable, Enrichment.Fact.THREAT, TEXT, true, TEXT, Samples.START);
    return new Case(
        incident,
        List.of(fact),
        assessment,
        TEXT,
        TEXT + "\n" + TEXT,
        List.of(new Case.Step(action, new Decision.Denied(List.of(TEXT)))));
  }
}
