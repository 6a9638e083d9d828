// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import static java.util.Objects.requireNonNull;

import io.qraws.core.audit.AuditTrail;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.ConfigChange;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which person, workload or machine a name means at an instant: an AD account, an e-mail, an
 * Identity Center session, an access key, a host and its address may all be one.
 *
 * <p>It learns from signals what leads from one name to another, and takes a directory's export and
 * tables beside them. What can't be faked leads before what is only said, and what is only alike
 * leads last and only where nobody else comes into question; everything weaker is a hint and joins
 * nothing. A name that several identities share (a role, a bastion, a kiosk's account) is its own.
 * The answer depends on what was learned and not on the order in which it came.
 *
 * <p>Believed are: what AWS itself records, the directory and the tables, the identity providers
 * that are set up in the accounts whose trails are read, and the events of the log sources that
 * QRadar collects. Not believed are names that a caller or client chooses for himself.
 *
 * <pre>{@code
 * IdentityResolver resolver =
 *     IdentityResolver.builder(clock).directory(Directory.read(reader, "ad.csv")).build();
 * signals.forEach(resolver::learn);
 * Identity who = resolver.resolve(observable, signal.time());
 * }</pre>
 *
 * <p>Safe for use by many threads, one at a time. Learning a signal costs O(log n) for n facts
 * held, resolving O(f) for the facts in which the names on the way stand; neither does I/O. Holds
 * at most {@link Builder#maxFacts} facts and a tenth as many mere mentions, of which those last
 * seen longest ago leave first.
 */
public final class IdentityResolver {
  private static final int MOST_DECISIONS = 10_000;

  private final Object lock = new Object();
  private final Evidence evidence;

  /** User names that were told without being checked; apart, so that a flood pushes nothing out. */
  private final Evidence mentions;

  private final ApiCallEvidence calls;
  private final PlaceEvidence places;
  private final Map<Pair, IdentityDecision> decisions = new HashMap<>();
  private final Clock clock;
  private final @Nullable AuditTrail audit;
  private final Set<String> enforced;
  private final Set<String> domains;
  private final NameTable table;
  private final double threshold;
  private final long leaseSeconds;
  private Directory directory;

  private IdentityResolver(Builder builder) {
    clock = builder.clock;
    audit = builder.audit;
    enforced = Set.copyOf(builder.enforced);
    domains = Set.copyOf(builder.domains);
    directory = builder.directory;
    table = NameTable.empty().with(builder.tables);
    threshold = builder.threshold;
    leaseSeconds = builder.lease.toSeconds();
    evidence = new Evidence(builder.maxFacts);
    mentions = new Evidence(builder.maxFacts / 10);
    calls = new ApiCallEvidence(evidence);
    places = new PlaceEvidence(evidence);
    builder.decisions.forEach(this::keep);
  }

  /** Two names in order, of which the last decision counts. */
  private record Pair(Name first, Name second) {}

  /**
   * Starts with the defaults.
   *
   * @param clock tells when a decision by hand was made; evidence has times of its own
   */
  public static Builder builder(Clock clock) {
    return new Builder(clock);
  }

  /**
   * Learns what a signal says of names.
   *
   * <p>API calls tell who got which keys and sessions; AWS Config and GuardDuty which instance had
   * an address; QRadar's events of logons, VPNs, DHCP leases and DNS registrations who was where.
   * Of offenses only the user names are kept, so that no session's name is taken for one of them;
   * what stands together in offenses, flows and anomalies need not be one.
   *
   * @param signal any
   */
  public void learn(Signal signal) {
    synchronized (lock) {
      switch (signal.kind()) {
        case API_CALL -> calls.learn((ApiCall) signal);
        case SIEM_EVENT -> places.learn((SiemEvent) signal);
        case CONFIG_CHANGE -> places.learn((ConfigChange) signal);
        case FINDING -> places.learn((Finding) signal);
        case OFFENSE, NETWORK_FLOW, ANOMALY -> {}
      }
      if (signal.kind() == SignalKind.SIEM_EVENT || signal.kind() == SignalKind.OFFENSE) {
        mention(signal);
      }
    }
  }

  private void mention(Signal signal) {
    for (Observable one : signal.observables()) {
      Name user = one.kind() == ObservableKind.USER ? Name.user(one.value()) : null;
      mentions.add(Fact.SEEN, user, user, signal.time(), signal.id());
    }
  }

  /**
   * Takes a newer export in place of the one before.
   *
   * @param directory all of it
   */
  public void directory(Directory directory) {
    synchronized (lock) {
      this.directory = requireNonNull(directory, "directory");
    }
  }

  /**
   * The identity that a name means.
   *
   * @param observable a name; a value of another kind is an identity by itself
   * @param at when it was seen
   */
  public Identity resolve(Observable observable, Instant at) {
    Name name = Name.of(observable);
    synchronized (lock) {
      Resolution resolution = new Resolution(sources(), requireNonNull(at, "at"));
      Decisions decided = new Decisions(resolution, decisions.values());
      List<IdentityLink> links = decided.links(name);
      double confidence = 1;
      for (IdentityLink link : links) {
        confidence *= link.confidence();
      }
      Name root = decided.root(name);
      List<Name> way = new ArrayList<>(decided.way(name));
      way.add(root);
      DirectoryEntry entry = directory.entry(root);
      String called = entry == null ? root.value() : entry.called();
      return new Identity(
          root.id(), kind(root, entry), called, confidence, links, resolution.hints(way));
    }
  }

  /**
   * The names that mean the same identity at an instant.
   *
   * <p>Costs O(n·f) for n names near it, each with f facts.
   *
   * @param observable one of its names
   * @param at when
   * @return ids like that of {@link Identity#id}, in order, at most about 1,000
   */
  public List<String> names(Observable observable, Instant at) {
    Name name = Name.of(observable);
    synchronized (lock) {
      Resolution.Sources sources = sources();
      Decisions decided =
          new Decisions(new Resolution(sources, requireNonNull(at, "at")), decisions.values());
      return new IdentityNames(sources, decided).of(name).stream().map(Name::id).toList();
    }
  }

  private Resolution.Sources sources() {
    return new Resolution.Sources(
        evidence, mentions, directory, table, enforced, domains, threshold, leaseSeconds);
  }

  private static Identity.Kind kind(Name root, @Nullable DirectoryEntry entry) {
    return switch (root.kind()) {
      case ENTRY ->
          entry != null && entry.service() ? Identity.Kind.WORKLOAD : Identity.Kind.PERSON;
      case WORKLOAD -> Identity.Kind.WORKLOAD;
      case INSTANCE, HOST, IP -> Identity.Kind.MACHINE;
      case ROLE -> Identity.Kind.ROLE;
      case ROOT -> Identity.Kind.ROOT;
      case LABEL, USER, IAM_USER, SESSION, KEY, EVENT, NOBODY, OTHER -> Identity.Kind.UNKNOWN;
    };
  }

  /**
   * Says that two names are one identity's, whatever the evidence says, and takes back that they
   * are not.
   *
   * @param a a name
   * @param b another
   * @param by who says so, at most 200 characters
   * @param reason why, at most 2,000 characters
   * @throws IllegalArgumentException if a text is blank or too long, or both are one name
   * @throws IllegalStateException if there is no audit trail, or there are 10,000 decisions
   */
  public void join(Observable a, Observable b, String by, String reason) {
    decide(new IdentityDecision(true, a, b, by, reason, clock.instant()));
  }

  /**
   * Says that two names are not one identity's: of the steps that lead them together the weakest
   * one is no longer believed, now and when the same evidence comes again.
   *
   * @param a a name
   * @param b another
   * @param by who says so, at most 200 characters
   * @param reason why, at most 2,000 characters
   * @throws IllegalArgumentException if a text is blank or too long, or both are one name
   * @throws IllegalStateException if there is no audit trail, or there are 10,000 decisions
   */
  public void separate(Observable a, Observable b, String by, String reason) {
    decide(new IdentityDecision(false, a, b, by, reason, clock.instant()));
  }

  private void decide(IdentityDecision decision) {
    if (audit == null) {
      throw new IllegalStateException("deciding by hand needs an audit trail");
    }
    synchronized (lock) {
      if (decisions.size() >= MOST_DECISIONS) {
        throw new IllegalStateException("there are " + MOST_DECISIONS + " decisions already");
      }
      audit.append(
          decision.joined() ? "identity-joined" : "identity-separated",
          Map.of(
              "a", Name.of(decision.a()).id(),
              "b", Name.of(decision.b()).id(),
              "by", decision.by(),
              "reason", decision.reason()));
      keep(decision);
    }
  }

  private void keep(IdentityDecision decision) {
    decisions.merge(
        new Pair(decision.first(), decision.second()),
        decision,
        (old, fresh) -> fresh.at().isBefore(old.at()) ? old : fresh);
  }

  /** All that was decided by hand and still counts, to be kept and handed to the next resolver. */
  public List<IdentityDecision> decisions() {
    synchronized (lock) {
      return decisions.values().stream().sorted(Decisions.ORDER).toList();
    }
  }

  /** Gathers the settings of a resolver. */
  public static final class Builder {
    private final Clock clock;
    private final List<NameTable> tables = new ArrayList<>();
    private final List<IdentityDecision> decisions = new ArrayList<>();
    private final Set<String> enforced = new HashSet<>();
    private final Set<String> domains = new HashSet<>();
    private Directory directory = Directory.empty();
    private @Nullable AuditTrail audit;
    private double threshold = 0.9;
    private Duration lease = Duration.ofDays(8);
    private int maxFacts = 500_000;

    private Builder(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
    }

    /** The directory's accounts. Default: none. */
    public Builder directory(Directory directory) {
      this.directory = requireNonNull(directory, "directory");
      return this;
    }

    /** Adds a table, which is believed before all else. Default: none. */
    public Builder table(NameTable table) {
      tables.add(requireNonNull(table, "table"));
      return this;
    }

    /** Where decisions by hand are recorded before they count; the caller closes it. */
    public Builder audit(AuditTrail audit) {
      this.audit = requireNonNull(audit, "audit");
      return this;
    }

    /** What an earlier resolver's {@link IdentityResolver#decisions} were. Default: none. */
    public Builder decisions(Collection<IdentityDecision> decisions) {
      this.decisions.addAll(decisions);
      return this;
    }

    /**
     * Adds a role whose trust policy lets nobody choose the name of a session, by a condition on
     * {@code sts:RoleSessionName} or since only an identity provider assumes it. Default: none but
     * those of Identity Center.
     *
     * @param role a role's name, in all our accounts, or its ARN without a path
     */
    public Builder sessionNamesEnforced(String role) {
      enforced.add(requireNonNull(role, "role"));
      return this;
    }

    /**
     * Adds a domain of the directory, as it stands before a backslash. Default: those that are the
     * first part of a domain in the directory's addresses, and those in which three of its accounts
     * were seen.
     *
     * @param domain in any case
     */
    public Builder domain(String domain) {
      domains.add(domain.toLowerCase(Locale.ROOT));
      return this;
    }

    /**
     * How alike two names must be to be one where nothing else is known. Default: 0.9.
     *
     * @throws IllegalArgumentException if not above 0.5 and up to 1
     */
    public Builder threshold(double threshold) {
      if (!(threshold > 0.5 && threshold <= 1)) {
        throw new IllegalArgumentException("threshold must be above 0.5 and up to 1: " + threshold);
      }
      this.threshold = threshold;
      return this;
    }

    /**
     * How long an address stays with a host to which it was given, and a host with whoever used it.
     * Default: 8 days, for which Windows servers lease addresses.
     *
     * @throws IllegalArgumentException if under a minute or over 400 days
     */
    public Builder lease(Duration lease) {
      if (lease.compareTo(Duration.ofMinutes(1)) < 0 || lease.compareTo(Duration.ofDays(400)) > 0) {
        throw new IllegalArgumentException("lease must be a minute to 400 days: " + lease);
      }
      this.lease = lease;
      return this;
    }

    /**
     * How many facts to hold, each about two names. Default: 500,000.
     *
     * @throws IllegalArgumentException if less than 100
     */
    public Builder maxFacts(int maxFacts) {
      if (maxFacts < 100) {
        throw new IllegalArgumentException("maxFacts must be at least 100: " + maxFacts);
      }
      this.maxFacts = maxFacts;
      return this;
    }

    /** Makes the resolver. */
    public IdentityResolver build() {
      return new IdentityResolver(this);
    }
  }
}
