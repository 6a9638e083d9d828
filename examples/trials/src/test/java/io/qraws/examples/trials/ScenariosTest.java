// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.IncidentCorrelator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

final class ScenariosTest {
  private static final long SEED = 31;

  @Test
  void run_fewDays_passes() throws IOException {
    Options options = Options.of("scenarios", "--seed", Long.toString(SEED), "--runs", "4");
    Trials.Verdict verdict = new ScenariosTrial(options).run();
    System.out.println(verdict.measures());
    assertThat(verdict.passed()).as(verdict.measures()).isTrue();
  }

  @Test
  void run_withPlaces_findsWhatSharesNothingElse() throws IOException {
    String[] days = {"scenarios", "--seed", Long.toString(SEED), "--runs", "4", "places=told"};
    Trials.Verdict verdict = new ScenariosTrial(Options.of(days)).run();
    System.out.println(verdict.measures());
    assertThat(verdict.passed()).as(verdict.measures()).isTrue();
    days[5] = "places=untold";
    Trials.Verdict blind = new ScenariosTrial(Options.of(days)).run();
    assertThat(blind.passed()).as(blind.measures()).isFalse();
  }

  @Test
  void generate_withPlaces_leavesTheRestAsItIs() {
    ScenarioDays.Hidden plain = ScenarioDays.generate(SEED);
    ScenarioDays.Hidden more = ScenarioDays.generate(SEED, new PlaceTable());
    assertThat(more.day().calls).startsWith(plain.day().calls.toArray(new ObjectNode[0]));
    assertThat(more.day().stories).hasSize(plain.day().stories.size() + 1);
  }

  @Test
  @EnabledIfSystemProperty(named = "qraws.corpus", matches = ".+")
  void plant_realAttacks_areFound() throws IOException {
    Path attacks = Path.of(System.getProperty("qraws.corpus"), "cloudtrail", "attack");
    assumeThat(attacks).isDirectory();
    PlantedAttacks real = new PlantedAttacks(SEED, IncidentCorrelator::create);
    real.plant(attacks);
    assertThat(real.found()).isPositive().isGreaterThanOrEqualTo(real.planted() * 9 / 10);
  }

  @Test
  void generate_severalDays_hideEveryKind() {
    Set<String> hidden = new HashSet<>();
    for (long seed = SEED; seed < SEED + 15; seed++) {
      ScenarioDays.generate(seed).day().stories.forEach(story -> hidden.add(story.name));
    }
    assertThat(hidden).hasSize(20).containsExactlyInAnyOrderElementsOf(ScenarioDays.kinds());
  }

  @Test
  void generate_sameSeed_isTheSameDay() {
    assertThat(ScenarioDays.generate(SEED).day().calls)
        .isEqualTo(ScenarioDays.generate(SEED).day().calls);
  }

  @Test
  void judge_noIncident_findsNothing() throws IOException {
    ScenarioJudge judge = new ScenarioJudge(ScenarioDays.generate(SEED), List.of());
    assertThat(judge.stories().values()).hasSize(7).containsOnly("in no incident");
  }

  @Test
  void judge_crumbs_areMissedAndCounted() throws IOException {
    ScenarioDays.Hidden hidden = ScenarioDays.generate(SEED);
    IncidentCorrelator blind = IncidentCorrelator.builder().window(Duration.ofSeconds(1)).build();
    ScenarioJudge judge = new ScenarioJudge(hidden, correlate(hidden, blind));
    assertThat(judge.stories().values()).filteredOn(String::isEmpty).isEmpty();
    assertThat(judge.holding()).isGreaterThan(14);
  }

  @Test
  void judge_everythingInOneIncident_isJoined() throws IOException {
    ScenarioDays.Hidden hidden = ScenarioDays.generate(SEED);
    List<Incident> found = correlate(hidden, IncidentCorrelator.create());
    Incident first = found.get(0);
    List<Signal> all = found.stream().flatMap(i -> i.signals().stream()).distinct().toList();
    Incident blob =
        new Incident(
            first.id(),
            all,
            List.of(),
            first.stages(),
            first.tactics(),
            first.novel(),
            first.salience());
    ScenarioJudge judge = new ScenarioJudge(hidden, List.of(blob));
    assertThat(judge.joined()).isOne();
    assertThat(judge.stories().values()).allMatch(missed -> missed.startsWith("joined"));
  }

  private static List<Incident> correlate(ScenarioDays.Hidden hidden, IncidentCorrelator correlator)
      throws IOException {
    return correlator.correlate(
        ScenariosTrial.read(DayFiles.input(hidden.day())), World.DAY.plusSeconds(90_000));
  }
}
