// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.index;

import io.qraws.correlation.index.Answer;
import io.qraws.correlation.index.IndexOptions;
import io.qraws.correlation.index.KeyIndex;
import io.qraws.correlation.index.KeyRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Feeds made-up streams to the index, to the rule for one key at a time, and to the definition, and
 * counts where they differ. Each stream has signals out of order and far too late, keys shown
 * twice, one that many show, times that are the same, and a restart from a snapshot; every other
 * begins where numbers come round.
 */
public final class OracleJudge {
  private static final int EXAMPLES = 5;

  /** Where a snapshot holds the numbers of the next signal and of the oldest. */
  private static final int NEXT_AT = 8;

  private static final int OLDEST_AT = 16;
  private static final long HOT = 42;

  private final List<String> examples = new ArrayList<>();
  private int streams;
  private long signals;
  private long matches;
  private long differing;

  /** Begins with nothing judged. */
  public OracleJudge() {}

  /**
   * Judges one stream.
   *
   * @param seed decides all about it
   * @param length how many signals
   */
  public void judge(long seed, int length) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    IndexOptions options =
        new IndexOptions(
            Duration.ofMillis(1 + random.nextInt(3_000)),
            1 + random.nextInt(random.nextInt(3) == 0 ? 8 : 700),
            1 + random.nextInt(48),
            1 + random.nextInt(48),
            Duration.ofMillis(random.nextInt(500)),
            Long.MAX_VALUE);
    long first = random.nextBoolean() ? 0 : (1L << (31 + random.nextInt(2))) - length / 2;
    KeyIndex index = startingAt(first, options);
    RelatedByDefinition definition = new RelatedByDefinition(options, first);
    KeyRule rule = new KeyRule(options);
    Map<Long, long[]> states = new HashMap<>();
    Answer answer = new Answer();
    Answer merged = new Answer();
    int universe = 1 + random.nextInt(2_000);
    int restart = random.nextInt(length);
    long clock = 1_000_000;
    streams++;
    for (int i = 0; i < length; i++) {
      if (i == restart) {
        index = KeyIndex.read(new ByteArrayInputStream(snapshot(index)), options);
      }
      clock += random.nextInt(4) == 0 ? 0 : random.nextInt(20);
      long time = clock - random.nextInt(300) - (random.nextInt(40) == 0 ? 5_000 : 0);
      long[] keys = keys(random, universe);
      Map<Long, Long> expected = definition.related(time, keys);
      definition.add(time, keys);
      index.add(time, keys, keys.length, answer);
      oneByOne(rule, states, first + i, time, keys, merged);
      signals++;
      matches += expected.size();
      compare(seed, i, expected, answer, "index");
      compare(seed, i, expected, merged, "rule");
    }
  }

  private static void oneByOne(
      KeyRule rule, Map<Long, long[]> states, long number, long time, long[] keys, Answer merged) {
    List<long[]> related = new ArrayList<>();
    for (long key : keys) {
      related.add(rule.related(states.getOrDefault(key, new long[0]), number, time));
    }
    for (long key : keys) {
      long[] state = states.getOrDefault(key, new long[0]);
      if (state.length == 0 || state[0] != number) {
        states.put(key, rule.add(state, number, time));
      }
    }
    rule.merge(number, related, merged);
  }

  private void compare(
      long seed, int signal, Map<Long, Long> expected, Answer answer, String what) {
    Map<Long, Long> told = new TreeMap<>((a, b) -> Long.compare(b, a));
    boolean ordered = true;
    for (int i = 0; i < answer.size(); i++) {
      told.put(answer.number(i), answer.shared(i));
      ordered &= i == 0 || answer.number(i) < answer.number(i - 1);
    }
    if (!ordered || told.size() != answer.size() || !told.equals(expected)) {
      differing++;
      if (examples.size() < EXAMPLES) {
        examples.add(
            "seed %d, signal %d: the %s tells %s, not %s"
                .formatted(seed, signal, what, told, expected));
      }
    }
  }

  private static long[] keys(SplittableRandom random, int universe) {
    long[] keys = new long[random.nextInt(8)];
    for (int i = 0; i < keys.length; i++) {
      int skewed = random.nextInt(1 + random.nextInt(universe));
      boolean twice = i > 0 && random.nextInt(20) == 0;
      keys[i] = twice ? keys[i - 1] : random.nextInt(8) == 0 ? HOT : skewed * 0x9e3779b97f4a7c15L;
    }
    return keys;
  }

  /** An index that has counted so far already, made by changing the snapshot of an empty one. */
  private static KeyIndex startingAt(long first, IndexOptions options) throws IOException {
    byte[] bytes = snapshot(new KeyIndex(options));
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    buffer.putLong(NEXT_AT, first).putLong(OLDEST_AT, first);
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, bytes.length - Long.BYTES);
    buffer.putLong(bytes.length - Long.BYTES, sum.getValue());
    return KeyIndex.read(new ByteArrayInputStream(bytes), options);
  }

  private static byte[] snapshot(KeyIndex index) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    index.write(bytes);
    return bytes.toByteArray();
  }

  /** Some of the differences, in words. */
  public List<String> examples() {
    return List.copyOf(examples);
  }

  /** What was judged, in words of {@code key=value}. */
  public String measures() {
    return String.format(
        Locale.ROOT,
        "streams=%d signals=%d matches=%d differing=%d",
        streams,
        signals,
        matches,
        differing);
  }

  /** Whether all was the same, and something was found at all. */
  public boolean passed() {
    return differing == 0 && matches > 0;
  }
}
