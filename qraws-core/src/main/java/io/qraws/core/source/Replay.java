// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Signal;
import io.qraws.core.store.DeadLetter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A dead letter that is tried once more: a record, or an input that could not be read. */
final class Replay {
  /** Before the id of a dead letter that is an input. */
  static final String INPUT = "input|";

  private final Ingest ingest;
  private final Source source;
  private final long number;

  Replay(Ingest ingest, Source source, long number) {
    this.ingest = ingest;
    this.source = source;
    this.number = number;
  }

  boolean run() throws InterruptedException {
    DeadLetter letter =
        ingest
            .store
            .inTransaction(tx -> tx.deadLetters().get(number))
            .orElseThrow(() -> new IllegalArgumentException("no such dead letter: " + number));
    if (letter.replayed().isPresent()) {
      return true;
    }
    Raw raw =
        Raw.of(
            ingest
                .store
                .inTransaction(tx -> tx.deadLetters().raw(number))
                .orElseThrow(() -> new IllegalArgumentException("no such dead letter: " + number)));
    try {
      return letter.id().startsWith(INPUT) ? input(letter, raw) : record(letter, raw);
    } catch (IOException e) {
      throw new SourceException(source.name(), "a replay could not read its input", false, e);
    }
  }

  /** Reads the input as if it were delivered, piece by piece. */
  private boolean input(DeadLetter letter, Raw raw) throws IOException, InterruptedException {
    for (RawInput input : source.replay(letter.location(), raw)) {
      if (input.passedOver().isEmpty()) {
        Effects effects = new Effects(ingest, source.name());
        try (InputStream in = input.open()) {
          new InputRun(ingest, source.name(), input, effects).read(in);
          effects.input(input, "read");
        } catch (InputRun.Stopped e) {
          effects.store();
          throw e.unwrapped();
        }
        effects.store();
      }
    }
    return ingest.store.inTransaction(
        tx -> {
          String key = letter.id().substring(INPUT.length());
          tx.changeOutcome(ingest.inputs(), key, Ingest.DEAD, "read");
          tx.deadLetters().replayed(letter.number());
          return true;
        });
  }

  private boolean record(DeadLetter letter, Raw raw) throws IOException, InterruptedException {
    Records records = new Records();
    ingest.reader.read(letter.location(), new ByteArrayInputStream(raw.bytes()), records);
    return records.rejected == 0 && settle(letter, records);
  }

  private boolean settle(DeadLetter letter, Records records) throws InterruptedException {
    Map<String, String> outcomes = new TreeMap<>();
    for (Signal signal : records.signals) {
      // A record's key is that under which it died: what it was read from may have named it more.
      boolean same = records.signals.size() == 1 && !letter.id().startsWith("rejected|");
      String key = same ? letter.id() : Keys.signal(signal);
      String before =
          ingest
              .store
              .inTransaction(tx -> tx.outcome(ingest.ledger, key))
              .map(known -> known.outcome())
              .orElse(Ingest.DEAD);
      if (before.equals(Ingest.DEAD)) {
        outcomes.put(key, Effects.outcome(ingest.handler.handle(signal, ingest.once)));
      }
    }
    return ingest.store.inTransaction(
        tx -> {
          outcomes.forEach(
              (key, outcome) -> {
                if (!tx.recordOutcome(ingest.ledger, key, outcome, letter.location(), 0)) {
                  tx.changeOutcome(ingest.ledger, key, Ingest.DEAD, outcome);
                }
              });
          tx.changeOutcome(ingest.ledger, letter.id(), Ingest.REJECTED, "read");
          tx.deadLetters().replayed(letter.number());
          return true;
        });
  }

  /** What is in a dead record, which is small enough to be held. */
  private static final class Records implements ReadListener {
    private final List<Signal> signals = new ArrayList<>();
    private int rejected;

    @Override
    public void signal(Signal signal) {
      signals.add(signal);
    }

    @Override
    public void rejected(Rejected ignored) {
      rejected++;
    }
  }
}
