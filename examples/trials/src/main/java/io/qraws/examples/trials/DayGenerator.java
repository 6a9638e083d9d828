// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.util.Comparator;
import java.util.Locale;

/** Makes one day of input from a seed: an ordinary day with seven attacks hidden in it. */
final class DayGenerator {
  private DayGenerator() {}

  static Day generate(long seed) {
    Dice dice = new Dice(seed);
    Day day = new Day(dice);
    OutsideStories.spray(day);
    OutsideStories.forgedRequest(day);
    InsideStories.insider(day);
    OutsideStories.mining(day);
    TakeoverStories.ransom(day);
    TakeoverStories.evasion(day);
    InsideStories.lateral(day);
    new NoiseCalls(day)
        .write(dice.between(3_100, 3_400), dice.between(900, 1_000), dice.between(1_250, 1_400));
    new NoiseFindings(day)
        .write(dice.between(170, 190), dice.between(80, 90), dice.between(70, 80));
    new NoiseSite(day).write(dice.between(36, 40), dice.between(420, 520), dice.between(20, 30));
    number(day);
    return day;
  }

  /** QRadar numbers offenses as they come. */
  static void number(Day day) {
    day.offenses.sort(Comparator.comparing((Offense offense) -> offense.time));
    int number = day.dice.between(400, 900);
    for (Offense offense : day.offenses) {
      offense.number = number++;
    }
  }

  /** The seven stories for a reader. */
  static String tell(Day day, long seed) {
    StringBuilder out = new StringBuilder(4_096);
    out.append("# What is hidden in this day\n\n")
        .append("Everything in it is invented; seed ")
        .append(seed)
        .append(". An id marked * is one without which the story is not told.\n");
    int number = 1;
    for (Story story : day.stories) {
      out.append(
              String.format(Locale.ROOT, "%n## %d. %s%n%n", number++, story.title)
                  .replace("\r", ""))
          .append(story.telling)
          .append("\n\n");
      story
          .labels()
          .forEach(
              (id, core) ->
                  out.append("- `").append(id).append('`').append(core ? " *" : "").append('\n'));
    }
    return out.toString();
  }
}
