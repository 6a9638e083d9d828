// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.IncidentCorrelator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Real logs of attacks, one folder each, planted into ordinary days with an offense about the
 * address they come from, or the user, and looked for again.
 */
final class PlantedAttacks {
  private final long seed;
  private final Supplier<IncidentCorrelator> correlators;
  private int found;
  private int planted;

  PlantedAttacks(long seed, Supplier<IncidentCorrelator> correlators) {
    this.seed = seed;
    this.correlators = correlators;
  }

  /** Plants each folder's attack into a day of its own, and prints what came of it. */
  void plant(Path folder) throws IOException {
    for (AttackLog attack : AttackLog.readAll(folder)) {
      planted++;
      String missed = plant(attack.calls(), seed + planted);
      found += missed.isEmpty() ? 1 : 0;
      System.out.printf(
          Locale.ROOT,
          "%-62s %4d calls %s%n",
          attack.name(),
          attack.calls().size(),
          missed.isEmpty() ? "found" : "MISSED: " + missed);
    }
  }

  /** What was missed; empty if one incident, and no other, holds the attack and its offense. */
  private String plant(List<ApiCall> calls, long seed) throws IOException {
    Day day = new Day(new Dice(seed));
    Set<String> ids = new HashSet<>();
    Instant first = calls.get(0).time();
    Instant start = day.dice.at(4, 12);
    List<Signal> signals = new ArrayList<>();
    for (ApiCall call : calls) {
      // What lasted days is pressed into the day that is looked at.
      long since = Duration.between(first, call.time()).toSeconds() % (11 * 3_600);
      signals.add(at(call, start.plusSeconds(since)));
      ids.add(call.id());
    }
    Offense offense = offense(day, calls.get(0), start);
    ScenarioDays.noise(day);
    DayGenerator.number(day);
    signals.addAll(ScenariosTrial.read(DayFiles.input(day)));
    List<Incident> holding =
        correlators.get().correlate(signals, World.DAY.plusSeconds(90_000)).stream()
            .filter(incident -> incident.signals().stream().anyMatch(s -> ids.contains(s.id())))
            .toList();
    if (holding.size() != 1) {
      return "in " + holding.size() + " incidents";
    }
    boolean offenseHeld =
        holding.get(0).signals().stream().anyMatch(s -> s.id().equals(offense.id()));
    return offenseHeld ? "" : "without its offense";
  }

  private static ApiCall at(ApiCall call, Instant time) {
    SignalHeader header = call.header();
    return call.withHeader(
        new SignalHeader(
            header.id(),
            header.format(),
            time,
            header.title(),
            header.severity(),
            header.account(),
            header.region(),
            header.types(),
            header.observables(),
            header.source(),
            header.raw()));
  }

  private static Offense offense(Day day, ApiCall call, Instant start) {
    Instant time = start.minusSeconds(day.dice.between(60, 1_800));
    String address = shown(call, ObservableKind.IP, Role.SOURCE);
    return address.isEmpty()
        ? day.offense(
            time,
            "Log-in at an unusual hour",
            Offense.BY_USER,
            shown(call, ObservableKind.USER, Role.ACTOR),
            5)
        : day.offense(time, "Log-ins tried from a rare country", Offense.BY_SOURCE, address, 5);
  }

  private static String shown(ApiCall call, ObservableKind kind, Role role) {
    return call.observables().stream()
        .filter(o -> o.kind() == kind && o.role() == role)
        .map(o -> o.value())
        .findFirst()
        .orElse("");
  }

  int found() {
    return found;
  }

  int planted() {
    return planted;
  }
}
