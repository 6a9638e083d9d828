// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/** A baseline as bytes: a mark, a version, the content, and the CRC-32C of all before it. */
final class BaselineFile {
  private static final int MAGIC = 0x51524b42;
  private static final int VERSION = 1;
  private static final int MOST = 1 << 24;

  private BaselineFile() {}

  /** Writes what stands between the head and the sum. */
  interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  /** Reads what stands there. */
  interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  static void write(OutputStream stream, Writing content) throws IOException {
    CheckedOutputStream summed = new CheckedOutputStream(stream, new CRC32C());
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(summed, 1 << 16));
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    content.to(out);
    out.flush();
    out.writeLong(summed.getChecksum().getValue());
    out.flush();
  }

  static <T> T read(InputStream stream, Reading<T> content) throws IOException {
    CheckedInputStream summed =
        new CheckedInputStream(new BufferedInputStream(stream, 1 << 16), new CRC32C());
    DataInputStream in = new DataInputStream(summed);
    try {
      check(in.readInt() == MAGIC, "this is no snapshot of a baseline");
      int version = in.readInt();
      check(version == VERSION, "version " + version + " of a snapshot, only 1 is known");
      T read = content.from(in);
      long sum = summed.getChecksum().getValue();
      check(in.readLong() == sum, "the snapshot is damaged: its checksum differs");
      return read;
    } catch (EOFException e) {
      throw new StreamCorruptedException("the snapshot breaks off");
    }
  }

  static int count(DataInputStream in, String what) throws IOException {
    int count = in.readInt();
    check(count >= 0 && count <= MOST, count + " " + what + " can't be");
    return count;
  }

  /** A value's key, whose first four bits name a feature. */
  static long key(DataInputStream in) throws IOException {
    long key = in.readLong();
    check(key != 0 && key >>> 60 < Feature.values().length, "a value's key can't be");
    return key;
  }

  static void check(boolean right, String otherwise) throws StreamCorruptedException {
    if (!right) {
      throw new StreamCorruptedException(otherwise);
    }
  }
}
