// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.qradar.QradarClient;
import io.qraws.core.source.Batch;
import io.qraws.core.source.QradarSource;
import io.qraws.core.source.RawInput;
import io.qraws.core.testing.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is judged: offenses as a user of QRAWS reads them. */
final class OffenseReading {
  private final ManualClock clock;
  private final QradarSource source;
  private @Nullable String stored;
  private @Nullable String next;
  private boolean idle;

  /** The local clock need not agree with QRadar's. */
  OffenseReading(URI base, String token, int page, long localTime) {
    clock = new ManualClock(Instant.ofEpochMilli(localTime));
    QradarClient client =
        QradarClient.builder(base, HttpClient.newHttpClient(), () -> token)
            .clock(clock)
            .pause(clock)
            .seed(localTime)
            .build();
    source = QradarSource.builder("trial", client).page(page).build();
  }

  /** Lets local time pass. */
  void pass(long millis) {
    try {
      clock.pause(Duration.ofMillis(millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next batch, possibly empty. */
  List<String> poll() throws InterruptedException {
    Optional<Batch> batch = source.poll(stored, Duration.ZERO);
    idle = batch.isEmpty();
    List<String> texts = new ArrayList<>();
    if (batch.isPresent()) {
      try (Batch taken = batch.get()) {
        for (RawInput input : taken.inputs()) {
          texts.add(new String(input.open().readAllBytes(), StandardCharsets.UTF_8));
          taken.done(input);
        }
        next = taken.position();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return texts;
  }

  /** Whether the last poll found nothing at all. */
  boolean isIdle() {
    return idle;
  }

  /** The last batch's effects are stored; without this it comes again. */
  void store() {
    stored = next;
  }
}
