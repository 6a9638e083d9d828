// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Small signals for tests. */
final class Samples {
  static final Instant NINE = Instant.parse("2026-03-17T09:00:00Z");

  private Samples() {}

  static Observable ip(String value) {
    return new Observable(ObservableKind.IP, value, Role.SOURCE);
  }

  static Observable user(String value) {
    return new Observable(ObservableKind.USER, value, Role.ACTOR);
  }

  static Observable account() {
    return new Observable(ObservableKind.ACCOUNT, "111122223333", Role.TARGET);
  }

  static Observable actorKey(String value) {
    return new Observable(ObservableKind.ACCESS_KEY, value, Role.ACTOR);
  }

  static Observable issuedKey(String value) {
    return new Observable(ObservableKind.ACCESS_KEY, value, Role.TARGET);
  }

  static Observable bucket(String value) {
    return new Observable(ObservableKind.RESOURCE, value, Role.TARGET);
  }

  static Finding finding(String id, int minute, String type, Observable... observables) {
    return new Finding(
        header(id, Format.GUARDDUTY, minute, type, Severity.ofTenths(8), observables),
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

  static Offense offense(int number, int minute, String title, Observable... observables) {
    SignalHeader header =
        header(
            "offense:" + number,
            Format.QRADAR_OFFENSE,
            minute,
            title,
            Severity.ofTenths(7),
            observables);
    return new Offense(
        header, number, "OPEN", 7, 5, 5, 7, 0, "", header.time(), 10, List.of(), null);
  }

  static ApiCall call(String id, int minute, String operation, Observable... observables) {
    return new ApiCall(
        header(id, Format.CLOUDTRAIL, minute, operation, Severity.NONE, observables),
        "iam",
        operation,
        false,
        null,
        "IAMUser",
        "",
        null,
        Map.of());
  }

  private static SignalHeader header(
      String id,
      Format format,
      int minute,
      String title,
      Severity severity,
      Observable... observables) {
    SignalHeader.Builder header =
        SignalHeader.builder(id, format, new SourceRef("sample", 0), Raw.of(id + minute))
            .time(NINE.plusSeconds(60L * minute))
            .title(title)
            .severity(severity)
            .account("111122223333")
            .type(title);
    for (Observable observable : observables) {
      header.observable(observable.kind(), observable.value(), observable.role());
    }
    return header.build();
  }
}
