// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import static io.qraws.correlation.identity.World.OURS;
import static io.qraws.correlation.identity.World.iam;
import static io.qraws.correlation.identity.World.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are chosen by whoever attacks, too: none may become one with another's. */
final class HostileNamesTest {
  private static final String AD =
      """
      SamAccountName,UserPrincipalName,GivenName,Surname,Description
      kate,kate@corp.example,Kate,Kirk,
      """;

  private static Identity of(World world, ObservableKind kind, String value) {
    return world.resolver().resolve(new Observable(kind, value, Role.ACTOR), World.NINE);
  }

  /** A Kelvin sign, Cyrillic and full-width letters, marks that are not seen, odd forms. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u212Aate",
        "k\u0430te",
        "\uff4bate",
        "kate\u200b",
        "\u202ekate",
        "kate\u0000",
        "ka\nte",
        "CORP\\..\\kate",
        "\\kate",
        "CORP\\",
        "CORP\\kate\\x",
        "kate@corp.example@evil.example",
        "CORP\\kate@corp.example",
        "kate@",
        "@corp.example",
        "k\u0301ate",
        "kate\ud800",
        "..\\kate",
        "kate/../kate",
        "kate ' OR 1=1",
        "corp.example\\..",
        "kate$"
      })
  void resolve_oddUserName_isNoOneElse(String name) {
    World world = new World().directory(AD).logon(0, "CORP\\kate", "10.0.0.1", "ws-1");
    String kate = of(world, ObservableKind.USER, "kate").id();
    Identity odd = of(world, ObservableKind.USER, name);
    assertThat(odd.id()).isNotEqualTo(kate);
    assertThat(world.resolver().names(World.name("user:kate"), World.NINE))
        .doesNotContain(odd.id());
  }

  @Test
  void resolve_longNames_areToldApartByTheirHash() {
    World world = new World().directory(AD);
    String same = "kate".repeat(25_000);
    Identity first = of(world, ObservableKind.USER, same);
    assertThat(first.id()).hasSizeLessThan(200);
    assertThat(of(world, ObservableKind.USER, same).id()).isEqualTo(first.id());
    assertThat(of(world, ObservableKind.USER, same + "x").id()).isNotEqualTo(first.id());
    assertThat(of(world, ObservableKind.PRINCIPAL, "arn:aws:iam::1:user/" + same).id())
        .hasSizeLessThan(200);
    assertThat(of(world, ObservableKind.HOST, same).id()).hasSizeLessThan(200);
    assertThat(of(world, ObservableKind.IP, same).id()).hasSizeLessThan(200);
  }

  /** Text that is learned, not only asked for: it must not be kept under another's name. */
  @ParameterizedTest
  @ValueSource(strings = {"CORP\\..\\kate", "\u212Aate", "kate\u200b", "x\\y\\kate"})
  void learn_oddUserName_touchesNobody(String name) {
    World world =
        new World().directory(AD).atHome(0, "CORP\\kate", "", "ws-1").atHome(0, name, "", "ws-2");
    assertThat(world.id("host:ws-2", 0)).isEqualTo("host:ws-2");
    assertThat(world.id("host:ws-1", 0)).startsWith("entry:kate@corp.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:sts::111122223333:assumed-role/../user/kate",
        "arn:aws:sts::111122223333:assumed-role/R/S/kate",
        "arn:aws:sts::111122223333:assumed-role//kate",
        "arn:aws:iam::11112222333:user/kate",
        "arn:aws:iam::111122223333:user/",
        "arn:aws:iam::111122223333:user/k\u0430te",
        "arn:evil:iam::111122223333:user/kate"
      })
  void resolve_oddArn_isByItself(String arn) {
    World world = new World().directory(AD).call(0, iam(OURS, "kate", "AKIAKATE"));
    assertThat(of(world, ObservableKind.PRINCIPAL, arn).links()).isEmpty();
  }

  /** Whoever may assume a role once could poison what its sessions mean for others. */
  @Test
  void learn_sessionsNamedAfterAnother_leaveHerAlone() {
    World world = new World().directory(AD).call(0, iam(OURS, "kate", "AKIAKATE"));
    String before = world.id("key:AKIAKATE", 0);
    for (int i = 0; i < 50; i++) {
      world.assume(0, iam(OURS, "mallory", "AKIAMALL"), "Ops", "kate", "ASIA" + i);
      world.call(0, session(OURS, "Other", "kate", "ASIB" + i));
    }
    assertThat(world.id("key:AKIAKATE", 0)).isEqualTo(before);
    assertThat(world.resolver().names(World.name("key:AKIAKATE"), World.NINE))
        .noneMatch(
            name -> name.contains("ASIA") || name.contains("ASIB") || name.contains("session"));
  }

  /** A claim is told, so that an analyst sees it. */
  @Test
  void resolve_claimedSession_hintsAtWhoIsClaimed() {
    World world = new World().directory(AD).call(0, session(OURS, "Ops", "kate", "ASIACLAIM"));
    Identity claimed = world.of("arn:aws:sts::" + OURS + ":assumed-role/Ops/kate", 0);
    assertThat(claimed.hints())
        .anySatisfy(
            hint -> {
              assertThat(hint.name()).isEqualTo("user:kate");
              assertThat(hint.score()).isLessThan(0.5);
            });
  }

  /** Whoever may assume a role may do so again and again from what he got. */
  @Test
  void resolve_chainWithoutEnd_isGivenUp() {
    World world = new World().directory(AD).call(0, iam(OURS, "kate", "AKIAKATE"));
    world.assume(0, iam(OURS, "kate", "AKIAKATE"), "Loop", "x", "ASIA0");
    for (int i = 0; i < 3000; i++) {
      world.assume(0, session(OURS, "Loop", "x", "ASIA" + i), "Loop", "x", "ASIA" + (i + 1));
    }
    assertThat(world.id("key:ASIA50", 0)).isEqualTo(world.id("user:kate", 0));
    assertThat(world.id("key:ASIA3000", 0)).isEqualTo("key:ASIA3000");
  }

  /** Forged records may lead in a circle: both ends must still mean the same. */
  @Test
  void resolve_circle_isOneWhereverItIsEntered() {
    World world =
        new World()
            .assume(0, session(OURS, "Loop", "x", "ASIAB"), "Loop", "y", "ASIAA")
            .assume(0, session(OURS, "Loop", "y", "ASIAA"), "Loop", "x", "ASIAB");
    assertThat(world.id("key:ASIAA", 0)).isEqualTo(world.id("key:ASIAB", 0)).isEqualTo("key:ASIAA");
  }

  /** A thousand spellings of one name must neither merge nor cost seconds. */
  @Test
  void learn_manySpellingsOfOneName_joinNothing() {
    World world = new World().logon(0, "CORP\\pat.oak", "10.0.0.1", "");
    for (int i = 0; i < 300; i++) {
      world.logon(0, "D" + i + "\\pat.oak", "10.0.0.2", "");
    }
    assertThat(world.of("user:CORP\\pat.oak", 0).links()).isEmpty();
    assertThat(world.of("user:D1\\pat.oak", 0).links()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"256.1.1.1", "1.2.3", "1.2.3.4.5", "10.0.0.1%eth0", "::1::2", "a:b"})
  void resolve_textThatIsNoAddress_isByItself(String text) {
    assertThat(of(new World(), ObservableKind.IP, text).id()).startsWith("other:ip:");
  }

  @Test
  void resolve_addressInOtherText_isTheSame() {
    World world = new World();
    assertThat(of(world, ObservableKind.IP, "2001:DB8::1").id())
        .isEqualTo(of(world, ObservableKind.IP, "2001:db8:0:0:0:0:0:1").id());
    assertThat(of(world, ObservableKind.IP, "::ffff:10.0.0.1").id()).isEqualTo("ip:10.0.0.1");
  }
}
