// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** An index as bytes. */
final class Snapshot {
  /*
   * All numbers are big-endian. At the beginning: MAGIC (4 bytes), VERSION (4), the number of the
   * next signal (8), of the oldest one remembered (8), the latest time (8) and how many were late
   * (8). Then the times of all remembered signals, the oldest first (8 each). Then each key: its hash
   * (8), how many signals show it (2), and their ages seen from the next one, the newest first (4
   * each). Behind the keys a hash of 0 (8), and the CRC-32C of all before it (8).
   */
  private static final int MAGIC = 0x51524b49;
  private static final int VERSION = 1;
  private static final int BUFFER = 1 << 16;

  /** The bytes of a key that is as long as can be. */
  private static final int FEW = Long.BYTES + 2 + 4 * IndexOptions.MOST_PER_KEY;

  private Snapshot() {}

  /** What a snapshot begins with. */
  record Header(long next, long oldest, long latest, long late) {
    int live() {
      return (int) (next - oldest);
    }
  }

  /** Takes numbers, and sums up their bytes. */
  static final class Output {
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final CRC32C sum = new CRC32C();
    private final OutputStream stream;

    Output(OutputStream stream) throws IOException {
      this.stream = stream;
      room().putInt(MAGIC).putInt(VERSION);
    }

    /** Where a few numbers can be put. */
    ByteBuffer room() throws IOException {
      if (buffer.remaining() < FEW) {
        drain();
      }
      return buffer;
    }

    private void drain() throws IOException {
      sum.update(buffer.array(), 0, buffer.position());
      stream.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }

    /** Writes what is left, and the sum. */
    void end() throws IOException {
      room().putLong(0);
      drain();
      stream.write(ByteBuffer.allocate(Long.BYTES).putLong(sum.getValue()).array());
      stream.flush();
    }
  }

  /** Gives numbers, and sums up their bytes. */
  static final class Input {
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private final CRC32C sum = new CRC32C();
    private final InputStream stream;

    Input(InputStream stream) {
      this.stream = stream;
    }

    /** Where so many bytes can be got. */
    ByteBuffer next(int bytes) throws IOException {
      if (buffer.remaining() < bytes) {
        int used = buffer.position();
        sum.update(buffer.array(), 0, used);
        buffer.compact();
        while (buffer.position() < bytes) {
          int read = stream.read(buffer.array(), buffer.position(), buffer.remaining());
          if (read < 0) {
            throw new StreamCorruptedException("the snapshot breaks off");
          }
          buffer.position(buffer.position() + read);
        }
        buffer.flip();
      }
      return buffer;
    }

    /** The sum of all that was got. */
    long sum() {
      sum.update(buffer.array(), 0, buffer.position());
      buffer.compact().flip();
      return sum.getValue();
    }
  }

  static KeyIndex read(InputStream stream, IndexOptions options) throws IOException {
    Input in = new Input(stream);
    check(in.next(4).getInt() == MAGIC, "this is no snapshot of an index");
    int version = in.next(4).getInt();
    check(version == VERSION, "version " + version + " of a snapshot, only 1 is known");
    ByteBuffer first = in.next(4 * Long.BYTES);
    Header header = new Header(first.getLong(), first.getLong(), first.getLong(), first.getLong());
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
    int[] lists = new int[IndexOptions.MOST_PER_KEY + 1];
    while ((hash = in.next(Long.BYTES).getLong()) != 0) {
      int count = in.next(2).getShort();
      check(count > 0 && count <= ages.length, count + " signals under a key can't be");
      ByteBuffer told = in.next(4 * count);
      int last = 0;
      for (int i = 0; i < count; i++) {
        ages[i] = told.getInt();
        check(ages[i] > last && ages[i] <= live, "a signal of age " + ages[i] + " can't be");
        last = ages[i];
      }
      check(index.restore(hash, ages, count, header.next(), lists), "a key is there twice");
    }
    long sum = in.sum();
    check(in.next(Long.BYTES).getLong() == sum, "the snapshot is damaged: its checksum differs");
    return index;
  }

  private static void check(boolean right, String otherwise) throws StreamCorruptedException {
    if (!right) {
      throw new StreamCorruptedException(otherwise);
    }
  }
}
