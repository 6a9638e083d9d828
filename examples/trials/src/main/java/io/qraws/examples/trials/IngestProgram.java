// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Signal;
import io.qraws.core.source.Ingest;
import io.qraws.core.source.Once;
import io.qraws.core.source.S3Source;
import io.qraws.core.source.Source;
import io.qraws.core.source.SourceException;
import io.qraws.core.source.SqsSource;
import io.qraws.core.store.StateStore;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What is judged: a program that reads a queue and a bucket, writes something back for each finding
 * and for each call of {@code DeleteTrail}, and keeps its state in a file. It ends when its input
 * is closed.
 */
final class IngestProgram {
  private static final StaticCredentialsProvider NOBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "nothing"));

  private IngestProgram() {}

  /**
   * Runs until the standard input ends.
   *
   * @param args see {@link Options}
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Options options = Options.of(args);
    Duration timeout = Duration.ofMillis(Long.parseLong(options.text("timeout", "25000")));
    ApacheHttpClient.Builder http =
        ApacheHttpClient.builder().socketTimeout(timeout).connectionTimeout(timeout);
    ScheduledExecutorService beats = Executors.newScheduledThreadPool(1);
    boolean jumps = Boolean.parseBoolean(options.text("jumps", "false"));
    Clock clock = jumps ? new JumpingClock(options.seed()) : Clock.systemUTC();
    try (SqsClient sqs = sqs(options, http);
        S3Client s3 = s3(options, http);
        StateStore store = StateStore.file(Path.of(options.text("store", "store")), clock)) {
      Duration visibility = Duration.ofSeconds(Long.parseLong(options.text("visibility", "5")));
      SqsSource queue =
          SqsSource.builder("queue", sqs, options.text("queue", ""), beats)
              .objects(s3)
              .visibility(visibility)
              .retryAfter(Duration.ofSeconds(1))
              .build();
      S3Source bucket =
          S3Source.builder("bucket", s3, options.text("bucket", ""), "polled/")
              .interval(Duration.ofMillis(500))
              .build();
      WriteBackClient target = new WriteBackClient(URI.create(options.text("target", "")), timeout);
      Ingest ingest =
          Ingest.builder(store, target::handle)
              .piece(20)
              .pause(Duration.ofMillis(200))
              .settle(Duration.ofMillis(Long.parseLong(options.text("settle", "1000"))))
              .build();
      List<Thread> threads = List.of(thread(ingest, queue), thread(ingest, bucket));
      threads.forEach(Thread::start);
      while (System.in.read() >= 0) {
        // Whatever is written here has no meaning; its end has.
      }
      threads.forEach(Thread::interrupt);
      for (Thread thread : threads) {
        thread.join();
      }
    } finally {
      beats.shutdownNow();
    }
  }

  private static Thread thread(Ingest ingest, Source source) {
    return new Thread(
        () -> {
          try {
            ingest.run(source);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        source.name());
  }

  private static SqsClient sqs(Options options, ApacheHttpClient.Builder http) {
    return SqsClient.builder()
        .endpointOverride(URI.create(options.text("sqs", "")))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(NOBODY)
        .httpClientBuilder(http)
        .build();
  }

  static S3Client s3(Options options, ApacheHttpClient.Builder http) {
    return S3Client.builder()
        .endpointOverride(URI.create(options.text("s3", "")))
        .forcePathStyle(true)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(NOBODY)
        .httpClientBuilder(http)
        .build();
  }

  /** A clock that somebody sets back and forth by up to a day, every few hundred readings. */
  private static final class JumpingClock extends Clock {
    private final Dice dice;
    private int readings;
    private long offsetSeconds;

    JumpingClock(long seed) {
      dice = new Dice(seed);
    }

    @Override
    public synchronized Instant instant() {
      if (readings++ % 300 == 0) {
        offsetSeconds = dice.between(-86_400, 86_400);
      }
      return Instant.ofEpochMilli(System.currentTimeMillis()).plusSeconds(offsetSeconds);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  /** The handler: what it writes back goes through {@link Once}. */
  private static final class WriteBackClient {
    private final HttpClient http;
    private final URI target;
    private final Duration timeout;

    WriteBackClient(URI target, Duration timeout) {
      this.target = target;
      this.timeout = timeout;
      http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    String handle(Signal signal, Once once) throws InterruptedException {
      if (signal instanceof Finding
          || (signal instanceof ApiCall call && call.operation().equals("DeleteTrail"))) {
        once.make(signal.id(), new Note(signal.id()));
        return "written back";
      }
      return "kept";
    }

    /** Answers the status. */
    private int send(String method, String id) throws InterruptedException {
      URI uri = target.resolve("/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(timeout)
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      try {
        HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
        return answer.statusCode();
      } catch (IOException e) {
        throw new SourceException("target", "no answer", true, e);
      }
    }

    private final class Note implements Once.Change {
      private final String id;

      Note(String id) {
        this.id = id;
      }

      @Override
      public String what() {
        return "a note";
      }

      @Override
      public String make() throws InterruptedException {
        int status = send("POST", id);
        if (status != 200) {
          throw new SourceException("target", "answered " + status, true, null);
        }
        return "written";
      }

      @Override
      public Optional<String> made() throws InterruptedException {
        int status = send("GET", id);
        if (status != 200 && status != 404) {
          throw new SourceException("target", "answered " + status, true, null);
        }
        return status == 200 ? Optional.of("found") : Optional.empty();
      }
    }
  }
}
