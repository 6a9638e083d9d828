// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/** A process whose threads commit side by side, and say each commit once they know of it. */
final class SeveralWriters {
  private static final int THREADS = 3;
  private static final int IDS = 8;

  private SeveralWriters() {}

  /** Takes a file for H2 and a word that sets this run's ids apart. */
  public static void main(String[] args) {
    Clock clock = Clock.fixed(OnEveryDatabase.START, ZoneOffset.UTC);
    StateStore store = StateStore.file(Path.of(args[0]), clock);
    for (int thread = 0; thread < THREADS; thread++) {
      String prefix = args[1] + "." + thread + ".";
      new Thread(() -> write(store, prefix)).start();
    }
  }

  private static void write(StateStore store, String prefix) {
    for (int i = 0; ; i++) {
      String id = prefix + i;
      if (i % 4 == 3) {
        store.inTransaction(tx -> tx.writeBacks().intend(id, "a note"));
        say("intended " + id);
        store.inTransaction(tx -> tx.writeBacks().conclude(id, "written"));
        say("concluded " + id);
      } else {
        store.inTransaction(
            tx -> {
              for (int j = 0; j < IDS; j++) {
                tx.firstSight("s", id + "." + j);
              }
              return null;
            });
        say("seen " + id);
      }
    }
  }

  private static synchronized void say(String what) {
    System.out.println(what);
  }

  /** What was said and is not there. */
  static List<String> absent(Transaction tx, List<String> said) {
    return said.stream().filter(line -> !isThere(tx, line.split(" "))).toList();
  }

  private static boolean isThere(Transaction tx, String[] said) {
    return switch (said[0]) {
      case "seen" -> {
        boolean all = true;
        for (int j = 0; j < IDS; j++) {
          all &= tx.seen("s", said[1] + "." + j);
        }
        yield all;
      }
      case "intended" -> tx.writeBacks().get(said[1]).isPresent();
      case "concluded" -> tx.writeBacks().get(said[1]).flatMap(WriteBack::result).isPresent();
      default -> throw new IllegalStateException(String.join(" ", said));
    };
  }
}
