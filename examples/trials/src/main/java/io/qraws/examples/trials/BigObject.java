// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.testing.S3Server;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * A gzip file of CloudTrail records that is made while it is read. It is stored, not compressed, so
 * that its size is known before and making it costs little.
 */
final class BigObject implements S3Server.Content {
  private static final int BLOCK = 65_535;
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final String BEGIN = "{\"Records\":[";
  private static final String END = "]}";

  private final long records;
  private final String record;

  /** So many bytes at the least, in records of about so many bytes. */
  BigObject(long bytes, int recordBytes) {
    String filler = "x".repeat(Math.max(0, recordBytes - 400));
    record =
        Json.text(
            Json.obj(
                "eventVersion",
                "1.11",
                "eventID",
                "call-%012d",
                "eventTime",
                "2026-03-17T09:00:00Z",
                "eventSource",
                "iam.amazonaws.com",
                "eventName",
                "ListUsers",
                "eventType",
                "AwsApiCall",
                "awsRegion",
                "eu-central-1",
                "recipientAccountId",
                "111122223333",
                "sourceIPAddress",
                "203.0.113.9",
                "userIdentity",
                Json.obj("type", "IAMUser", "userName", "ann"),
                "requestParameters",
                Json.obj("pathPrefix", filler)));
    records = bytes / record(0).length() + 1;
  }

  long records() {
    return records;
  }

  private String record(long number) {
    return String.format(Locale.ROOT, record, number);
  }

  private long plain() {
    return BEGIN.length() + records * (record(0).length() + 1L) - 1 + END.length();
  }

  @Override
  public long size() {
    long blocks = (plain() + BLOCK - 1) / BLOCK;
    return HEADER.length + 5 * blocks + plain() + 8;
  }

  @Override
  public InputStream open() {
    return new Pieces();
  }

  /** The header, the blocks and the sums, one after the other. */
  private final class Pieces extends InputStream {
    private final CRC32 sum = new CRC32();
    private final byte[] pending = new byte[BLOCK];
    private byte[] text = BEGIN.getBytes(StandardCharsets.UTF_8);
    private int textAt;
    private long next;
    private long left = plain();
    private byte[] piece = HEADER;
    private int pieceAt;
    private boolean ended;

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (pieceAt == piece.length) {
        if (ended) {
          return -1;
        }
        piece = left == 0 ? sums() : block();
        pieceAt = 0;
      }
      int copied = Math.min(length, piece.length - pieceAt);
      System.arraycopy(piece, pieceAt, buffer, offset, copied);
      pieceAt += copied;
      return copied;
    }

    private byte[] sums() {
      ended = true;
      byte[] sums = new byte[8];
      little(sums).putInt((int) sum.getValue()).putInt((int) plain());
      return sums;
    }

    private byte[] block() {
      int length = fill();
      left -= length;
      sum.update(pending, 0, length);
      byte[] block = new byte[5 + length];
      little(block)
          .put((byte) (left == 0 ? 1 : 0))
          .putShort((short) length)
          .putShort((short) ~length)
          .put(pending, 0, length);
      return block;
    }

    private int fill() {
      int length = 0;
      while (length < BLOCK && length < left) {
        if (textAt == text.length) {
          text = text().getBytes(StandardCharsets.UTF_8);
          textAt = 0;
        }
        int copied = Math.min(BLOCK - length, text.length - textAt);
        System.arraycopy(text, textAt, pending, length, copied);
        textAt += copied;
        length += copied;
      }
      return length;
    }

    private String text() {
      if (next == records) {
        return END;
      }
      String comma = next == 0 ? "" : ",";
      return comma + record(next++);
    }
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
