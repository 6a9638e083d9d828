// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

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

/** An index as bytes. */
final class Snapshot {
  /*
   * All numbers are big-endian. At the beginning: MAGIC (4 bytes), VERSION (4), the number of the next
   * signal (8), of the oldest one remembered (8), the latest time (8) and how many were late (8).
   * Then the times of all remembered signals, the oldest first (8 each). Then each key: its hash
   * (8), how many signals show it (2), and their ages seen from the next one, the newest first (4
   * each). Behind the keys a hash of 0 (8), and the CRC-32C of all before it (8).
   */
  private static final int MAGIC = 0x51524b49;
  private static final int VERSION = 1;
  private static final int BUFFER = 1 << 16;

  private Snapshot() {}

  /** What a snapshot begins with. */
  record Header(long next, long oldest, long latest, long late) {
    int live() {
      return (int) (next - oldest);
    }
  }

  /** Something that is written between the first bytes and the last. */
  interface Body {
    void write(DataOutputStream out) throws IOException;
  }

  static void write(OutputStream stream, Body body) throws IOException {
    CRC32C sum = new CRC32C();
    BufferedOutputStream buffered = new BufferedOutputStream(stream, BUFFER);
    DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new CheckedOutputStream(buffered, sum), BUFFER));
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    body.write(out);
    out.writeLong(0);
    out.flush();
    DataOutputStream last = new DataOutputStream(buffered);
    last.writeLong(sum.getValue());
    last.flush();
  }

  static KeyIndex read(InputStream stream, IndexOptions options) throws IOException {
    CRC32C sum = new CRC32C();
    // Summed up in what is read, not in what is buffered.
    InputStream summed = new CheckedInputStream(new BufferedInputStream(stream, BUFFER), sum);
    DataInputStream in = new DataInputStream(summed);
    try {
      return read(in, sum, options);
    } catch (EOFException e) {
      StreamCorruptedException broken = new StreamCorruptedException("the snapshot breaks off");
      broken.initCause(e);
      throw broken;
    }
  }

  private static KeyIndex read(DataInputStream in, CRC32C sum, IndexOptions options)
      throws IOException {
    check(in.readInt() == MAGIC, "this is no snapshot of an index");
    int version = in.readInt();
    check(version == VERSION, "version " + version + " of a snapshot, only 1 is known");
    Header header = new Header(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    long live = header.next() - header.oldest();
    check(
        header.oldest() >= 0
            && header.next() < Long.MAX_VALUE / 2
            && live >= 0
            && live <= IndexOptions.MOST_SIGNALS
            && header.late() >= 0,
        "from signal " + header.oldest() + " to " + header.next() + " can't be");
    KeyIndex index = new KeyIndex(options, header, in);
    long hash;
    int[] ages = new int[IndexOptions.MOST_PER_KEY];
    while ((hash = in.readLong()) != 0) {
      int count = in.readUnsignedShort();
      check(count > 0 && count <= ages.length, count + " signals under a key can't be");
      int last = 0;
      for (int i = 0; i < count; i++) {
        ages[i] = in.readInt();
        check(ages[i] > last && ages[i] <= live, "a signal of age " + ages[i] + " can't be");
        last = ages[i];
      }
      check(index.restore(hash, ages, count, header.next()), "a key is there twice");
    }
    long expected = sum.getValue();
    check(in.readLong() == expected, "the snapshot is damaged: its checksum differs");
    return index;
  }

  private static void check(boolean right, String otherwise) throws StreamCorruptedException {
    if (!right) {
      throw new StreamCorruptedException(otherwise);
    }
  }
}
