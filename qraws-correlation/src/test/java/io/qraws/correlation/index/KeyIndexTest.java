// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.correlation.index.Oracle.Related;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyIndexTest {
  private static final IndexOptions SMALL =
      IndexOptions.DEFAULT.withCapacity(3).withWindow(Duration.ofMillis(100));

  private final Answer answer = new Answer();

  private List<Long> add(KeyIndex index, long time, long... keys) {
    index.add(time, keys, keys.length, answer);
    return Related.of(answer).numbers();
  }

  @Test
  void add_sharedKey_newestFirst() {
    KeyIndex index = new KeyIndex(SMALL);
    assertThat(add(index, 0, 7)).isEmpty();
    assertThat(add(index, 1, 8)).isEmpty();
    assertThat(add(index, 2, 8, 7)).containsExactly(1L, 0L);
    assertThat(answer.shared(0)).isEqualTo(0b01);
    assertThat(answer.shares(1, 0)).isFalse();
    assertThat(answer.shares(1, 1)).isTrue();
  }

  @Test
  void add_edgesOfTheWindow() {
    KeyIndex index = new KeyIndex(SMALL);
    add(index, 1_000, 7);
    assertThat(add(index, 1_100, 7)).containsExactly(0L);
    assertThat(add(index, 899, 7)).isEmpty();
    assertThat(add(index, 900, 7)).containsExactly(2L, 0L);
  }

  @Test
  void add_full_theFirstToComeLeaves() {
    KeyIndex index = new KeyIndex(SMALL);
    add(index, 50, 7);
    add(index, 1, 7);
    add(index, 2, 7);
    assertThat(add(index, 3, 7)).containsExactly(2L, 1L, 0L);
    assertThat(add(index, 4, 7)).containsExactly(3L, 2L, 1L);
    assertThat(index.stats().live()).isEqualTo(3);
    assertThat(index.stats().added()).isEqualTo(5);
  }

  @Test
  void add_sameKeyTwice_onePosting() {
    KeyIndex index = new KeyIndex(SMALL.withPerKey(2));
    add(index, 0, 7, 7);
    add(index, 0, 7, 7);
    assertThat(add(index, 0, 7, 7)).containsExactly(1L, 0L);
    assertThat(answer.shared(0)).isEqualTo(0b11);
  }

  @Test
  void add_keysWithoutEnd_eachTold() {
    KeyIndex index = new KeyIndex(SMALL);
    long[] keys = new long[300];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = i * 0x9e3779b97f4a7c15L;
    }
    add(index, 0, keys);
    add(index, 0, keys[299], keys[0]);
    index.add(0, keys, keys.length, answer);
    assertThat(answer.size()).isEqualTo(2);
    assertThat(answer.shares(0, 0)).isTrue();
    assertThat(answer.shares(0, 1)).isFalse();
    assertThat(answer.shares(0, 299)).isTrue();
    assertThat(answer.shares(1, 64)).isTrue();
    assertThatThrownBy(() -> index.add(0, new long[9_000], 9_000, answer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9000");
  }

  @Test
  void add_noKeys_isRememberedAndRelatedToNothing() {
    KeyIndex index = new KeyIndex(SMALL);
    assertThat(add(index, 0)).isEmpty();
    assertThat(index.stats().live()).isOne();
  }

  /** A clock that is wrong must not make everything else disappear or relate. */
  @Test
  void add_absurdTimes_relateToNoOther() {
    KeyIndex index = new KeyIndex(SMALL);
    add(index, Long.MAX_VALUE, 7);
    add(index, Long.MIN_VALUE, 7);
    assertThat(add(index, Long.MIN_VALUE, 7)).containsExactly(1L);
    assertThat(add(index, Long.MAX_VALUE, 7)).containsExactly(0L);
  }

  @Test
  void add_longBeforeTheLatest_isLateAndCounted() {
    KeyIndex index = new KeyIndex(SMALL.withDisorder(Duration.ofMillis(10)));
    add(index, 1_000, 7);
    assertThat(answer.late()).isFalse();
    add(index, 990, 7);
    assertThat(answer.late()).isFalse();
    assertThat(add(index, 989, 7)).containsExactly(1L, 0L);
    assertThat(answer.late()).isTrue();
    assertThat(index.stats().late()).isOne();
  }

  @Test
  void frequency_ofAHotKey_isToldFromItsNewestSignals() {
    KeyIndex index = new KeyIndex(IndexOptions.DEFAULT.withCapacity(10_000).withPerKey(16));
    for (int i = 0; i < 8_000; i++) {
      add(index, i, i % 4 == 0 ? 7 : i + 100);
    }
    add(index, 8_000, 7, 103, 99);
    assertThat(answer.frequency(0)).isEqualTo(2_000);
    assertThat(answer.frequency(1)).isOne();
    assertThat(answer.frequency(2)).isZero();
    assertThat(answer.rarity(0)).isBetween(0.1, 0.2);
    assertThat(answer.rarity(2)).isEqualTo(1);
  }

  /** A stream, with all that may be hard about it decided by its seed. */
  private record Stream(long seed) {
    IndexOptions options() {
      SplittableRandom random = new SplittableRandom(seed);
      return new IndexOptions(
          Duration.ofMillis(1 + random.nextInt(2_000)),
          1 + random.nextInt(seed % 3 == 0 ? 10 : 500),
          1 + random.nextInt(40),
          1 + random.nextInt(40),
          Duration.ofMillis(random.nextInt(100)),
          Long.MAX_VALUE);
    }

    /** Numbers are kept in 32 bits, and may come round. */
    long first() {
      return seed % 2 == 0 ? 0 : (1L << (seed % 4 == 1 ? 32 : 31)) - 300;
    }
  }

  static List<Stream> streams() {
    List<Stream> streams = new ArrayList<>();
    for (long seed = 1; seed <= 40; seed++) {
      streams.add(new Stream(seed));
    }
    return streams;
  }

  static long[] keys(SplittableRandom random, int universe, long hot) {
    long[] keys = new long[random.nextInt(7)];
    for (int i = 0; i < keys.length; i++) {
      int skewed = random.nextInt(1 + random.nextInt(1 + random.nextInt(universe)));
      keys[i] = random.nextInt(10) == 0 ? hot : skewed * 0x9e3779b97f4a7c15L;
    }
    return keys;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void add_randomStreams_agreeWithTheDefinition(Stream stream) throws IOException {
    SplittableRandom random = new SplittableRandom(stream.seed);
    Oracle oracle = new Oracle(stream.options(), stream.first());
    KeyIndex index = new KeyIndex(stream.options(), random.nextInt(8), stream.first(), false);
    int universe = 1 + random.nextInt(1_000);
    int restart = random.nextInt(2_000);
    long clock = 1_000_000;
    for (int i = 0; i < 2_000; i++) {
      if (i == restart) {
        index = copy(index, stream.options());
      }
      clock += random.nextInt(10);
      long time = clock - random.nextInt(200) - (random.nextInt(50) == 0 ? 3_000 : 0);
      long[] keys = keys(random, universe, 42);
      if (random.nextInt(4) == 0) {
        index.related(time, keys, keys.length, answer);
        assertThat(Related.of(answer)).isEqualTo(oracle.related(time, keys));
      }
      index.add(time, keys, keys.length, answer);
      assertThat(Related.of(answer)).as("signal %d", i).isEqualTo(oracle.add(time, keys));
    }
  }

  private static KeyIndex copy(KeyIndex index, IndexOptions options) throws IOException {
    return KeyIndex.read(new ByteArrayInputStream(bytes(index)), options);
  }

  private static byte[] bytes(KeyIndex index) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    index.write(bytes);
    return bytes.toByteArray();
  }

  private KeyIndex filled() {
    KeyIndex index = new KeyIndex(IndexOptions.DEFAULT.withCapacity(500));
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2_000; i++) {
      long[] keys = keys(random, 300, 42);
      index.add(i, keys, keys.length, answer);
    }
    return index;
  }

  @Test
  void read_whatWasWritten_sameStats() throws IOException {
    KeyIndex index = filled();
    IndexStats before = index.stats();
    IndexStats after = copy(index, IndexOptions.DEFAULT.withCapacity(500)).stats();
    assertThat(after.added()).isEqualTo(before.added());
    assertThat(after.live()).isEqualTo(before.live());
    assertThat(after.late()).isEqualTo(before.late());
    assertThat(after.keys()).isBetween(1L, before.keys());
  }

  @Test
  void read_intoLess_keepsTheNewest() throws IOException {
    KeyIndex index = copy(filled(), IndexOptions.DEFAULT.withCapacity(10).withPerKey(2));
    assertThat(index.stats().live()).isEqualTo(10);
    index.add(2_000, new long[] {42}, 1, answer);
    assertThat(answer.size()).isLessThanOrEqualTo(2);
    for (int i = 0; i < answer.size(); i++) {
      assertThat(answer.number(i)).isGreaterThanOrEqualTo(1_990);
    }
  }

  /** Wherever a snapshot breaks off, that is told, and never taken for a smaller index. */
  @Test
  void read_cutShort_isRefused() throws IOException {
    byte[] whole = bytes(filled());
    for (int length = 0; length < whole.length; length += 1 + length / 7) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> KeyIndex.read(new ByteArrayInputStream(part), IndexOptions.DEFAULT))
          .isInstanceOf(StreamCorruptedException.class)
          .hasMessageContaining("breaks off");
    }
  }

  @Test
  void read_damaged_isRefused() throws IOException {
    byte[] whole = bytes(filled());
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      int at = i < 40 ? i : random.nextInt(whole.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(
              () ->
                  KeyIndex.read(
                      new ByteArrayInputStream(damaged), IndexOptions.DEFAULT.withCapacity(600)))
          .as("byte %d", at)
          .isInstanceOf(StreamCorruptedException.class);
    }
  }

  @Test
  void read_anotherVersion_isNamed() throws IOException {
    byte[] whole = bytes(new KeyIndex(SMALL));
    whole[7] = 9;
    assertThatThrownBy(() -> KeyIndex.read(new ByteArrayInputStream(whole), SMALL))
        .hasMessageContaining("version 9");
  }

  /** What does not fit is forgotten, the first to come first; what is told stays right. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void add_littleMemory_holdsLessAndStaysRight(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    IndexOptions options =
        IndexOptions.DEFAULT
            .withCapacity(100_000)
            .withPerKey(4)
            .withMaxBytes(20_000 + random.nextInt(40_000));
    KeyIndex index = new KeyIndex(options, 5, 0, false);
    Oracle oracle = new Oracle(options, 0);
    for (int i = 0; i < 5_000; i++) {
      // First many keys, then few: what is remembered grows again.
      long[] keys = keys(random, i < 2_500 ? 1_000_000 : 50, 42);
      index.add(i, keys, keys.length, answer);
      assertThat(Related.of(answer))
          .as("signal %d", i)
          .isEqualTo(oracle.related(i, i - answer.live(), keys));
      oracle.add(i, keys);
      assertThat(index.stats().bytes()).isLessThanOrEqualTo(options.maxBytes());
    }
    assertThat(index.stats().live()).isBetween(100, 4_000);
  }

  @Test
  void new_tooFewBytes_namesTheLeast() {
    assertThatThrownBy(() -> new KeyIndex(IndexOptions.DEFAULT.withMaxBytes(1_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxBytes must be at least");
  }

  /** Nothing may grow with the length of a stream. */
  @Test
  void add_manyTimesTheCapacity_takesNoMoreMemory() {
    KeyIndex index = new KeyIndex(IndexOptions.DEFAULT.withCapacity(5_000));
    SplittableRandom random = new SplittableRandom(3);
    long settled = 0;
    for (int i = 0; i < 200_000; i++) {
      long[] keys = keys(random, 20_000, 42);
      index.add(i, keys, keys.length, answer);
      if (i == 20_000) {
        settled = index.stats().bytes();
      }
    }
    assertThat(index.stats().bytes()).isLessThan(settled * 5 / 4);
    assertThat(index.stats().live()).isEqualTo(5_000);
  }

  /** What a key took when many showed it at once it must give back when fewer do. */
  @Test
  void add_keysShownNowMoreNowLess_takeNoMoreMemory() {
    KeyIndex index = new KeyIndex(IndexOptions.DEFAULT.withCapacity(5_000));
    SplittableRandom random = new SplittableRandom(3);
    long settled = 0;
    for (int i = 0; i < 200_000; i++) {
      long[] keys = new long[3];
      Arrays.setAll(keys, k -> (1 + random.nextInt(3_000)) * 0x9e3779b97f4a7c15L);
      index.add(i, keys, keys.length, answer);
      if (i == 10_000) {
        settled = index.stats().bytes();
      }
    }
    assertThat(index.stats().bytes()).isLessThan(settled * 11 / 10);
  }

  @Test
  void addAll_asOneByOne() {
    KeyIndex one = new KeyIndex(SMALL.withCapacity(50));
    KeyIndex all = new KeyIndex(SMALL.withCapacity(50));
    SplittableRandom random = new SplittableRandom(4);
    long[] times = new long[100];
    long[] keys = new long[700];
    int[] ends = new int[100];
    List<Related> expected = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < 100; i++) {
      long[] own = keys(random, 20, 42);
      System.arraycopy(own, 0, keys, at, own.length);
      at += own.length;
      ends[i] = at;
      times[i] = random.nextInt(300);
      one.add(times[i], own, own.length, answer);
      expected.add(Related.of(answer));
    }
    List<Related> told = new ArrayList<>();
    all.addAll(times, keys, ends, 100, answer, i -> told.add(Related.of(answer)));
    assertThat(told).isEqualTo(expected);
  }

  /**
   * Some threads, one key: of any two signals that share it, exactly the later is told of the
   * other. More threads than can walk the times at once wait for each other.
   */
  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {2, 150})
  void add_fromThreads_eachPairIsToldOnce(int count) throws InterruptedException {
    int each = 6_000 / count;
    IndexOptions options = IndexOptions.DEFAULT.withCapacity(count * each).withPerKey(8);
    KeyIndex index = new KeyIndex(options, 2, 0, false);
    long[][] newest = new long[count * each][];
    Thread[] threads = new Thread[count];
    for (int t = 0; t < threads.length; t++) {
      long other = 100L + t;
      threads[t] =
          new Thread(
              () -> {
                Answer own = new Answer();
                for (int i = 0; i < each; i++) {
                  index.add(i, new long[] {7, other << 56}, 2, own);
                  long[] numbers = new long[own.size()];
                  for (int m = 0; m < numbers.length; m++) {
                    numbers[m] = own.number(m);
                  }
                  newest[(int) own.number()] = numbers;
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (int i = 0; i < newest.length; i++) {
      assertThat(newest[i]).hasSizeGreaterThanOrEqualTo(Math.min(i, 8));
      for (int m = 0; m < Math.min(i, 8); m++) {
        assertThat(newest[i]).contains(i - 1 - m);
      }
    }
  }

  /** A distributed engine that holds each key's state itself comes to the same answers. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void keyRule_aKeyAtATime_asTheIndex(Stream stream) {
    SplittableRandom random = new SplittableRandom(stream.seed);
    KeyIndex index = new KeyIndex(stream.options());
    KeyRule rule = new KeyRule(stream.options());
    Map<Long, long[]> states = new HashMap<>();
    Answer merged = new Answer();
    for (int i = 0; i < 300; i++) {
      long time = 1_000_000 + 10 * i - random.nextInt(200);
      long[] keys = Arrays.stream(keys(random, 100, 42)).distinct().toArray();
      List<long[]> related = new ArrayList<>();
      for (long key : keys) {
        long[] state = states.getOrDefault(key, new long[0]);
        related.add(rule.related(state, i, time));
        states.put(key, rule.add(state, i, time));
      }
      rule.merge(i, related, merged);
      index.add(time, keys, keys.length, answer);
      assertThat(Related.of(merged)).isEqualTo(Related.of(answer));
    }
  }
}
