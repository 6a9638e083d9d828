// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes inputs of others by chance from a seed, for where no coverage guides. */
public final class Mutator {
  /** What readers and writers have stumbled over, here or elsewhere. */
  public static final List<String> TOKENS =
      List.of(
          "\"",
          "'",
          "\\",
          "\\\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "|",
          "^",
          "\n",
          "\r\n",
          "\t",
          "\u0000",
          "\u001f",
          "\u2028",
          "\uFEFF",
          "\\u0000",
          "\\ud800",
          "\\udc00",
          "null",
          "NaN",
          "-",
          "-1",
          "1e999",
          "1e-999999999",
          "9223372036854775808",
          "50000-01-01T00:00:00Z",
          "0000-00-00",
          "1773738000000",
          "{\"Records\":[",
          "\"Records\":[]",
          "{\"a\":{\"a\":",
          "[[[[[[[[",
          "{{{{{{{{",
          "\"\":",
          "H4sI",
          "arn:aws:iam::111122223333:root",
          "' OR 1=1 --",
          "LEEF:2.0|A|B|1|E|^|");

  private static final int LONGEST = 1 << 16;
  private static final int DEEP = 600;

  private final SplittableRandom random;

  /**
   * A mutator.
   *
   * @param seed the same makes the same
   */
  public Mutator(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * One of the inputs, changed in one place or several.
   *
   * @param inputs one at least
   */
  public byte[] next(List<byte[]> inputs) {
    byte[] bytes = inputs.get(random.nextInt(inputs.size()));
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes = changed(bytes, inputs);
    }
    return bytes.length > LONGEST ? Arrays.copyOf(bytes, LONGEST) : bytes;
  }

  private byte[] changed(byte[] bytes, List<byte[]> inputs) {
    int from = random.nextInt(bytes.length + 1);
    int to = from + random.nextInt(bytes.length - from + 1);
    return switch (random.nextInt(8)) {
      case 0 -> flipped(bytes);
      case 1 -> Arrays.copyOf(bytes, from);
      case 2 -> joined(bytes, 0, from, new byte[0], bytes, to, bytes.length);
      case 3 -> joined(bytes, 0, to, new byte[0], bytes, from, bytes.length);
      case 4 -> {
        byte[] other = inputs.get(random.nextInt(inputs.size()));
        yield joined(bytes, 0, from, new byte[0], other, random.nextInt(other.length + 1));
      }
      case 5 -> {
        byte[] deep = token().repeat(random.nextInt(DEEP)).getBytes(StandardCharsets.UTF_8);
        yield joined(bytes, 0, from, deep, bytes, from);
      }
      default -> joined(bytes, 0, from, token().getBytes(StandardCharsets.UTF_8), bytes, from);
    };
  }

  private String token() {
    return TOKENS.get(random.nextInt(TOKENS.size()));
  }

  private byte[] flipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private static byte[] joined(
      byte[] first, int from, int to, byte[] between, byte[] last, int lastFrom) {
    return joined(first, from, to, between, last, lastFrom, last.length);
  }

  private static byte[] joined(
      byte[] first, int from, int to, byte[] between, byte[] last, int lastFrom, int lastTo) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(first, from, to - from);
    all.writeBytes(between);
    all.write(last, lastFrom, lastTo - lastFrom);
    return all.toByteArray();
  }
}
