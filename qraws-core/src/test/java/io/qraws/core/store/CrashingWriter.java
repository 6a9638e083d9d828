// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;

/** A process that commits batch after batch, says each, and is killed in the middle of one. */
final class CrashingWriter {
  private CrashingWriter() {}

  /** Takes a file for H2, or a URL and a schema for PostgreSQL. */
  public static void main(String[] args) {
    Clock clock = Clock.fixed(OnEveryDatabase.START, ZoneOffset.UTC);
    StateStore store =
        args.length == 1
            ? StateStore.file(Path.of(args[0]), clock)
            : StateStore.open(TestDatabase.postgres(args[0], args[1]), clock);
    for (int i = 1; ; i++) {
      int batch = i;
      store.inTransaction(
          tx -> {
            write(tx, batch);
            return null;
          });
      System.out.println("committed " + i);
    }
  }

  /** Changes to every kind of table, with bytes that H2 keeps outside of the row. */
  private static void write(Transaction tx, int batch) {
    tx.firstSight("s", "" + batch);
    tx.recordOutcome("s", "" + batch, "handled", "here", batch);
    tx.deadLetters().put("s", "" + batch, "here", "why", 1, raw(batch));
    tx.writeBacks().intend("" + batch, "what");
    tx.queue("s").append(raw(batch));
    tx.saveCheckpoint("s", batch == 1 ? null : "" + (batch - 1), "" + batch);
  }

  static byte[] raw(int batch) {
    byte[] raw = new byte[20_000];
    Arrays.fill(raw, (byte) batch);
    return raw;
  }
}
