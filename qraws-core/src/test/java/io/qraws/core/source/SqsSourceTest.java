// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.testing.S3Server;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Against an SQS in this process, with an S3 beside it. */
final class SqsSourceTest {
  private static final String FINDING = "{\"Findings\":[]}";
  private static final String KEY =
      "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/03/17/a b.json.gz";
  private static final String ENCODED = KEY.replace(" ", "+");

  private static SQSRestServer server;
  private static SqsClient sqs;
  private static S3Server s3Server;
  private static S3Client s3;
  private static int queues;

  private final List<String> calls = new ArrayList<>();
  private final CapturedScheduler scheduler = new CapturedScheduler();
  private String queue;
  private SqsSource source;

  @BeforeAll
  static void start() throws IOException {
    server = SQSRestServerBuilder.withDynamicPort().start();
    int port = server.waitUntilStarted().localAddress().getPort();
    sqs = Clients.sqs(URI.create("http://localhost:" + port));
    s3Server = new S3Server("logs");
    s3 = Clients.s3(s3Server.endpoint());
  }

  @AfterAll
  static void stop() {
    sqs.close();
    s3.close();
    s3Server.close();
    server.stopAndWait();
  }

  @BeforeEach
  void queue() {
    queue = sqs.createQueue(r -> r.queueName("q" + queues++)).queueUrl();
    source =
        SqsSource.builder("queue", sqs, queue, scheduler)
            .objects(s3)
            .retryAfter(Duration.ZERO)
            .build();
  }

  @AfterEach
  void end() {
    scheduler.shutdownNow();
  }

  @Test
  void poll_emptyQueue_isEmpty() throws Exception {
    assertThat(source.poll(null, Duration.ZERO)).isEmpty();
  }

  @Test
  void close_done_deletes() throws Exception {
    send(FINDING);
    try (Batch batch = next()) {
      RawInput input = batch.inputs().get(0);
      assertThat(text(input)).isEqualTo(FINDING);
      assertThat(input.deliveries()).isEqualTo(1);
      assertThat(left()).isEqualTo(1);
      batch.done(input);
    }
    assertThat(left()).isZero();
  }

  @Test
  void close_neitherDoneNorAbandoned_comesAgain() throws Exception {
    send(FINDING);
    String id;
    try (Batch batch = next()) {
      id = batch.inputs().get(0).id();
    }
    try (Batch batch = next()) {
      assertThat(batch.inputs().get(0).id()).isEqualTo(id);
      assertThat(batch.inputs().get(0).deliveries()).isEqualTo(2);
    }
  }

  @Test
  void close_oneOfTwoObjectsDone_comesAgain() throws Exception {
    String one = record("ObjectCreated:Put", "one", "e1");
    String two = record("ObjectCreated:Put", "two", "e2");
    send("{\"Records\":[" + one + "," + two + "]}");
    try (Batch batch = next()) {
      assertThat(batch.inputs()).hasSize(2);
      batch.done(batch.inputs().get(0));
      batch.abandon(batch.inputs().get(1), "busy");
    }
    assertThat(left()).isEqualTo(1);
  }

  @Test
  void heartbeat_onlyWhileOpen_extendsVisibility() throws Exception {
    send(FINDING);
    SqsSource hasty =
        SqsSource.builder("queue", recorded(), queue, scheduler)
            .visibility(Duration.ofSeconds(3))
            .build();
    Batch batch = hasty.poll(null, Duration.ZERO).orElseThrow();
    assertThat(scheduler.periodMillis).isEqualTo(1000);
    calls.clear();
    scheduler.beat.run();
    assertThat(calls).containsExactly("changeMessageVisibilityBatch");
    batch.close();
    assertThat(scheduler.scheduled.isCancelled()).isTrue();
    calls.clear();
    scheduler.beat.run();
    // It would hide again what was just released.
    assertThat(calls).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"S3", "SNS", "EventBridge"})
  void notification_isTheObject(String envelope) throws Exception {
    String etag = s3Server.put(KEY, "{}".getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    String s3Message = "{\"Records\":[" + record("ObjectCreated:Put", ENCODED, etag) + "]}";
    send(
        switch (envelope) {
          case "S3" -> s3Message;
          case "SNS" -> sns(s3Message);
          default ->
              ("{\"version\":\"0\",\"source\":\"aws.s3\",\"detail-type\":\"Object Created\","
                      + "\"detail\":{\"bucket\":{\"name\":\"logs\"},\"object\":{\"key\":\"%s\","
                      + "\"size\":2,\"etag\":\"%s\",\"sequencer\":\"0A\"}}}")
                  .formatted(KEY, etag);
        });
    try (Batch batch = next()) {
      RawInput input = batch.inputs().get(0);
      assertThat(input.location()).isEqualTo("s3://logs/" + KEY);
      assertThat(text(input)).isEqualTo("{}");
      // What is kept of it is enough to ask for it again.
      RawInput again = source.replay(input.location(), input.raw()).get(0);
      assertThat(again.id()).isEqualTo(input.id());
      assertThat(text(again)).isEqualTo("{}");
    }
  }

  @Test
  void notification_objectChangedOrDeletedSince_isGone() throws Exception {
    s3Server.put("changed", "new".getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    String changed = record("ObjectCreated:Put", "changed", "0000");
    String deleted = record("ObjectCreated:Put", "absent", "0000");
    send("{\"Records\":[" + changed + "," + deleted + "]}");
    try (Batch batch = next()) {
      assertThatThrownBy(batch.inputs().get(0)::open)
          .isInstanceOf(GoneException.class)
          .hasMessageContaining("other content");
      assertThatThrownBy(batch.inputs().get(1)::open)
          .isInstanceOf(GoneException.class)
          .hasMessageContaining("not there");
    }
  }

  @Test
  void notification_nothingToRead_isPassedOverWithTheReason() throws Exception {
    send("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"logs\"}");
    send("{\"Records\":[" + record("ObjectRemoved:Delete", "gone", "") + "]}");
    send(
        "{\"Records\":["
            + record("ObjectCreated:Put", "AWSLogs/111122223333/CloudTrail-Digest/x.json.gz", "e")
            + "]}");
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      try (Batch batch = one()) {
        reasons.add(batch.inputs().get(0).passedOver().orElseThrow());
        batch.done(batch.inputs().get(0));
      }
    }
    assertThat(reasons)
        .containsExactlyInAnyOrder(
            "S3's test message",
            "the object was deleted",
            "a digest of CloudTrail files, which holds no records");
  }

  @Test
  void notification_withoutClient_canNotBeOpened() throws Exception {
    send("{\"Records\":[" + record("ObjectCreated:Put", "k", "e") + "]}");
    SqsSource without = SqsSource.builder("queue", sqs, queue, scheduler).build();
    try (Batch batch = without.poll(null, Duration.ZERO).orElseThrow()) {
      assertThatThrownBy(batch.inputs().get(0)::open)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no S3 client");
    }
  }

  @Test
  void message_thatOnlyTalksOfS3_isRead() throws Exception {
    String finding = "{\"Findings\":[{\"Title\":\"aws:s3 is public\"}]}";
    send(finding);
    try (Batch batch = next()) {
      assertThat(text(batch.inputs().get(0))).isEqualTo(finding);
    }
  }

  @Test
  void poll_queueThatIsNotThere_failsForGood() {
    SqsSource lost = SqsSource.builder("queue", sqs, queue + "-none", scheduler).build();
    assertThatThrownBy(() -> lost.poll(null, Duration.ZERO))
        .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.retryable()).isFalse());
  }

  /** The client, with the names of its calls written down. */
  private SqsClient recorded() {
    return (SqsClient)
        Proxy.newProxyInstance(
            SqsClient.class.getClassLoader(),
            new Class<?>[] {SqsClient.class},
            (proxy, method, args) -> {
              if (method.isDefault() && args[0] instanceof Consumer<?>) {
                return InvocationHandler.invokeDefault(proxy, method, args);
              }
              calls.add(method.getName());
              return method.invoke(sqs, args);
            });
  }

  private Batch next() throws InterruptedException {
    return source.poll(null, Duration.ofSeconds(5)).orElseThrow();
  }

  private Batch one() throws InterruptedException {
    Optional<Batch> batch =
        SqsSource.builder("queue", sqs, queue, scheduler)
            .objects(s3)
            .batch(1)
            .build()
            .poll(null, Duration.ofSeconds(5));
    return batch.orElseThrow();
  }

  private void send(String body) {
    sqs.sendMessage(r -> r.queueUrl(queue).messageBody(body));
  }

  private int left() {
    return sqs
        .getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
        .attributes()
        .entrySet()
        .stream()
        .filter(e -> e.getKey().toString().startsWith("ApproximateNumberOfMessages"))
        .mapToInt(e -> Integer.parseInt(e.getValue()))
        .sum();
  }

  private static String record(String event, String key, String etag) {
    return ("{\"eventVersion\":\"2.1\",\"eventSource\":\"aws:s3\",\"eventName\":\"%s\","
            + "\"s3\":{\"bucket\":{\"name\":\"logs\"},\"object\":{\"key\":\"%s\",\"size\":3,"
            + "\"eTag\":\"%s\",\"sequencer\":\"0055AED6DCD90281E5\"}}}")
        .formatted(event, key, etag);
  }

  private static String sns(String message) {
    return "{\"Type\":\"Notification\",\"MessageId\":\"m\",\"Message\":\""
        + message.replace("\"", "\\\"")
        + "\"}";
  }

  private static String text(RawInput input) throws IOException {
    try (var in = input.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Beats when it is told to. */
  private static final class CapturedScheduler extends ScheduledThreadPoolExecutor {
    private Runnable beat;
    private long periodMillis;
    private ScheduledFuture<?> scheduled;

    CapturedScheduler() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable command, long initialDelay, long delay, TimeUnit unit) {
      beat = command;
      periodMillis = unit.toMillis(delay);
      scheduled = schedule(() -> {}, 1, TimeUnit.DAYS);
      return scheduled;
    }
  }
}
