// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process is killed amid its transactions. What it said is committed must be there, and of the
 * batch it was at, all or nothing.
 */
final class StateStoreCrashTest {
  private static final Clock CLOCK = Clock.fixed(OnEveryDatabase.START, ZoneOffset.UTC);

  @TempDir Path folder;

  @ParameterizedTest(name = "after {0} commits")
  @ValueSource(ints = {1, 23, 60})
  void kill_h2File_keepsEveryCommitWhole(int commits) throws Exception {
    String file = folder.resolve("state").toString();
    int said = runAndKill(commits, file);
    try (StateStore store = StateStore.file(Path.of(file), CLOCK)) {
      assertWhole(store, said);
    }
  }

  /** The file is used again and again, so that H2 writes where old content was. */
  @Test
  void killAgainAndAgain_severalThreads_keepsEveryCommit() throws Exception {
    int kills = Integer.getInteger("qraws.kills", 4);
    Path file = folder.resolve("state");
    Random random = new Random(kills);
    List<String> said = new ArrayList<>();
    for (int run = 0; run < kills; run++) {
      Process writers = start(SeveralWriters.class, file.toString(), "" + run);
      try (BufferedReader out = writers.inputReader(StandardCharsets.UTF_8)) {
        int most = 20 + random.nextInt(400);
        for (int i = 0; i < most; i++) {
          said.add(out.readLine());
        }
        writers.toHandle().destroyForcibly();
        out.lines().forEach(said::add);
      } finally {
        writers.destroyForcibly().onExit().join();
      }
      try (StateStore store = StateStore.file(file, CLOCK)) {
        List<String> absent = store.inTransaction(tx -> SeveralWriters.absent(tx, said));
        assertThat(absent).as("after kill %d, of %d", run + 1, said.size()).isEmpty();
      }
    }
    System.out.println("StateStore: kills=" + kills + " commits=" + said.size() + " lost=0");
  }

  @ParameterizedTest(name = "after {0} commits")
  @ValueSource(ints = {1, 23})
  void kill_postgres_keepsEveryCommitWhole(int commits) throws Exception {
    String url = System.getProperty("qraws.postgres", "");
    assumeFalse(url.isEmpty(), "no -Dqraws.postgres: not run on PostgreSQL");
    try (TestDatabase.Opened database = TestDatabase.POSTGRES.open(folder)) {
      int said = runAndKill(commits, url, database.schema());
      try (StateStore store = StateStore.open(database.source(), CLOCK)) {
        assertWhole(store, said);
      }
    }
  }

  private static void assertWhole(StateStore store, int said) {
    store.inTransaction(
        tx -> {
          int end = Integer.parseInt(tx.checkpoint("s").orElseThrow());
          assertThat(end).isBetween(said, said + 1);
          assertThat(tx.outcomes("s")).containsEntry("handled", (long) end);
          assertThat(tx.deadLetters().count("s")).isEqualTo(end);
          assertThat(tx.queue("s").size()).isEqualTo(end);
          List<SpillQueue.Entry> queue = tx.queue("s").first(end + 1);
          for (int i = 1; i <= end; i++) {
            assertThat(tx.seen("s", "" + i)).as("batch %d", i).isTrue();
            assertThat(tx.writeBacks().get("" + i)).as("batch %d", i).isPresent();
            assertThat(queue.get(i - 1).content()).isEqualTo(CrashingWriter.raw(i));
          }
          for (DeadLetter letter : tx.deadLetters().waiting("s", 0, end)) {
            assertThat(tx.deadLetters().raw(letter.number()))
                .contains(CrashingWriter.raw(Integer.parseInt(letter.id())));
          }
          assertThat(tx.seen("s", "" + (end + 1))).isFalse();
          assertThat(tx.writeBacks().get("" + (end + 1))).isEmpty();
          return null;
        });
  }

  @Test
  void file_whileAnotherProcessHasIt_isRefusedForNow() throws Exception {
    String file = folder.resolve("state").toString();
    Process writer = start(CrashingWriter.class, file);
    try (BufferedReader said = writer.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.lines().anyMatch("committed 1"::equals)).isTrue();
      assertThatThrownBy(() -> StateStore.file(Path.of(file), CLOCK))
          .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.retryable()).isTrue());
    } finally {
      writer.destroyForcibly().onExit().join();
    }
  }

  /** Kills the process as soon as it has said so many commits; returns the last it said in all. */
  private static int runAndKill(int commits, String... args) throws IOException {
    Process writer = start(CrashingWriter.class, args);
    try (BufferedReader said = writer.inputReader(StandardCharsets.UTF_8)) {
      int last = 0;
      List<String> others = new ArrayList<>();
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (!line.startsWith("committed ")) {
          others.add(line);
          continue;
        }
        last = Integer.parseInt(line.substring("committed ".length()));
        if (last == commits) {
          // By its handle: the process itself would close the stream, and with it what it said
          // last.
          writer.toHandle().destroyForcibly();
        }
      }
      assertThat(last).as("%s", others).isGreaterThanOrEqualTo(commits);
      return last;
    } finally {
      writer.destroyForcibly().onExit().join();
    }
  }

  private static Process start(Class<?> program, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
