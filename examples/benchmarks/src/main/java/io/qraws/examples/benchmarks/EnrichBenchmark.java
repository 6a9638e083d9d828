// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks;

import io.qraws.core.enrich.Enricher;
import io.qraws.core.enrich.EnricherLimits;
import io.qraws.core.enrich.Enrichers;
import io.qraws.core.enrich.Enrichment;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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

/**
 * What asking through {@link Enrichers} costs an observable when all answers are kept, with one
 * enricher and with eight; beside it the least that could be done, a look into a {@link HashMap}.
 *
 * <p>{@code java -jar examples/benchmarks/target/benchmarks.jar EnrichBenchmark -prof gc}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class EnrichBenchmark {
  static final int OBSERVABLES = 100;

  @Param({"1", "8"})
  private int enrichers;

  private final List<Observable> observables =
      IntStream.range(0, OBSERVABLES)
          .mapToObj(i -> new Observable(ObservableKind.HOST, "host-" + i, Role.TARGET))
          .toList();
  private final Map<Observable, List<Enrichment>> map = new HashMap<>();
  private Enrichers fanOut = Enrichers.builder().build();

  /** For the harness. */
  public EnrichBenchmark() {}

  private record Owner(String name) implements Enricher {
    @Override
    public Set<ObservableKind> kinds() {
      return Set.of(ObservableKind.HOST);
    }

    @Override
    public EnricherLimits limits() {
      return EnricherLimits.KEPT.withFreshFor(Duration.ofDays(1));
    }

    @Override
    public List<Enrichment> enrich(Set<Observable> asked, List<Signal> signals) {
      return asked.stream()
          .map(o -> new Enrichment(o, Enrichment.Fact.OWNER, "team", true, name, Instant.EPOCH))
          .toList();
    }
  }

  /** Asks once, so that all answers are kept. */
  @Setup
  public void warm() {
    fanOut.close();
    Enrichers.Builder builder = Enrichers.builder().clock(Clock.systemUTC());
    IntStream.range(0, enrichers).forEach(i -> builder.enricher(new Owner("owner-" + i)));
    fanOut = builder.build();
    List<Enrichment> facts = fanOut.enrich(observables, List.of());
    if (facts.size() != OBSERVABLES * enrichers || !facts.stream().allMatch(Enrichment::known)) {
      throw new IllegalStateException("not all is known");
    }
    facts.forEach(fact -> map.put(fact.observable(), List.of(fact)));
  }

  /** Ends its threads. */
  @TearDown
  public void close() {
    fanOut.close();
  }

  /** A hundred observables at once; the figure is for one, of all enrichers together. */
  @Benchmark
  @OperationsPerInvocation(OBSERVABLES)
  public List<Enrichment> fanOut() {
    return fanOut.enrich(observables, List.of());
  }

  /** The same answers from a map, once for each enricher. */
  @Benchmark
  @OperationsPerInvocation(OBSERVABLES)
  public List<Enrichment> map() {
    List<Enrichment> all = new ArrayList<>();
    for (int i = 0; i < enrichers; i++) {
      observables.forEach(one -> all.addAll(map.getOrDefault(one, List.of())));
    }
    return all;
  }
}
