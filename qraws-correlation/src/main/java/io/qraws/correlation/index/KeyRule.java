// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import java.util.Arrays;
import java.util.List;

/**
 * The rule of {@link KeyIndex} for one key at a time, for a distributed engine that holds each
 * key's state itself. Without state of its own, and safe for many threads.
 *
 * <p>The state of a key is an array that any engine can store: the number and the time in
 * milliseconds of each remembered signal, the newest first. Numbers ascend with the order of
 * arrival. For a signal, each of its keys is asked ({@link #related}) and told ({@link #add}) where
 * the key is held, and what came of its keys is put together where the signal is ({@link #merge}).
 * So done for all signals in order, the answers are those of an index.
 */
public final class KeyRule {
  private final IndexOptions options;
  private final long window;

  /**
   * The rule under some options, of which the limits to memory and disorder play no part.
   *
   * @param options as for an index
   */
  public KeyRule(IndexOptions options) {
    this.options = options;
    window = options.windowMillis();
  }

  /**
   * The earlier signals that are related by the key.
   *
   * @param state of the key, empty at first
   * @param number of the signal asked for
   * @param timeMillis when it happened
   * @return their numbers, the newest first
   */
  public long[] related(long[] state, long number, long timeMillis) {
    long from = KeyIndex.minus(timeMillis, window);
    long to = KeyIndex.plus(timeMillis, window);
    long[] numbers = new long[state.length / 2];
    int size = 0;
    for (int i = 0; i < 2 * Math.min(numbers.length, options.perKey()); i += 2) {
      boolean live = number - state[i] <= options.capacity() && state[i] < number;
      if (live && state[i + 1] >= from && state[i + 1] <= to) {
        numbers[size++] = state[i];
      }
    }
    return Arrays.copyOf(numbers, size);
  }

  /**
   * The state of the key with one more signal.
   *
   * @param state before; it stays as it is
   * @param number of the signal, higher than any before
   * @param timeMillis when it happened
   * @return the state, without what is forgotten
   */
  public long[] add(long[] state, long number, long timeMillis) {
    int kept = 0;
    while (kept < state.length
        && kept < 2 * (options.perKey() - 1)
        && number - state[kept] < options.capacity()) {
      kept += 2;
    }
    long[] after = new long[kept + 2];
    after[0] = number;
    after[1] = timeMillis;
    System.arraycopy(state, 0, after, 2, kept);
    return after;
  }

  /**
   * Puts together what {@link #related} told under each key of a signal.
   *
   * @param number of the signal asked for
   * @param related under each key, in the order of the keys
   * @param answer takes the answer; its frequencies count the related signals only
   */
  public void merge(long number, List<long[]> related, Answer answer) {
    answer.begin(number, options.capacity(), false);
    int most = related.stream().mapToInt(numbers -> numbers.length).max().orElse(0);
    answer.expect(related.size(), most + 1);
    int at = 0;
    for (int key = 0; key < related.size(); key++) {
      for (long other : related.get(key)) {
        answer.lists()[at++] = Math.toIntExact(number - other);
      }
      at = answer.ends(key, at);
    }
    answer.merge(null, Long.MIN_VALUE, Long.MAX_VALUE, options.matches());
  }
}
