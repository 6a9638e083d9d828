// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads, half of them with another store on the same database, as another process has. */
final class StateStoreConcurrencyTest extends OnEveryDatabase {
  private static final int THREADS = 8;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void firstSight_sameIdsEverywhere_trueExactlyOnceEach() throws Exception {
    int ids = 30;
    List<List<Integer>> firsts =
        everywhere(
            (mine, thread) -> {
              List<Integer> first = new ArrayList<>();
              for (int id : shuffled(ids, thread)) {
                if (mine.<Boolean, RuntimeException>inTransaction(
                    tx -> tx.firstSight("s", "" + id))) {
                  first.add(id);
                }
              }
              return first;
            });
    assertThat(firsts.stream().flatMap(List::stream).sorted())
        .containsExactlyElementsOf(IntStream.range(0, ids).boxed().toList());
  }

  /**
   * Batches that meet in opposite orders wait for each other in a circle; each must come through.
   */
  @Test
  void firstSight_batchesInOppositeOrders_trueExactlyOnceEach() throws Exception {
    int ids = 8;
    List<List<Integer>> firsts =
        everywhere(
            (mine, thread) ->
                mine.<List<Integer>, RuntimeException>inTransaction(
                    tx -> {
                      List<Integer> first = new ArrayList<>();
                      for (int id : shuffled(ids, thread)) {
                        if (tx.firstSight("s", "" + id)) {
                          first.add(id);
                        }
                      }
                      return first;
                    }));
    assertThat(firsts.stream().flatMap(List::stream).sorted())
        .containsExactlyElementsOf(IntStream.range(0, ids).boxed().toList());
  }

  @Test
  void failed_fromEverywhere_countsEach() throws Exception {
    int rounds = 6;
    List<List<Integer>> counts =
        everywhere(
            (mine, thread) -> {
              List<Integer> seen = new ArrayList<>();
              for (int i = 0; i < rounds; i++) {
                seen.add(mine.inTransaction(tx -> tx.failed("s", "id", "why")));
              }
              return seen;
            });
    assertThat(counts.stream().flatMap(List::stream).sorted())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, THREADS * rounds).boxed().toList());
  }

  /** Each adds one to what it found; what was taken back or overwritten would be missing. */
  @Test
  void saveCheckpoint_fromEverywhere_losesNoStep() throws Exception {
    store.inTransaction(
        tx -> {
          tx.saveCheckpoint("s", null, "0");
          return null;
        });
    int steps = 4;
    everywhere(
        (mine, thread) -> {
          int done = 0;
          while (done < steps) {
            String at = mine.inTransaction(tx -> tx.checkpoint("s").orElseThrow());
            try {
              mine.inTransaction(
                  tx -> {
                    tx.saveCheckpoint("s", at, "" + (Integer.parseInt(at) + 1));
                    return null;
                  });
              done++;
            } catch (CheckpointMovedException e) {
              assertThat(e.name()).isEqualTo("s");
            }
          }
          return done;
        });
    String end = in(tx -> tx.checkpoint("s").orElseThrow());
    assertThat(end).isEqualTo("" + THREADS * steps);
  }

  @Test
  void intendAndReplayed_fromEverywhere_trueOnce() throws Exception {
    long letter = in(tx -> tx.deadLetters().put("s", "id", "", "", 1, new byte[] {1}));
    List<Boolean> both =
        everywhere(
                (mine, thread) -> {
                  boolean intended = mine.inTransaction(tx -> tx.writeBacks().intend("k", "what"));
                  boolean replayed = mine.inTransaction(tx -> tx.deadLetters().replayed(letter));
                  return List.of(intended, replayed);
                })
            .stream()
            .flatMap(List::stream)
            .toList();
    assertThat(both).filteredOn(yes -> yes).hasSize(2);
  }

  private interface Task<T> {
    T run(StateStore mine, int thread) throws Exception;
  }

  private <T> List<T> everywhere(Task<T> task) throws InterruptedException, ExecutionException {
    try (StateStore other = StateStore.open(database.source(), clock)) {
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        tasks.add(() -> task.run(thread % 2 == 0 ? store : other, thread));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> done : threads.invokeAll(tasks)) {
        results.add(done.get());
      }
      return results;
    }
  }

  private static List<Integer> shuffled(int size, int seed) {
    List<Integer> ids = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    Collections.shuffle(ids, new Random(seed));
    return ids;
  }
}
