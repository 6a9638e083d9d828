// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.testing.S3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Has one gzip object read that is far larger than the reader's heap. */
final class BigObjectTrial {
  private static final long HEAP_MEGABYTES = 200;

  private final Options options;

  BigObjectTrial(Options options) {
    this.options = options;
  }

  Trials.Verdict run() throws IOException, InterruptedException {
    long megabytes = Long.parseLong(options.text("megabytes", "2048"));
    int record = Integer.parseInt(options.text("record", "8192"));
    BigObject object = new BigObject(megabytes << 20, record);
    try (Scratch scratch = Scratch.create();
        S3Server s3 = new S3Server("logs")) {
      s3.put("AWSLogs/big.json.gz", object, "0123456789abcdef", Instant.now());
      List<String> command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx" + HEAP_MEGABYTES + "m",
              "-cp",
              System.getProperty("java.class.path"),
              BigObjectProgram.class.getName(),
              "big-object",
              "s3=" + s3.endpoint(),
              "bucket=logs",
              "store=" + scratch.path().resolve("store"));
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String said;
      try {
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
      } finally {
        process.destroyForcibly();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      boolean whole = process.exitValue() == 0 && said.matches("\\d+ \\d+");
      long records = whole ? Long.parseLong(said.split(" ", -1)[0]) : 0;
      long peak = whole ? Long.parseLong(said.split(" ", -1)[1]) : 0;
      String measures =
          String.format(
              Locale.ROOT,
              "object_mb=%d records=%d/%d heap_mb=%d peak_mb=%d seconds=%.0f",
              object.size() >> 20,
              records,
              object.records(),
              HEAP_MEGABYTES,
              peak,
              seconds);
      return new Trials.Verdict(
          measures, whole && records == object.records() && peak <= HEAP_MEGABYTES);
    }
  }
}
