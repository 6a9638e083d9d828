// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditVerifierTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-01T10:00:00.123Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private Path file;
  private Path tampered;

  @BeforeEach
  void writeTrail() {
    file = folder.resolve("audit.jsonl");
    tampered = folder.resolve("tampered.jsonl");
    try (FileAuditTrail trail = FileAuditTrail.open(file, CLOCK)) {
      for (int i = 0; i < 4; i++) {
        trail.append("decision", Map.of("action", "a" + i, "grüße", "äöü"));
      }
    }
  }

  @Test
  void verify_untouched_isIntact() {
    AuditVerifier.Result result = AuditVerifier.verify(file);
    assertThat(result.intact()).isTrue();
    assertThat(result.records()).isEqualTo(5);
    assertThat(result.closed()).isTrue();
    assertThat(result.line()).isZero();
    assertThat(AuditVerifier.verify(file, result.head()).intact()).isTrue();
  }

  @Test
  void verify_anySingleBitFlipped_isNoticed() throws IOException {
    byte[] good = Files.readAllBytes(file);
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << (at % 8));
      Files.write(tampered, bad);
      assertThat(AuditVerifier.verify(tampered).intact()).as("byte %d", at).isFalse();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void verify_anyByteReplaced_isNoticedAtItsLine(long seed) throws IOException {
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(seed);
    for (int run = 0; run < 300; run++) {
      byte[] bad = good.clone();
      int at = random.nextInt(bad.length);
      bad[at] += (byte) (1 + random.nextInt(255));
      Files.write(tampered, bad);
      AuditVerifier.Result result = AuditVerifier.verify(tampered);
      assertThat(result.intact()).as("byte %d", at).isFalse();
      long line = 1;
      for (int i = 0; i < at; i++) {
        line += good[i] == '\n' ? 1 : 0;
      }
      assertThat(result.line()).as("byte %d", at).isEqualTo(line);
    }
  }

  @Test
  void verify_cutAtAnyByte_isTornOrShorter() throws IOException {
    byte[] good = Files.readAllBytes(file);
    String head = AuditVerifier.verify(file).head();
    for (int length = 0; length < good.length; length++) {
      Files.write(tampered, Arrays.copyOf(good, length));
      boolean wholeLines = length == 0 || good[length - 1] == '\n';
      AuditVerifier.Result result = AuditVerifier.verify(tampered);
      assertThat(result.intact()).as("length %d", length).isEqualTo(wholeLines);
      assertThat(result.closed()).isFalse();
      assertThat(AuditVerifier.verify(tampered, head).intact()).isFalse();
    }
  }

  @ParameterizedTest(name = "line {0}")
  @ValueSource(ints = {0, 1, 2, 3})
  void verify_lineRemovedOrRepeatedOrMoved_isNoticed(int at) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> removed = new ArrayList<>(lines);
    removed.remove(at);
    assertNoticed(removed, at + 1);
    List<String> repeated = new ArrayList<>(lines);
    repeated.add(at, lines.get(at));
    assertNoticed(repeated, at + 2);
    List<String> moved = new ArrayList<>(lines);
    java.util.Collections.swap(moved, at, at + 1);
    assertNoticed(moved, at + 1);
  }

  /** A forger who computes the hash of his line anew still breaks the chain behind it. */
  @Test
  void verify_changedLineWithNewHash_isNoticedAtTheNextLine() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    String unhashed = lines.get(1).replaceFirst(",\"hash\":\"[0-9a-f]{64}\"", "");
    String forged = unhashed.replace("a1", "a7");
    lines.set(1, AuditLine.hashed(forged, AuditLine.sha256(AuditLine.utf8(forged))));
    assertNoticed(lines, 3);
  }

  @Test
  void verify_extraMemberWithGoodHash_isNoticed() throws IOException {
    String unhashed =
        AuditLine.unhashed(0, CLOCK.instant(), "x", Map.of(), AuditLine.GENESIS)
            .replace("\"data\"", "\"more\":1,\"data\"");
    assertNoticed(
        List.of(AuditLine.hashed(unhashed, AuditLine.sha256(AuditLine.utf8(unhashed)))), 1);
  }

  private void assertNoticed(List<String> lines, long line) throws IOException {
    Files.writeString(tampered, String.join("\n", lines) + "\n");
    AuditVerifier.Result result = AuditVerifier.verify(tampered);
    assertThat(result.intact()).isFalse();
    assertThat(result.line()).isEqualTo(line);
    assertThat(result.problem()).isNotEmpty();
  }
}
