// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says what an actor is ({@link Fact#ACTOR}), what privileges it has ({@link Fact#PRIVILEGE}:
 * {@code root}, {@code admin}, {@code break-glass}, {@code service}), and whether a service account
 * acts from where it always does ({@link Fact#SOURCE}).
 *
 * <p>It goes by the identity in the event, by lists of names, and by AWS Config's items of IAM.
 * What a caller may choose proves nothing: a role session's name is matched against no list, unless
 * IAM Identity Center gave it, and a role is AWS's own by its path, not by its name. Privileges
 * that nothing tells are unknown. Immutable.
 *
 * <pre>{@code
 * Enricher actors = ActorEnricher.builder(clock)
 *     .breakGlass(List.of("break-glass-1"))
 *     .service("CORP\\svc-backup", List.of("10.30.0.0/24"))
 *     .ownAccounts(Set.of("111122223333"))
 *     .build();
 * }</pre>
 */
public final class ActorEnricher implements Enricher {
  private static final Set<ObservableKind> KINDS =
      Set.copyOf(EnumSet.of(ObservableKind.PRINCIPAL, ObservableKind.USER, ObservableKind.ACCOUNT));
  static final String NAME = "actors";

  private final ActorNames listed;
  private final IamPrivileges privileges;
  private final Clock clock;

  private ActorEnricher(Builder builder) {
    this.listed = builder.listed.copy();
    this.privileges = builder.privileges;
    this.clock = builder.clock;
  }

  /**
   * Starts without names.
   *
   * @param clock tells the time of facts that come from lists
   */
  public static Builder builder(Clock clock) {
    return new Builder(clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<ObservableKind> kinds() {
    return KINDS;
  }

  /** Not kept: it depends on the signals. */
  @Override
  public EnricherLimits limits() {
    return EnricherLimits.UNKEPT;
  }

  @Override
  public List<Enrichment> enrich(Set<Observable> observables, List<Signal> signals) {
    Map<Observable, List<Signal>> shown = new LinkedHashMap<>();
    for (Signal signal : signals) {
      for (Observable observable : signal.observables()) {
        if (observables.contains(observable)) {
          shown.computeIfAbsent(observable, any -> new ArrayList<>()).add(signal);
        }
      }
    }
    Instant now = clock.instant();
    Set<Enrichment> facts = new LinkedHashSet<>();
    for (Observable observable : observables) {
      List<Signal> of = shown.getOrDefault(observable, List.of());
      facts.addAll(new ActorInquiry(listed, privileges, observable, of, now).facts());
    }
    return List.copyOf(facts);
  }

  /**
   * Gathers names; not safe for several threads. A name is an ARN of a user or role, whose path and
   * sessions don't matter, a user with his domain, or a bare user name, which stands for that name
   * in any domain. Case does not matter.
   */
  public static final class Builder {
    private final Clock clock;
    private final ActorNames listed = new ActorNames();
    private IamPrivileges privileges = IamPrivileges.NONE;

    private Builder(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
    }

    /** Accounts for emergencies. Default: none. */
    public Builder breakGlass(Collection<String> names) {
      names.forEach(name -> listed.add(name, "break-glass"));
      return this;
    }

    /** Administrators. Default: none. */
    public Builder administrators(Collection<String> names) {
      names.forEach(name -> listed.add(name, "admin"));
      return this;
    }

    /**
     * A service account. Default: none.
     *
     * @param name its name
     * @param usualSources addresses or ranges from which it always acts; empty if that is not known
     * @throws IllegalArgumentException if one is neither
     */
    public Builder service(String name, Collection<String> usualSources) {
      listed.add(name, "service");
      listed.addSources(name, usualSources);
      return this;
    }

    /**
     * The accounts that are one's own; an actor of any other is external. Default: none, so that
     * nobody is called external.
     *
     * @throws IllegalArgumentException if one is not twelve digits
     */
    public Builder ownAccounts(Set<String> accounts) {
      listed.own(accounts);
      return this;
    }

    /** What AWS Config says of IAM. Default: nothing. */
    public Builder privileges(IamPrivileges known) {
      this.privileges = requireNonNull(known, "known");
      return this;
    }

    /** Makes the enricher. */
    public ActorEnricher build() {
      return new ActorEnricher(this);
    }
  }
}
