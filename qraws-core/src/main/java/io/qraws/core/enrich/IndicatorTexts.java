// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** Indicators that are compared as a whole, byte by byte. Immutable. */
final class IndicatorTexts {
  /*
   * All records lie behind one another in one array, in the order of the upper halves of their
   * keys' hashes: form (1 byte), length of the key (2), list (2), expiry (4), key. For each part of
   * the hashes' range a head says where its records begin (lower half), and for each of them sets
   * one of 32 bits, chosen by the lower half of its hash (upper half). What a look-up costs is the
   * places in memory that it visits: one if it finds nothing, as most do, since its bit is rarely
   * set; two if it finds something, since the records of a head lie together. A hash never decides
   * alone: the keys are compared.
   */
  static final int LONGEST_KEY = 0xffff;
  private static final int HEADER = 9;
  private static final int RECORDS_A_HEAD = 2;
  private static final int LARGEST = Integer.MAX_VALUE - 16;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] records;

  /** One more than there are parts, so that each part's end is the next one's beginning. */
  private final long[] heads;

  private final int size;

  private IndicatorTexts(byte[] records, long[] heads, int size) {
    this.records = records;
    this.heads = heads;
    this.size = size;
  }

  /** In which form a list names it. */
  enum Form {
    /** The name alone. */
    NAME('n', IndicatorKind.DOMAIN, ""),
    /** The name and all below it. */
    TREE('.', IndicatorKind.DOMAIN, "."),
    /** All below the name. */
    BELOW('*', IndicatorKind.DOMAIN, "*."),
    URL('u', IndicatorKind.URL, ""),
    HASH('h', IndicatorKind.FILE_HASH, ""),
    USER('@', IndicatorKind.USER, "");

    private static final Form[] ALL = values();

    private final byte code;
    final IndicatorKind kind;
    final String prefix;

    Form(char code, IndicatorKind kind, String prefix) {
      this.code = (byte) code;
      this.kind = kind;
      this.prefix = prefix;
    }

    private static Form of(byte code) {
      for (Form form : ALL) {
        if (form.code == code) {
          return form;
        }
      }
      throw new IllegalStateException("no form " + code);
    }
  }

  int size() {
    return size;
  }

  /** What the arrays take, without their headers. */
  long bytes() {
    return records.length + 8L * heads.length;
  }

  /** Tells where each record of a kind begins that has the key from an index to the end. */
  void find(IndicatorKind kind, byte[] key, int from, IntConsumer found) {
    long hash = hash(kind, key, from, key.length);
    int part = part(hash, heads.length - 1);
    if ((heads[part] & bit(hash)) == 0) {
      return;
    }
    int end = (int) heads[part + 1];
    for (int at = (int) heads[part]; at < end; at += HEADER + length(records, at)) {
      if (form(records, at).kind == kind && isKey(records, at, key, from)) {
        found.accept(at);
      }
    }
  }

  private static boolean isKey(byte[] records, int at, byte[] key, int from) {
    int start = at + HEADER;
    int end = start + length(records, at);
    return Arrays.equals(records, start, end, key, from, key.length);
  }

  private static int length(byte[] records, int at) {
    return (records[at + 1] & 0xff) << 8 | (records[at + 2] & 0xff);
  }

  private static int part(long hash, int parts) {
    return (int) (((hash >>> 32) * parts) >>> 32);
  }

  private static long bit(long hash) {
    return 1L << (32 | (hash & 31));
  }

  /** Takes eight bytes at a time, as texts are long and a domain is asked for by each ending. */
  private static long hash(IndicatorKind kind, byte[] key, int from, int to) {
    long hash = kind.name().hashCode() + 31L * (to - from);
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      hash = mixed(hash, (long) LONG.get(key, at));
    }
    long rest = 0;
    for (; at < to; at++) {
      rest = rest << 8 | (key[at] & 0xff);
    }
    return mixed(mixed(hash, rest), 0);
  }

  /** Each bit of both decides about many: a product carries up, the shift brings down. */
  private static long mixed(long hash, long more) {
    long product = (hash ^ more) * 0x9e3779b97f4a7c15L;
    return product ^ product >>> 32;
  }

  Form form(int record) {
    return form(records, record);
  }

  int list(int record) {
    return list(records, record);
  }

  private static int list(byte[] records, int at) {
    return (records[at + 3] & 0xff) << 8 | (records[at + 4] & 0xff);
  }

  private static Form form(byte[] records, int at) {
    return Form.of(records[at]);
  }

  /** Unsigned seconds; 0 for none. */
  int expiry(int record) {
    return expiry(records, record);
  }

  private static int expiry(byte[] records, int at) {
    int expiry = 0;
    for (int i = 5; i < HEADER; i++) {
      expiry = expiry << 8 | (records[at + i] & 0xff);
    }
    return expiry;
  }

  /** The entry as a list writes it. */
  String entry(int record) {
    int start = record + HEADER;
    int end = start + length(records, record);
    Form form = form(record);
    return form == Form.HASH
        ? IndicatorText.hex(records, start, end)
        : form.prefix + new String(records, start, end - start, StandardCharsets.UTF_8);
  }

  /** Gathers texts; not safe for several threads. */
  static final class Builder {
    private byte[] records = new byte[256];
    private int used;
    private int added;

    /**
     * Adds a text; what is added twice lasts as long as the longer of both.
     *
     * @throws IllegalStateException if all texts together are too large for one array
     */
    void add(Form form, byte[] key, int list, int expiry) {
      long end = (long) used + HEADER + key.length;
      if (end > LARGEST) {
        throw new IllegalStateException("the texts of all lists exceed " + LARGEST + " bytes");
      }
      if (end > records.length) {
        records = Arrays.copyOf(records, (int) Math.min(LARGEST, end + end / 2));
      }
      records[used] = form.code;
      records[used + 1] = (byte) (key.length >>> 8);
      records[used + 2] = (byte) key.length;
      records[used + 3] = (byte) (list >>> 8);
      records[used + 4] = (byte) list;
      putExpiry(records, used, expiry);
      System.arraycopy(key, 0, records, used + HEADER, key.length);
      used = (int) end;
      added++;
    }

    private static void putExpiry(byte[] records, int at, int expiry) {
      for (int i = 0; i < 4; i++) {
        records[at + 5 + i] = (byte) (expiry >>> (24 - 8 * i));
      }
    }

    /** Counts what each part takes, puts each record there, and closes what doubles left open. */
    IndicatorTexts build() {
      int parts = added / RECORDS_A_HEAD + 1;
      long[] heads = new long[parts + 1];
      for (int at = 0; at < used; at += HEADER + length(records, at)) {
        heads[part(hash(at), parts) + 1] += HEADER + length(records, at);
      }
      int[] ends = new int[parts];
      for (int part = 1; part < parts; part++) {
        heads[part] += heads[part - 1];
        ends[part] = (int) heads[part];
      }
      byte[] sorted = new byte[used];
      int size = 0;
      for (int at = 0; at < used; at += HEADER + length(records, at)) {
        long hash = hash(at);
        int part = part(hash, parts);
        if (!merged(at, sorted, (int) heads[part], ends[part])) {
          int bytes = HEADER + length(records, at);
          System.arraycopy(records, at, sorted, ends[part], bytes);
          ends[part] += bytes;
          heads[part] |= bit(hash);
          size++;
        }
      }
      int end = 0;
      for (int part = 0; part < parts; part++) {
        int from = (int) heads[part];
        int bytes = ends[part] - from;
        System.arraycopy(sorted, from, sorted, end, bytes);
        heads[part] = heads[part] >>> 32 << 32 | end;
        end += bytes;
      }
      heads[parts] = end;
      return new IndicatorTexts(end == used ? sorted : Arrays.copyOf(sorted, end), heads, size);
    }

    private long hash(int at) {
      int key = at + HEADER;
      return IndicatorTexts.hash(form(records, at).kind, records, key, key + length(records, at));
    }

    /** Whether a record is among others, which then lasts as long as the longer of both. */
    private boolean merged(int record, byte[] others, int from, int to) {
      int bytes = HEADER + length(records, record);
      for (int at = from; at < to; at += HEADER + length(others, at)) {
        boolean same =
            records[record] == others[at]
                && list(records, record) == list(others, at)
                && Arrays.equals(
                    records,
                    record + HEADER,
                    record + bytes,
                    others,
                    at + HEADER,
                    at + HEADER + length(others, at));
        if (same) {
          int expiry = expiry(records, record);
          // None is 0, and lasts longest.
          if (Integer.compareUnsigned(expiry - 1, expiry(others, at) - 1) > 0) {
            putExpiry(others, at, expiry);
          }
          return true;
        }
      }
      return false;
    }
  }
}
