// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes small MMDB files, version 2.0 of the format: a binary tree over the bits of an address,
 * with records of 24 bits, then the data, then the metadata. IPv4 lies at {@code ::/96}.
 */
final class MmdbWriter {
  private static final int EMPTY = -1;
  private static final byte[] MARKER = {(byte) 0xab, (byte) 0xcd, (byte) 0xef};

  /** For each node, what lies left and right: a node, {@link #EMPTY}, or -2 - the data's offset. */
  private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {EMPTY, EMPTY}));

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final String type;
  private final long built;

  /** Of a type and a time of making, in epoch seconds. */
  MmdbWriter(String type, long built) {
    this.type = type;
    this.built = built;
  }

  /** Says something of a range, which must not lie in or around another. */
  MmdbWriter put(String address, int length, Map<String, ?> value) {
    int leaf = -2 - data.size();
    encode(data, value);
    byte[] bits;
    int depth = length;
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      depth += bytes.length == 4 ? 96 : 0;
      bits = new byte[16];
      System.arraycopy(bytes, 0, bits, 16 - bytes.length, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int node = 0;
    for (int i = 0; i < depth; i++) {
      int side = bits[i / 8] >> (7 - i % 8) & 1;
      if (i == depth - 1) {
        nodes.get(node)[side] = leaf;
      } else {
        if (nodes.get(node)[side] < 0) {
          nodes.get(node)[side] = nodes.size();
          nodes.add(new int[] {EMPTY, EMPTY});
        }
        node = nodes.get(node)[side];
      }
    }
    return this;
  }

  Path write(Path file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int[] node : nodes) {
      for (int side : node) {
        int record = side >= 0 ? side : nodes.size() + (side == EMPTY ? 0 : 16 - 2 - side);
        out.write(record >> 16);
        out.write(record >> 8);
        out.write(record);
      }
    }
    out.writeBytes(new byte[16]);
    out.writeBytes(data.toByteArray());
    out.writeBytes(MARKER);
    out.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("binary_format_major_version", new Unsigned(5, 2));
    metadata.put("binary_format_minor_version", new Unsigned(5, 0));
    metadata.put("build_epoch", new Unsigned(9, built));
    metadata.put("database_type", type);
    metadata.put("description", Map.of("en", "made by a test"));
    metadata.put("ip_version", new Unsigned(5, 6));
    metadata.put("languages", List.of("en"));
    metadata.put("node_count", new Unsigned(6, nodes.size()));
    metadata.put("record_size", new Unsigned(5, 24));
    encode(out, metadata);
    return Files.write(file, out.toByteArray());
  }

  /** A whole number of the format's type 5 (16 bits), 6 (32) or 9 (64). */
  private record Unsigned(int type, long value) {}

  private static void encode(ByteArrayOutputStream out, Object value) {
    if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      control(out, 2, bytes.length);
      out.writeBytes(bytes);
    } else if (value instanceof Double number) {
      control(out, 3, 8);
      out.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
    } else if (value instanceof Integer || value instanceof Long) {
      encode(out, new Unsigned(6, ((Number) value).longValue()));
    } else if (value instanceof Unsigned number) {
      byte[] all = ByteBuffer.allocate(8).putLong(number.value).array();
      int from = Long.numberOfLeadingZeros(number.value) / 8;
      control(out, number.type, 8 - from);
      out.write(all, from, 8 - from);
    } else if (value instanceof Boolean is) {
      control(out, 14, is ? 1 : 0);
    } else if (value instanceof List<?> list) {
      control(out, 11, list.size());
      list.forEach(one -> encode(out, one));
    } else if (value instanceof Map<?, ?> map) {
      control(out, 7, map.size());
      map.forEach(
          (key, one) -> {
            encode(out, key);
            encode(out, one);
          });
    } else {
      throw new IllegalArgumentException("no way to write " + value);
    }
  }

  private static void control(ByteArrayOutputStream out, int type, int size) {
    int small = size < 29 ? size : size < 285 ? 29 : 30;
    out.write(type < 8 ? type << 5 | small : small);
    if (type >= 8) {
      out.write(type - 7);
    }
    if (small == 29) {
      out.write(size - 29);
    } else if (small == 30) {
      out.write(size - 285 >> 8);
      out.write(size - 285);
    }
  }
}
