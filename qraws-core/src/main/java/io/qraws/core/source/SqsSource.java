// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.Raw;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * Messages of an SQS queue: events of EventBridge, wrapped by SNS or not, and S3 notifications,
 * whose objects are then read.
 *
 * <p>A batch holds up to ten messages. While it is open, the messages' visibility is extended on
 * the caller's executor, so that work may take longer than the queue's own timeout; SQS itself ends
 * it 12 hours after a message was first received. A message is deleted when the batch is closed and
 * all its inputs are done. What is abandoned is visible again after {@link Builder#retryAfter}.
 *
 * <p>A queue with a redrive policy moves a message away by itself, with no reason told: its {@code
 * maxReceiveCount} should be larger than the tries of {@code Ingest}. The client's timeouts must
 * allow for long polling of 20 seconds. Needs {@code software.amazon.awssdk:sqs}, and for S3
 * notifications {@code software.amazon.awssdk:s3}.
 */
public final class SqsSource implements Source {
  /* Source: SQS API reference, ReceiveMessage. */
  private static final int MOST_MESSAGES = 10;
  private static final long LONGEST_POLL_SECONDS = 20;

  private final String name;
  private final String queueUrl;
  private final SqsClient client;
  private final ScheduledExecutorService executor;
  private final @Nullable S3Objects objects;
  private final Duration visibility;
  private final Duration retryAfter;
  private final int most;

  private SqsSource(Builder builder) {
    this.name = builder.name;
    this.queueUrl = builder.queueUrl;
    this.client = builder.client;
    this.executor = builder.executor;
    this.objects = builder.objects;
    this.visibility = builder.visibility;
    this.retryAfter = builder.retryAfter;
    this.most = builder.most;
  }

  /**
   * A builder.
   *
   * @param name see {@link Source#name}
   * @param client made and closed by the caller
   * @param queueUrl the queue's URL
   * @param executor runs the extension of visibility; made and closed by the caller
   */
  // Whoever has a client has its module; for all others it is optional.
  @SuppressWarnings("exports")
  public static Builder builder(
      String name, SqsClient client, String queueUrl, ScheduledExecutorService executor) {
    return new Builder(name, client, queueUrl, executor);
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The position is not used: the queue itself knows what is left.
   */
  @Override
  public Optional<Batch> poll(@Nullable String position, Duration wait)
      throws InterruptedException {
    ReceiveMessageRequest request =
        ReceiveMessageRequest.builder()
            .queueUrl(queueUrl)
            .maxNumberOfMessages(most)
            .waitTimeSeconds((int) Math.min(LONGEST_POLL_SECONDS, wait.toSeconds()))
            .visibilityTimeout((int) visibility.toSeconds())
            .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)
            .build();
    List<Message> messages =
        AwsFailure.asking(name, "ReceiveMessage", () -> client.receiveMessage(request)).messages();
    if (messages.isEmpty()) {
      return Optional.empty();
    }
    Map<Message, List<RawInput>> inputs = new LinkedHashMap<>();
    for (Message message : messages) {
      inputs.put(message, inputs(message));
    }
    SqsCalls calls = new SqsCalls(name, client, queueUrl, visibility, retryAfter);
    return Optional.of(new SqsBatch(calls, inputs, executor));
  }

  private List<RawInput> inputs(Message message) {
    int deliveries = deliveries(message);
    List<RawInput> inputs = new ArrayList<>();
    for (RawInput input : inputs(location(message.messageId()), Raw.of(message.body()))) {
      inputs.add(input.withDeliveries(deliveries));
    }
    return inputs;
  }

  /** What is in a message: its own text, or the objects that it announces. */
  private List<RawInput> inputs(String location, Raw body) {
    if (objects != null) {
      List<RawInput> announced = objects.inputs(body.text(), location);
      if (announced != null) {
        return announced;
      }
    } else if (S3Notices.read(body.text()) != null) {
      RawInput.Opener refuses =
          () -> {
            throw new IOException("an S3 notification, and no S3 client was given");
          };
      return List.of(RawInput.of(location, location, body, refuses));
    }
    return List.of(RawInput.of(location, location, body));
  }

  @Override
  public List<RawInput> replay(String location, Raw raw) {
    return inputs(location, raw);
  }

  private String location(String messageId) {
    return "sqs:" + queueUrl.substring(queueUrl.lastIndexOf('/') + 1) + "/" + messageId;
  }

  private static int deliveries(Message message) {
    String count = message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
    try {
      return count == null ? 0 : Integer.parseInt(count);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Does nothing: the client and the executor are the caller's, and a batch ends by itself. */
  @Override
  public void close() {}

  /** Gathers the settings; not safe for several threads. */
  public static final class Builder {
    /* Source: SQS API reference, VisibilityTimeout. */
    private static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);

    private final String name;
    private final SqsClient client;
    private final String queueUrl;
    private final ScheduledExecutorService executor;
    private @Nullable S3Objects objects;
    private Duration visibility = Duration.ofSeconds(60);
    private Duration retryAfter = Duration.ofSeconds(30);
    private int most = MOST_MESSAGES;

    private Builder(
        String name, SqsClient client, String queueUrl, ScheduledExecutorService executor) {
      this.name = Keys.name(name);
      this.client = requireNonNull(client, "client");
      this.queueUrl = requireNonNull(queueUrl, "queueUrl");
      this.executor = requireNonNull(executor, "executor");
    }

    /**
     * Reads the objects that S3 notifications announce. Default: none is read, and a notification
     * is an input that can't be opened.
     *
     * @param client made and closed by the caller
     */
    @SuppressWarnings("exports")
    public Builder objects(S3Client client) {
      this.objects = new S3Objects(requireNonNull(client, "client"));
      return this;
    }

    /**
     * How long a message stays hidden after it was received or extended: how soon another process
     * goes on with it if this one dies. Whole seconds. Default: 60 seconds.
     *
     * @throws IllegalArgumentException if it is not 3 seconds to 12 hours
     */
    public Builder visibility(Duration visibility) {
      if (requireNonNull(visibility, "visibility").toSeconds() < 3
          || visibility.compareTo(LONGEST_VISIBILITY) > 0) {
        throw new IllegalArgumentException("visibility must be 3 s to 12 h: " + visibility);
      }
      this.visibility = visibility;
      return this;
    }

    /**
     * How soon an abandoned message is visible again. Whole seconds. Default: 30 seconds.
     *
     * @throws IllegalArgumentException if it is not 0 seconds to 12 hours
     */
    public Builder retryAfter(Duration retryAfter) {
      if (requireNonNull(retryAfter, "retryAfter").isNegative()
          || retryAfter.compareTo(LONGEST_VISIBILITY) > 0) {
        throw new IllegalArgumentException("retryAfter must be 0 s to 12 h: " + retryAfter);
      }
      this.retryAfter = retryAfter;
      return this;
    }

    /**
     * How many messages a batch holds at most. Default: 10, which is SQS's own limit.
     *
     * @throws IllegalArgumentException if it is not 1 to 10
     */
    public Builder batch(int most) {
      if (most < 1 || most > MOST_MESSAGES) {
        throw new IllegalArgumentException("batch must be 1 to 10: " + most);
      }
      this.most = most;
      return this;
    }

    /** Makes the source; nothing is asked yet. */
    public SqsSource build() {
      return new SqsSource(this);
    }
  }
}
