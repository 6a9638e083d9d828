// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What the JDK finds in bytes that may be gzip.
 *
 * @param isPacked whether they begin like gzip
 * @param damaged whether they then end in something else
 * @param plain the text in them as far as it is sound
 */
record Packing(boolean isPacked, boolean damaged, String plain) {
  private static final int MOST = 16 << 20;

  static Packing of(byte[] bytes) {
    byte[] at = bytes;
    boolean packed = false;
    while (at.length > 1 && (at[0] & 0xff) == 0x1f && (at[1] & 0xff) == 0x8b) {
      packed = true;
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(at))) {
        for (int b = in.read(); b >= 0 && plain.size() < MOST; b = in.read()) {
          plain.write(b);
        }
      } catch (IOException e) {
        return new Packing(true, true, text(plain.toByteArray()));
      }
      at = plain.toByteArray();
    }
    return new Packing(packed, false, text(at));
  }

  /** The bytes as text: UTF-16 if they begin with its byte order mark, else UTF-8. */
  static String text(byte[] bytes) {
    return new String(bytes, isUtf16(bytes) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
  }

  static boolean isUtf16(byte[] bytes) {
    int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    return mark == 0xfeff || mark == 0xfffe;
  }

  /** A stretch of bytes as one member. */
  static byte[] pack(byte[] bytes, int from, int to) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes, from, to - from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** Each packed, and some as they are. */
  static List<byte[]> seeds(List<byte[]> plain) {
    List<byte[]> seeds = new ArrayList<>(plain.subList(0, 2));
    plain.forEach(each -> seeds.add(pack(each, 0, each.length)));
    return seeds;
  }
}
