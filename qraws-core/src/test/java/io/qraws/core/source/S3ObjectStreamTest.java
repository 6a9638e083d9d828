// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.testing.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

final class S3ObjectStreamTest {
  private final byte[] content = new byte[300_000];
  private S3Server server;
  private S3Client client;
  private String etag;

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(content);
    server = new S3Server("logs");
    client = Clients.s3(server.endpoint());
    etag = server.put("key", content, Instant.EPOCH);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void read_bodyBreaksOff_goesOnFromThere() throws IOException {
    server.cutNext(100_000);
    server.cutNext(50_000);
    try (InputStream in = open(etag)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
    assertThat(server.requests())
        .containsExactly("GET key", "GET key bytes=100000-", "GET key bytes=150000-");
  }

  @Test
  void read_breaksWithoutProgress_failsForNow() throws IOException {
    server.cutNext(10);
    for (int i = 0; i < 5; i++) {
      server.cutNext(0);
    }
    try (InputStream in = open(etag)) {
      // An EOFException would be taken for a damaged gzip file, and its rest be given up.
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.retryable()).isTrue())
          .hasMessageContaining("broke off at byte 10 of 300000");
    }
  }

  @Test
  void read_contentReplacedMeanwhile_isNotMixed() throws IOException {
    server.cutNext(100_000);
    try (InputStream in = open(etag)) {
      assertThat(in.readNBytes(100_000)).hasSize(100_000);
      server.put("key", new byte[300_000], Instant.EPOCH);
      assertThatThrownBy(in::readAllBytes).hasMessageContaining("changed while it was read");
    }
  }

  @Test
  void read_etagNotAnnounced_isStillHeldToOneContent() throws IOException {
    server.cutNext(100_000);
    try (InputStream in = open(null)) {
      assertThat(in.readNBytes(100_000)).hasSize(100_000);
      server.put("key", new byte[300_000], Instant.EPOCH);
      assertThatThrownBy(in::readAllBytes).hasMessageContaining("changed while it was read");
    }
  }

  private InputStream open(String announced) throws IOException {
    S3Object object = new S3Object("logs", "key", announced, null, content.length);
    return new S3Objects(client).input(object).open();
  }
}
