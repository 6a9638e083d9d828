// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random transactions, a third of them thrown away, against maps in memory that do the same: every
 * answer must agree, on the way and at the end.
 */
final class StateStorePropertyTest extends OnEveryDatabase {
  private static final int TRANSACTIONS = 60;
  private static final int STEPS = 12;
  private static final String[] IDS = {"a", "b", "a\0", "\uD800", "\u0010", "long".repeat(600)};

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void randomTransactions_agreeWithMapsInMemory(long seed) {
    Random random = new Random(seed);
    MapOracle oracle = new MapOracle();
    for (int i = 0; i < TRANSACTIONS; i++) {
      clock.advance(Duration.ofSeconds(1));
      boolean keep = random.nextInt(3) > 0;
      long steps = random.nextLong();
      MapOracle mine = oracle.copy();
      List<Object> expected = run(steps, step -> mine.step(step, clock.instant()));
      List<Object> actual = new ArrayList<>();
      try {
        store.inTransaction(
            tx -> {
              // The work may be run again.
              actual.clear();
              actual.addAll(run(steps, step -> step(tx, step)));
              if (!keep) {
                throw new Undone();
              }
              return null;
            });
      } catch (Undone e) {
        assertThat(keep).isFalse();
      }
      assertThat(actual).as("transaction %d", i).isEqualTo(expected);
      oracle = keep ? mine : oracle;
    }
  }

  /** A random operation: which of them, on which id, and with which of two texts. */
  record Step(int operation, String id, String text) {}

  private interface Runner {
    Object run(Step step);
  }

  private static List<Object> run(long seed, Runner runner) {
    Random random = new Random(seed);
    List<Object> answers = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      Step step =
          new Step(
              random.nextInt(MapOracle.OPERATIONS),
              IDS[random.nextInt(IDS.length)],
              random.nextBoolean() ? "x" : "y\0");
      answers.add(step.operation() + ":" + runner.run(step));
    }
    return answers;
  }

  private static Object step(Transaction tx, Step step) {
    String id = step.id();
    String text = step.text();
    return switch (step.operation()) {
      case 0 -> tx.firstSight("s", id);
      case 1 -> tx.seen("s", id);
      case 2 -> {
        tx.saveCheckpoint(id, tx.checkpoint(id).orElse(null), text);
        yield tx.checkpoint(id).orElseThrow();
      }
      case 3 -> {
        boolean there = tx.checkpoint(id).isPresent();
        tx.checkpoint(id).ifPresent(at -> tx.removeCheckpoint(id, at));
        yield there;
      }
      case 4 -> tx.recordOutcome("s", id, text, text, 1);
      case 5 -> tx.changeOutcome("s", id, text, "z");
      case 6 -> tx.outcomes("s");
      case 7 -> tx.outcome("s", id);
      case 8 -> tx.failed("s", id, text);
      case 9 -> {
        int tries = tx.tries("s", id);
        tx.clearTries("s", id);
        yield tries;
      }
      case 10 -> tx.writeBacks().intend(id, text);
      case 11 -> tx.writeBacks().conclude(id, text);
      case 12 -> tx.writeBacks().withdraw(id);
      case 13 -> tx.writeBacks().get(id);
      case 14 -> {
        tx.queue(id).append(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        yield tx.queue(id).size();
      }
      case 15 -> {
        List<SpillQueue.Entry> first = tx.queue(id).first(2);
        tx.queue(id).remove(first.stream().map(SpillQueue.Entry::number).toList());
        yield first.stream().map(entry -> Arrays.toString(entry.content())).toList();
      }
      default -> throw new IllegalArgumentException("no such operation: " + step);
    };
  }

  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
