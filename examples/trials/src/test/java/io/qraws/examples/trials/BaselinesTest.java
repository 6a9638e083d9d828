// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

final class BaselinesTest {
  private static final String SEED = "71";

  /** A tenth of the company, so that what is measured is coarse. */
  private static Trials.Verdict run(String... more) throws IOException {
    String[] args = {
      "baselines", "--seed", SEED, "scale=0.15", "learning=21", "judged=3", "victims=3", "rate=1e-3"
    };
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    Trials.Verdict verdict = new BaselinesTrial(Options.of(all)).run();
    System.out.println(verdict.measures());
    return verdict;
  }

  @Test
  void run_inventedAttacks_passes() throws IOException {
    Trials.Verdict verdict = run();
    assertThat(verdict.passed()).as(verdict.measures()).isTrue();
  }

  @Test
  @EnabledIfSystemProperty(named = "qraws.corpus", matches = ".+")
  void run_realAttacks_passes() throws IOException {
    Path attacks = Path.of(System.getProperty("qraws.corpus"), "cloudtrail", "attack");
    assumeThat(attacks).isDirectory();
    Trials.Verdict verdict = run("attacks=" + attacks);
    assertThat(verdict.passed()).as(verdict.measures()).isTrue();
  }

  @Test
  void day_sameSeed_isTheSame() {
    Estate one = new Estate(3, .1);
    Estate other = new Estate(3, .1);
    for (int day = 0; day < 10; day++) {
      assertThat(one.day(day)).isNotEmpty().isEqualTo(other.day(day));
    }
  }

  @Test
  void planted_known_showsNothingOfTheLogsActor() throws IOException {
    Estate estate = new Estate(3, .1);
    EstateMember victim = estate.members.get(0);
    for (AttackLog attack : InventedAttacks.all()) {
      assertThat(attack.planted(AttackLog.Disguise.KNOWN, victim, Estate.START))
          .allSatisfy(
              call -> {
                assertThat(call.toString()).doesNotContain("user/mallory");
                assertThat(call.observables().toString()).contains(victim.caller.arn());
                assertThat(call.userAgent()).isEqualTo(Caller.SDK);
              });
    }
  }
}
