// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import io.qraws.core.QrawsException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One batch from its delivery to the acknowledgement of what was dealt with. */
final class BatchRun {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);

  private final Ingest ingest;
  private final String source;
  private final Batch batch;
  private final @Nullable String position;
  private final Effects effects;
  private final List<RawInput> ready = new ArrayList<>();
  private boolean heldUp;

  BatchRun(Ingest ingest, String source, Batch batch, @Nullable String position) {
    this.ingest = ingest;
    this.source = source;
    this.batch = batch;
    this.position = position;
    this.effects = new Effects(ingest, source);
  }

  /** True if all of it is dealt with. */
  boolean all() throws InterruptedException {
    for (RawInput input : batch.inputs()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped between two inputs");
      }
      if (dealWith(input)) {
        ready.add(input);
        if (effects.size() >= ingest.piece) {
          store();
        }
      } else {
        heldUp = true;
      }
    }
    String next = batch.position();
    if (next != null && !heldUp) {
      effects.position(position, next);
    }
    store();
    return !heldUp;
  }

  private void store() {
    effects.store();
    ready.forEach(batch::done);
    ready.clear();
  }

  /** True if it need not come again once the effects are stored. */
  private boolean dealWith(RawInput input) throws InterruptedException {
    String key = Keys.input(input);
    if (ingest.store.inTransaction(tx -> tx.outcome(ingest.inputs(), key)).isPresent()) {
      return true;
    }
    if (input.passedOver().isPresent()) {
      effects.input(input, "passed over: " + input.passedOver().get());
      return true;
    }
    if (endsTheProcess(input, key)) {
      effects.deadInput(input, "the process ended each time it was read", ingest.tries);
      return true;
    }
    boolean done = read(input);
    if (input.deliveries() > ingest.tries) {
      ingest.store.inTransaction(
          tx -> {
            tx.clearTries(ingest.inputs(), begun(key));
            return true;
          });
    }
    return done;
  }

  private boolean read(RawInput input) throws InterruptedException {
    InputRun run = new InputRun(ingest, source, input, effects);
    try (InputStream in = input.open()) {
      run.read(in);
      effects.input(input, "read");
      return true;
    } catch (GoneException e) {
      LOG.warn("{}: {}: {}", source, input.location(), e.getMessage());
      effects.input(input, "gone: " + e.getMessage());
      return true;
    } catch (InputRun.Stopped e) {
      return stopped(input, e);
    } catch (QrawsException e) {
      if (effects.lost()) {
        throw e;
      }
      effects.store();
      return e.retryable() ? heldUp(input, e) : failed(input, e);
    } catch (IOException e) {
      effects.store();
      return failed(input, e);
    }
  }

  private boolean stopped(RawInput input, InputRun.Stopped stopped) throws InterruptedException {
    Exception cause = stopped.why();
    effects.store();
    if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    return heldUp(input, cause);
  }

  private boolean heldUp(RawInput input, Exception cause) {
    LOG.info("{}: {} is held up", source, input.location(), cause);
    batch.abandon(input, Objects.requireNonNullElse(cause.getMessage(), cause.toString()));
    return false;
  }

  private boolean failed(RawInput input, Exception cause) {
    String reason = Effects.reason(cause);
    int tries =
        ingest.store.inTransaction(tx -> tx.failed(ingest.inputs(), Keys.input(input), reason));
    if (tries < ingest.tries) {
      return heldUp(input, cause);
    }
    LOG.warn("{}: {} is given up after {} tries", source, input.location(), tries, cause);
    effects.deadInput(input, reason, tries);
    return true;
  }

  /**
   * Whether an input has ended the process as often as it may be tried. Only one that was delivered
   * suspiciously often is watched, since that costs two transactions.
   */
  private boolean endsTheProcess(RawInput input, String key) {
    return input.deliveries() > ingest.tries
        && ingest.store.inTransaction(tx -> tx.failed(ingest.inputs(), begun(key), "begun"))
            > ingest.tries;
  }

  private static String begun(String key) {
    return "begun|" + key;
  }
}
