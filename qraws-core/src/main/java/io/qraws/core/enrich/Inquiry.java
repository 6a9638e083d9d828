// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.Observable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One question to one enricher on its way: about observables, in calls of a batch each, one after
 * the other. What a call answers is there at once; an end that comes before leaves the rest
 * unknown.
 */
final class Inquiry {
  /** What it came to for one observable: facts, or why there are none. */
  record Outcome(List<Enrichment> facts, @Nullable String unknown) {}

  private final Map<Observable, CompletableFuture<Outcome>> outcomes = new LinkedHashMap<>();
  private final int batch;
  private final Function<Set<Observable>, Map<Observable, List<Enrichment>>> call;
  private final Consumer<@Nullable Throwable> verdict;
  private final AtomicBoolean judged = new AtomicBoolean();
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Consumer<Inquiry> released;
  private final FutureTask<Void> task = new FutureTask<>(this::ask, null);
  private final long endNanos;

  /**
   * An inquiry that has not begun.
   *
   * @param observables what it is about
   * @param batch the most in one call
   * @param endNanos when it is given up
   * @param call asks; whatever it throws makes the rest unknown
   * @param verdict told once how it went: null for well
   * @param released told once when no thread works for it any more
   */
  Inquiry(
      Collection<Observable> observables,
      int batch,
      long endNanos,
      Function<Set<Observable>, Map<Observable, List<Enrichment>>> call,
      Consumer<@Nullable Throwable> verdict,
      Consumer<Inquiry> released) {
    observables.forEach(one -> outcomes.put(one, new CompletableFuture<>()));
    this.batch = batch;
    this.endNanos = endNanos;
    this.call = call;
    this.verdict = verdict;
    this.released = released;
  }

  /** What an executor runs. */
  Runnable task() {
    return task;
  }

  Set<Observable> observables() {
    return outcomes.keySet();
  }

  long endNanos() {
    return endNanos;
  }

  CompletableFuture<Outcome> outcome(Observable observable) {
    return requireNonNull(outcomes.get(observable), "not asked about");
  }

  private void ask() {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    try {
      List<Observable> all = new ArrayList<>(outcomes.keySet());
      for (int from = 0; from < all.size() && !task.isCancelled(); from += batch) {
        Set<Observable> asked =
            new LinkedHashSet<>(all.subList(from, Math.min(all.size(), from + batch)));
        Map<Observable, List<Enrichment>> facts = call.apply(asked);
        for (Observable one : asked) {
          outcome(one).complete(new Outcome(facts.getOrDefault(one, List.of()), null));
        }
      }
      judge(null);
    } catch (Throwable fault) {
      judge(fault);
      leaveUnknown("failed: " + reason(fault));
    } finally {
      released.accept(this);
    }
  }

  /** Gives it up: what has no outcome yet is unknown, and the thread that works for it is told. */
  void giveUp(String why, Throwable fault) {
    judge(fault);
    leaveUnknown(why);
    task.cancel(true);
    if (begun.compareAndSet(false, true)) {
      released.accept(this);
    }
  }

  private void judge(@Nullable Throwable fault) {
    if (judged.compareAndSet(false, true)) {
      verdict.accept(fault);
    }
  }

  private void leaveUnknown(String why) {
    outcomes.values().forEach(outcome -> outcome.complete(new Outcome(List.of(), why)));
  }

  /** The kind of fault and the first line of its message, which may be long and hold anything. */
  private static String reason(Throwable fault) {
    String message = fault.getMessage() == null ? "" : fault.getMessage().strip();
    String line = message.lines().findFirst().orElse("");
    String cut = line.length() > 200 ? line.substring(0, 200) + "…" : line;
    return fault.getClass().getSimpleName() + (cut.isEmpty() ? "" : ": " + cut);
  }
}
