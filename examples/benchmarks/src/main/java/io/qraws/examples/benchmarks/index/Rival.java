// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks.index;

/**
 * Something that tells which earlier signals are related. All answer the same: of the newest {@link
 * Settings#perKey} under each key those inside the window, the newest {@link Settings#matches} of
 * them.
 */
interface Rival extends AutoCloseable {
  /**
   * What all are asked for.
   *
   * @param live how many signals are remembered
   * @param windowMillis how far apart related signals may have happened
   * @param perKey how many are looked at under each key
   * @param matches the most of an answer
   */
  record Settings(int live, long windowMillis, int perKey, int matches) {
    static Settings of(int live) {
      return new Settings(live, 36_000_000, 32, 32);
    }
  }

  /** Gets the answer for each signal. */
  interface Each {
    void accept(Related related);
  }

  /** What the reader does with signals before they are handed over; not measured. */
  default void prepare(Sample[] samples) {}

  /** Remembers signals one after the other and tells what each is related to. */
  void add(Sample[] samples, Each each);

  @Override
  default void close() {}

  /** All by name. */
  static Rival of(String name, Settings settings) {
    return switch (name) {
      case "qraws" -> new QrawsRival(settings);
      case "qraws-batch" -> new QrawsBatchRival(settings);
      case "hashmap" -> new MapRival(settings);
      case "caffeine" -> new CaffeineRival(settings);
      case "flink" -> new FlinkRival(settings);
      case "h2" -> new SqlRival(settings);
      default -> throw new IllegalArgumentException("no such rival: " + name);
    };
  }
}
