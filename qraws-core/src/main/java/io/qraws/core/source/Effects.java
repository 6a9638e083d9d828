// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static java.util.Objects.requireNonNull;

import io.qraws.core.QrawsException;
import io.qraws.core.read.Rejected;
import io.qraws.core.signal.Raw;
import io.qraws.core.store.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What became of records and inputs, gathered until it is stored in one transaction. A large input
 * is stored in between, with the number of its records that are passed.
 */
final class Effects {
  private static final int LONGEST_OUTCOME = 200;
  private static final int LONGEST_REASON = 1000;
  private static final int LONGEST_LOCATION = 4000;

  private final Ingest ingest;
  private final String source;
  private final List<Consumer<Transaction>> pending = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();

  /** The input being read: where its progress is kept, what is stored of it, what is passed. */
  private @Nullable String progress;

  private @Nullable String stored;
  private long passed;
  private int sinceStored;
  private boolean lost;

  Effects(Ingest ingest, String source) {
    this.ingest = ingest;
    this.source = source;
  }

  int size() {
    return pending.size();
  }

  /** Begins with an input; returns the index of the first record that is not stored yet. */
  long begin(RawInput input) {
    String name = ingest.ledger + "/progress/" + Keys.input(input);
    progress = name;
    stored = ingest.store.inTransaction(tx -> tx.checkpoint(name)).orElse(null);
    passed = stored == null ? 0 : Long.parseLong(stored);
    sinceStored = 0;
    return passed;
  }

  boolean holds(String key) {
    return keys.contains(key);
  }

  void outcome(String key, String outcome, String location, long index) {
    keys.add(key);
    pending.add(tx -> tx.recordOutcome(ingest.ledger, key, outcome, cut(location), index));
  }

  void rejected(RawInput input, long index, Rejected rejected) {
    String key = Keys.rejected(input, index);
    letter(key, Ingest.REJECTED, input.location(), index, rejected.reason(), 1, rejected.raw());
  }

  void dead(String key, String location, long index, String reason, int tries, Raw raw) {
    letter(key, Ingest.DEAD, location, index, reason, tries, raw);
  }

  private void letter(
      String key, String outcome, String location, long index, String reason, int tries, Raw raw) {
    keys.add(key);
    pending.add(
        tx -> {
          if (tx.recordOutcome(ingest.ledger, key, outcome, cut(location), index)) {
            tx.deadLetters()
                .put(source, key, cut(location), cut(reason, LONGEST_REASON), tries, raw.bytes());
          }
        });
  }

  /** The record is passed, so that reading may go on behind it. */
  void passed(long index) {
    passed = index + 1;
    sinceStored++;
    if (sinceStored >= ingest.piece) {
      store();
    }
  }

  /** The input that was begun, or one that was not read at all, is at its end. */
  void input(RawInput input, String outcome) {
    String key = Keys.input(input);
    end(input);
    String location = cut(input.location());
    pending.add(tx -> tx.recordOutcome(ingest.inputs(), key, outcome(outcome), location, 0));
  }

  void deadInput(RawInput input, String reason, int tries) {
    String key = Keys.input(input);
    end(input);
    String location = cut(input.location());
    pending.add(
        tx -> {
          if (tx.recordOutcome(ingest.inputs(), key, Ingest.DEAD, location, 0)) {
            tx.deadLetters()
                .put(
                    source,
                    Replay.INPUT + key,
                    location,
                    cut(reason, LONGEST_REASON),
                    tries,
                    input.raw().bytes());
          }
        });
  }

  private void end(RawInput input) {
    String name = ingest.ledger + "/progress/" + Keys.input(input);
    if (name.equals(progress) && stored != null) {
      String expected = stored;
      pending.add(tx -> tx.removeCheckpoint(name, expected));
    }
    progress = null;
    stored = null;
  }

  void position(@Nullable String expected, String next) {
    if (!next.equals(expected)) {
      pending.add(tx -> tx.saveCheckpoint(source, expected, next));
    }
  }

  /** Whether storing failed: progress must not be stored over effects that were not. */
  boolean lost() {
    return lost;
  }

  /**
   * Stores what was gathered.
   *
   * @throws QrawsException if that fails; nothing can be stored after that, and it comes again
   */
  void store() {
    if (lost) {
      throw new IllegalStateException("effects that are lost must come again");
    }
    List<Consumer<Transaction>> work = List.copyOf(pending);
    pending.clear();
    keys.clear();
    String name = progress;
    String reached = Long.toString(passed);
    boolean moved = name != null && sinceStored > 0;
    if (work.isEmpty() && !moved) {
      return;
    }
    lost = true;
    ingest.store.inTransaction(
        tx -> {
          work.forEach(each -> each.accept(tx));
          if (moved) {
            tx.saveCheckpoint(requireNonNull(name), stored, reached);
          }
          return true;
        });
    lost = false;
    if (moved) {
      stored = reached;
      sinceStored = 0;
    }
  }

  static String outcome(String word) {
    return cut(requireNonNull(word, "outcome"), LONGEST_OUTCOME);
  }

  /** Told without the content of the input: a failure's class, and its message where it is ours. */
  static String reason(Exception e) {
    String message = e.getMessage();
    String all = e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    return cut(all, LONGEST_REASON);
  }

  private static String cut(String location) {
    return cut(location, LONGEST_LOCATION);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
