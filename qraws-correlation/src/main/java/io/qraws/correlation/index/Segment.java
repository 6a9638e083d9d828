// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The keys whose hashes begin alike, with the numbers of the newest signals that show them.
 *
 * <p>All but what is said to need none is called under its lock.
 */
final class Segment extends SpinLock {
  /*
   * table: open addressing with linear probing, two longs a slot. The first is the key's hash, 0
   * where the slot is empty; the second holds the number of the newest signal in its low half and
   * in its high half the reference of a block with those before it, newest first, 0 without.
   * So most keys, which are seen once, are 16 bytes, and a look at one line of memory tells whether
   * a key is gone.
   *
   * arena: the blocks, of 2 << size numbers each. A reference is the block's place (in units of two
   * numbers), its size, and how many numbers are in it. Free blocks of a size hang together by
   * their first number.
   *
   * Numbers are the last 32 bits of a signal's number, and an age is what lies between one and the
   * present one. Nothing is taken out when signals leave: what is too old is passed over, its place
   * is taken by the next key or number that needs one, and the hand, which moves on whenever a key
   * is added, clears the slots that nothing else has come to.
   *
   * All memory is asked for in reserve, before a signal has its number; visit never needs more. A
   * table and its blocks are one thing here, since a slot is of no use without its block: what
   * grows, shrinks, is cleared, written or read is always both.
   */

  /**
   * Slots that the hand passes for each key that is added; so half of one slot in so many is dead.
   */
  private static final int SWEPT = 8;

  /** Numbers must not come round again: after so many, all that is too old is taken out. */
  private static final long AROUND = 1L << 30;

  private static final int FEWEST_SLOTS = 8;

  /** As far as a reference reaches. */
  private static final int LARGEST_ARENA = 1 << 22;

  private static final int OBJECT_BYTES = 160;

  private final int perKey;
  private final int largest;
  private final int[] free;
  private long[] table;
  private int[] arena;
  private int slots;
  private int used;
  private int reserved;
  private int hand;
  private int top;
  private int spare;
  private long swept;

  /**
   * An empty one.
   *
   * @param perKey the most numbers kept for a key
   * @param number the first number that will come
   */
  Segment(int perKey, long number) {
    this.perKey = perKey;
    largest = sizeFor(perKey - 1);
    free = new int[largest + 1];
    slots = FEWEST_SLOTS;
    table = new long[2 * slots];
    arena = new int[smallestArena(0)];
    top = 2;
    swept = number;
  }

  /** The size of the smallest block for so many numbers. */
  private static int sizeFor(int numbers) {
    return numbers <= 2 ? 0 : 31 - Integer.numberOfLeadingZeros(numbers - 1);
  }

  private int smallestArena(int blocks) {
    return 2 + ((blocks + 1) << (largest + 1));
  }

  /** What it takes of the heap. */
  long bytes() {
    return bytes(slots, arena.length);
  }

  private static long bytes(int slots, int numbers) {
    return OBJECT_BYTES + 16L * slots + 4L * numbers;
  }

  /** A hash as it is stored: 0 is no key. */
  static long filled(long hash) {
    return hash == 0 ? 1 : hash;
  }

  /** How many keys have a slot, those among them that are gone but not yet cleared. */
  int keys() {
    return used;
  }

  /** Reads where a key would be, so that it is in the cache. May be called without the lock. */
  long touch(long hash) {
    long[] seen = table;
    return seen[2 * home(hash, seen.length >> 1)];
  }

  /** Reads where a key's numbers are, as {@link #touch}. */
  int touchBlock(long hash) {
    long[] seen = table;
    int[] blocks = arena;
    int count = seen.length >> 1;
    int slot = home(hash, count);
    // Without the lock, what is read may be of no use, but must not lead astray.
    for (int i = 0; i < count && seen[2 * slot] != 0; i++) {
      if (seen[2 * slot] == hash) {
        int place = place((int) (seen[2 * slot + 1] >>> 32));
        return place < blocks.length ? blocks[place] : 0;
      }
      slot = slot + 1 == count ? 0 : slot + 1;
    }
    return 0;
  }

  private static int home(long hash, int slots) {
    return (int) (((hash & 0xffffffffL) * slots) >>> 32);
  }

  /**
   * Makes sure that one more key, or number of a key, has room when it comes to {@link #visit}.
   *
   * @param life decides what is too old, and whether there may be more memory
   */
  void reserve(Life life) {
    reserved++;
    if (used + reserved > slots - (slots >> 2) || life.lately() - swept > AROUND) {
      rebuild(life);
    }
    if (arena.length - top < reserved << (largest + 1) && !extend(life)) {
      rebuild(life);
    }
  }

  /** More room for blocks, unless much of what there is lies idle, or there is no more memory. */
  private boolean extend(Life life) {
    int more = (arena.length >> 3) + (reserved << (largest + 1));
    if (spare > arena.length >> 3
        || arena.length + more > LARGEST_ARENA
        || !life.grant(4L * more)) {
      return false;
    }
    arena = Arrays.copyOf(arena, arena.length + more);
    return true;
  }

  /** Takes out what would be taken for new once numbers come round. */
  void refresh(Life life) {
    if (life.lately() - swept > AROUND) {
      rebuild(life);
    }
  }

  /**
   * Copies the ages of the signals that show a key, newest first, and notes one more.
   *
   * @param hash the key's, not 0
   * @param number of the signal at hand
   * @param oldest the highest age of a signal that is remembered
   * @param post whether to note the signal, for which there must be a reservation
   * @param ages where to
   * @param at the first place in ages
   * @return the first place behind what was copied; -1 if the key has been visited for this signal
   */
  int visit(long hash, int number, int oldest, boolean post, int[] ages, int at) {
    if (post) {
      reserved--;
    }
    int reusable = -1;
    int slot = home(hash, slots);
    for (long seen = table[2 * slot]; seen != hash; seen = table[2 * slot]) {
      if (seen == 0) {
        if (post) {
          insert(reusable < 0 ? slot : reusable, hash, number);
          sweep(number, oldest);
        }
        return at;
      }
      if (reusable < 0 && number - (int) table[2 * slot + 1] > oldest) {
        reusable = slot;
      }
      slot = slot + 1 == slots ? 0 : slot + 1;
    }
    long state = table[2 * slot + 1];
    int newest = (int) state;
    int reference = (int) (state >>> 32);
    if (newest == number) {
      return -1;
    }
    boolean alive = number - newest <= oldest;
    int end = at;
    if (alive) {
      ages[end++] = number - newest;
      end = copy(reference, number, oldest, ages, end);
    }
    if (post) {
      table[2 * slot + 1] = state(push(reference, newest, number, oldest, alive), number);
    }
    return end;
  }

  private int copy(int reference, int number, int oldest, int[] ages, int at) {
    int from = place(reference);
    int count = reference & 0xff;
    while (count > 0 && number - arena[from + count - 1] > oldest) {
      count--;
    }
    for (int i = 0; i < count; i++) {
      ages[at + i] = number - arena[from + i];
    }
    return at + count;
  }

  private static long state(int reference, int newest) {
    return ((long) reference << 32) | (newest & 0xffffffffL);
  }

  private static int place(int reference) {
    return reference >>> 11 << 1;
  }

  private static int size(int reference) {
    return reference >>> 8 & 7;
  }

  private void insert(int slot, long hash, int number) {
    if (table[2 * slot] == 0) {
      used++;
    } else {
      release((int) (table[2 * slot + 1] >>> 32));
    }
    table[2 * slot] = hash;
    table[2 * slot + 1] = state(0, number);
  }

  /** Puts a number at the head of a block, which may move; tells the block's reference. */
  private int push(int reference, int value, int number, int oldest, boolean alive) {
    if (!alive || perKey == 1) {
      return reference & ~0xff;
    }
    int from = place(reference);
    int size = size(reference);
    int count = reference & 0xff;
    while (count > 0 && number - arena[from + count - 1] > oldest) {
      count--;
    }
    if (count == perKey - 1) {
      count--;
    }
    int to = from;
    if (reference == 0) {
      to = allocate(0);
    } else if (count == 2 << size) {
      size++;
      to = allocate(size);
    } else if (count + 1 <= 3 << size >> 2) {
      size--;
      to = allocate(size);
    }
    System.arraycopy(arena, from, arena, to + 1, count);
    arena[to] = value;
    if (to != from && reference != 0) {
      release(reference);
    }
    return to >> 1 << 11 | size << 8 | count + 1;
  }

  private int allocate(int size) {
    int found = free[size];
    if (found != 0) {
      free[size] = arena[found];
      spare -= 2 << size;
      return found;
    }
    int fresh = top;
    top += 2 << size;
    return fresh;
  }

  private void release(int reference) {
    if (reference != 0) {
      hang(place(reference), size(reference));
    }
  }

  private void hang(int place, int size) {
    arena[place] = free[size];
    free[size] = place;
    spare += 2 << size;
  }

  private void sweep(int number, int oldest) {
    for (int i = 0; i < SWEPT; i++) {
      int slot = hand < slots ? hand : 0;
      if (table[2 * slot] != 0 && number - (int) table[2 * slot + 1] > oldest) {
        remove(slot);
        hand = slot;
      } else {
        hand = slot + 1;
      }
    }
  }

  /** Empties a slot and moves those behind it up, so that each is still found from its home. */
  private void remove(int slot) {
    release((int) (table[2 * slot + 1] >>> 32));
    used--;
    int hole = slot;
    int next = slot;
    while (true) {
      next = next + 1 == slots ? 0 : next + 1;
      long hash = table[2 * next];
      if (hash == 0) {
        break;
      }
      int wanted = next - home(hash, slots);
      int free = next - hole;
      if ((wanted < 0 ? wanted + slots : wanted) >= (free < 0 ? free + slots : free)) {
        table[2 * hole] = hash;
        table[2 * hole + 1] = table[2 * next + 1];
        hole = next;
      }
    }
    table[2 * hole] = 0;
    table[2 * hole + 1] = 0;
  }

  /** Leaves out all that is too old, and takes as much memory as the rest and a reserve need. */
  private void rebuild(Life life) {
    int number;
    int oldest;
    int wantedSlots;
    int wantedArena;
    long change;
    do {
      long next = life.next();
      number = (int) next;
      oldest = (int) (next - life.oldest());
      int keys = reserved;
      int numbers = 0;
      for (int slot = 0; slot < slots; slot++) {
        if (live(slot, number, oldest)) {
          keys++;
          int held = held((int) (table[2 * slot + 1] >>> 32), number, oldest);
          numbers += held == 0 ? 0 : 2 << sizeFor(held);
        }
      }
      wantedSlots = Math.max(FEWEST_SLOTS, keys + (keys >> 1) + (keys >> 2));
      wantedArena =
          smallestArena(reserved + (reserved >> 1)) + numbers + (numbers >> 3) + (wantedSlots >> 3);
      change = bytes(wantedSlots, wantedArena) - bytes();
    } while (!life.grant(wantedArena > LARGEST_ARENA ? Budget.TOO_MUCH : change));
    swept = life.next();
    refill(wantedSlots, wantedArena, number, oldest);
  }

  private boolean live(int slot, int number, int oldest) {
    return table[2 * slot] != 0 && number - (int) table[2 * slot + 1] <= oldest;
  }

  private int held(int reference, int number, int oldest) {
    int count = reference & 0xff;
    while (count > 0 && number - arena[place(reference) + count - 1] > oldest) {
      count--;
    }
    return count;
  }

  private void refill(int newSlots, int newArena, int number, int oldest) {
    long[] from = table;
    int[] blocks = arena;
    int[] packed = new int[newArena];
    long[] to = new long[2 * newSlots];
    int end = 2;
    int keys = 0;
    for (int old = 0; old < slots; old++) {
      if (live(old, number, oldest)) {
        long state = from[2 * old + 1];
        int reference = (int) (state >>> 32);
        int held = held(reference, number, oldest);
        int moved = 0;
        if (held > 0) {
          int size = sizeFor(held);
          System.arraycopy(blocks, place(reference), packed, end, held);
          moved = end >> 1 << 11 | size << 8 | held;
          end += 2 << size;
        }
        int slot = home(from[2 * old], newSlots);
        while (to[2 * slot] != 0) {
          slot = slot + 1 == newSlots ? 0 : slot + 1;
        }
        to[2 * slot] = from[2 * old];
        to[2 * slot + 1] = state(moved, (int) state);
        keys++;
      }
    }
    Arrays.fill(free, 0);
    table = to;
    arena = packed;
    slots = newSlots;
    used = keys;
    top = end;
    spare = 0;
    hand = 0;
  }

  /** Writes each key that is not gone, as {@link Snapshot} lays it down. */
  void write(Snapshot.Output to, Life life) throws IOException {
    int number = (int) life.next();
    int oldest = (int) (life.next() - life.oldest());
    for (int slot = 0; slot < slots; slot++) {
      if (live(slot, number, oldest)) {
        long state = table[2 * slot + 1];
        int reference = (int) (state >>> 32);
        int held = held(reference, number, oldest);
        ByteBuffer out = to.room();
        out.putLong(table[2 * slot]).putShort((short) (held + 1)).putInt(number - (int) state);
        for (int i = 0; i < held; i++) {
          out.putInt(number - arena[place(reference) + i]);
        }
      }
    }
  }

  /** What a segment asks when it needs room. */
  interface Life {
    /** The number that the next signal will get. */
    long next();

    /** A number of some thousand signals ago or less, which costs less to ask for. */
    long lately();

    /** The number of the oldest signal that is remembered. */
    long oldest();

    /**
     * Asks for more memory, or gives some back.
     *
     * @return false if there is none, and signals were forgotten instead
     */
    boolean grant(long bytes);
  }
}
