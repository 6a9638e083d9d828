// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.source.Ingest;
import io.qraws.core.source.S3Source;
import io.qraws.core.store.StateStore;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
    // The sum of each pool's own peak, which is no less than the heap's peak.
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    System.out.println(records + " " + (peak >> 20));
  }
}
