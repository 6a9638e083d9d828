// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static java.util.Objects.requireNonNull;

import io.qraws.core.QrawsException;
import io.qraws.core.read.SignalReader;
import io.qraws.core.store.CheckpointMovedException;
import io.qraws.core.store.StateStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what sources deliver through a handler and stores what became of it, so that every signal
 * has one outcome, whatever dies when.
 *
 * <p>Outcomes, progress and the source's position are stored in one transaction, and only then is
 * the source told. What comes again is known by its outcome and is not handed over again; a large
 * input is stored piece by piece and gone on with at the record that is next. What a handler
 * changes elsewhere goes through {@link Once}.
 *
 * <p>The ledger holds, in the scope {@link Builder#ledger}, one outcome for each signal (the
 * handler's word), {@link #REJECTED} for each record that could not be read, and {@link #DEAD} for
 * what could not be dealt with; and in the scope of the same name with {@code /inputs} one for each
 * input. Rejected and dead ones lie, with reason and bytes, among the store's dead letters in the
 * scope of the source's name, until {@link #replay}.
 *
 * <p>There is no queue: a batch is read on the calling thread while it is dealt with. Safe for use
 * by many threads, each with a source of its own; processes that share a store may share a queue,
 * but of other sources the second that stores a position is told to read it anew.
 */
public final class Ingest {
  /** The outcome of a record that could not be read. */
  public static final String REJECTED = "rejected";

  /** The outcome of what could not be dealt with. */
  public static final String DEAD = "dead";

  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

  final StateStore store;
  final SignalHandler handler;
  final SignalReader reader;
  final Once once;
  final String ledger;
  final int tries;
  final int piece;
  private final Duration pause;

  private Ingest(Builder builder) {
    this.store = builder.store;
    this.handler = builder.handler;
    this.reader = builder.reader;
    this.once = new Once(builder.store, builder.settle, builder.nanoTime);
    this.ledger = builder.ledger;
    this.tries = builder.tries;
    this.piece = builder.piece;
    this.pause = builder.pause;
  }

  /**
   * A builder.
   *
   * @param store made and closed by the caller
   * @param handler deals with each signal
   */
  public static Builder builder(StateStore store, SignalHandler handler) {
    return new Builder(store, handler);
  }

  /**
   * Deals with what a source delivers until the thread is interrupted. What fails and may pass is
   * told in the log and tried again.
   *
   * @param source asked by this thread only meanwhile
   * @throws InterruptedException when the thread is interrupted; nothing is lost by it
   * @throws QrawsException if something outside failed that will not pass by itself
   */
  public void run(Source source) throws InterruptedException {
    while (true) {
      boolean smooth;
      try {
        smooth = step(source, Duration.ofSeconds(20)) != Step.HELD_UP;
      } catch (QrawsException e) {
        if (!e.retryable()) {
          throw e;
        }
        LOG.warn("{}: failed, and is tried again", source.name(), e);
        smooth = false;
      }
      if (!smooth) {
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }
    }
  }

  /** What a step came to. */
  public enum Step {
    /** There was nothing. */
    IDLE,
    /** All that was delivered is dealt with. */
    DONE,
    /** Something could not be dealt with yet, and comes again. */
    HELD_UP
  }

  /**
   * Asks a source once and deals with what it delivers.
   *
   * @param source asked by this thread only meanwhile
   * @param wait how long the source may wait if there is nothing
   * @throws InterruptedException when the thread is interrupted; nothing is lost by it
   * @throws QrawsException if the source or the store failed
   */
  public Step step(Source source, Duration wait) throws InterruptedException {
    String position = store.inTransaction(tx -> tx.checkpoint(source.name())).orElse(null);
    Optional<Batch> next = source.poll(position, wait);
    if (next.isEmpty()) {
      return Step.IDLE;
    }
    try (Batch batch = next.get()) {
      return new BatchRun(this, source.name(), batch, position).all() ? Step.DONE : Step.HELD_UP;
    } catch (CheckpointMovedException e) {
      LOG.info("{}: another process has gone on meanwhile", source.name());
      return Step.HELD_UP;
    }
  }

  /**
   * Tries a dead letter once more, now.
   *
   * @param source the one it came from, or another that can make inputs of it
   * @param number the dead letter's number
   * @return whether it is dealt with; if not, it stays with its old reason
   * @throws IllegalArgumentException if there is no such dead letter
   * @throws InterruptedException when the thread is interrupted
   * @throws QrawsException if the store failed, or the handler did
   */
  public boolean replay(Source source, long number) throws InterruptedException {
    return new Replay(this, source, number).run();
  }

  /** The scope of the outcomes of inputs. */
  String inputs() {
    return ledger + "/inputs";
  }

  /** Gathers the settings; not safe for several threads. */
  public static final class Builder {
    private final StateStore store;
    private final SignalHandler handler;
    private SignalReader reader = SignalReader.create();
    private String ledger = "signals";
    private int tries = 5;
    private int piece = 500;
    private Duration settle = Duration.ofMinutes(2);
    private Duration pause = Duration.ofSeconds(5);
    private LongSupplier nanoTime = System::nanoTime;

    private Builder(StateStore store, SignalHandler handler) {
      this.store = requireNonNull(store, "store");
      this.handler = requireNonNull(handler, "handler");
    }

    /**
     * The scope within which a signal has one outcome, from whatever source it comes. Two pipelines
     * on one store that each want all signals need two. Default: {@code signals}.
     *
     * @throws IllegalArgumentException if it has not 1 to 200 characters
     */
    public Builder ledger(String ledger) {
      if (requireNonNull(ledger, "ledger").isEmpty() || ledger.length() > 200) {
        throw new IllegalArgumentException("a ledger has 1 to 200 characters: " + ledger.length());
      }
      this.ledger = ledger;
      return this;
    }

    /**
     * How often a signal or input is tried before it becomes a dead letter. Failures that may pass
     * by themselves don't count. Default: 5.
     *
     * @throws IllegalArgumentException if it is not 1 to 1,000
     */
    public Builder tries(int tries) {
      if (tries < 1 || tries > 1_000) {
        throw new IllegalArgumentException("tries must be 1 to 1000: " + tries);
      }
      this.tries = tries;
      return this;
    }

    /**
     * After how many records progress is stored: what is read again at most after the process died.
     * Default: 500.
     *
     * @throws IllegalArgumentException if it is not 1 to 10,000
     */
    public Builder piece(int records) {
      if (records < 1 || records > 10_000) {
        throw new IllegalArgumentException("piece must be 1 to 10000: " + records);
      }
      this.piece = records;
      return this;
    }

    /**
     * How long a request to the other side may still be on its way after its sender gave it up or
     * died; see {@link Once}. Default: 2 minutes.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder settle(Duration settle) {
      if (requireNonNull(settle, "settle").isNegative()) {
        throw new IllegalArgumentException("settle must not be negative: " + settle);
      }
      this.settle = settle;
      return this;
    }

    /**
     * How long {@link Ingest#run} waits after a failure. Default: 5 seconds.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder pause(Duration pause) {
      if (requireNonNull(pause, "pause").isNegative()) {
        throw new IllegalArgumentException("pause must not be negative: " + pause);
      }
      this.pause = pause;
      return this;
    }

    /** Elapsed time, for tests. */
    Builder nanoTime(LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      return this;
    }

    /** Makes it; nothing is asked yet. */
    public Ingest build() {
      return new Ingest(this);
    }
  }
}
