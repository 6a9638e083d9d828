// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Leads access keys and sessions to whoever got them.
 *
 * <p>A key is handed out once, so who got it is certain. A session's ARN may be chosen by anybody
 * who may assume the role; it leads somewhere only where the name is vouched for, or where all who
 * were seen making such a session at the time are one.
 */
final class Credentials {
  /** Source: IAM User Guide, session duration: a role's session ends after 12 hours at the most. */
  private static final long LONGEST_SESSION = 12 * 3600L;

  /** How far the times of two records of one deed may be apart. */
  private static final long SLACK = 900;

  private static final double CLAIM = 0.4;
  private static final String CONTESTED = "several identities are behind it";

  private final Resolution resolution;
  private final Evidence evidence;
  private final Set<String> enforced;

  Credentials(Resolution resolution, Resolution.Sources sources) {
    this.resolution = resolution;
    evidence = sources.evidence();
    enforced = sources.enforced();
  }

  void lead(Name name) {
    switch (name.kind()) {
      case KEY -> key(name);
      case SESSION -> session(name);
      default -> event(name);
    }
  }

  private void event(Name event) {
    only(event, evidence.from(event, Fact.CALLED), Rule.SHARED_EVENT);
  }

  private boolean only(Name from, Collection<Evidence.Held> facts, Rule rule) {
    return resolution.leadToOnly(from, Accounts.byOther(facts), rule, CONTESTED);
  }

  private void key(Name key) {
    if (only(key, evidence.from(key, Fact.SIGNED), signedRule(key))
        || only(key, evidence.from(key, Fact.MADE_FOR), Rule.KEY_MADE)
        || only(key, callers(evidence.from(key, Fact.ASSUMED)), Rule.ASSUMED)) {
      claims(key);
      return;
    }
    Set<Evidence.Held> used = evidence.from(key, Fact.USED_AS);
    boolean vouched =
        used.stream().anyMatch(held -> vouchedFor(held.to()) || instance(held.to()) != null);
    if (!vouched && only(key, evidence.from(key, Fact.CARRIES), Rule.SOURCE_IDENTITY)) {
      return;
    }
    only(key, used, Rule.KEY_USED);
  }

  private Rule signedRule(Name name) {
    return evidence.from(name, Fact.SIGNED).stream()
            .anyMatch(held -> held.to().kind() == Name.Kind.WORKLOAD)
        ? Rule.WEB_IDENTITY
        : Rule.SAML;
  }

  /** Without events of which the other account's record never came. */
  private List<Evidence.Held> callers(Collection<Evidence.Held> facts) {
    List<Evidence.Held> known = new ArrayList<>(facts);
    known.removeIf(
        held ->
            held.to().kind() == Name.Kind.EVENT && evidence.from(held.to(), Fact.CALLED).isEmpty());
    return known;
  }

  /** Says so where what the session calls itself is another than who got it. */
  private void claims(Name key) {
    for (Evidence.Held carries : evidence.from(key, Fact.CARRIES)) {
      resolution.hint(
          key, carries.to().id(), CLAIM, "carried as source identity, but others got the key");
    }
  }

  private void session(Name session) {
    for (Evidence.Held named : evidence.from(session, Fact.NAMED)) {
      if (vouchedFor(session)) {
        Rule rule =
            Arns.ofIdentityCenter(session) ? Rule.IDENTITY_CENTER : Rule.SESSION_NAME_ENFORCED;
        resolution.lead(session, named.to(), rule, named);
        return;
      }
      resolution.hint(session, named.to().id(), CLAIM, "whoever makes a session chooses its name");
    }
    if (granted(session)) {
      return;
    }
    Name instance = instance(session);
    if (instance != null) {
      resolution.lead(
          session,
          instance,
          Rule.INSTANCE_SESSION,
          Rule.INSTANCE_SESSION.confidence(),
          null,
          "session name");
      return;
    }
    only(session, near(evidence.from(session, Fact.CARRIES)), Rule.SOURCE_IDENTITY);
  }

  /** Whether the session's name is not the caller's choice. */
  private boolean vouchedFor(Name session) {
    if (enforced.contains(Arns.role(session)) || enforced.contains(Arns.roleArn(session))) {
      return true;
    }
    // Nobody but Identity Center assumes its roles, so a plain AssumeRole betrays an imitation.
    return Arns.ofIdentityCenter(session)
        && evidence.from(session, Fact.GRANTED).isEmpty()
        && !evidence.from(session, Fact.NAMED).isEmpty();
  }

  private static @Nullable Name instance(Name session) {
    return session.kind() == Name.Kind.SESSION ? Name.instance(Arns.last(session)) : null;
  }

  /** By who made such a session around the time: all of them must be one. */
  private boolean granted(Name session) {
    Map<Name, Evidence.Held> makers = new TreeMap<>();
    Rule rule = Rule.SESSION_GRANTED;
    for (Evidence.Held held : near(evidence.from(session, Fact.SIGNED))) {
      makers.put(held.to(), held);
      rule = signedRule(session);
    }
    for (Evidence.Held held : near(callers(evidence.from(session, Fact.GRANTED)))) {
      makers.put(held.to(), held);
      rule = Rule.SESSION_GRANTED;
    }
    return resolution.leadToOnly(session, makers, rule, CONTESTED);
  }

  /** The facts that were seen no longer before the time than a session lasts. */
  private List<Evidence.Held> near(Collection<Evidence.Held> facts) {
    long now = resolution.at().getEpochSecond();
    List<Evidence.Held> near = new ArrayList<>(facts);
    near.removeIf(
        held -> held.times().within(now - LONGEST_SESSION - SLACK, now + SLACK).length == 0);
    return near;
  }
}
