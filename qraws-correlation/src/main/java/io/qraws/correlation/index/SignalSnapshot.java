// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.LinkKey;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/** The signals of a {@link SignalIndex} as bytes, by what the caller calls them. */
final class SignalSnapshot {
  /*
   * All numbers are big-endian. At the beginning: MAGIC (4 bytes), VERSION (4), how many signals (4).
   * Then each signal, the oldest first: the caller's id, how many keys (2), and each key: its kind's
   * name, and its value. A text is its length in bytes (4) and its bytes in UTF-8. At the end the
   * CRC-32C of all before it (8).
   */
  private static final int MAGIC = 0x5152534e;
  private static final int VERSION = 1;
  private static final int LONGEST_TEXT = 1 << 24;

  private SignalSnapshot() {}

  static void write(List<Object[]> entries, OutputStream stream, Function<Signal, String> id)
      throws IOException {
    CheckedOutputStream summed =
        new CheckedOutputStream(new BufferedOutputStream(stream), new CRC32C());
    DataOutputStream out = new DataOutputStream(summed);
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.writeInt(entries.size());
    for (Object[] entry : entries) {
      text(out, id.apply((Signal) entry[0]));
      out.writeShort(entry.length - 1);
      for (int i = 1; i < entry.length; i++) {
        LinkKey key = (LinkKey) entry[i];
        text(out, key.kind().name());
        text(out, key.value());
      }
    }
    out.writeLong(summed.getChecksum().getValue());
    out.flush();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "an id or a key may have " + LONGEST_TEXT + " bytes: " + bytes.length);
    }
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static void read(InputStream stream, SignalIndex to, Function<String, @Nullable Signal> signal)
      throws IOException {
    CheckedInputStream summed =
        new CheckedInputStream(new BufferedInputStream(stream), new CRC32C());
    DataInputStream in = new DataInputStream(summed);
    try {
      check(in.readInt() == MAGIC, "this is no snapshot of an index of signals");
      int version = in.readInt();
      check(version == VERSION, "version " + version + " of a snapshot, only 1 is known");
      for (int left = in.readInt(); left > 0; left--) {
        Signal found = signal.apply(text(in));
        Set<LinkKey> keys = keys(in);
        if (found != null) {
          to.add(found, keys);
        }
      }
      long sum = summed.getChecksum().getValue();
      check(in.readLong() == sum, "the snapshot is damaged: its checksum differs");
    } catch (EOFException e) {
      throw (IOException) new StreamCorruptedException("the snapshot breaks off").initCause(e);
    }
  }

  private static Set<LinkKey> keys(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    check(count <= KeyIndex.MOST_KEYS, count + " keys of a signal can't be");
    Set<LinkKey> keys = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      String kind = text(in);
      String value = text(in);
      try {
        keys.add(new LinkKey(ObservableKind.valueOf(kind), value));
      } catch (IllegalArgumentException e) {
        throw (IOException) new StreamCorruptedException("a key of an unknown kind").initCause(e);
      }
    }
    return keys;
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    check(length >= 0 && length <= LONGEST_TEXT, "a text of " + length + " bytes can't be");
    // Grows as it reads, so that a damaged length takes no memory.
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void check(boolean right, String otherwise) throws StreamCorruptedException {
    if (!right) {
      throw new StreamCorruptedException(otherwise);
    }
  }
}
