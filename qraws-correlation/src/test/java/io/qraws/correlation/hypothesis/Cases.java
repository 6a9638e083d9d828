// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import io.qraws.correlation.incident.Incident;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Invented signals, incidents and targets. */
final class Cases {
  static final Instant NINE = Instant.parse("2026-03-17T09:00:00Z");

  static final QueryTargets ALL =
      QueryTargets.builder()
          .cloudTrail("security.cloudtrail_logs_pp", DayPartition.text("timestamp"))
          .flowLogs("security.vpc_flow_logs", DayPartition.date("date"))
          .securityLake("lake.cloud_trail_mgmt_2_0", "lake.vpc_flow_2_0")
          .build();

  private Cases() {}

  static Observable seen(ObservableKind kind, String value, Role role) {
    return new Observable(kind, value, role);
  }

  static Observable user(String name) {
    return seen(ObservableKind.USER, name, Role.ACTOR);
  }

  static Observable principal(String name) {
    return seen(ObservableKind.PRINCIPAL, "arn:aws:iam::111122223333:user/" + name, Role.ACTOR);
  }

  static Observable key(String value) {
    return seen(ObservableKind.ACCESS_KEY, value, Role.ACTOR);
  }

  static Observable source(String address) {
    return seen(ObservableKind.IP, address, Role.SOURCE);
  }

  static ApiCall call(String id, int minute, String operation, Observable... observables) {
    return call(id, minute, operation, null, observables);
  }

  static ApiCall call(
      String id, int minute, String operation, @Nullable String error, Observable... observables) {
    return new ApiCall(
        header(id, Format.CLOUDTRAIL, minute, operation, observables),
        "iam",
        operation,
        false,
        error,
        "IAMUser",
        "",
        null,
        Map.of());
  }

  static Offense offense(int number, int minute, String title, Observable... observables) {
    SignalHeader header =
        header("offense:" + number, Format.QRADAR_OFFENSE, minute, title, observables);
    return new Offense(
        header, number, "OPEN", 7, 5, 5, 7, 0, "", header.time(), 10, List.of(), null);
  }

  static SiemEvent event(String id, int minute, String title, Observable... observables) {
    return new SiemEvent(
        header(id, Format.QRADAR_EVENT, minute, title, observables),
        1,
        "",
        "dc-1",
        3,
        -1,
        -1,
        1,
        "");
  }

  private static SignalHeader header(
      String id, Format format, int minute, String title, Observable... observables) {
    SignalHeader.Builder header =
        SignalHeader.builder(id, format, new SourceRef("sample", 0), Raw.of(id + minute))
            .time(NINE.plusSeconds(60L * minute))
            .title(title)
            .severity(Severity.NONE);
    for (Observable one : observables) {
      header.observable(one.kind(), one.value(), one.role());
    }
    return header.build();
  }

  static Incident incident(Signal... signals) {
    return Incident.of("inc-1", List.of(signals));
  }

  /** One that shows a value for each binding, so that every hunt can be asked. */
  static Incident everything() {
    return incident(
        call(
            "e1",
            0,
            "CreateAccessKey",
            principal("ann"),
            user("CORP\\ann"),
            key("AKIAIOSFODNN7EXAMPLE"),
            source("198.51.100.7"),
            seen(ObservableKind.ACCESS_KEY, "AKIAI44QH8DHBEXAMPLE", Role.TARGET),
            seen(ObservableKind.USER, "bob", Role.TARGET),
            seen(ObservableKind.ACCOUNT, "111122223333", Role.TARGET),
            seen(ObservableKind.RESOURCE, "arn:aws:s3:::payroll/2026/march.csv", Role.TARGET)),
        offense(
            41,
            5,
            "Trojan on a host",
            seen(ObservableKind.HOST, "ws-17", Role.TARGET),
            seen(ObservableKind.IP, "10.0.4.17", Role.DESTINATION),
            seen(ObservableKind.DOMAIN, "updates.example", Role.DESTINATION),
            seen(
                ObservableKind.FILE_HASH,
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                Role.TARGET)));
  }
}
