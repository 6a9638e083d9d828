// SPDX-License-Identifier: Apache-2.0
package io.qraws.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Link;
import io.qraws.correlation.incident.Tactic;
import io.qraws.correlation.pattern.PatternMatch;
import io.qraws.correlation.pattern.SignalPattern;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CaseTextTest {
  private static final Instant NINE = Instant.parse("2026-03-17T09:00:00Z");

  private static SignalHeader.Builder header(String id, Format format, int minute, String title) {
    return SignalHeader.builder(id, format, new SourceRef("t", 0), Raw.EMPTY)
        .time(NINE.plusSeconds(60L * minute))
        .title(title);
  }

  private static Signal finding(SignalHeader.Builder header, @Nullable String control) {
    return new Finding(
        header.build(),
        "GuardDuty",
        "",
        Finding.State.ACTIVE,
        false,
        NINE,
        control,
        List.of(),
        Map.of(),
        Map.of());
  }

  private static Signal deletion(String user) {
    return finding(
        header("f1", Format.ASFF, 30, "Objects were deleted.")
            .severity(Severity.ofLabel("HIGH"))
            .observable(ObservableKind.USER, user, Role.ACTOR)
            .observable(ObservableKind.RESOURCE, "arn:aws:s3:::payroll", Role.TARGET),
        null);
  }

  private static Signal phishing() {
    return new Offense(
        header("offense:7", Format.QRADAR_OFFENSE, 5, "Phishing page visited")
            .severity(Severity.ofTenths(7))
            .observable(ObservableKind.USER, "CORP\\ann", Role.ACTOR)
            .build(),
        12,
        "OPEN",
        7,
        7,
        8,
        6,
        3,
        "192.0.2.1",
        NINE,
        1,
        List.of(),
        null);
  }

  private static Signal unpatched() {
    return finding(
        header("f2", Format.ASFF, 40, "Bucket should be private")
            .severity(Severity.ofLabel("CRITICAL")),
        "S3.1");
  }

  private static Incident incident(Signal... signals) {
    return new Incident(
        "inc-1",
        List.of(signals),
        signals.length < 2
            ? List.of()
            : List.of(new Link(signals[0].id(), signals[1].id(), "both show user ann", 0.8)),
        List.of(Tactic.IMPACT),
        Map.of("f1", Tactic.IMPACT),
        Set.of(),
        Map.of());
  }

  @Test
  void title_twoSides_tellsWhoWhatWhereAndWhatTheOtherSideSaw() {
    String title = new CaseText(incident(phishing(), deletion("ann@corp.example"))).title();
    assertThat(title)
        .isEqualTo("ann → payroll: Objects were deleted; before in QRadar: Phishing page visited");
  }

  /** How a thing is set up is never the story if somebody did something. */
  @Test
  void title_gravePostureFinding_doesNotLead() {
    assertThat(new CaseText(incident(deletion("ann"), unpatched())).title())
        .isEqualTo("ann → payroll: Objects were deleted");
  }

  /** Of many calls, the first is hardly ever the one to look at. */
  @Test
  void title_callsAlone_namesTheMostTellingOne() {
    Incident calls =
        new Incident(
            "inc-1",
            List.of(
                call("c1", 1, "ListBuckets"),
                call("c2", 2, "StopLogging"),
                call("c3", 3, "DeleteTrail")),
            List.of(),
            List.of(),
            Map.of(),
            Set.of(),
            Map.of("c2", .9, "c3", .9));
    CaseText text = new CaseText(calls);
    assertThat(text.title()).isEqualTo("StopLogging by ann");
    assertThat(text.summary()).contains("Most telling: in AWS “StopLogging by ann” [2].");
  }

  private static Signal call(String id, int minute, String operation) {
    return new ApiCall(
        header(id, Format.CLOUDTRAIL, minute, operation + " by ann").build(),
        "cloudtrail",
        operation,
        false,
        null,
        "IAMUser",
        "",
        null,
        Map.of());
  }

  @Test
  void title_veryLongText_isCutBetweenCharacters() {
    Signal loud = deletion("\uD83D\uDE00".repeat(400));
    String title = new CaseText(incident(loud)).title();
    assertThat(title.length()).isLessThanOrEqualTo(160);
    assertThat(title.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE))
        .isTrue();
  }

  @Test
  void summary_declaredPatterns_areNamedOnceTheMostTellingFirst() {
    Signal signal = deletion("ann");
    Incident matching =
        new Incident(
            "inc-1",
            List.of(signal),
            List.of(),
            List.of(),
            Map.of(),
            Set.of(),
            Map.of(),
            List.of(
                match("Odd hour", SignalPattern.Level.LOW, signal),
                match("Emptied bucket", SignalPattern.Level.HIGH, signal),
                match("Odd hour", SignalPattern.Level.LOW, signal)),
            12);
    assertThat(new CaseText(matching).summary())
        .contains(". Matches the patterns “Emptied bucket”, “Odd hour”.")
        .contains(": 1 finding. 12 more signals lie beside them and are left out.");
  }

  private static PatternMatch match(String title, SignalPattern.Level level, Signal signal) {
    return new PatternMatch(
        new SignalPattern(title, title, "", level, List.of()),
        List.of(new PatternMatch.Step("A step", List.of(signal))),
        Map.of());
  }

  @Test
  void summary_eachStatement_namesItsSignals() {
    assertThat(new CaseText(incident(phishing(), deletion("ann"))).summary())
        .isEqualTo(
            "2 signals, 1 from AWS and 1 from QRadar, between 2026-03-17T09:05:00Z and"
                + " 2026-03-17T09:30:00Z: 1 finding, 1 offense. Most telling: in AWS “Objects were"
                + " deleted” [2] by ann to payroll; and in QRadar “Phishing page visited” [1] by"
                + " ann. Stage: Impact [2]. The one link: [1] and [2] both show user ann.");
  }
}
