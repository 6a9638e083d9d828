// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.signal.ObservableKind;
import io.qraws.examples.trials.identity.Label;
import io.qraws.examples.trials.identity.Name;
import io.qraws.examples.trials.identity.NameClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Ten days of a company on AWS and on premises, as they grow, before they are written. */
final class Company {
  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  static final int DAYS = 10;
  static final Instant END = START.plus(Duration.ofDays(DAYS));
  static final String REGION = "eu-central-1";

  /** Where sign-on and operations live, whose roles lead into the other accounts. */
  static final String HUB = "120000000001";

  static final List<String> SHARED = List.of("120000000002", "120000000003", "120000000004");

  /** More labelled addresses of a person would outweigh all other names, being so many pairs. */
  private static final int ADDRESSES = 2;

  /** Names that change hands, so the same value is another's at another time. */
  static final Set<NameClass> PASSING =
      EnumSet.of(
          NameClass.REUSED_NAME,
          NameClass.LEASE,
          NameClass.VPN_ADDRESS,
          NameClass.INSTANCE_ADDRESS,
          NameClass.INSTANCE_HOST,
          NameClass.ELASTIC_ADDRESS);

  final Dice dice;
  final List<Employee> people;
  final List<String> serviceAccounts = new ArrayList<>();
  final Map<String, String> tableRows = new LinkedHashMap<>();
  final List<ObjectNode> calls = new ArrayList<>();
  final List<ObjectNode> rows = new ArrayList<>();
  final List<Offense> offenses = new ArrayList<>();
  final List<ObjectNode> configs = new ArrayList<>();
  private final Map<String, Integer> addresses = new HashMap<>();
  private final Map<String, Label> labels = new LinkedHashMap<>();
  private final Map<String, Set<String>> owners = new HashMap<>();
  private final Map<String, Set<String>> takers = new LinkedHashMap<>();
  private final Map<String, Instant> taken = new HashMap<>();

  Company(Dice dice, int size) {
    this.dice = dice;
    this.people = Workforce.hire(dice, size);
  }

  /** A moment of a day of the period. */
  Instant at(int day, double fromHour, double toHour) {
    int low = (int) (fromHour * 3_600);
    return START
        .plus(Duration.ofDays(day))
        .plusSeconds(dice.between(low, (int) (toHour * 3_600) - 1));
  }

  /** Says whose a name is; a name that is labelled already is not labelled again. */
  void label(NameClass kind, ObservableKind what, String value, Instant time, String owner) {
    String folded = what + " " + value.toLowerCase(Locale.ROOT);
    owners.computeIfAbsent(folded, name -> new LinkedHashSet<>()).add(owner);
    boolean address = kind == NameClass.LEASE || kind == NameClass.VPN_ADDRESS;
    if (address && addresses.merge(kind + owner, 1, Integer::sum) > ADDRESSES) {
      return;
    }
    String key = what + " " + value + " " + owner + (address ? " " + time : "");
    labels.putIfAbsent(key, new Label(new Name(what, value, time), owner, kind));
  }

  /** Says that somebody else uses a name, so that without more it tells nobody apart. */
  void claim(ObservableKind what, String value, String owner) {
    owners
        .computeIfAbsent(what + " " + value.toLowerCase(Locale.ROOT), name -> new LinkedHashSet<>())
        .add(owner);
  }

  /** Says that somebody took a role, which is nobody's once two did. */
  void takes(String roleArn, Instant time, String owner) {
    takers.computeIfAbsent(roleArn, role -> new LinkedHashSet<>()).add(owner);
    taken.putIfAbsent(roleArn, time);
  }

  /** What can be told: no name that two had at once, and of roles those that several took. */
  List<Label> labels() {
    takers.forEach(
        (role, who) -> {
          if (who.size() > 1) {
            label(
                NameClass.SHARED_ROLE,
                ObservableKind.PRINCIPAL,
                role,
                taken.getOrDefault(role, START),
                "role " + role);
          }
        });
    return labels.values().stream().filter(this::tellable).toList();
  }

  private boolean tellable(Label label) {
    Name name = label.name();
    String folded = name.kind() + " " + name.value().toLowerCase(Locale.ROOT);
    return PASSING.contains(label.kind()) || owners.getOrDefault(folded, Set.of()).size() == 1;
  }
}
