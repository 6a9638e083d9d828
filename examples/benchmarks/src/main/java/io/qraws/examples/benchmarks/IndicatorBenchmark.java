// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks;

import io.qraws.core.enrich.IndicatorKind;
import io.qraws.core.enrich.IndicatorList;
import io.qraws.core.enrich.Indicators;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one look-up costs among many indicators, from the text that a signal shows to the list: of
 * 100, 45 are IPv4 addresses, 5 IPv4 ranges, 5 IPv6 addresses, 25 domains (one in five with all
 * below it), 10 URLs of about 45 characters and 10 SHA-256 hashes, from 20 lists, half of which
 * expire. The values asked for are so many that they do not stay in the processor's cache. The
 * rival is a {@code HashMap} from text to list of the addresses, which knows no ranges.
 *
 * <p>{@code java -jar examples/benchmarks/target/benchmarks.jar IndicatorBenchmark}; before
 * measuring it prints what the index takes of the heap, beside what {@link Indicators#bytes} says,
 * and fails if what is not listed is found. {@code -p count=100000} is quick.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class IndicatorBenchmark {
  private static final int QUERIES = 1 << 16;
  private static final int LISTS = 20;
  private static final Map<String, Integer> SHARES =
      Map.of("IPV4", 45, "IPV6", 5, "DOMAIN", 25, "URL", 10, "FILE_HASH", 10);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Param("10000000")
  private int count;

  @Param({"IPV4", "IPV6", "DOMAIN", "URL", "FILE_HASH"})
  private String asked = "";

  private Indicators indicators = Indicators.builder().build();
  private IndicatorKind kind = IndicatorKind.ADDRESS;
  private final String[] listed = new String[QUERIES];
  private final String[] unlisted = new String[QUERIES];
  private final Map<String, IndicatorList> map = new HashMap<>();
  private int next;

  /** For the harness. */
  public IndicatorBenchmark() {}

  /** Builds the index, and tells what it takes. */
  @Setup
  public void build() {
    long before = used();
    indicators = index();
    System.out.printf(
        Locale.ROOT,
        "%n%d indicators: %.1f MB of heap, %.1f MB in arrays%n",
        indicators.size(),
        (used() - before) / 1e6,
        indicators.bytes() / 1e6);
    kind = asked.startsWith("IP") ? IndicatorKind.ADDRESS : IndicatorKind.valueOf(asked);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < QUERIES; i++) {
      int part = random.nextInt(count / 100) * 100;
      listed[i] = text(part + first(), 0);
      unlisted[i] = text(part + first(), 1);
      if (find(listed[i]).isEmpty()) {
        throw new IllegalStateException("not found: " + listed[i]);
      }
      if (!find(unlisted[i]).isEmpty()) {
        throw new IllegalStateException("found: " + unlisted[i]);
      }
    }
    fillMap();
  }

  private Indicators index() {
    Indicators.Builder builder = Indicators.builder();
    for (int i = 0; i < count; i++) {
      int list = i % LISTS;
      builder.add(
          IndicatorList.threat("list " + list),
          indicator(i),
          list % 2 == 0 ? null : NOW.plusSeconds(60 + i % 1_000_000));
    }
    return builder.build();
  }

  private void fillMap() {
    long before = used();
    IndicatorList list = IndicatorList.threat("list");
    for (int i = 0; i < count; i++) {
      if (i % 100 >= first() && i % 100 < first() + SHARES.getOrDefault(asked, 0)) {
        map.put(text(i, 0), list);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "HashMap of the %d of kind %s: %.1f MB of heap%n",
        map.size(),
        asked,
        (used() - before) / 1e6);
  }

  /** The place of the first of the kind among 100. */
  private int first() {
    return switch (asked) {
      case "IPV4" -> 0;
      case "IPV6" -> 50;
      case "DOMAIN" -> 56;
      case "URL" -> 80;
      default -> 90;
    };
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static String indicator(int number) {
    int place = number % 100;
    String below = place >= 55 && place < 80 && place % 5 == 0 ? "." : "";
    return below + text(number, 0);
  }

  /** An indicator; with another salt, one like it that is in no list. */
  private static String text(int number, int salt) {
    int place = number % 100;
    // Odd factors keep different numbers different.
    int mixed = number * 0x9e3779b1;
    long wide = number * 0x9e3779b97f4a7c15L;
    // Listed addresses are even and far from the ranges.
    if (place < 45) {
      int v4 = 0x20000000 | (mixed >>> 3 & ~1) | salt;
      return v4(v4);
    }
    if (place < 50) {
      return v4(0xC0000000 | (mixed >>> 2 & ~0xff)) + "/24";
    }
    if (place < 55) {
      return "2001:%x:%x::%x:%x"
          .formatted(wide >>> 48, wide >>> 32 & 0xffff, wide >>> 16 & 0xffff, salt + 1);
    }
    if (place < 80) {
      return "%s%s.example".formatted(Long.toString(wide >>> 20, 36), salt == 0 ? "" : "-no");
    }
    if (place < 90) {
      return "http://%s.example/download/%s.php?%d"
          .formatted(Long.toString(wide >>> 24, 36), Long.toString(wide >>> 30, 36), salt);
    }
    return "%016x%016x%016x%016x".formatted(wide, ~wide, wide ^ mixed, salt);
  }

  private static String v4(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 255)
        + "."
        + (address >>> 8 & 255)
        + "."
        + (address & 255);
  }

  private List<Indicators.Match> find(String value) {
    return indicators.find(kind, value, NOW);
  }

  /** A value that a list names. */
  @Benchmark
  public List<Indicators.Match> listed() {
    return find(listed[next++ & (QUERIES - 1)]);
  }

  /** A value that no list names, as nearly all. */
  @Benchmark
  public List<Indicators.Match> unlisted() {
    return find(unlisted[next++ & (QUERIES - 1)]);
  }

  /** The rival, asked for a value that no list names. */
  @Benchmark
  public boolean hashMap() {
    return map.containsKey(unlisted[next++ & (QUERIES - 1)]);
  }
}
