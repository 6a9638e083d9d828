// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Under which keys records are known. */
final class Keys {
  private static final int LONGEST_ID = 1000;
  private static final int LONGEST_NAME = 200;

  private Keys() {}

  /** Refuses a source's name that is too short or too long. */
  static String name(String name) {
    if (requireNonNull(name, "name").isEmpty() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("a name has 1 to 200 characters: " + name.length());
    }
    return name;
  }

  /**
   * What makes two signals the same: a CloudTrail record is known by its event id, wherever it is
   * delivered, unless it amends an earlier one; everything else by its id and content, since a
   * finding that a customer changes keeps its id and time.
   */
  static String signal(Signal signal) {
    String id = signal.kind() + "|" + shortened(signal.id());
    if (signal.kind() == SignalKind.API_CALL && !signal.raw().text().contains("\"addendum\"")) {
      return id + "|" + signal.account();
    }
    return id + "|" + sha256(signal.raw().bytes());
  }

  /** A record that is no signal: known by its place in an input. */
  static String rejected(RawInput input, long index) {
    return "rejected|" + input(input) + "#" + index;
  }

  static String input(RawInput input) {
    return shortened(input.id());
  }

  private static String shortened(String id) {
    return id.length() <= LONGEST_ID
        ? id
        : id.substring(0, LONGEST_ID) + "…" + sha256(id.getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(Raw raw) {
    return sha256(raw.bytes());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
