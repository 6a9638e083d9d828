// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Days in which some of twenty kinds of attack chain are hidden, with decoys beside them. */
final class ScenarioDays {
  /** More would need people and machines that ordinary offenses name. */
  private static final int ATTACKS = 7;

  private static final List<Kind> KINDS =
      List.of(
          new Kind("vpn-spray", OutsideStories::spray),
          new Kind("stolen-role", OutsideStories::forgedRequest),
          new Kind("mining", OutsideStories::mining),
          new Kind("insider", InsideStories::insider),
          new Kind("lateral", InsideStories::lateral),
          new Kind("ransom", TakeoverStories::ransom),
          new Kind("evasion", TakeoverStories::evasion),
          new Kind("models", KeyScenarios::models),
          new Kind("back-door", KeyScenarios::backDoor),
          new Kind("function-code", KeyScenarios::functionCode),
          new Kind("destroy", KeyScenarios::destroy),
          new Kind("disk-copy", HostScenarios::diskCopy),
          new Kind("commands", HostScenarios::commands),
          new Kind("pushed-keys", HostScenarios::pushedKeys),
          new Kind("tunnel", HostScenarios::tunnel),
          new Kind("container", HostScenarios::container),
          new Kind("forged-assertion", AccessScenarios::forgedAssertion),
          new Kind("root", AccessScenarios::root),
          new Kind("opened-database", AccessScenarios::openedDatabase),
          new Kind("public-bucket", AccessScenarios::publicBucket));

  private record Kind(String name, Consumer<Day> hide) {}

  private ScenarioDays() {}

  /** The names of all kinds. */
  static List<String> kinds() {
    return KINDS.stream().map(Kind::name).toList();
  }

  /**
   * A day and whose its rows are.
   *
   * @param rows the story's name by event, flow log line or configuration item, which have no id
   *     that the generator knows
   * @param names whose the names of people and machines are
   * @param decoys the findings, calls and rows that decoys made
   */
  record Hidden(Day day, Map<Object, String> rows, Map<String, String> names, Set<Object> decoys) {}

  static Hidden generate(long seed) {
    return generate(seed, null);
  }

  /**
   * A day, and where its addresses are.
   *
   * @param places takes them; with it one more chain is hidden, behind all that else is made, so
   *     that the rest is the same
   */
  static Hidden generate(long seed, @Nullable PlaceTable places) {
    Dice dice = new Dice(seed);
    Day day = new Day(dice);
    Map<Object, String> rows = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    for (Kind kind : dice.shuffled(KINDS).subList(0, ATTACKS)) {
      kind.hide.accept(day);
      List.of(day.siemEvents, day.flows, day.configs)
          .forEach(all -> all.forEach(row -> rows.putIfAbsent(row, kind.name)));
      day.world.castNames().forEach(name -> names.putIfAbsent(name, kind.name));
    }
    Set<Object> before = made(day);
    Decoys decoys = new Decoys(day);
    decoys.sharedExit();
    decoys.scanner();
    decoys.colleague();
    Set<Object> made = made(day);
    made.removeAll(before);
    noise(day);
    if (places != null) {
      int others = day.siemEvents.size();
      FarScenario.hide(day, places);
      day.siemEvents
          .subList(others, day.siemEvents.size())
          .forEach(row -> rows.putIfAbsent(row, FarScenario.NAME));
      Set<Object> all = made(day);
      FarScenario.traveller(day, places);
      Set<Object> travelling = made(day);
      travelling.removeAll(all);
      made.addAll(travelling);
    }
    DayGenerator.number(day);
    return new Hidden(day, rows, names, made);
  }

  private static Set<Object> made(Day day) {
    Set<Object> made = new HashSet<>(day.findingIds);
    day.calls.forEach(call -> made.add(call.path("eventID").asText()));
    made.addAll(day.siemEvents);
    return made;
  }

  /** An ordinary day of half the size. */
  static void noise(Day day) {
    Dice dice = day.dice;
    new NoiseCalls(day)
        .write(dice.between(1_500, 1_700), dice.between(450, 500), dice.between(650, 700));
    new NoiseFindings(day).write(dice.between(80, 95), dice.between(40, 45), dice.between(60, 70));
    new NoiseSite(day).write(dice.between(36, 40), dice.between(210, 260), dice.between(10, 15));
  }
}
