// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import io.qraws.core.enrich.Enrichment;
import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.ConfigChange;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Observable;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Invented incidents for tests. */
public final class Incidents {
  public static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  public static final Observable INSTANCE =
      new Observable(ObservableKind.RESOURCE, "i-0abc1234def567890", Role.TARGET);
  public static final Observable BUCKET =
      new Observable(ObservableKind.RESOURCE, "arn:aws:s3:::example-bucket", Role.TARGET);

  private Incidents() {}

  public static Severity severity(int normalized) {
    return new Severity(normalized, "" + normalized, true);
  }

  /** A finding in the making. */
  public static final class Of {
    private final SignalHeader.Builder header;
    private String product = "GuardDuty";
    private Finding.State state = Finding.State.ACTIVE;
    private boolean sample;
    private String control;
    private final Map<String, String> tags = new HashMap<>();
    private final Map<String, String> attributes = new HashMap<>();

    private Of(String id) {
      header =
          SignalHeader.builder(id, Format.ASFF, new SourceRef("test", 0), Raw.of(id))
              .time(NOON)
              .title("Something about " + id)
              .account("111122223333");
    }

    public Of severity(Severity severity) {
      header.severity(severity);
      return this;
    }

    public Of product(String value) {
      product = value;
      return this;
    }

    public Of type(String type) {
      header.type(type);
      return this;
    }

    public Of on(Observable observable) {
      header.observable(observable.kind(), observable.value(), observable.role());
      return this;
    }

    public Of state(Finding.State value) {
      state = value;
      return this;
    }

    public Of sample() {
      sample = true;
      return this;
    }

    public Of control(String id) {
      control = id;
      product = "Security Hub";
      attributes.putIfAbsent(Finding.Attributes.COMPLIANCE, "FAILED");
      return this;
    }

    public Of tag(String key, String value) {
      tags.put(key, value);
      return this;
    }

    public Of attribute(String key, String value) {
      attributes.put(key, value);
      return this;
    }

    public Finding build() {
      return new Finding(
          header.build(), product, "", state, sample, NOON, control, List.of(), tags, attributes);
    }
  }

  public static Of finding(String id, int severity) {
    return new Of(id).severity(severity(severity)).on(INSTANCE);
  }

  public static Of findingOn(String id, int severity, Observable target) {
    return new Of(id).severity(severity(severity)).on(target);
  }

  public static ApiCall call(String id, String operation, Observable... observables) {
    SignalHeader.Builder header =
        SignalHeader.builder(id, Format.CLOUDTRAIL, new SourceRef("test", 1), Raw.of(id))
            .time(NOON)
            .account("111122223333");
    for (Observable o : observables) {
      header.observable(o.kind(), o.value(), o.role());
    }
    return new ApiCall(
        header.build(), "s3", operation, false, null, "IAMUser", "example", null, Map.of());
  }

  public static ConfigChange change(String id, Map<String, String> tags, Observable target) {
    SignalHeader header =
        SignalHeader.builder(id, Format.CONFIG, new SourceRef("test", 2), Raw.of(id))
            .time(NOON)
            .observable(target.kind(), target.value(), target.role())
            .build();
    return new ConfigChange(
        header, "AWS::S3::Bucket", "example-bucket", "UPDATE", "OK", tags, Map.of());
  }

  public static Offense offense(String id, int magnitude, String status) {
    SignalHeader header =
        SignalHeader.builder(id, Format.QRADAR_OFFENSE, new SourceRef("test", 3), Raw.of(id))
            .time(NOON)
            .title("Example offense")
            .severity(Severity.ofTenths(magnitude))
            .observable(ObservableKind.IP, "198.51.100.7", Role.SOURCE)
            .build();
    return new Offense(
        header, 7, status, magnitude, 5, 5, 5, 0, "198.51.100.7", NOON, 1, List.of(), null);
  }

  public static Incident alone(Signal signal) {
    return of(List.of(signal), List.of(), Map.of(), Set.of());
  }

  public static Incident of(
      List<Signal> signals, List<Tactic> stages, Map<String, Tactic> tactics, Set<String> novel) {
    List<Link> links = new ArrayList<>();
    for (int i = 1; i < signals.size(); i++) {
      links.add(new Link(signals.get(i - 1).id(), signals.get(i).id(), "same user", 0.8));
    }
    return new Incident("incident-1", signals, links, stages, tactics, novel, Map.of());
  }

  /** One call that is so telling here, from 0 to 1. */
  public static Incident telling(ApiCall call, double salience) {
    return new Incident(
        "incident-1",
        List.of(call),
        List.of(),
        List.of(),
        Map.of(),
        Set.of(),
        Map.of(call.id(), salience));
  }

  public static Enrichment known(Observable about, Fact fact, String value) {
    return new Enrichment(about, fact, value, true, "inventory", NOON);
  }
}
