// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.testing.SecurityHubServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;

final class SecurityHubSourceTest {
  private static final Pattern ID = Pattern.compile("\"(?:Id|uid)\":\"(f-[^\"]+)\"");

  private SecurityHubServer server;
  private SecurityHubClient client;
  private SecurityHubSource source;
  private @Nullable String position;

  @BeforeEach
  void start() throws IOException {
    server = new SecurityHubServer();
    client = Clients.securityHub(server.endpoint());
    source = source(SecurityHubSource.asff("hub", client));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @ParameterizedTest(name = "OCSF {0}")
  @ValueSource(booleans = {false, true})
  void poll_pages_comeOldestFirstAsTheyWereSent(boolean ocsf) throws Exception {
    if (ocsf) {
      source = source(SecurityHubSource.ocsf("hub", client));
    }
    server.page(2);
    for (int i : new int[] {4, 2, 0, 3, 1}) {
      String time = "2026-03-17T09:00:0" + i + "Z";
      server.add(
          ocsf
              ? "{\"finding_info\":{\"uid\":\"f-%d\",\"modified_time_dt\":\"%s\"},\"new\":1}"
                  .formatted(i, time)
              : finding(i, time));
    }
    Batch first = source.poll(position, Duration.ofSeconds(5)).orElseThrow();
    assertThat(text(first)).contains("\"new\":1");
    assertThat(first.position()).isEqualTo("2026-03-17T09:00:01Z");
    first.close();
    assertThat(round()).containsExactly("f-0", "f-1", "f-2", "f-3", "f-4");
    assertThat(position).isEqualTo("2026-03-17T09:00:04Z");
  }

  @Test
  void poll_nextRound_beginsAnOverlapBeforeTheNewest() throws Exception {
    server.add(finding(1, "2026-03-17T09:00:00Z"));
    assertThat(round()).containsExactly("f-1");
    // It took half an hour to arrive.
    server.add(finding(2, "2026-03-17T08:30:00Z"));
    assertThat(round()).containsExactly("f-2", "f-1");
    assertThat(server.requests()).containsExactly("1970-01-01T00:00:00Z", "2026-03-17T08:00:00Z");
  }

  @Test
  void poll_restarted_goesOnAtTheLastStoredPage() throws Exception {
    server.page(2);
    for (int i = 0; i < 6; i++) {
      server.add(finding(i, "2026-03-17T0" + i + ":00:00Z"));
    }
    for (int i = 0; i < 2; i++) {
      try (Batch batch = source.poll(position, Duration.ofSeconds(5)).orElseThrow()) {
        batch.done(batch.inputs().get(0));
        position = batch.position();
      }
    }
    source = source(SecurityHubSource.asff("hub", client));
    assertThat(round()).containsExactly("f-2", "f-3", "f-4", "f-5");
  }

  @Test
  void poll_timeInTheFuture_doesNotMoveThePositionThere() throws Exception {
    server.add(finding(1, "2099-01-01T00:00:00Z"));
    assertThat(round()).containsExactly("f-1");
    server.add(finding(2, Instant.now().toString()));
    assertThat(round()).containsExactly("f-2", "f-1");
  }

  @Test
  void poll_notInTheOrderAskedFor_movesThePositionAtTheEndOnly() throws Exception {
    server.unsorted();
    server.page(1);
    server.add(finding(2, "2026-03-17T09:00:02Z"));
    server.add(finding(1, "2026-03-17T09:00:01Z"));
    server.add(finding(3, "2026-03-17T09:00:03Z"));
    List<String> positions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      try (Batch batch = source.poll(position, Duration.ofSeconds(5)).orElseThrow()) {
        batch.done(batch.inputs().get(0));
        positions.add(batch.position());
      }
    }
    assertThat(positions).containsExactly("2026-03-17T09:00:02Z", null, "2026-03-17T09:00:03Z");
  }

  @Test
  void poll_abandonedPage_comesAgain() throws Exception {
    server.page(1);
    server.add(finding(1, "2026-03-17T09:00:01Z"));
    server.add(finding(2, "2026-03-17T09:00:02Z"));
    source.poll(position, Duration.ofSeconds(5)).orElseThrow().close();
    assertThat(round()).containsExactly("f-1", "f-2");
  }

  @Test
  void poll_throttled_failsForNowAndGoesOnWhereItWas() throws Exception {
    server.page(1);
    server.add(finding(1, "2026-03-17T09:00:01Z"));
    server.add(finding(2, "2026-03-17T09:00:02Z"));
    try (Batch batch = source.poll(position, Duration.ofSeconds(5)).orElseThrow()) {
      batch.done(batch.inputs().get(0));
      position = batch.position();
    }
    server.throttle(100);
    assertThatThrownBy(() -> source.poll(position, Duration.ofSeconds(5)))
        .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.retryable()).isTrue());
    server.throttle(0);
    assertThat(round()).containsExactly("f-2");
  }

  @Test
  void poll_tokenNotValidAnyMore_beginsAnew() throws Exception {
    server.page(1);
    server.add(finding(1, "2026-03-17T09:00:01Z"));
    server.add(finding(2, "2026-03-17T09:00:02Z"));
    try (Batch batch = source.poll(position, Duration.ofSeconds(5)).orElseThrow()) {
      batch.done(batch.inputs().get(0));
    }
    server.expireTokens();
    assertThatThrownBy(() -> source.poll(position, Duration.ofSeconds(5)))
        .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.retryable()).isFalse());
    assertThat(round()).containsExactly("f-1", "f-2");
  }

  private static SecurityHubSource source(SecurityHubSource.Builder builder) {
    return builder.interval(Duration.ZERO).pace(Duration.ZERO).build();
  }

  /** One round to its end, all of it dealt with. */
  private List<String> round() throws Exception {
    List<String> ids = new ArrayList<>();
    String text = "\"NextToken\"";
    while (text.contains("\"NextToken\"")) {
      Optional<Batch> next = source.poll(position, Duration.ofSeconds(5));
      try (Batch batch = next.orElseThrow()) {
        text = text(batch);
        Matcher id = ID.matcher(text);
        while (id.find()) {
          ids.add(id.group(1));
        }
        batch.done(batch.inputs().get(0));
        position = batch.position() == null ? position : batch.position();
      }
    }
    return ids;
  }

  private static String text(Batch batch) throws IOException {
    return new String(batch.inputs().get(0).open().readAllBytes(), "UTF-8");
  }

  private static String finding(int number, String updated) {
    return "{\"Id\":\"f-%d\",\"UpdatedAt\":\"%s\",\"new\":1}".formatted(number, updated);
  }
}
