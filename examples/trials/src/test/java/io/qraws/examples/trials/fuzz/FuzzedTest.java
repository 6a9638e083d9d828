// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The trial {@code fuzz} in short: a few hundred inputs a target, made without coverage. */
final class FuzzedTest {
  private static final int RUNS = 200;
  private static final int COSTLY_RUNS = 6;

  static List<String> targets() {
    return Target.all().stream().map(Target::name).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void check_changedSamples_keepsThePromises(String name) {
    Target target = Target.of(name);
    Mutator mutator = new Mutator(20260317);
    Set<Integer> different = new HashSet<>();
    int runs = name.equals("growth") ? COSTLY_RUNS : RUNS;
    target.seeds().forEach(target.check()::accept);
    for (int i = 0; i < runs; i++) {
      byte[] input = mutator.next(target.seeds());
      different.add(Arrays.hashCode(input));
      assertThatCode(() -> target.check().accept(input))
          .as(() -> "input " + Base64.getEncoder().encodeToString(input))
          .doesNotThrowAnyException();
    }
    System.out.printf("fuzzed %-16s inputs=%d different=%d%n", name, runs, different.size());
    assertThat(different).hasSizeGreaterThan(runs / 2);
  }
}
