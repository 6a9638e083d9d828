// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What leads from one name to another: an access key back to whom a call handed it out, and a host
 * inside to the one user who was seen on it and to the few hosts that it spoke to.
 *
 * <p>Not safe for several threads.
 */
public final class Lineage {
  /** With more peers than this a host is a server or scanner, which says nothing about any one. */
  private static final int FEW_PEERS = 2;

  /** An identity of less confidence than this relates nothing. */
  private static final double SURE = 0.8;

  /** Longer chains of roles are not followed. */
  private static final int LONGEST_CHAIN = 6;

  /** A session has four: the user or machine, the session, its role. */
  private static final int MOST_NAMES = 8;

  private static final Pattern PRIVATE_172 = Pattern.compile("172\\.(1[6-9]|2\\d|3[01])\\.");

  private static final Set<String> OPENS_A_ROLE = Set.of("CreateRole", "UpdateAssumeRolePolicy");

  private final Map<String, Set<LinkKey>> issuers = new HashMap<>();
  private final Map<String, Set<LinkKey>> holders = new HashMap<>();
  private final Map<LinkKey, Set<LinkKey>> users = new HashMap<>();
  private final Map<LinkKey, Set<LinkKey>> peers = new HashMap<>();

  /** Thousands of signals show one name, and to tell its compared form takes patterns. */
  private final Map<Observable, Optional<LinkKey>> compared = new HashMap<>();

  private final @Nullable IdentityResolver identities;

  /**
   * Knows nothing yet.
   *
   * @param identities who names mean, or null to go by their spelling
   */
  public Lineage(@Nullable IdentityResolver identities) {
    this.identities = identities;
  }

  /**
   * Learns from a call that issued a key, or an event that names a host's user or peer.
   *
   * @param signal any; others are ignored
   */
  public void learn(Signal signal) {
    if (signal instanceof SiemEvent) {
      learnHosts(signal);
    }
    if (!(signal instanceof ApiCall)) {
      return;
    }
    learnHolder(signal);
    for (Observable issued : signal.observables()) {
      if (issued.kind() == ObservableKind.ACCESS_KEY && issued.role() == Role.TARGET) {
        Set<LinkKey> actors = issuers.computeIfAbsent(issued.value(), k -> new LinkedHashSet<>());
        for (Observable actor : signal.observables()) {
          if (actor.role() == Role.ACTOR
              && (actor.kind() == ObservableKind.USER
                  || actor.kind() == ObservableKind.ACCESS_KEY)) {
            key(actor).ifPresent(actors::add);
          }
        }
      }
    }
  }

  /**
   * As {@link LinkKey#of(Observable)}, told once for each observable.
   *
   * @param observable any
   */
  public Optional<LinkKey> key(Observable observable) {
    return compared.computeIfAbsent(observable, LinkKey::of);
  }

  /** Who calls with a key: findings may name the key alone. */
  private void learnHolder(Signal call) {
    for (Observable key : call.observables()) {
      if (key.kind() == ObservableKind.ACCESS_KEY && key.role() == Role.ACTOR) {
        Set<LinkKey> known = holders.computeIfAbsent(key.value(), k -> new LinkedHashSet<>(4));
        for (Observable actor : call.observables()) {
          if (actor.role() == Role.ACTOR
              && actor.kind() != ObservableKind.ACCESS_KEY
              && known.size() < MOST_NAMES) {
            key(actor).ifPresent(known::add);
          }
        }
      }
    }
  }

  /**
   * The keys under which a signal is compared: its own, and those of whoever got the access keys
   * that it used, or calls with them. A user whose identity is known is compared under its name.
   *
   * @param signal any
   */
  public Set<LinkKey> keys(Signal signal) {
    Set<LinkKey> keys = new LinkedHashSet<>();
    for (Observable observable : signal.observables()) {
      Optional<LinkKey> known = identity(signal, observable);
      if (!routineTarget(signal, observable)) {
        known.ifPresent(keys::add);
        if (known.isEmpty() || observable.kind() != ObservableKind.USER) {
          key(observable).ifPresent(keys::add);
        }
      }
      if (signal instanceof Offense && observable.kind() == ObservableKind.IP) {
        key(observable).ifPresent(host -> addHost(host, keys));
      }
      if (observable.kind() == ObservableKind.ACCESS_KEY) {
        addIssuers(observable.value(), keys, LONGEST_CHAIN);
        if (signal instanceof Finding && observable.role() == Role.ACTOR) {
          keys.addAll(holders.getOrDefault(observable.value(), Set.of()));
        }
      }
    }
    openedRole(signal).ifPresent(keys::add);
    return keys;
  }

  /** The role that a call makes or opens to others: whoever takes it next came by way of it. */
  private static Optional<LinkKey> openedRole(Signal signal) {
    if (!(signal instanceof ApiCall call) || !OPENS_A_ROLE.contains(call.operation())) {
      return Optional.empty();
    }
    String role = call.details().get("requestParameters.roleName");
    String account = call.header().account();
    return role == null || account == null
        ? Optional.empty()
        : LinkKey.of(
            new Observable(
                ObservableKind.PRINCIPAL,
                "arn:aws:iam::" + account + ":role/" + role,
                Role.TARGET));
  }

  /**
   * The identity that the resolver is sure of; a name that leads nowhere is left to its spelling.
   */
  private Optional<LinkKey> identity(Signal signal, Observable observable) {
    if (identities == null || !leads(signal, observable)) {
      return Optional.empty();
    }
    Identity identity = identities.resolve(observable, signal.time());
    return identity.links().isEmpty() || identity.confidence() < SURE
        ? Optional.empty()
        : LinkKey.of(identity);
  }

  /**
   * Whether the resolver is sure whom an observable means, so that its spelling says no more.
   *
   * @param signal that shows it
   * @param observable any
   */
  public boolean knows(Signal signal, Observable observable) {
    return identity(signal, observable).isPresent();
  }

  /**
   * Whether an observable leads to who is behind the signal. Of an offense, which shows little, the
   * hosts and addresses do, too; of anything else they are where many are.
   */
  private static boolean leads(Signal signal, Observable observable) {
    return switch (observable.kind()) {
      case USER -> true;
      case ACCESS_KEY -> observable.role() == Role.ACTOR;
      case IP, HOST -> signal instanceof Offense;
      case PRINCIPAL, RESOURCE, ACCOUNT, DOMAIN, FILE_HASH, VULNERABILITY -> false;
    };
  }

  /** Roles are chained: the key that a call was made with may have been handed out by another. */
  private void addIssuers(String accessKey, Set<LinkKey> keys, int left) {
    for (LinkKey issuer : issuers.getOrDefault(accessKey, Set.of())) {
      if (keys.add(issuer) && issuer.kind() == ObservableKind.ACCESS_KEY && left > 0) {
        addIssuers(issuer.value(), keys, left - 1);
      }
    }
  }

  /** An administrator changes many users; only a new log-in makes the user a way on. */
  private static boolean routineTarget(Signal signal, Observable observable) {
    return signal instanceof ApiCall call
        && observable.kind() == ObservableKind.USER
        && observable.role() == Role.TARGET
        && !call.operation().contains("LoginProfile");
  }

  private void learnHosts(Signal event) {
    for (Observable host : event.observables()) {
      if (host.kind() == ObservableKind.IP && host.role() == Role.SOURCE && inside(host.value())) {
        key(host).ifPresent(key -> learnHost(key, event));
      }
    }
  }

  private void learnHost(LinkKey host, Signal event) {
    for (Observable other : event.observables()) {
      if (other.kind() == ObservableKind.USER && other.role() == Role.ACTOR) {
        key(other)
            .ifPresent(user -> users.computeIfAbsent(host, h -> new LinkedHashSet<>()).add(user));
      } else if (other.kind() == ObservableKind.IP
          && other.role() == Role.DESTINATION
          && inside(other.value())) {
        key(other)
            .ifPresent(peer -> peers.computeIfAbsent(host, h -> new LinkedHashSet<>()).add(peer));
      }
    }
  }

  private void addHost(LinkKey host, Set<LinkKey> keys) {
    Set<LinkKey> seen = users.getOrDefault(host, Set.of());
    if (seen.size() == 1) {
      keys.addAll(seen);
    }
    Set<LinkKey> spoken = peers.getOrDefault(host, Set.of());
    if (spoken.size() <= FEW_PEERS) {
      keys.addAll(spoken);
    }
  }

  /** Source: RFC 1918, private address space. */
  private static boolean inside(String address) {
    return address.startsWith("10.")
        || address.startsWith("192.168.")
        || PRIVATE_172.matcher(address).lookingAt();
  }
}
