// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAuditTrailTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-01T10:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("audit.jsonl");
  }

  @Test
  void append_firstRecord_hasTheDocumentedForm() throws Exception {
    String hash;
    try (FileAuditTrail trail = FileAuditTrail.open(file, CLOCK)) {
      hash = trail.append("decision", Map.of("b", "2", "a", "say \"hi\"\n"));
      assertThat(trail.head()).isEqualTo(hash);
      // Persisted when append returns, not when the trail is closed.
      assertThat(Files.readAllLines(file)).hasSize(1);
    }
    String unhashed =
        "{\"seq\":0,\"time\":\"2026-11-01T10:00:00Z\",\"type\":\"decision\",\"data\":"
            + "{\"a\":\"say \\\"hi\\\"\\u000a\",\"b\":\"2\"},\"prev\":\""
            + "0".repeat(64)
            + "\"}";
    String byHand =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(unhashed.getBytes(UTF_8)));
    assertThat(hash).isEqualTo(byHand);
    assertThat(Files.readAllLines(file).get(0))
        .isEqualTo(unhashed.replaceFirst("}$", ",\"hash\":\"" + byHand + "\"}"));
  }

  @Test
  void append_hostileText_staysOneLineAndVerifies() throws Exception {
    String hostile = "\r\n{\"seq\":9}\u2028\u202e\u001b[2J\ud800 \ud83d\ude00 {{ x }} \u0000";
    try (FileAuditTrail trail = FileAuditTrail.open(file, CLOCK)) {
      trail.append("decision", Map.of(hostile, hostile));
    }
    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(Files.readString(file)).doesNotContain("\u2028", "\u202e", "\u001b", "\r");
    assertThat(AuditVerifier.verify(file).problem()).isEmpty();
  }

  @Test
  void openForBatch_closed_isWhole() {
    try (FileAuditTrail trail = FileAuditTrail.openForBatch(file, CLOCK)) {
      trail.append("one", Map.of());
      trail.append("two", Map.of());
    }
    AuditVerifier.Result result = AuditVerifier.verify(file);
    assertThat(result.intact()).isTrue();
    assertThat(result.records()).isEqualTo(3);
    assertThat(result.closed()).isTrue();
  }

  @Test
  void open_closedFile_continuesItsChain() {
    try (FileAuditTrail trail = FileAuditTrail.open(file, CLOCK)) {
      trail.append("one", Map.of());
    }
    try (FileAuditTrail trail = FileAuditTrail.open(file, CLOCK)) {
      trail.append("two", Map.of());
      assertThat(AuditVerifier.verify(file).closed()).isFalse();
    }
    AuditVerifier.Result result = AuditVerifier.verify(file);
    assertThat(result.intact()).isTrue();
    assertThat(result.records()).isEqualTo(4);
    assertThat(result.closed()).isTrue();
  }

  @Test
  void open_tornLastLine_isRefusedWithItsNumber() throws Exception {
    try (FileAuditTrail trail = FileAuditTrail.open(file, CLOCK)) {
      trail.append("one", Map.of());
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 20));
    assertThatThrownBy(() -> FileAuditTrail.open(file, CLOCK))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("torn");
  }

  @Test
  void open_refused_letsTheLockGo() throws Exception {
    Files.writeString(file, "nonsense\n");
    assertThatThrownBy(() -> FileAuditTrail.open(file, CLOCK))
        .isInstanceOf(IllegalStateException.class);
    Files.delete(file);
    FileAuditTrail.open(file, CLOCK).close();
  }

  @Test
  void open_twice_isRefusedEvenAfterAVerification() {
    try (FileAuditTrail trail = FileAuditTrail.open(file, CLOCK)) {
      AuditVerifier.verify(file);
      assertThatThrownBy(() -> FileAuditTrail.open(file, CLOCK))
          .isInstanceOf(UncheckedIOException.class)
          .hasRootCauseMessage(file + ": another audit trail has it open");
      trail.append("still", Map.of());
    }
  }

  @Test
  void append_fileGrewBehindItsBack_isRefusedForGood() throws IOException {
    try (FileAuditTrail trail = FileAuditTrail.open(file, CLOCK)) {
      trail.append("one", Map.of());
      Files.writeString(file, "x", StandardOpenOption.APPEND);
      assertThatThrownBy(() -> trail.append("two", Map.of()))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> trail.append("three", Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("somebody else");
    }
  }

  @Test
  void append_recordTooLong_isRefusedAndTheTrailGoesOn() {
    try (FileAuditTrail trail = FileAuditTrail.open(file, CLOCK)) {
      assertThatThrownBy(() -> trail.append("big", Map.of("x", "x".repeat(2 << 20))))
          .isInstanceOf(IllegalArgumentException.class);
      trail.append("small", Map.of());
    }
    assertThat(AuditVerifier.verify(file).intact()).isTrue();
  }

  @Test
  void close_twice_writesOneClosedRecord() throws IOException {
    FileAuditTrail trail = FileAuditTrail.open(file, CLOCK);
    trail.close();
    trail.close();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).singleElement().asString().contains("\"type\":\"closed\"");
    assertThatThrownBy(() -> trail.append("late", Map.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void append_fromManyThreads_makesOneChain() {
    try (FileAuditTrail trail = FileAuditTrail.open(file, CLOCK)) {
      IntStream.range(0, 40).parallel().forEach(i -> trail.append("t", Map.of("i", "" + i)));
    }
    AuditVerifier.Result result = AuditVerifier.verify(file);
    assertThat(result.intact()).isTrue();
    assertThat(result.records()).isEqualTo(41);
  }
}
