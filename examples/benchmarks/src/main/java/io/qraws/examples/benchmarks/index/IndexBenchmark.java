// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks.index;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What one more signal costs a full index and its rivals: 1 to 6 keys a signal, 3.1 on average, out
 * of a universe that follows Zipf's law, so that a signal is related to some 30. Its strings are
 * new for each invocation, as after a reader.
 *
 * <p>{@code java -jar examples/benchmarks/target/benchmarks.jar IndexBenchmark -prof gc}, which
 * counts those strings too, some 660 bytes a signal; {@code -p live=10000} is quick. {@link
 * IndexLoad} compares them in one process.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class IndexBenchmark {
  private static final int BLOCK = 20_000;

  @Param({"qraws", "qraws-batch", "hashmap", "caffeine", "flink"})
  private String rival = "";

  @Param("1000000")
  private int live;

  private final SampleStream stream = new SampleStream(1, SampleStream.Shape.DENSE);
  private Rival filled = new QrawsRival(Rival.Settings.of(1));
  private Sample[] block = new Sample[0];

  /** For the harness. */
  public IndexBenchmark() {}

  /** Fills the index before the first measurement. */
  @Setup
  public void fill() {
    filled = Rival.of(rival, Rival.Settings.of(live));
    for (int added = 0; added < live + live / 5; added += BLOCK) {
      next();
      filled.add(block, related -> {});
    }
  }

  /** Makes signals whose strings nobody has hashed. */
  @Setup(Level.Invocation)
  public void next() {
    block = stream.next(BLOCK);
    filled.prepare(block);
  }

  /** Ends the rival. */
  @TearDown
  public void close() {
    filled.close();
  }

  /** The figure is for one signal. */
  @Benchmark
  @OperationsPerInvocation(BLOCK)
  public void add(Blackhole sink) {
    filled.add(block, related -> sink.consume(related.size()));
  }
}
