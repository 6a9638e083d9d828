// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SignalSetTest {
  private static final Instant NINE = Instant.parse("2026-03-17T09:00:00Z");
  private static final String ARN =
      "arn:aws:guardduty:eu-central-1:111122223333:detector/d0/finding/f0";

  private static Finding finding(Format format, int minute, Severity severity, String address) {
    SignalHeader header =
        SignalHeader.builder(
                ARN, format, new SourceRef(format.label(), 3), Raw.of(format + "" + minute))
            .time(NINE)
            .title("Unusual call")
            .severity(severity)
            .type(format.label())
            .observable(ObservableKind.IP, address, Role.SOURCE)
            .build();
    return new Finding(
        header,
        "GuardDuty",
        "",
        Finding.State.ACTIVE,
        false,
        NINE.plusSeconds(60L * minute),
        null,
        List.of(),
        Map.of(),
        Map.of());
  }

  private static ApiCall call(String id, String operation) {
    SignalHeader header =
        SignalHeader.builder(id, Format.CLOUDTRAIL, new SourceRef("t", 0), Raw.of(operation))
            .time(NINE)
            .title(operation)
            .build();
    return new ApiCall(header, "iam", operation, false, null, "", "", null, Map.of());
  }

  @Test
  void add_oneFindingInThreeFormats_isOneThatShowsAll() {
    SignalSet set = new SignalSet();
    assertThat(set.add(finding(Format.ASFF, 5, Severity.ofLabel("HIGH"), "203.0.113.1"))).isTrue();
    assertThat(set.add(finding(Format.OCSF, 5, Severity.ofOcsfId(4), "203.0.113.2"))).isFalse();
    assertThat(set.add(finding(Format.GUARDDUTY, 5, Severity.ofTenths(8), "203.0.113.3")))
        .isFalse();
    Signal only = set.signals().get(0);
    assertThat(set.size()).isEqualTo(1);
    assertThat(only.format()).isEqualTo(Format.GUARDDUTY);
    assertThat(only.severity().normalized()).isEqualTo(80);
    assertThat(only.observables()).hasSize(3);
    assertThat(only.source().file()).isEqualTo("asff");
    assertThat(set.repeats(only)).extracting(SourceRef::file).containsExactly("ocsf", "guardduty");
  }

  /** A file that is named twice is read twice, and that must show. */
  @Test
  void add_sameSourceTwice_isARepetition() {
    SignalSet set = new SignalSet();
    set.add(call("1", "CreateUser"));
    assertThat(set.add(call("1", "CreateUser"))).isFalse();
    Signal only = set.signals().get(0);
    assertThat(set.repeats(only)).containsExactly(only.source());
  }

  @Test
  void add_newerVersion_wins() {
    SignalSet set = new SignalSet();
    set.add(finding(Format.ASFF, 5, Severity.ofLabel("HIGH"), "203.0.113.1"));
    set.add(finding(Format.ASFF, 9, Severity.ofLabel("LOW"), "203.0.113.1"));
    set.add(finding(Format.ASFF, 7, Severity.ofLabel("MEDIUM"), "203.0.113.1"));
    assertThat(set.signals().get(0).severity().original()).isEqualTo("LOW");
  }

  @Test
  void add_oneIdForTwoDifferentCalls_keepsBoth() {
    SignalSet set = new SignalSet();
    set.add(call("1", "CreateUser"));
    set.add(call("1", "DeleteUser"));
    set.add(call("1", "CreateUser"));
    assertThat(set.signals()).extracting(Signal::title).containsExactly("CreateUser", "DeleteUser");
    assertThat(set.signals().get(1).id()).endsWith(":1");
  }

  @Test
  void add_unknownSeverityInTheNewerVersion_keepsTheKnownOne() {
    SignalSet set = new SignalSet();
    set.add(finding(Format.ASFF, 5, Severity.ofLabel("HIGH"), "203.0.113.1"));
    set.add(finding(Format.ASFF, 9, Severity.UNKNOWN, "203.0.113.1"));
    assertThat(set.signals().get(0).severity().normalized()).isEqualTo(70);
  }
}
