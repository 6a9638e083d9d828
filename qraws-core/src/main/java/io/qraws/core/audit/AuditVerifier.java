// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.audit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks a file that {@link FileAuditTrail} wrote: that no line was changed, removed, inserted,
 * moved or torn.
 *
 * <p>Reads line by line, so memory does not grow with the file.
 */
public final class AuditVerifier {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  // State of one run.
  private long records;
  private String head = AuditLine.GENESIS;
  private boolean closed;

  private AuditVerifier() {}

  /**
   * What was found.
   *
   * @param intact whether every line is as it was written and in its place
   * @param records how many good records there are, before the problem if there is one
   * @param closed whether the last good record says that the trail was closed; if not, it is still
   *     open, was left open by a crash, or was cut off
   * @param head the hash of the last good record; 64 zeros if there is none
   * @param problem what is wrong, in words; empty if intact
   * @param line the first bad line, counted from 1; 0 if intact
   */
  public record Result(
      boolean intact, long records, boolean closed, String head, String problem, long line) {
    /** Checks for null. */
    public Result {
      requireNonNull(head, "head");
      requireNonNull(problem, "problem");
    }
  }

  /**
   * Checks a file from its first line to its last, or to the first bad one.
   *
   * <p>Whole lines that are missing at the end do not show here, but for {@link Result#closed};
   * give the head to {@link #verify(Path, String)} to notice them.
   *
   * @param path the file; an empty one is intact
   * @throws UncheckedIOException if it cannot be read
   */
  public static Result verify(Path path) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      return new AuditVerifier().run(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the audit trail " + path, e);
    }
  }

  /**
   * Checks a file as {@link #verify(Path)} does, and that it ends where it is known to end.
   *
   * @param path the file
   * @param head the hash of its last record, kept somewhere else
   * @throws UncheckedIOException if it cannot be read
   */
  public static Result verify(Path path, String head) {
    requireNonNull(head, "head");
    Result found = verify(path);
    if (!found.intact() || found.head().equals(head)) {
      return found;
    }
    return new Result(
        false,
        found.records(),
        found.closed(),
        found.head(),
        "the file ends with another record than the one that is known to be the last",
        found.records() + 1);
  }

  private Result run(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next != '\n') {
        if (line.size() == AuditLine.MAX_BYTES) {
          return bad("longer than " + AuditLine.MAX_BYTES + " bytes");
        }
        line.write(next);
        continue;
      }
      String problem = check(line.toByteArray());
      if (problem != null) {
        return bad(problem);
      }
      line.reset();
    }
    if (line.size() > 0) {
      return bad("torn: it does not end with a line feed");
    }
    return new Result(true, records, closed, head, "", 0);
  }

  private Result bad(String problem) {
    return new Result(false, records, closed, head, problem, records + 1);
  }

  /** What is wrong with a line, or null; a good one moves the state on. */
  private @Nullable String check(byte[] line) {
    byte[] member = AuditLine.utf8(AuditLine.HASH_MEMBER);
    int cut = line.length - member.length - 64 - 2;
    if (cut < 1 || !Arrays.equals(line, cut, cut + member.length, member, 0, member.length)) {
      return "it has no hash at its end";
    }
    byte[] unhashed = Arrays.copyOf(line, cut + 1);
    unhashed[cut] = '}';
    String hash = AuditLine.sha256(unhashed);
    byte[] tail = AuditLine.utf8(hash + "\"}");
    if (!Arrays.equals(line, cut + member.length, line.length, tail, 0, tail.length)) {
      return "changed: its hash is not the hash of its content";
    }
    return checkChain(unhashed, hash);
  }

  private @Nullable String checkChain(byte[] unhashed, String hash) {
    JsonNode record;
    try {
      record = JSON.readTree(new String(unhashed, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return "not JSON";
    }
    if (!record.path("seq").isIntegralNumber() || !record.path("prev").isTextual()) {
      return "no audit record";
    }
    if (record.path("seq").longValue() != records) {
      return "out of place: number "
          + record.path("seq").asText()
          + " stands where "
          + records
          + " belongs; lines were removed, inserted or moved";
    }
    if (!record.path("prev").textValue().equals(head)) {
      return "it does not continue the line before it; a line was removed, inserted or moved";
    }
    if (!isCanonical(record, unhashed)) {
      return "not in the form in which records are written";
    }
    records++;
    head = hash;
    closed = AuditLine.CLOSED.equals(record.path("type").textValue());
    return null;
  }

  /** Whether writing the record again gives the same bytes, which leaves no room to hide things. */
  private boolean isCanonical(JsonNode record, byte[] unhashed) {
    Map<String, String> data = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : record.path("data").properties()) {
      data.put(entry.getKey(), entry.getValue().asText());
    }
    try {
      String again =
          AuditLine.unhashed(
              records,
              Instant.parse(record.path("time").asText()),
              record.path("type").asText(),
              data,
              head);
      return Arrays.equals(AuditLine.utf8(again), unhashed);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
