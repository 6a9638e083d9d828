// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import static io.qraws.correlation.identity.World.OURS;
import static io.qraws.correlation.identity.World.iam;
import static io.qraws.correlation.identity.World.name;
import static io.qraws.correlation.identity.World.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.audit.AuditTrail;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentityResolverTest {
  private static final String SSO = "AWSReservedSSO_Ops_0123456789abcdef";

  /** Records what it is given, or refuses. */
  private static final class Trail implements AuditTrail {
    final List<String> records = new ArrayList<>();
    boolean full;

    @Override
    public String append(String type, Map<String, String> data) {
      if (full) {
        throw new IllegalStateException("the disk is full");
      }
      records.add(type + ' ' + new java.util.TreeMap<>(data));
      return "0".repeat(64);
    }

    @Override
    public void close() {}
  }

  /** A company small enough to have every kind of tangle, from a seed. */
  private static World company(long seed) {
    Random random = new Random(seed);
    StringBuilder ad =
        new StringBuilder("SamAccountName,UserPrincipalName,mail,GivenName,Surname,EmployeeID\n");
    World world = new World();
    for (int i = 0; i < 12; i++) {
      String local = "u" + i + ".lane";
      if (i % 4 != 3) {
        ad.append(
            "u%1$d,%2$s@corp.example,%3$s,U%1$d,Lane,%4$d%n"
                .formatted(i, local, i % 3 == 0 ? "" : local + "@corp.example", 100 + i));
      }
    }
    world.directory(ad.toString());
    for (int i = 0; i < 150; i++) {
      int who = random.nextInt(12);
      int other = random.nextInt(12);
      double hours = random.nextInt(200) / 2.0;
      String role = "Role" + random.nextInt(3);
      switch (random.nextInt(9)) {
        case 0 -> world.logon(hours, "CORP\\u" + who, "10.0.0." + other, "ws-" + who);
        case 1 -> world.lease(hours, "10.0.0." + who, "ws-" + other);
        case 2 ->
            world.call(hours, session(OURS, SSO, "u" + who + ".lane@corp.example", "ASIAS" + who));
        case 3 -> world.call(hours, iam(OURS, "u" + who, "AKIA" + who));
        case 4 ->
            world.assume(hours, iam(OURS, "u" + who, "AKIA" + who), role, "n" + other, "ASIAA" + i);
        case 5 ->
            world.assume(
                hours, session(OURS, role, "n" + who, "ASIAA" + other), role, "m", "ASIAB" + i);
        case 6 -> world.instance(hours, "i-0000000" + who + "0", "OK", "10.0.0." + other, "");
        case 7 ->
            world.saml(hours, role, "u" + who + ".lane", "E" + other, "persistent", "ASIAC" + who);
        default -> world.call(hours, session(OURS, role, "n" + who, "ASIAD" + who, "u" + other));
      }
    }
    return world;
  }

  private static List<String> answers(IdentityResolver resolver, List<Signal> asked) {
    List<String> answers = new ArrayList<>();
    for (Signal signal : asked) {
      for (Observable observable : signal.observables()) {
        answers.add(observable.value() + " → " + resolver.resolve(observable, signal.time()));
      }
    }
    return answers;
  }

  /** Deliveries overtake each other: who somebody is must not hang on it. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void resolve_evidenceInAnyOrder_isTheSame(long seed) {
    World world = company(seed);
    List<String> expected = answers(world.resolver(), world.signals);
    List<Signal> shuffled = new ArrayList<>(world.signals);
    for (int round = 0; round < 3; round++) {
      Collections.shuffle(shuffled, new Random(seed * 31 + round));
      IdentityResolver resolver = world.builder.build();
      shuffled.forEach(resolver::learn);
      shuffled.stream().limit(20).forEach(resolver::learn);
      assertThat(answers(resolver, world.signals)).isEqualTo(expected);
    }
  }

  /** All names of one identity agree on what its names are. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void names_ofEachName_areTheSame(long seed) {
    World world = company(seed);
    IdentityResolver resolver = world.resolver();
    Map<String, List<String>> byIdentity = new LinkedHashMap<>();
    for (Signal signal : world.signals) {
      for (Observable observable : signal.observables()) {
        String id = resolver.resolve(observable, World.at(50)).id();
        List<String> names = resolver.names(observable, World.at(50));
        assertThat(names).contains(id).contains(Name.of(observable).id());
        assertThat(byIdentity.computeIfAbsent(id, i -> names)).isEqualTo(names);
      }
    }
  }

  @Test
  void resolve_chain_tellsEachStepWithItsEvidence() {
    World world =
        new World()
            .directory("SamAccountName,UserPrincipalName\nalee,ann@corp.example\n")
            .assume(0, iam(OURS, "alee", "AKIAALEE"), "Ops", "x1", "ASIAONE");
    Identity identity = world.of("key:ASIAONE", 1);
    assertThat(identity.id()).isEqualTo("entry:ann@corp.example alee");
    assertThat(identity.kind()).isEqualTo(Identity.Kind.PERSON);
    assertThat(identity.links())
        .extracting(IdentityLink::rule)
        .containsExactly(Rule.ASSUMED, Rule.KEY_USED, Rule.IAM_USER_NAME, Rule.DIRECTORY_ACCOUNT);
    assertThat(identity.links().get(0).source()).isEqualTo("call-1");
    assertThat(identity.links().get(0).first()).isEqualTo(World.NINE);
    assertThat(identity.links().get(3).source()).isEqualTo("ad.csv:2");
    assertThat(identity.confidence())
        .isCloseTo(0.98 * 0.99 * 0.95 * 0.98, org.assertj.core.data.Offset.offset(1e-9));
  }

  private static World desk() {
    return new World()
        .directory(
            "SamAccountName,UserPrincipalName\nalee,ann@corp.example\nbray,bob@corp.example\n")
        .atHome(0, "CORP\\alee", "", "ws-7")
        .atHome(0, "CORP\\bray", "", "ws-8");
  }

  @Test
  void separate_aHostFromAPerson_staysSoWhenTheEvidenceComesAgain() {
    World world = desk();
    Trail trail = new Trail();
    world.builder.audit(trail);
    IdentityResolver resolver = world.resolver();
    assertThat(world.id("host:ws-7", 0)).isEqualTo(world.id("user:alee", 0));
    resolver.separate(name("host:ws-7"), name("user:alee"), "ann", "lent to the lab");
    world.signals.forEach(resolver::learn);
    assertThat(world.id("host:ws-7", 0)).isEqualTo("host:ws-7");
    assertThat(world.of("user:alee", 0).links()).isNotEmpty();
    assertThat(trail.records)
        .containsExactly(
            "identity-separated {a=host:ws-7, b=user:alee, by=ann, reason=lent to the lab}");
    IdentityResolver next = world.builder.decisions(resolver.decisions()).build();
    world.signals.forEach(next::learn);
    assertThat(next.resolve(name("host:ws-7"), World.NINE).id()).isEqualTo("host:ws-7");
  }

  /** What can't be recorded must not happen. */
  @Test
  void separate_whenTheTrailIsFull_changesNothing() {
    World world = desk();
    Trail trail = new Trail();
    world.builder.audit(trail);
    IdentityResolver resolver = world.resolver();
    trail.full = true;
    assertThatThrownBy(() -> resolver.separate(name("host:ws-7"), name("user:alee"), "ann", "why"))
        .hasMessage("the disk is full");
    assertThat(resolver.decisions()).isEmpty();
    assertThat(world.id("host:ws-7", 0)).isEqualTo(world.id("user:alee", 0));
  }

  @Test
  void join_andSeparate_theLastWordCounts() {
    World world = desk();
    Trail trail = new Trail();
    world.builder.audit(trail);
    IdentityResolver resolver = world.resolver();
    resolver.join(name("user:alee"), name("user:bray"), "ann", "one person");
    Identity joined = world.of("host:ws-8", 0);
    assertThat(joined.id()).isEqualTo(world.id("user:alee", 0));
    assertThat(joined.links().get(joined.links().size() - 1).rule()).isEqualTo(Rule.BY_HAND);
    assertThat(resolver.names(name("user:alee"), World.NINE)).contains("host:ws-7", "host:ws-8");
    resolver.separate(name("user:bray"), name("user:alee"), "bob", "no, two");
    assertThat(world.id("host:ws-8", 0)).isNotEqualTo(world.id("user:alee", 0));
    assertThat(resolver.decisions()).hasSize(1);
    assertThat(trail.records).hasSize(2);
  }

  /** A third name must not bring together by the back door what was kept apart. */
  @Test
  void join_throughAThird_keepsApartWhatIsKeptApart() {
    World world = desk();
    world.builder.audit(new Trail());
    IdentityResolver resolver = world.resolver();
    resolver.separate(name("user:alee"), name("user:bray"), "ann", "two people");
    resolver.join(name("user:alee"), name("user:third"), "ann", "hers");
    resolver.join(name("user:bray"), name("user:third"), "ann", "his");
    assertThat(world.id("user:alee", 0)).isNotEqualTo(world.id("user:bray", 0));
    assertThat(world.id("user:third", 0)).isIn(world.id("user:alee", 0), world.id("user:bray", 0));
  }

  @Test
  void separate_withoutATrailOrAName_isRefused() {
    IdentityResolver resolver = desk().resolver();
    assertThatThrownBy(() -> resolver.join(name("user:a"), name("user:b"), "ann", "why"))
        .isInstanceOf(IllegalStateException.class);
    World world = desk();
    world.builder.audit(new Trail());
    assertThatThrownBy(() -> world.resolver().join(name("user:a"), name("user:A"), "ann", "why"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> world.resolver().join(name("user:a"), name("user:b"), " ", "why"))
        .hasMessageContaining("by");
  }

  /** The oldest facts leave, whatever the order in which all came. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void learn_moreThanItHolds_forgetsTheOldest(long seed) {
    World world = new World();
    for (int i = 0; i < 300; i++) {
      world.assume(i, iam(OURS, "user" + i, "AKIA" + i), "Ops", "s" + i, "ASIA" + i);
    }
    world.call(299, iam(OURS, "user0", "AKIA0"));
    Collections.shuffle(world.signals, new Random(seed));
    world.builder.maxFacts(700);
    IdentityResolver resolver = world.resolver();
    List<Integer> known =
        IntStream.range(0, 300)
            .filter(i -> !world.of("key:ASIA" + i, i).links().isEmpty())
            .boxed()
            .toList();
    assertThat(known).hasSizeBetween(100, 150).startsWith(300 - known.size()).endsWith(299);
    assertThat(resolver.names(name("key:ASIA0"), World.NINE)).containsExactly("key:ASIA0");
    assertThat(world.of("key:AKIA0", 0).links()).as("was seen again").isNotEmpty();
    assertThat(world.of("key:AKIA1", 0).links()).isEmpty();
  }

  @Test
  void builder_valuesOutOfRange_areRefused() {
    IdentityResolver.Builder builder = new World().builder;
    assertThatThrownBy(() -> builder.threshold(0.5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.threshold(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.lease(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.maxFacts(99)).isInstanceOf(IllegalArgumentException.class);
  }

  /** With a higher threshold what is only alike stays a hint. */
  @Test
  void threshold_aboveTheLikeness_onlyHints() {
    World world =
        new World().logon(0, "CORP\\ppark", "10.0.0.1", "").logon(0, "ppark", "10.0.0.2", "");
    assertThat(world.of("user:ppark", 0).links()).hasSize(1);
    world.builder.threshold(0.95);
    IdentityResolver strict = world.builder.build();
    world.signals.forEach(strict::learn);
    Identity bare = strict.resolve(name("user:ppark"), World.NINE);
    assertThat(bare.links()).isEmpty();
    assertThat(bare.hints()).extracting(IdentityHint::name).contains("user:corp\\ppark");
  }

  @Test
  void resolve_whileOthersLearn_answers() {
    World world = company(9);
    IdentityResolver resolver = world.builder.build();
    world.signals.parallelStream()
        .forEach(
            signal -> {
              resolver.learn(signal);
              signal.observables().forEach(o -> resolver.resolve(o, signal.time()));
            });
    assertThat(answers(resolver, world.signals))
        .isEqualTo(answers(world.resolver(), world.signals));
  }
}
