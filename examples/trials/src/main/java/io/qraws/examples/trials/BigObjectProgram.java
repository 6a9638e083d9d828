// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.source.Ingest;
import io.qraws.core.source.S3Source;
import io.qraws.core.store.StateStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What is judged: reads a bucket once and tells how many records it saw and its most heap. */
final class BigObjectProgram {
  private static long records;

  private BigObjectProgram() {}

  /**
   * Reads and tells.
   *
   * @param args see {@link Options}
   */
  public static void main(String[] args) throws InterruptedException {
    Options options = Options.of(args);
    AtomicLong peak = new AtomicLong();
    Thread sampler = new Thread(() -> sample(peak), "sampler");
    sampler.start();
    try (S3Client s3 = IngestProgram.s3(options, ApacheHttpClient.builder());
        StateStore store =
            StateStore.file(Path.of(options.text("store", "store")), Clock.systemUTC())) {
      S3Source bucket =
          S3Source.builder("bucket", s3, options.text("bucket", ""), "")
              .interval(Duration.ZERO)
              .build();
      Ingest ingest =
          Ingest.builder(
                  store,
                  (signal, once) -> {
                    records++;
                    return "kept";
                  })
              .build();
      Ingest.Step step = Ingest.Step.HELD_UP;
      while (step == Ingest.Step.HELD_UP) {
        step = ingest.step(bucket, Duration.ofSeconds(10));
      }
    }
    sampler.interrupt();
    sampler.join();
    System.out.println(records + " " + (peak.get() >> 20));
  }

  /** The most heap in use, garbage included, looked at every few milliseconds. */
  private static void sample(AtomicLong peak) {
    while (!Thread.currentThread().isInterrupted()) {
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      peak.accumulateAndGet(used, Math::max);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
