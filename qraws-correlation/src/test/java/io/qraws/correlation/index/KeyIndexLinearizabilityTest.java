// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.correlation.index.Oracle.Related;
import java.time.Duration;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Whether what several threads are told could have been told to one, by Lincheck: it makes up small
 * programs, runs them in many orders, and looks for an order of the calls that explains the
 * answers.
 *
 * <p>The capacity is small and a chunk holds one signal, so that what one thread walks over, others
 * want to reuse.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:3")
@Param(name = "time", gen = IntGen.class, conf = "1:20")
public class KeyIndexLinearizabilityTest {
  /** How many times as long to look, {@code -Dqraws.lincheck=30} say. */
  private static final int LONGER = Integer.getInteger("qraws.lincheck", 1);

  private final KeyIndex index =
      new KeyIndex(
          IndexOptions.DEFAULT.withCapacity(2).withWindow(Duration.ofMillis(12)), 0, 0, false);

  /** For Lincheck. */
  public KeyIndexLinearizabilityTest() {}

  @Operation
  public String addOne(@Param(name = "time") int time, @Param(name = "key") int key) {
    return add(time, spread(key));
  }

  @Operation
  public String addTwo(
      @Param(name = "time") int time, @Param(name = "key") int a, @Param(name = "key") int b) {
    return add(time, spread(a), spread(b));
  }

  @Operation
  public String related(@Param(name = "time") int time, @Param(name = "key") int key) {
    Answer answer = new Answer();
    index.related(time, new long[] {spread(key)}, 1, answer);
    return Related.of(answer).toString();
  }

  private String add(long time, long... keys) {
    Answer answer = new Answer();
    index.add(time, keys, keys.length, answer);
    return Related.of(answer) + " of " + answer.number();
  }

  /** Keys 1 and 2 have different locks. */
  private static long spread(int key) {
    return (long) key << 62 | key;
  }

  @Test
  void calls_underStress_areLinearizable() {
    assertThatCode(() -> stress().check(KeyIndexLinearizabilityTest.class))
        .doesNotThrowAnyException();
  }

  @Test
  void calls_ofWhatHasNoLock_areFoundOut() {
    assertThatThrownBy(() -> stress().check(Unguarded.class))
        .isInstanceOf(LincheckAssertionError.class);
  }

  private static StressOptions stress() {
    return new StressOptions()
        .iterations(10 * LONGER)
        .invocationsPerIteration(300)
        .threads(2)
        .actorsPerThread(4)
        .minimizeFailedScenario(false);
  }

  /** Gives out numbers as the index does, but to several threads at once. */
  public static class Unguarded {
    private int next;

    /** For Lincheck. */
    public Unguarded() {}

    @Operation
    public int add() {
      return next++;
    }
  }

  @Test
  void calls_inManyOrders_areLinearizable() {
    ModelCheckingOptions options =
        new ModelCheckingOptions()
            .iterations(3 * LONGER)
            .invocationsPerIteration(30)
            .threads(2)
            .actorsPerThread(3)
            // Locks are tried for a while before a thread is put to sleep.
            .loopBound(10_000)
            .minimizeFailedScenario(false);
    assertThatCode(() -> options.check(KeyIndexLinearizabilityTest.class))
        .doesNotThrowAnyException();
  }
}
