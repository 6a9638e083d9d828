// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.testing.S3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

final class S3SourceTest {
  private static final String TRAIL = "AWSLogs/111122223333/CloudTrail/eu-central-1/";

  /** S3's own clock, which the stand-in takes from this machine. */
  private final Instant now = Instant.now();

  private S3Server server;
  private S3Client client;
  private S3Source source;
  private String position;

  @BeforeEach
  void start() throws IOException {
    server = new S3Server("logs");
    client = Clients.s3(server.endpoint());
    source = source();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void poll_eachLayout_comesOnce() throws Exception {
    List<String> keys =
        List.of(
            TRAIL + day(0) + "/a.json.gz",
            TRAIL + day(1) + "/b.json.gz",
            "AWSLogs/111122223333/vpcflowlogs/eu-central-1/" + day(0) + "/07/c.log.gz",
            "AWSLogs/111122223333/Config/eu-central-1/2026/3/7/ConfigHistory/d.json.gz",
            "exports/e f+g.json");
    keys.forEach(key -> put(key, "{}", now));
    put("AWSLogs/111122223333/CloudTrail-Digest/eu-central-1/" + day(0) + "/x.json.gz", "{}", now);
    assertThat(all()).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(all()).isEmpty();
  }

  @Test
  void poll_lateObjectWithAnEarlierKey_isFound() throws Exception {
    put(TRAIL + day(0) + "/m.json.gz", "{}", now);
    assertThat(all()).hasSize(1);
    put(TRAIL + day(1) + "/a.json.gz", "{}", now);
    put(TRAIL + day(0) + "/a.json.gz", "{}", now);
    assertThat(all())
        .containsExactlyInAnyOrder(TRAIL + day(1) + "/a.json.gz", TRAIL + day(0) + "/a.json.gz");
  }

  @Test
  void poll_objectAppearsWhereTheListingHasBeen_isFoundByTheNext() throws Exception {
    put("a/1", "{}", now);
    put("b/1", "{}", now);
    List<String> found = new ArrayList<>();
    try (Batch first = source.poll(position, Duration.ofSeconds(5)).orElseThrow()) {
      settle(first, found);
    }
    put("a/0", "{}", Instant.now());
    put("b/0", "{}", Instant.now());
    found.addAll(all());
    found.addAll(all());
    assertThat(found).containsExactlyInAnyOrder("a/0", "a/1", "b/0", "b/1");
  }

  @Test
  void poll_overwritten_comesAgain() throws Exception {
    put("key", "{}", now);
    assertThat(all()).containsExactly("key");
    put("key", "{ }", now);
    assertThat(all()).containsExactly("key");
  }

  @Test
  void poll_abandoned_comesAgainHoweverOld() throws Exception {
    put("new", "{}", now);
    put("old", "{}", now.minus(Duration.ofDays(400)));
    try (Batch batch = source.poll(position, Duration.ofSeconds(5)).orElseThrow()) {
      batch.inputs().stream()
          .filter(input -> input.location().endsWith("new"))
          .forEach(batch::done);
    }
    assertThat(all()).isEmpty();
    assertThat(all()).containsExactly("old");
    assertThat(all()).isEmpty();
  }

  /** Its folder alone would not be listed any more. */
  @Test
  void poll_abandonedInFolderOfADayLongOver_comesAgain() throws Exception {
    String old = TRAIL + "2019/12/31/a.json.gz";
    put(old, "{}", now);
    try (Batch batch = source.poll(position, Duration.ofSeconds(5)).orElseThrow()) {
      batch.abandon(batch.inputs().get(0), "not now");
    }
    assertThat(all()).isEmpty();
    source = source();
    assertThat(all()).containsExactly(old);
    source = source();
    assertThat(all()).isEmpty();
  }

  @Test
  void poll_afterRestart_asksForNothingOlderThanTheOverlap() throws Exception {
    put("old", "{}", now.minus(Duration.ofHours(3)));
    put("new", "{}", now);
    assertThat(all()).hasSize(2);
    source = source();
    assertThat(all()).containsExactly("new");
  }

  @Test
  void poll_folderOfADayLongOver_isNotListed() throws Exception {
    put(TRAIL + "2019/12/31/a.json.gz", "{}", now);
    put(TRAIL + day(0) + "/a.json.gz", "{}", now);
    assertThat(all()).hasSize(2);
    server.requests().clear();
    assertThat(all()).isEmpty();
    assertThat(server.requests())
        .contains("LIST " + TRAIL + day(0) + "/")
        .doesNotContain("LIST " + TRAIL + "2019/");
  }

  @Test
  void poll_morePagesThanOne_comeAll() throws Exception {
    server.page(3);
    for (int i = 0; i < 10; i++) {
      put("flat/" + i, "{}", now);
      put("deep/" + i + "/key", "{}", now);
    }
    assertThat(all()).hasSize(20);
  }

  @Test
  void poll_since_leavesOutWhatIsOlder() throws Exception {
    put("old", "{}", now.minus(Duration.ofDays(2)));
    put("new", "{}", now);
    source =
        S3Source.builder("s3", client, "logs", "").since(now.minus(Duration.ofDays(1))).build();
    assertThat(all()).containsExactly("new");
  }

  @Test
  void poll_foreignPosition_isRefused() {
    assertThatThrownBy(() -> source.poll("17", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/03/17/, false",
    "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/03/16/, true",
    "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/03/, false",
    "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/02/, true",
    "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/, false",
    "AWSLogs/111122223333/CloudTrail/eu-central-1/2025/, true",
    "AWSLogs/111122223333/Config/eu-central-1/2026/3/9/, true",
    "x/year=2026/month=03/day=16/, true",
    "2025/, true",
    "x/2026/13/, false",
    "x/2026/02/30/, false",
    "AWSLogs/111122223333/, false",
    "x/1234/, false"
  })
  void over_foldersAtTheEndOfTheSixteenth(String folder, boolean over) {
    assertThat(S3Pass.over(folder, Instant.parse("2026-03-17T00:00:01Z"))).isEqualTo(over);
  }

  private S3Source source() {
    return S3Source.builder("s3", client, "logs", "").interval(Duration.ZERO).build();
  }

  /** One listing to its end, all of it dealt with. */
  private List<String> all() throws InterruptedException {
    List<String> found = new ArrayList<>();
    while (true) {
      Optional<Batch> next = source.poll(position, Duration.ofSeconds(30));
      if (next.isEmpty()) {
        return found;
      }
      try (Batch batch = next.get()) {
        settle(batch, found);
        if (batch.position() != null) {
          position = batch.position();
          return found;
        }
      }
    }
  }

  private static void settle(Batch batch, List<String> found) {
    for (RawInput input : batch.inputs()) {
      found.add(input.location().substring("s3://logs/".length()));
      batch.done(input);
    }
  }

  private void put(String key, String content, Instant modified) {
    server.put(key, content.getBytes(StandardCharsets.UTF_8), modified);
  }

  private String day(int before) {
    return DateTimeFormatter.ofPattern("yyyy/MM/dd")
        .withZone(ZoneOffset.UTC)
        .format(now.minus(Duration.ofDays(before)));
  }
}
