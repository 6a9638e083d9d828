// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import static io.qraws.scoring.factor.Incidents.BUCKET;
import static io.qraws.scoring.factor.Incidents.INSTANCE;
import static io.qraws.scoring.factor.Incidents.alone;
import static io.qraws.scoring.factor.Incidents.call;
import static io.qraws.scoring.factor.Incidents.finding;
import static io.qraws.scoring.factor.Incidents.findingOn;
import static io.qraws.scoring.factor.Incidents.known;
import static io.qraws.scoring.factor.Incidents.offense;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.enrich.Enrichment;
import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Tactic;
import io.qraws.correlation.pattern.PatternMatch;
import io.qraws.correlation.pattern.SignalPattern;
import io.qraws.scoring.Assessment;
import io.qraws.scoring.Contribution;
import io.qraws.scoring.Disposition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactorRiskScorerTest {
  private static final Observable ADMIN =
      new Observable(ObservableKind.USER, "admin-example", Role.ACTOR);
  private static final Observable CALLER =
      new Observable(ObservableKind.IP, "203.0.113.9", Role.SOURCE);

  private final FactorRiskScorer scorer = FactorRiskScorer.create();

  private double score(Incident incident, Enrichment... enrichments) {
    return scorer.assess(incident, List.of(enrichments)).score() / 100.0;
  }

  private double score(Signal signal, Enrichment... enrichments) {
    return score(alone(signal), enrichments);
  }

  @ParameterizedTest(name = "severity {0} scores {1} to {2}")
  @CsvSource({"0, 5, 15", "20, 10, 25", "50, 25, 45", "70, 55, 65", "80, 55, 65", "89, 55, 65"})
  void assess_isolatedFindingOnUnknownAsset_liesInRange(int severity, double from, double to) {
    assertThat(score(finding("a", severity).build())).isBetween(from, to);
  }

  @ParameterizedTest(name = "control of severity {0} scores {1} to {2}")
  @CsvSource({"1, 0, 25", "39, 0, 25", "40, 0, 25", "69, 0, 25", "90, 40, 50"})
  void assess_isolatedControl_liesInRange(int severity, double from, double to) {
    assertThat(score(finding("a", severity).control("S3.1").build())).isBetween(from, to);
  }

  @ParameterizedTest(name = "a pattern of level {0} adds: {1}")
  @CsvSource({"INFORMATIONAL, false", "LOW, true", "MEDIUM, true", "HIGH, true", "CRITICAL, true"})
  void assess_declaredPattern_raisesTheScoreByItsLevel(SignalPattern.Level level, boolean adds) {
    Signal call = call("c", "GetObject");
    Assessment without = scorer.assess(alone(call), List.of());
    Assessment with = scorer.assess(matching(call, level), List.of());

    assertThat(with.score() > without.score()).isEqualTo(adds);
    assertThat(with.contributions().stream().anyMatch(c -> c.factor().equals("pattern")))
        .isEqualTo(adds);
    assertThat(with.contributions().stream().mapToInt(Contribution::points).sum())
        .isEqualTo(with.score());
  }

  @Test
  void assess_severalPatterns_theMostTellingCounts() {
    Signal call = call("c", "GetObject");
    int high = scorer.assess(matching(call, SignalPattern.Level.HIGH), List.of()).score();
    Assessment both =
        scorer.assess(matching(call, SignalPattern.Level.LOW, SignalPattern.Level.HIGH), List.of());

    assertThat(both.score()).isEqualTo(high);
    assertThat(both.contributions())
        .extracting(c -> c.reason())
        .contains("matches the high pattern “Pattern high” and 1 more");
  }

  @Test
  void assess_patternOverSamplesAlone_addsNothing() {
    Signal sample = finding("a", 70).sample().build();
    assertThat(scorer.assess(matching(sample, SignalPattern.Level.CRITICAL), List.of()))
        .extracting(Assessment::score)
        .isEqualTo(scorer.assess(alone(sample), List.of()).score());
  }

  private static Incident matching(Signal signal, SignalPattern.Level... levels) {
    List<PatternMatch> matches = new ArrayList<>();
    for (SignalPattern.Level level : levels) {
      String name = level.name().toLowerCase(Locale.ROOT);
      matches.add(
          new PatternMatch(
              new SignalPattern(name, "Pattern " + name, "", level, List.of()),
              List.of(new PatternMatch.Step("A step", List.of(signal))),
              Map.of()));
    }
    return new Incident(
        "inc-1", List.of(signal), List.of(), List.of(), Map.of(), Set.of(), Map.of(), matches, 0);
  }

  @Test
  void assess_crossEnvironmentChainOfFourTactics_isAbove85() {
    List<Signal> signals =
        List.of(offense("offense:7", 4, "OPEN"), finding("a", 70).build(), call("c", "GetObject"));
    List<Tactic> stages =
        List.of(Tactic.INITIAL_ACCESS, Tactic.PERSISTENCE, Tactic.DISCOVERY, Tactic.EXFILTRATION);
    Incident chain = Incidents.of(signals, stages, Map.of("c", Tactic.EXFILTRATION), Set.of());

    Assessment assessment = scorer.assess(chain, List.of());

    assertThat(assessment.score()).isGreaterThan(8500);
    assertThat(assessment.disposition()).isEqualTo(Disposition.ESCALATE);
    assertThat(assessment.contributions())
        .extracting(c -> c.factor())
        .contains("cross_environment", "chain_depth");
  }

  @Test
  void assess_administratorsAnomaly_outranksPublicAccessBlockOnTestBucket() {
    Incident routine =
        Incidents.of(
            List.of(
                call("c", "PutBucketPublicAccessBlock", BUCKET),
                Incidents.change("d", Map.of("Environment", "test"), BUCKET)),
            List.of(Tactic.DEFENSE_EVASION),
            Map.of("c", Tactic.DEFENSE_EVASION),
            Set.of());
    Finding anomaly =
        findingOn("a", 50, ADMIN).type("Persistence:IAMUser/AnomalousBehavior").build();

    assertThat(score(routine)).isLessThan(25);
    assertThat(score(anomaly)).isGreaterThan(score(routine) + 25);
    assertThat(score(anomaly, known(ADMIN, Fact.PRIVILEGE, "admin"))).isGreaterThan(50);
  }

  @Test
  void assess_sampleOfHighestSeverity_isBelowFive() {
    Finding sample =
        finding("a", 100)
            .sample()
            .type("Backdoor:EC2/C&CActivity.B")
            .attribute(Finding.Attributes.PUBLIC, "true")
            .build();
    assertThat(score(sample, known(INSTANCE, Fact.CRITICALITY, "CRITICAL"))).isLessThan(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SUPPRESSED", "RESOLVED", "ARCHIVED"})
  void assess_findingThatNoLongerStands_isLower(Finding.State state) {
    double standing = score(finding("a", 70).build());
    assertThat(score(finding("a", 70).state(state).build())).isLessThan(standing - 10);
  }

  @Test
  void assess_passingControl_isLowestOfAll() {
    Finding passed =
        finding("a", 90)
            .control("S3.1")
            .attribute(Finding.Attributes.COMPLIANCE, "PASSED")
            .state(Finding.State.RESOLVED)
            .build();
    assertThat(score(passed)).isLessThan(1);
  }

  @Test
  void assess_closedOffense_isLower() {
    assertThat(score(offense("offense:7", 8, "CLOSED")))
        .isLessThan(score(offense("offense:7", 8, "OPEN")) - 10);
  }

  @Test
  void assess_sampleBesideRealFinding_leavesTheRealOneAsItIs() {
    Finding real = finding("a", 70).build();
    Finding sample =
        finding("b", 100).sample().attribute(Finding.Attributes.PUBLIC, "true").build();
    Incident both = Incidents.of(List.of(real, sample), List.of(), Map.of(), Set.of());
    assertThat(score(both)).isEqualTo(score(real));
  }

  @ParameterizedTest(name = "{0} {1} moves {2}")
  @CsvSource({
    "CRITICALITY, CRITICAL, 1",
    "CRITICALITY, HIGH, 1",
    "CRITICALITY, LOW, -1",
    "ENVIRONMENT, prod, 1",
    "ENVIRONMENT, Sandbox, -1",
    "ENVIRONMENT, staging, 0",
    "EXPOSURE, EXPOSED, 1",
    "EXPOSURE, NOT_EXPOSED, -1",
    "THREAT, example blocklist, 1",
    "BENIGN, example scanner, -1",
    "PRIVILEGE, admin, 1",
    "PRIVILEGE, root, 1",
    "PRIVILEGE, break-glass, 1",
    "PRIVILEGE, service, 0"
  })
  void assess_enrichment_movesTheScore(Fact fact, String value, int direction) {
    Finding signal = finding("a", 50).build();
    double moved = score(signal, known(INSTANCE, fact, value)) - score(signal);
    assertThat(Math.signum(moved)).isEqualTo(direction);
  }

  @Test
  void assess_contradictoryValues_theWorstCounts() {
    Finding signal = finding("a", 50).build();
    Enrichment low = known(INSTANCE, Fact.CRITICALITY, "LOW");
    Enrichment critical = known(INSTANCE, Fact.CRITICALITY, "CRITICAL");
    assertThat(score(signal, low, critical)).isEqualTo(score(signal, critical));
    assertThat(score(signal, critical, low)).isEqualTo(score(signal, critical));
  }

  @Test
  void assess_unknownTargetBesideTestTarget_isNotLowered() {
    Finding two = finding("a", 50).on(BUCKET).build();
    assertThat(score(two, known(BUCKET, Fact.ENVIRONMENT, "test"))).isEqualTo(score(two));
  }

  @Test
  void assess_attackersHostTaggedTest_isNotLowered() {
    Finding signal = finding("a", 50).on(CALLER).build();
    assertThat(score(signal, known(CALLER, Fact.ENVIRONMENT, "test"))).isEqualTo(score(signal));
  }

  @ParameterizedTest(name = "{0} = {1} moves {2}")
  @CsvSource({
    "public, true, 1",
    "threat, ExampleThreatList, 1",
    "exploit, YES, 1",
    "epss, 0.9, 1",
    "epss, 0.2, 1",
    "epss, 7, 0",
    "epss, junk, 0",
    "user_type, Root, 1",
    "count, 1000, 1"
  })
  void assess_attributeOfFinding_movesTheScore(String key, String value, int direction) {
    double moved =
        score(finding("a", 50).attribute(key, value).build()) - score(finding("a", 50).build());
    assertThat(Math.signum(moved)).isEqualTo(direction);
  }

  @ParameterizedTest(name = "{0} moves {1}")
  @CsvSource({
    "KEV, 1",
    "EPSS 0.9, 1",
    "EPSS 0.2, 1",
    "EPSS 0.0004, 0",
    "EPSS junk, 0",
    "INSPECTOR 9.8, 0"
  })
  void assess_enrichedExploitability_movesTheScore(String value, int direction) {
    Observable cve = new Observable(ObservableKind.VULNERABILITY, "CVE-2026-1001", Role.TARGET);
    Finding signal = finding("a", 50).build();
    double moved = score(signal, known(cve, Fact.EXPLOITABILITY, value)) - score(signal);
    assertThat(Math.signum(moved)).isEqualTo(direction);
  }

  @Test
  void assess_rareVulnerabilityWithoutExploit_isLower() {
    Finding unlikely =
        finding("a", 70)
            .attribute(Finding.Attributes.EPSS, "0.0004")
            .attribute(Finding.Attributes.EXPLOIT, "NO")
            .build();
    assertThat(score(unlikely)).isLessThan(score(finding("a", 70).build()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UnauthorizedAccess:EC2/MaliciousIPCaller.Custom",
        "UnauthorizedAccess:IAMUser/TorIPCaller",
        "Backdoor:EC2/C&CActivity.B"
      })
  void assess_tellingType_isHigher(String type) {
    assertThat(score(finding("a", 50).type(type).build()))
        .isGreaterThan(score(finding("a", 50).build()));
  }

  @Test
  void assess_environmentTag_movesTheScore() {
    double plain = score(finding("a", 50).build());
    assertThat(score(finding("a", 50).tag("Env", "dev").build())).isLessThan(plain);
    assertThat(score(finding("a", 50).tag("STAGE", "production").build())).isGreaterThan(plain);
  }

  @Test
  void assess_novelSignal_isHigher() {
    Finding signal = finding("a", 50).build();
    Incident novel = Incidents.of(List.of(signal), List.of(), Map.of(), Set.of("a"));
    assertThat(score(novel)).isGreaterThan(score(signal));
  }

  @Test
  void assess_furtherSeriousSignal_isHigher() {
    Finding first = finding("a", 70).build();
    Incident two =
        Incidents.of(List.of(first, finding("b", 70).build()), List.of(), Map.of(), Set.of());
    assertThat(score(two)).isGreaterThan(score(first));
  }

  @Test
  void assess_tellingCall_isHigherThanAUsualOne() {
    ApiCall call = call("c", "StopLogging", BUCKET);
    assertThat(score(Incidents.telling(call, 0.9)))
        .isGreaterThan(score(Incidents.telling(call, 0.1)) + 10);
  }

  /** A console that opens a small offense a person every day must not double every score. */
  @Test
  void assess_qradarSawNothingSerious_corroboratesLess() {
    Finding finding = finding("a", 70).build();
    double alone = score(finding);
    double little = score(together(finding, offense("offense:7", 1, "OPEN")));
    double much = score(together(finding, offense("offense:7", 6, "OPEN")));
    assertThat(little).isGreaterThan(alone);
    assertThat(much).isGreaterThan(little + 5);
  }

  @ParameterizedTest(name = "vulnerability of severity {0} scores {1} to {2}")
  @CsvSource({"39, 0, 15", "69, 0, 25", "89, 25, 40", "95, 40, 60"})
  void assess_vulnerabilityThatNobodyUsed_liesInRange(int severity, double from, double to) {
    Observable cve = new Observable(ObservableKind.VULNERABILITY, "CVE-2026-0001", Role.TARGET);
    assertThat(score(finding("a", severity).on(cve).build())).isBetween(from, to);
  }

  /** An open port with a critical weakness behind it, and a probe that did nothing. */
  @Test
  void assess_lowBehaviourBesideCriticalVulnerability_isStillPosture() {
    Observable cve = new Observable(ObservableKind.VULNERABILITY, "CVE-2026-0001", Role.TARGET);
    Incident both = together(finding("a", 20).build(), finding("b", 95).on(cve).build());
    assertThat(scorer.assess(both, List.of()).contributions())
        .extracting(c -> c.factor())
        .contains("posture");
    assertThat(score(both)).isLessThan(60);
  }

  @ParameterizedTest
  @CsvSource({"CRITICALITY, CRITICAL", "ENVIRONMENT, prod", "EXPOSURE, EXPOSED"})
  void assess_whatIsKnownOfAnAsset_countsAsFarAsTheSignalDoes(Fact fact, String value) {
    Finding finding = findingOn("a", 50, INSTANCE).build();
    ApiCall listed = call("c", "GetBucketLocation", BUCKET);
    Enrichment atTheCall = known(BUCKET, fact, value);
    Enrichment atTheFinding = known(INSTANCE, fact, value);
    Incident incident = together(finding, listed);
    double none = score(incident);
    assertThat(score(incident, atTheCall) - none).isBetween(0.0, 3.0);
    assertThat(score(incident, atTheFinding) - none).isGreaterThan(6);
  }

  private static Incident together(Signal a, Signal b) {
    return Incidents.of(List.of(a, b), List.of(), Map.of(), Set.of());
  }

  @Test
  void assess_unknownSeverity_countsAsMediumAndIsNamed() {
    Assessment unknown =
        scorer.assess(alone(finding("a", 0).severity(Severity.UNKNOWN).build()), List.of());
    assertThat(unknown.score()).isEqualTo((int) Math.round(score(finding("a", 50).build()) * 100));
    assertThat(unknown.unknowns()).anyMatch(u -> u.startsWith("severity of a is unknown"));
  }

  @Test
  void assess_nothingKnownOfTheAsset_isNamedAndLowersConfidence() {
    Finding signal = finding("a", 70).build();
    Enrichment failed =
        new Enrichment(INSTANCE, Fact.ANY, "timed out", false, "tags", Incidents.NOON);

    Assessment blind = scorer.assess(alone(signal), List.of());
    Assessment told = scorer.assess(alone(signal), List.of(failed));
    Assessment seeing =
        scorer.assess(
            alone(signal),
            List.of(
                known(INSTANCE, Fact.CRITICALITY, "MEDIUM"),
                known(INSTANCE, Fact.ENVIRONMENT, "staging")));

    assertThat(blind.unknowns())
        .contains("exposure of i-0abc1234def567890 is unknown: no provider answered");
    assertThat(told.unknowns())
        .contains("exposure of i-0abc1234def567890 is unknown: tags: timed out");
    assertThat(blind.unknowns()).hasSizeLessThanOrEqualTo(8);
    assertThat(seeing.confidence()).isGreaterThan(blind.confidence());
    assertThat(seeing.score()).isEqualTo(blind.score());
  }

  @Test
  void assess_hostileTitle_reachesTheRationaleOnOneLine() {
    Finding signal = finding("a", 70).product("Evil\n\u202eProduct").build();
    assertThat(scorer.assess(alone(signal), List.of()).rationale())
        .doesNotContain("\n", "\u202e")
        .contains("how bad the signals are raises it by");
  }

  @Test
  void assess_severityRises_scoreNeverFalls() {
    for (long seed = 0; seed < 50; seed++) {
      int last = -1;
      int other = new Random(seed).nextInt(101);
      for (int severity = 0; severity <= 100; severity++) {
        List<Signal> signals =
            List.of(
                findingOn("a", severity, BUCKET).build(),
                finding("b", other).build(),
                offense("offense:7", 3, "OPEN"),
                call("c", "X"));
        Incident incident = Incidents.of(signals, List.of(), Map.of(), Set.of());
        int score =
            scorer.assess(incident, List.of(known(INSTANCE, Fact.CRITICALITY, "HIGH"))).score();
        assertThat(score).as("seed %d severity %d", seed, severity).isGreaterThanOrEqualTo(last);
        last = score;
      }
    }
  }

  /** Assessment itself refuses contributions that do not add up. */
  @Test
  void assess_randomIncidents_addUpAndDoNotDependOnTheOrderOfEnrichments() {
    Random random = new Random(42);
    for (int i = 0; i < 2_000; i++) {
      Incident incident = randomIncident(random);
      List<Enrichment> enrichments = randomEnrichments(random);
      Assessment first = scorer.assess(incident, enrichments);
      List<Enrichment> shuffled = new ArrayList<>(enrichments);
      Collections.shuffle(shuffled, random);
      assertThat(scorer.assess(incident, shuffled)).isEqualTo(first);
      assertThat(first.contributions().stream().mapToInt(c -> c.points()).sum())
          .isEqualTo(first.score());
    }
  }

  private static Incident randomIncident(Random random) {
    List<Signal> signals = new ArrayList<>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      Incidents.Of finding = finding("f" + i, random.nextInt(101));
      finding.state(Finding.State.values()[random.nextInt(4)]);
      if (random.nextInt(5) == 0) {
        finding.sample();
      }
      if (random.nextInt(3) == 0) {
        finding.control("S3.1");
      }
      finding.attribute(Finding.Attributes.EPSS, "" + random.nextDouble());
      finding.attribute(Finding.Attributes.COUNT, "" + random.nextInt());
      signals.add(
          random.nextInt(4) == 0 ? offense("f" + i, random.nextInt(11), "OPEN") : finding.build());
    }
    List<Tactic> stages = List.of(Tactic.values()).subList(0, random.nextInt(7));
    return Incidents.of(signals, stages, Map.of(), random.nextBoolean() ? Set.of("f0") : Set.of());
  }

  private static List<Enrichment> randomEnrichments(Random random) {
    List<String> values = List.of("LOW", "CRITICAL", "test", "prod", "EXPOSED", "admin", "x");
    List<Enrichment> enrichments = new ArrayList<>();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      enrichments.add(
          new Enrichment(
              random.nextBoolean() ? INSTANCE : CALLER,
              Fact.values()[random.nextInt(Fact.values().length)],
              values.get(random.nextInt(values.size())),
              random.nextInt(4) > 0,
              "p" + random.nextInt(2),
              Incidents.NOON));
    }
    return enrichments;
  }
}
