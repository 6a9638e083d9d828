// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks.index;

import io.qraws.core.signal.ObservableKind;
import io.qraws.correlation.incident.IncidentCorrelator;
import io.qraws.correlation.index.Answer;
import io.qraws.correlation.index.KeyHash;
import io.qraws.correlation.index.KeyIndex;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Puts a million live signals into the index and its rivals, and measures what another costs.
 *
 * <p>{@code java -Xmx8g -cp examples/benchmarks/target/benchmarks.jar
 * io.qraws.examples.benchmarks.index.IndexLoad PART [key=value ...]}. Prints tables for people, and
 * each figure as {@code = name value}. All parts take {@code seed}, and most {@code live}:
 *
 * <ul>
 *   <li>{@code speed}: signals a second of all rivals in turn, round by round, each with strings of
 *       its own that nobody has hashed before, and whether all answer the same; also {@code
 *       rivals}, {@code rounds}
 *   <li>{@code memory}: what each takes of the heap beside the signals, which stay with the caller
 *   <li>{@code latency}: how long one signal takes, and how long the machine interrupts a loop that
 *       takes as long
 *   <li>{@code growth}: time a signal at 10,000 live signals and more, up to {@code live}
 *   <li>{@code hot}: the same stream with a key that every tenth signal shows
 *   <li>{@code threads}: one thread and two, and what two come to that share nothing but the
 *       machine
 *   <li>{@code stream}: twenty times the capacity, looking at the heap
 *   <li>{@code incidents}: how many signals a second are left if all are looked through for
 *       incidents once in as many signals as are live, and what is kept of them between two such
 *       rounds
 *   <li>{@code restore}: writing a snapshot and reading it
 * </ul>
 */
public final class IndexLoad {
  private static final int BLOCK = 20_000;

  private final Map<String, String> options;
  private final long seed;
  private final int live;
  private long checked;

  private IndexLoad(Map<String, String> options) {
    this.options = options;
    seed = Long.parseLong(options.getOrDefault("seed", "1"));
    live = Integer.parseInt(options.getOrDefault("live", "1000000"));
  }

  /**
   * Measures one part.
   *
   * @param args its name, then options
   * @throws Exception if a rival fails
   */
  public static void main(String[] args) throws Exception {
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i < args.length; i++) {
      int equals = args[i].indexOf('=');
      options.put(args[i].substring(0, equals), args[i].substring(equals + 1));
    }
    IndexLoad load = new IndexLoad(options);
    switch (args[0]) {
      case "speed" -> load.speed();
      case "memory" -> load.memory();
      case "latency" -> load.latency();
      case "growth" -> load.growth();
      case "hot" -> load.hot();
      case "threads" -> load.threads();
      case "stream" -> load.stream();
      case "incidents" -> load.incidents();
      case "restore" -> load.restore();
      default -> throw new IllegalArgumentException("no such part: " + args[0]);
    }
  }

  private static void tell(String name, double value) {
    System.out.printf(Locale.ROOT, "= %s %.4f%n", name, value);
  }

  private int number(String key, int otherwise) {
    return Integer.parseInt(options.getOrDefault(key, Integer.toString(otherwise)));
  }

  private List<String> rivals(String otherwise) {
    return List.of(options.getOrDefault("rivals", otherwise).split(",", -1));
  }

  /** All that is told, for comparing. */
  private void check(Related related) {
    checked = checked * 31 + related.sum();
  }

  /** A little of what is told, for measuring: adding up all would take longer than some answers. */
  private void glance(Related related) {
    int size = related.size();
    checked = checked * 31 + (size == 0 ? 0 : related.number(size - 1) ^ related.shared(0));
  }

  /** A rival that has seen a fifth more than it holds. */
  private Rival filled(String name, int holds, SampleStream stream) {
    Rival rival = Rival.of(name, Rival.Settings.of(holds));
    for (int added = 0; added < holds + holds / 5; added += BLOCK) {
      Sample[] block = stream.next(BLOCK);
      rival.prepare(block);
      rival.add(block, this::check);
    }
    return rival;
  }

  /** Nanoseconds a signal. */
  private double time(Rival rival, Sample[] block) {
    rival.prepare(block);
    long start = System.nanoTime();
    rival.add(block, this::glance);
    return (System.nanoTime() - start) / (double) block.length;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private void speed() {
    List<String> names = rivals("qraws,qraws-batch,hashmap,caffeine,flink");
    List<Rival> rivals = new ArrayList<>();
    List<SampleStream> streams = new ArrayList<>();
    List<List<Double>> times = new ArrayList<>();
    long[] sums = new long[names.size()];
    for (String name : names) {
      SampleStream stream = new SampleStream(seed, SampleStream.Shape.DENSE);
      streams.add(stream);
      checked = 0;
      rivals.add(filled(name, live, stream));
      sums[rivals.size() - 1] = checked;
      times.add(new ArrayList<>());
    }
    int rounds = number("rounds", 15);
    for (int round = 0; round < rounds; round++) {
      for (int turn = 0; turn < names.size(); turn++) {
        int i = (turn + round) % names.size();
        checked = sums[i];
        times.get(i).add(time(rivals.get(i), streams.get(i).next(BLOCK)));
        sums[i] = checked;
      }
    }
    Rival counted = rivals.get(0);
    long[] found = new long[1];
    counted.prepare(new Sample[0]);
    Sample[] last = streams.get(0).next(BLOCK);
    counted.prepare(last);
    counted.add(last, related -> found[0] += related.size());
    long matches = found[0];
    System.out.printf(
        Locale.ROOT,
        "%d live signals, %.1f matches a signal, %d rounds of %d%n%-12s %12s %10s %10s%n",
        live,
        matches / (double) BLOCK,
        rounds,
        BLOCK,
        "",
        "signals/s",
        "ns/signal",
        "best");
    for (int i = 0; i < names.size(); i++) {
      double time = median(times.get(i));
      System.out.printf(
          Locale.ROOT,
          "%-12s %12.0f %10.0f %10.0f%n",
          names.get(i),
          1e9 / time,
          time,
          times.get(i).stream().mapToDouble(Double::doubleValue).min().orElse(0));
      tell("ns." + names.get(i), time);
    }
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          ratios.add(times.get(j).get(round) / times.get(i).get(round));
        }
        tell("ratio." + names.get(i) + "." + names.get(j), median(ratios));
      }
    }
    tell("matches", matches / (double) BLOCK);
    tell("same", Arrays.stream(sums).distinct().count() == 1 ? 1 : 0);
    rivals.forEach(IndexLoad::close);
  }

  private static void close(Rival rival) {
    rival.close();
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void memory() {
    for (String shape : List.of("dense", "sparse")) {
      SampleStream.Shape keys =
          shape.equals("dense") ? SampleStream.Shape.DENSE : SampleStream.Shape.SPARSE;
      for (String name : rivals("qraws,hashmap,caffeine,flink")) {
        SampleStream stream = new SampleStream(seed, keys);
        // What the caller holds anyway.
        Sample[] held = new Sample[live];
        long before = used();
        Rival rival = Rival.of(name, Rival.Settings.of(live));
        long at = 0;
        for (long added = 0; added < 3L * live; added += BLOCK) {
          Sample[] block = stream.next(BLOCK);
          rival.prepare(block);
          rival.add(block, this::check);
          for (Sample sample : block) {
            held[(int) (at++ % live)] = sample;
          }
        }
        rival.prepare(new Sample[0]);
        long with = used();
        double keysLive = rival instanceof QrawsRival own ? own.stats().keys() : 0;
        double bytes = rival instanceof QrawsRival own ? own.stats().bytes() : 0;
        rival.close();
        rival = null;
        long without = used();
        System.out.printf(
            Locale.ROOT,
            "%-7s %-10s %6.1f B a live signal, the signals themselves %.0f%s%n",
            shape,
            name,
            (with - without) / (double) live,
            (without - before) / (double) live,
            keysLive == 0
                ? ""
                : String.format(
                    Locale.ROOT,
                    "; says %.1f, %.2f keys held a signal",
                    bytes / live,
                    keysLive / live));
        tell("bytes." + shape + "." + name, (with - without) / (double) live);
        if (held[0] == null) {
          throw new IllegalStateException("nothing held");
        }
      }
    }
  }

  private void latency() {
    SampleStream stream = new SampleStream(seed, SampleStream.Shape.DENSE);
    QrawsRival rival = (QrawsRival) filled("qraws", live, stream);
    int size = number("signals", 400_000);
    long[] times = new long[size];
    KeyHash hash = new KeyHash(1, 2);
    Answer answer = new Answer();
    long[] keys = new long[8];
    for (int done = 0; done < size; ) {
      for (Sample sample : stream.next(BLOCK)) {
        if (done == size) {
          break;
        }
        long start = System.nanoTime();
        int count = 0;
        for (String key : sample.keys()) {
          keys[count++] = hash.of(ObservableKind.RESOURCE, key);
        }
        rival.index.add(sample.time(), keys, count, answer);
        times[done++] = System.nanoTime() - start;
      }
    }
    Arrays.sort(times);
    long[] idle = new long[size];
    long work = 1;
    long loops = 1;
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < size; i++) {
        long start = System.nanoTime();
        for (long j = 0; j < loops; j++) {
          work = work * 31 + (work >>> 7);
        }
        idle[i] = System.nanoTime() - start;
      }
      Arrays.sort(idle);
      // As long as a signal takes.
      loops = Math.max(1, loops * times[size / 2] / Math.max(1, idle[size / 2]));
    }
    System.out.printf(Locale.ROOT, "%-9s %8s %8s %8s %8s ns%n", "", "p50", "p90", "p99", "p99.9");
    print("a signal", times);
    print("idle loop", idle);
    tell("p99", at(times, 0.99));
    tell("p999", at(times, 0.999));
    tell("idle.p99", at(idle, 0.99));
    tell("idle.p999", at(idle, 0.999));
    if (work == 0) {
      System.out.println();
    }
  }

  private static void print(String name, long[] sorted) {
    System.out.printf(
        Locale.ROOT,
        "%-9s %8.0f %8.0f %8.0f %8.0f%n",
        name,
        at(sorted, 0.5),
        at(sorted, 0.9),
        at(sorted, 0.99),
        at(sorted, 0.999));
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) (sorted.length * share)];
  }

  /** The median of some rounds; each block is made before it is timed. */
  private double settled(Rival rival, SampleStream stream) {
    List<Double> times = new ArrayList<>();
    for (int round = 0; round < number("rounds", 15); round++) {
      times.add(time(rival, stream.next(BLOCK)));
    }
    return median(times);
  }

  private void growth() {
    double first = 0;
    int smallest = 10_000;
    int most = number("live", 10_000_000);
    // Once for the compiler.
    SampleStream warm = new SampleStream(seed, grown(smallest));
    settled(filled("qraws", 200_000, warm), warm);
    double last = 0;
    for (int size = smallest; size <= most; size *= 10) {
      SampleStream stream = new SampleStream(seed, grown(size));
      last = settled(filled("qraws", size, stream), stream);
      first = first == 0 ? last : first;
      System.out.printf(Locale.ROOT, "%9d live: %6.0f ns a signal%n", size, last);
    }
    tell("exponent", Math.log(last / first) / Math.log(most / (double) smallest));
  }

  /** As many keys a signal at each size. */
  private static SampleStream.Shape grown(int size) {
    SampleStream.Shape dense = SampleStream.Shape.DENSE;
    return new SampleStream.Shape(Math.max(1_000, size / 5), dense.exponent(), 0);
  }

  private void hot() {
    SampleStream.Shape dense = SampleStream.Shape.DENSE;
    SampleStream plain = new SampleStream(seed, dense);
    SampleStream hot =
        new SampleStream(seed, new SampleStream.Shape(dense.universe(), dense.exponent(), 0.1));
    Rival one = filled("qraws", live, plain);
    Rival other = filled("qraws", live, hot);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < number("rounds", 31); round++) {
      double with = time(other, hot.next(BLOCK));
      ratios.add(with / time(one, plain.next(BLOCK)));
    }
    System.out.printf(Locale.ROOT, "with a hot key %.3f of the time without%n", median(ratios));
    tell("hot", median(ratios));
  }

  private void threads() throws InterruptedException {
    SampleStream stream = new SampleStream(seed, SampleStream.Shape.DENSE);
    KeyIndex shared = ((QrawsRival) filled("qraws", live, stream)).index;
    KeyIndex[] own = new KeyIndex[2];
    for (int i = 0; i < own.length; i++) {
      own[i] = ((QrawsRival) filled("qraws", live, stream)).index;
    }
    List<Double> ratios = new ArrayList<>();
    List<Double> apart = new ArrayList<>();
    for (int round = 0; round < number("rounds", 31); round++) {
      double one = together(stream, shared);
      ratios.add(one / together(stream, shared, shared));
      apart.add(one / together(stream, own[0], own[1]));
    }
    System.out.printf(
        Locale.ROOT,
        "two threads %.2f times as many signals as one; %.2f times with an index each%n",
        median(ratios),
        median(apart));
    tell("threads", median(ratios));
    tell("threads.apart", median(apart));
  }

  /** Nanoseconds a signal when a thread for each index has a block. */
  private static double together(SampleStream stream, KeyIndex... indexes)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    int size = 2 * BLOCK;
    for (KeyIndex index : indexes) {
      Sample[] block = stream.next(size);
      threads.add(new Thread(() -> addAll(index, block)));
    }
    long start = System.nanoTime();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    return (System.nanoTime() - start) / (double) (indexes.length * size);
  }

  private static void addAll(KeyIndex index, Sample[] block) {
    KeyHash hash = new KeyHash(1, 2);
    Answer answer = new Answer();
    long[] keys = new long[8];
    for (Sample sample : block) {
      int at = 0;
      for (String key : sample.keys()) {
        keys[at++] = hash.of(ObservableKind.RESOURCE, key);
      }
      index.add(sample.time(), keys, at, answer);
    }
  }

  private void stream() {
    SampleStream stream = new SampleStream(seed, SampleStream.Shape.DENSE);
    QrawsRival rival = (QrawsRival) filled("qraws", live, stream);
    int times = number("times", 20);
    long first = 0;
    long most = 0;
    for (int turn = 1; turn <= times; turn++) {
      for (int added = 0; added < live; added += BLOCK) {
        rival.add(stream.next(BLOCK), related -> {});
      }
      long bytes = rival.stats().bytes();
      first = first == 0 ? bytes : first;
      most = Math.max(most, bytes);
      if (turn == 1 || turn == times) {
        System.out.printf(
            Locale.ROOT,
            "after %d times the capacity: %.1f MB, heap %.1f MB%n",
            turn + 1,
            bytes / 1e6,
            used() / 1e6);
      }
    }
    tell("stream", most / (double) first);
  }

  private void incidents() {
    SampleStream stream = new SampleStream(seed, SampleStream.Shape.DENSE);
    Rival rival = filled("qraws", live, stream);
    IncidentLoad load = new IncidentLoad(100);
    double adding = 0;
    for (int added = 0; added < live; added += BLOCK) {
      Sample[] block = stream.next(BLOCK);
      adding += time(rival, block) * block.length;
      for (Sample sample : block) {
        load.take(sample);
      }
    }
    IncidentCorrelator correlator = IncidentCorrelator.create();
    List<Double> rounds = new ArrayList<>();
    int found = 0;
    for (int round = 0; round < number("rounds", 5); round++) {
      long start = System.nanoTime();
      found = load.round(correlator);
      rounds.add((System.nanoTime() - start) / (double) live);
    }
    double alone = adding / live;
    double share = alone / (alone + median(rounds));
    System.out.printf(
        Locale.ROOT,
        "%d incidents; %.0f ns a signal in the index, %.0f in a round: %.2f of the signals a second%n",
        found,
        alone,
        median(rounds),
        share);
    tell("incidents.speed", share);
    tell("incidents.bytes", kept("signal", load, live));
    IncidentLoad findings = new IncidentLoad(1);
    for (Sample sample : stream.next(live / 10)) {
      findings.take(sample);
    }
    kept("signal where all are findings", findings, live / 10);
  }

  /** Bytes a signal that a correlator keeps between rounds. */
  private static double kept(String what, IncidentLoad load, int signals) {
    IncidentCorrelator correlator = IncidentCorrelator.create();
    load.round(correlator);
    long with = used();
    int changes = correlator.changes().size();
    correlator = null;
    double kept = (with - used()) / (double) signals;
    System.out.printf(
        Locale.ROOT, "%.1f B a %s kept between rounds, %d changes%n", kept, what, changes);
    // The signals are needed until here: their ids are not the correlator's.
    load.round(IncidentCorrelator.create());
    return kept;
  }

  private void restore() throws IOException {
    SampleStream stream = new SampleStream(seed, SampleStream.Shape.SPARSE);
    QrawsRival rival = (QrawsRival) filled("qraws", live, stream);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Double> seconds = new ArrayList<>();
    long start = System.nanoTime();
    rival.index.write(bytes);
    double written = (System.nanoTime() - start) / 1e9;
    for (int round = 0; round < number("rounds", 5); round++) {
      start = System.nanoTime();
      KeyIndex copy =
          KeyIndex.read(
              new ByteArrayInputStream(bytes.toByteArray()),
              QrawsRival.options(Rival.Settings.of(live)));
      seconds.add((System.nanoTime() - start) / 1e9);
      if (copy.stats().live() != live) {
        throw new IllegalStateException("not all restored: " + copy.stats());
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d signals: %.1f MB written in %.2f s, read in %.2f s%n",
        live,
        bytes.size() / 1e6,
        written,
        median(seconds));
    tell("restore", median(seconds));
  }
}
