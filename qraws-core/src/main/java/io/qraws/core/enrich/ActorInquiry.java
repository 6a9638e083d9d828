// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Finding.Attributes;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be told of one observable, by the signals that show it. */
final class ActorInquiry {
  private static final Set<String> FEDERATED =
      Set.of("SAMLUser", "WebIdentityUser", "FederatedUser", "IdentityCenterUser", "Directory");
  private static final String SERVICE_LINKED = "/aws-service-role/";
  private static final String SIGN_ON = "/aws-reserved/sso.amazonaws.com/";
  private static final int MOST_SOURCES = 5;

  private final ActorNames listed;
  private final IamPrivileges privileges;
  private final Observable observable;
  private final List<Signal> signals;
  private final Instant now;
  private final Set<Enrichment> facts = new LinkedHashSet<>();
  private boolean privilege;

  ActorInquiry(
      ActorNames listed,
      IamPrivileges privileges,
      Observable observable,
      List<Signal> signals,
      Instant now) {
    this.listed = listed;
    this.privileges = privileges;
    this.observable = observable;
    this.signals = signals;
    this.now = now;
  }

  /** What can be told, in the order in which it was found. */
  Set<Enrichment> facts() {
    tell();
    return facts;
  }

  private void tell() {
    String value = observable.value();
    if (observable.kind() == ObservableKind.ACCOUNT) {
      if (observable.role() == Role.ACTOR && value.matches("\\d{12}")) {
        external(value);
      }
      return;
    }
    boolean chosen = observable.kind() == ObservableKind.USER && chosenByCaller();
    IamArn arn = observable.kind() == ObservableKind.PRINCIPAL ? IamArn.of(value) : null;
    Set<String> names = names(arn);
    if (arn != null) {
      principal(arn);
    }
    event();
    if (!chosen) {
      listed(names);
    }
    if (!privilege) {
      String why = chosen ? "a session's name, which its caller chose" : "nothing tells it";
      add(Fact.PRIVILEGE, why, "", false, now);
    }
  }

  private void principal(IamArn arn) {
    external(arn.account());
    switch (arn.type()) {
      case "root" -> {
        actor("root", "by its ARN");
        privilege("root", "by its ARN", now);
      }
      case "user" -> actor("iam-user", "by its ARN");
      case "federated-user" -> actor("federated", "by its ARN");
      default -> {
        actor("role", "by its ARN");
        String path = path(arn);
        if (path.startsWith(SERVICE_LINKED)) {
          actor("service-linked", "by the role's path");
        } else if (path.startsWith(SIGN_ON)) {
          actor("federated", "by the role's path");
        }
      }
    }
    String key = arn.key();
    if (key != null) {
      privileges.find(key).forEach(one -> privilege(one.word(), one.why(), one.time()));
    }
  }

  /** A role's path; of a session, as the role's own ARN beside it has it. */
  private String path(IamArn arn) {
    if (!arn.type().equals("assumed-role")) {
      return arn.path();
    }
    return signals.stream()
        .flatMap(signal -> issuers(signal, arn.name()).stream())
        .filter(issuer -> issuer.account().equals(arn.account()))
        .map(IamArn::path)
        .findFirst()
        .orElse("/");
  }

  /** What the event says of its actor, whoever that is. */
  private void event() {
    if (observable.role() != Role.ACTOR) {
      return;
    }
    for (Signal signal : signals) {
      String type = userType(signal);
      if (FEDERATED.contains(type)) {
        actor("federated", "by the event's identity type " + type);
      }
    }
  }

  private void external(String account) {
    if (listed.isExternal(account)) {
      actor("external", "account " + account + " is not among the own");
    }
  }

  private void listed(Set<String> names) {
    for (String name : names) {
      for (String word : listed.words(name)) {
        privilege(word, "listed as " + name, now);
      }
    }
    for (String name : names) {
      List<IpRange> usual = listed.sources(name);
      if (!usual.isEmpty()) {
        source(usual);
        return;
      }
    }
  }

  private void source(List<IpRange> usual) {
    Set<String> odd = new LinkedHashSet<>();
    int seen = 0;
    for (Signal signal : signals) {
      for (Observable other : signal.observables()) {
        IpRange address =
            other.kind() == ObservableKind.IP && other.role() == Role.SOURCE
                ? IpRange.address(other.value())
                : null;
        if (address != null && observable.role() == Role.ACTOR) {
          seen++;
          if (usual.stream().noneMatch(range -> range.contains(address))) {
            odd.add(other.value());
          }
        }
      }
    }
    if (!odd.isEmpty()) {
      String some = String.join(", ", odd.stream().limit(MOST_SOURCES).toList());
      String more = odd.size() > MOST_SOURCES ? " and " + (odd.size() - MOST_SOURCES) : "";
      add(Fact.SOURCE, "UNUSUAL", some + more, true, now);
    } else if (seen > 0) {
      add(Fact.SOURCE, "USUAL", "all of " + seen + " signals' addresses", true, now);
    } else {
      add(Fact.SOURCE, "no address shows from where it acted", "", false, now);
    }
  }

  /** Under what names it may be listed. */
  private Set<String> names(@Nullable IamArn arn) {
    Set<String> names = new LinkedHashSet<>();
    names.add(Ids.lower(observable.value()));
    if (arn != null) {
      String key = arn.key();
      if (key != null) {
        names.add(key);
      }
      if (arn.type().equals("user")) {
        names.add(Ids.lower(arn.name()));
      }
    } else if (observable.kind() == ObservableKind.USER) {
      names.addAll(Ids.withoutDomain(observable.value()));
    }
    return names;
  }

  /** Whether nothing but the name of a role's session says it. */
  private boolean chosenByCaller() {
    if (signals.isEmpty()) {
      return false;
    }
    for (Signal signal : signals) {
      boolean session = false;
      boolean given = false;
      for (Observable other : signal.observables()) {
        IamArn arn = other.kind() == ObservableKind.PRINCIPAL ? IamArn.of(other.value()) : null;
        if (arn != null && arn.session().equals(observable.value())) {
          session = true;
          given |=
              issuers(signal, arn.name()).stream()
                  .anyMatch(
                      issuer ->
                          issuer.path().startsWith(SIGN_ON)
                              && issuer.account().equals(arn.account()));
        }
      }
      if (!session || given) {
        return false;
      }
    }
    return true;
  }

  private void actor(String what, String why) {
    add(Fact.ACTOR, what, why, true, now);
  }

  private void privilege(String word, String why, Instant time) {
    privilege = true;
    add(Fact.PRIVILEGE, word, why, true, time);
  }

  private void add(Fact fact, String value, String why, boolean known, Instant time) {
    facts.add(
        new Enrichment(observable, fact, value, known, ActorEnricher.NAME, time).withDetail(why));
  }

  /** The roles of that name whose ARNs a signal shows. */
  private static List<IamArn> issuers(Signal signal, String name) {
    List<IamArn> issuers = new ArrayList<>();
    for (Observable other : signal.observables()) {
      IamArn arn = other.kind() == ObservableKind.PRINCIPAL ? IamArn.of(other.value()) : null;
      if (arn != null && arn.type().equals("role") && arn.name().equalsIgnoreCase(name)) {
        issuers.add(arn);
      }
    }
    return issuers;
  }

  private static String userType(Signal signal) {
    if (signal instanceof ApiCall call) {
      return call.userType();
    }
    return signal instanceof Finding finding
        ? finding.attributes().getOrDefault(Attributes.USER_TYPE, "")
        : "";
  }
}
