// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Keeps the body of one call's answer as it was sent, beside what the SDK makes of it: its types
 * drop what they do not know.
 */
final class BodyKeeper implements SdkPlugin, ExecutionInterceptor {
  private byte[] body = new byte[0];
  private Instant sent = Instant.EPOCH;

  byte[] body() {
    return body;
  }

  /** When the service sent it, by its own clock; the epoch if it did not say. */
  Instant sent() {
    return sent;
  }

  @Override
  public void configureClient(SdkServiceClientConfiguration.Builder config) {
    config.overrideConfiguration(
        config.overrideConfiguration().copy(c -> c.addExecutionInterceptor(this)));
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    String date = context.httpResponse().firstMatchingHeader("Date").orElse("");
    try {
      sent = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    } catch (DateTimeParseException e) {
      sent = Instant.EPOCH;
    }
    Optional<InputStream> content = context.responseBody();
    if (content.isEmpty()) {
      return content;
    }
    try (InputStream in = content.get()) {
      body = in.readAllBytes();
    } catch (IOException e) {
      throw SdkClientException.create("the answer broke off", e);
    }
    return Optional.of(new ByteArrayInputStream(body));
  }
}
