// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import io.qraws.core.enrich.Enrichment;
import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is known of the other side, and how easily a weakness is used. */
final class ThreatFactors implements FactorGroup {
  /** A list that somebody keeps names it. */
  private static final double LISTED = 0.8;

  /** The producer's own list matched; part of that is already in its severity. */
  private static final double MATCHED = 0.6;

  /** A known scanner or partner explains much, but its address may be abused. */
  private static final double BENIGN = -0.4;

  /** It is being exploited in the wild (CISA's catalogue of known exploited vulnerabilities). */
  private static final double EXPLOITED = 1.0;

  /** Exploitation within 30 days is more likely than not (EPSS). */
  private static final double EXPLOITABLE = 0.7;

  /** EPSS of one in ten or more, above nearly all; or an exploit exists, as for many old ones. */
  private static final double LIKELY = 0.35;

  /** No exploit known and EPSS below one in a hundred: most such are never used. */
  private static final double UNLIKELY = -0.3;

  private static final List<String> TELLING_TYPES =
      List.of(
          "MaliciousIPCaller",
          "Custom.MaliciousIP",
          "TorIPCaller",
          "TorClient",
          "TorRelay",
          "C&CActivity",
          "BitcoinTool",
          "MaliciousDomain",
          "MaliciousIP");

  /** A reason to raise or to lower. */
  private record Hint(double logOdds, String reason) {}

  @Override
  public void weigh(Evidence evidence, Ledger ledger) {
    weighThreat(evidence, ledger);
    weighExploitability(evidence, ledger);
  }

  private static void weighThreat(Evidence evidence, Ledger ledger) {
    List<Hint> hints = new ArrayList<>();
    for (Enrichment e : evidence.known(Fact.THREAT)) {
      if (!exploited(e)) {
        hints.add(
            new Hint(LISTED, Text.line(e.observable().value()) + " is on " + Text.line(e.value())));
      }
    }
    for (Finding finding : evidence.findings()) {
      String threat = finding.attributes().getOrDefault(Finding.Attributes.THREAT, "");
      if (!threat.isBlank() && !kev(threat)) {
        hints.add(
            new Hint(
                MATCHED, Text.line(finding.product()) + " names the threat " + Text.line(threat)));
      }
      tellingType(finding)
          .ifPresent(type -> hints.add(new Hint(MATCHED, "the finding's type is " + type)));
    }
    Optional<Observable> other = otherSide(evidence);
    List<Enrichment> benign = evidence.known(Fact.BENIGN);
    if (hints.isEmpty() && !benign.isEmpty()) {
      Enrichment first = benign.get(0);
      hints.add(
          new Hint(
              BENIGN,
              Text.line(first.observable().value()) + " belongs to " + Text.line(first.value())));
    }
    hints.stream()
        .max(Comparator.comparingDouble(Hint::logOdds))
        .ifPresentOrElse(
            hint -> {
              ledger.known();
              ledger.add(Factor.THREAT_INTELLIGENCE, hint.logOdds(), hint.reason());
            },
            () ->
                other.ifPresent(
                    value ->
                        ledger.unknown(
                            "threat intelligence on "
                                + Text.line(value.value())
                                + " is unknown: "
                                + evidence.whyUnknown(value, Fact.THREAT))));
  }

  private static Optional<Observable> otherSide(Evidence evidence) {
    return evidence.signals().stream()
        .flatMap(signal -> signal.observables().stream())
        .filter(
            o ->
                o.kind() == ObservableKind.DOMAIN
                    || o.kind() == ObservableKind.FILE_HASH
                    || (o.kind() == ObservableKind.IP && o.role() == Role.SOURCE))
        .findFirst();
  }

  private static Optional<String> tellingType(Finding finding) {
    return finding.types().stream()
        .filter(type -> TELLING_TYPES.stream().anyMatch(type::contains))
        .map(Text::line)
        .findFirst();
  }

  private static void weighExploitability(Evidence evidence, Ledger ledger) {
    List<Hint> hints = new ArrayList<>();
    evidence.known(Fact.THREAT).stream()
        .filter(ThreatFactors::exploited)
        .forEach(
            e ->
                hints.add(
                    new Hint(
                        EXPLOITED,
                        Text.line(e.observable().value())
                            + " is exploited: "
                            + Text.line(e.value()))));
    evidence.known(Fact.EXPLOITABILITY).forEach(e -> addEnriched(e, hints));
    evidence.findings().forEach(finding -> addExploit(finding, hints));
    hints.stream()
        .max(Comparator.comparingDouble(Hint::logOdds))
        .ifPresentOrElse(
            hint -> {
              ledger.known();
              ledger.add(Factor.EXPLOITABILITY, hint.logOdds(), hint.reason());
            },
            () ->
                evidence.incident().observables().stream()
                    .filter(o -> o.kind() == ObservableKind.VULNERABILITY)
                    .findFirst()
                    .ifPresent(
                        cve ->
                            ledger.unknown(
                                "exploitability of "
                                    + Text.line(cve.value())
                                    + " is unknown: neither an EPSS nor an exploit is given")));
  }

  /** What {@code ExploitabilityEnricher} tells; Inspector's score is one of severity. */
  private static void addEnriched(Enrichment fact, List<Hint> hints) {
    String about = Text.line(fact.observable().value());
    if (fact.value().equals("KEV")) {
      String detail = fact.detail().isEmpty() ? "" : ": " + Text.line(fact.detail());
      hints.add(new Hint(EXPLOITED, about + " is known to be exploited" + detail));
    } else if (fact.value().startsWith("EPSS ")) {
      epss(fact.value().substring(5))
          .ifPresent(
              chance ->
                  hints.add(
                      new Hint(
                          likely(chance),
                          "EPSS puts the chance of exploitation of " + about + " at " + chance)));
    }
  }

  private static double likely(double chance) {
    return chance >= 0.5 ? EXPLOITABLE : chance >= 0.1 ? LIKELY : 0;
  }

  private static void addExploit(Finding finding, List<Hint> hints) {
    String exploit = finding.attributes().getOrDefault(Finding.Attributes.EXPLOIT, "").strip();
    OptionalDouble epss = epss(finding.attributes().getOrDefault(Finding.Attributes.EPSS, ""));
    if (kev(finding.attributes().getOrDefault(Finding.Attributes.THREAT, ""))) {
      hints.add(new Hint(EXPLOITED, "the vulnerability is known to be exploited"));
    }
    if (exploit.equalsIgnoreCase("YES")) {
      hints.add(new Hint(LIKELY, "an exploit is known"));
    }
    if (epss.isPresent()) {
      double chance = epss.getAsDouble();
      boolean unlikely = chance < 0.01 && exploit.equalsIgnoreCase("NO");
      double weight = unlikely ? UNLIKELY : likely(chance);
      hints.add(new Hint(weight, "EPSS puts the chance of exploitation at " + chance));
    } else if (exploit.equalsIgnoreCase("NO")) {
      hints.add(new Hint(0, "no exploit is known"));
    }
  }

  /** What is sent as EPSS, if it is a probability. */
  private static OptionalDouble epss(String text) {
    try {
      double chance = Double.parseDouble(text.strip());
      return chance >= 0 && chance <= 1 ? OptionalDouble.of(chance) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static boolean exploited(Enrichment enrichment) {
    return enrichment.observable().kind() == ObservableKind.VULNERABILITY
        || kev(enrichment.value());
  }

  private static boolean kev(String text) {
    String lower = Text.lower(text);
    return lower.matches(".*\\bkev\\b.*") || lower.contains("known exploited");
  }
}
