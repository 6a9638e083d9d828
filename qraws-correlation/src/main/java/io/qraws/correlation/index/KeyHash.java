// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import io.qraws.core.signal.ObservableKind;
import io.qraws.correlation.identity.LinkKey;
import java.security.SecureRandom;

/**
 * Hashes keys to 64 bits under a secret seed, so that whoever makes up names can't make their
 * hashes meet or crowd one place. Immutable and safe for many threads. Costs about a nanosecond a
 * character and allocates nothing.
 *
 * <p>This is SipHash-1-3 [1] over the value's characters, four of 16 bits at a time, behind the
 * kind's name; in the last word stands how many of them are not full.
 *
 * <p>[1] J.-P. Aumasson, D. J. Bernstein: SipHash: a fast short-input PRF. INDOCRYPT 2012.
 */
public final class KeyHash {
  private static final int LAST_ROUNDS = 3;

  private final long v0;
  private final long v1;
  private final long v2;
  private final long v3;

  /**
   * Hashes under a given seed, which must be the same wherever hashes meet, and secret.
   *
   * @param seed0 one half
   * @param seed1 the other
   */
  public KeyHash(long seed0, long seed1) {
    v0 = seed0 ^ 0x736f6d6570736575L;
    v1 = seed1 ^ 0x646f72616e646f6dL;
    v2 = seed0 ^ 0x6c7967656e657261L;
    v3 = seed1 ^ 0x7465646279746573L;
  }

  /** Hashes under a seed that nobody knows. */
  public static KeyHash random() {
    SecureRandom random = new SecureRandom();
    return new KeyHash(random.nextLong(), random.nextLong());
  }

  /** The hash of a key. */
  public long of(LinkKey key) {
    return of(key.kind(), key.value());
  }

  /**
   * The hash of a key.
   *
   * @param kind what it names
   * @param value in the form in which it is compared
   */
  public long of(ObservableKind kind, CharSequence value) {
    long a = v0;
    long b = v1;
    long c = v2;
    long d = v3;
    int rest = value.length() & 3;
    int end = value.length() - rest;
    long last = (long) rest << 48;
    for (int i = 0; i < rest; i++) {
      last |= (long) value.charAt(end + i) << (16 * i);
    }
    long word = kind.name().hashCode();
    for (int at = 0; at <= end + 4; at += 4) {
      d ^= word;
      a += b;
      c += d;
      b = Long.rotateLeft(b, 13) ^ a;
      d = Long.rotateLeft(d, 16) ^ c;
      a = Long.rotateLeft(a, 32);
      c += b;
      a += d;
      b = Long.rotateLeft(b, 17) ^ c;
      d = Long.rotateLeft(d, 21) ^ a;
      c = Long.rotateLeft(c, 32);
      a ^= word;
      word = at < end ? word(value, at) : last;
    }
    // Apart from the words, since deciding which it is would take as long as the round.
    c ^= 0xff;
    for (int round = 0; round < LAST_ROUNDS; round++) {
      a += b;
      c += d;
      b = Long.rotateLeft(b, 13) ^ a;
      d = Long.rotateLeft(d, 16) ^ c;
      a = Long.rotateLeft(a, 32);
      c += b;
      a += d;
      b = Long.rotateLeft(b, 17) ^ c;
      d = Long.rotateLeft(d, 21) ^ a;
      c = Long.rotateLeft(c, 32);
    }
    return a ^ b ^ c ^ d;
  }

  private static long word(CharSequence value, int at) {
    return value.charAt(at)
        | (long) value.charAt(at + 1) << 16
        | (long) value.charAt(at + 2) << 32
        | (long) value.charAt(at + 3) << 48;
  }
}
