// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What is told to the queue about messages that were received. A call that fails is told in the log
 * and is no error: the message then comes again, and its effects are known.
 */
record SqsCalls(
    String source, SqsClient client, String queueUrl, Duration visibility, Duration retryAfter) {
  private static final Logger LOG = LoggerFactory.getLogger(SqsCalls.class);

  void extend(List<Message> messages) {
    change("extending visibility", messages, visibility);
  }

  void release(List<Message> messages) {
    change("releasing", messages, retryAfter);
  }

  void delete(List<Message> messages) {
    if (messages.isEmpty()) {
      return;
    }
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
    for (Message message : messages) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(message.receiptHandle())
              .build());
    }
    try {
      tell(
          "deleting",
          client.deleteMessageBatch(r -> r.queueUrl(queueUrl).entries(entries)).failed());
    } catch (SdkException e) {
      LOG.warn("{}: deleting {} messages failed", source, messages.size(), e);
    }
  }

  private void change(String what, List<Message> messages, Duration timeout) {
    if (messages.isEmpty()) {
      return;
    }
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
    for (Message message : messages) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(message.receiptHandle())
              .visibilityTimeout((int) timeout.toSeconds())
              .build());
    }
    try {
      tell(
          what,
          client.changeMessageVisibilityBatch(r -> r.queueUrl(queueUrl).entries(entries)).failed());
    } catch (SdkException e) {
      LOG.warn("{}: {} {} messages failed", source, what, messages.size(), e);
    }
  }

  private void tell(String what, List<BatchResultErrorEntry> failed) {
    if (!failed.isEmpty()) {
      LOG.warn(
          "{}: {} failed for {} messages, the first with {}",
          source,
          what,
          failed.size(),
          failed.get(0).code());
    }
  }
}
