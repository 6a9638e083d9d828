// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * What a gzip file holds: all its members, one after the other. Source: RFC 1952, 2.2 and 2.3.
 *
 * <p>The JDK's own stream asks {@link InputStream#available} whether another member follows, to
 * which a stream from the network may say 0 at any time, and passes over what follows and is no
 * gzip. Here the end of the input is what ends it, zeros that fill up a block or tape are passed
 * over, and anything else behind a member is damage.
 */
final class Gunzip extends InputStream {
  private static final int HAS_CHECKSUM = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private boolean inMember;
  private boolean ended;

  /** What is wrong with the deflated data; null if nothing is known to be. */
  private @Nullable String damage;

  /**
   * Begins with the first member's header.
   *
   * @throws IOException a {@link ZipException} or {@link EOFException} if there is none
   */
  Gunzip(InputStream in) throws IOException {
    this.in = in;
    header();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    while (length > 0 && !ended) {
      if (!inMember) {
        nextMember();
        continue;
      }
      int read = inflate(into, from, length);
      if (read > 0) {
        checksum.update(into, from, read);
        return read;
      }
      if (inflater.finished()) {
        trailer();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("a dictionary that is not there");
      } else if (position < limit || fill()) {
        inflater.setInput(buffer, position, limit - position);
        position = limit;
      } else {
        throw cutOff();
      }
    }
    return length > 0 ? -1 : 0;
  }

  private int inflate(byte[] into, int from, int length) throws ZipException {
    if (damage != null) {
      throw new ZipException(damage);
    }
    long before = inflater.getBytesWritten();
    try {
      return inflater.inflate(into, from, length);
    } catch (DataFormatException e) {
      damage = e.getMessage() == null ? "no deflated data" : e.getMessage();
      int sound = (int) (inflater.getBytesWritten() - before);
      // What was unpacked before the damage comes first, however much of it was asked for at once.
      return sound > 0 ? sound : inflate(into, from, length);
    }
  }

  private void nextMember() throws IOException {
    while (position < limit || fill()) {
      if (buffer[position] != 0) {
        header();
        return;
      }
      position++;
    }
    ended = true;
    inflater.end();
  }

  private void header() throws IOException {
    checksum.reset();
    if (number(2) != 0x8b1f) {
      throw new ZipException("what follows is no gzip");
    }
    if (next() != 8) {
      throw new ZipException("an unknown method of compression");
    }
    int flags = next();
    // Time, extra flags and operating system.
    pass(6);
    if ((flags & HAS_EXTRA) != 0) {
      pass(number(2));
    }
    for (int flag : new int[] {HAS_NAME, HAS_COMMENT}) {
      if ((flags & flag) != 0) {
        while (next() != 0) {
          // A text that ends with a zero.
        }
      }
    }
    long sum = checksum.getValue() & 0xffff;
    if ((flags & HAS_CHECKSUM) != 0 && number(2) != sum) {
      throw new ZipException("a wrong checksum of its header");
    }
    inflater.reset();
    checksum.reset();
    inMember = true;
  }

  private void trailer() throws IOException {
    position = limit - inflater.getRemaining();
    long sum = checksum.getValue();
    boolean sound = number(4) == sum;
    sound &= number(4) == (inflater.getBytesWritten() & 0xffffffffL);
    if (!sound) {
      throw new ZipException("a wrong checksum or length");
    }
    inMember = false;
  }

  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) next() << (8 * i);
    }
    return number;
  }

  private void pass(long bytes) throws IOException {
    for (long i = 0; i < bytes; i++) {
      next();
    }
  }

  private int next() throws IOException {
    if (position == limit && !fill()) {
      throw cutOff();
    }
    checksum.update(buffer[position]);
    return buffer[position++] & 0xff;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private static EOFException cutOff() {
    return new EOFException("it ends too early");
  }
}
