// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.audit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An audit trail in a file of JSON lines, each naming the hash of the one before.
 *
 * <p>A line is UTF-8, ends with one line feed and has exactly this form, without blanks:
 *
 * <pre>{@code
 * {"seq":0,"time":"…","type":"…","data":{…},"prev":"…","hash":"…"}
 * }</pre>
 *
 * <p>{@code seq} counts from 0, {@code time} is ISO-8601 in UTC, {@code data} holds text members in
 * the order of their names, {@code prev} is the {@code hash} of the line before or 64 zeros. To
 * check a line by hand: cut {@code ,"hash":"} and the 64 digits and the quote behind it out of the
 * line, leaving the last brace; the SHA-256 of the bytes that are left, without the line feed, is
 * the hash, in lower-case hex.
 *
 * <p>The chain shows any change inside the file. Who can write the file could still cut off whole
 * lines at its end, or compute all of it anew; so keep the latest {@link #head()} elsewhere, and
 * give it to {@link AuditVerifier#verify(Path, String)}.
 *
 * <p>Safe for use by many threads. Each append is forced to the disk, unless the trail was opened
 * by {@link #openForBatch}. After a failed append the trail takes no more: open it anew, which
 * verifies the file. A thread that is interrupted while it appends makes the append fail.
 */
public final class FileAuditTrail implements AuditTrail {
  private final Object lock = new Object();
  private final Path path;
  private final Clock clock;
  private final FileChannel channel;
  private final FileChannel lockChannel;
  private final boolean forceEach;

  // Guarded by lock.
  private long seq;
  private long size;
  private String head;
  private boolean closed;
  private @Nullable String broken;

  private FileAuditTrail(
      Path path,
      Clock clock,
      FileChannel channel,
      FileChannel lockChannel,
      boolean forceEach,
      AuditVerifier.Result at)
      throws IOException {
    this.forceEach = forceEach;
    this.path = path;
    this.clock = clock;
    this.channel = channel;
    this.lockChannel = lockChannel;
    this.seq = at.records();
    this.size = channel.size();
    this.head = at.head();
  }

  /**
   * Opens a file, or makes it, and continues its chain.
   *
   * <p>A file beside it, named the same with {@code .lock} behind, is locked until {@link #close};
   * it stays when the trail is closed.
   *
   * @param path the file; its folder exists
   * @param clock gives the records' times
   * @return a trail, which the caller closes
   * @throws UncheckedIOException if the file cannot be written, or another trail has it open
   * @throws IllegalStateException if the file is not intact, its last line being torn for instance;
   *     the message names the line
   */
  public static FileAuditTrail open(Path path, Clock clock) {
    return open(path, clock, true);
  }

  /**
   * Like {@link #open}, but records are forced to the disk together, at {@link #close}.
   *
   * <p>For a program that judges many incidents at once and starts nothing: forcing costs
   * milliseconds a record. Should the machine fail before the close, records may be missing, so use
   * {@link #open} where an action follows its record.
   *
   * @param path the file; its folder exists
   * @param clock gives the records' times
   * @return a trail, which the caller closes
   * @throws UncheckedIOException if the file cannot be written, or another trail has it open
   * @throws IllegalStateException if the file is not intact
   */
  public static FileAuditTrail openForBatch(Path path, Clock clock) {
    return open(path, clock, false);
  }

  private static FileAuditTrail open(Path path, Clock clock, boolean forceEach) {
    requireNonNull(path, "path");
    requireNonNull(clock, "clock");
    try {
      FileChannel lockChannel = lock(path);
      try {
        return openLocked(path, clock, forceEach, lockChannel);
      } catch (IOException | RuntimeException e) {
        closeQuietly(lockChannel, e);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the audit trail " + path, e);
    }
  }

  /*
   * The lock is on a file of its own: a POSIX lock ends as soon as this process closes any
   * descriptor of the locked file, and every verification opens and closes the trail's file.
   */
  private static FileChannel lock(Path path) throws IOException {
    Path beside = path.resolveSibling(requireNonNull(path.getFileName(), "file name") + ".lock");
    FileChannel channel =
        FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      closeQuietly(channel, e);
      throw inUse(path);
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw e;
    }
    channel.close();
    throw inUse(path);
  }

  private static FileSystemException inUse(Path path) {
    return new FileSystemException(path.toString(), null, "another audit trail has it open");
  }

  private static FileAuditTrail openLocked(
      Path path, Clock clock, boolean forceEach, FileChannel lockChannel) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      AuditVerifier.Result at = AuditVerifier.verify(path);
      if (!at.intact()) {
        throw new IllegalStateException(
            "the audit trail " + path + " is not intact: line " + at.line() + ": " + at.problem());
      }
      return new FileAuditTrail(path, clock, channel, lockChannel, forceEach, at);
    } catch (IOException | RuntimeException e) {
      closeQuietly(channel, e);
      throw e;
    }
  }

  private static void closeQuietly(FileChannel channel, Exception first) {
    try {
      channel.close();
    } catch (IOException e) {
      first.addSuppressed(e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the record is longer than 1 MiB; the trail stays usable
   * @throws IllegalStateException if the trail is closed, an append failed before, or somebody else
   *     changed the file's size
   * @throws UncheckedIOException if it cannot be written
   */
  @Override
  public String append(String type, Map<String, String> data) {
    requireNonNull(type, "type");
    requireNonNull(data, "data");
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("the audit trail is closed: " + path);
      }
      return appendLocked(type, data);
    }
  }

  private String appendLocked(String type, Map<String, String> data) {
    if (broken != null) {
      throw new IllegalStateException("the audit trail " + path + " takes no more: " + broken);
    }
    String unhashed = AuditLine.unhashed(seq, clock.instant(), type, data, head);
    String hash = AuditLine.sha256(AuditLine.utf8(unhashed));
    byte[] line = AuditLine.utf8(AuditLine.hashed(unhashed, hash) + "\n");
    if (line.length - 1 > AuditLine.MAX_BYTES) {
      throw new IllegalArgumentException(
          "a record has at most " + AuditLine.MAX_BYTES + " bytes: " + (line.length - 1));
    }
    try {
      if (channel.size() != size) {
        broken = "somebody else changed the file";
        throw new IllegalStateException("the audit trail " + path + " takes no more: " + broken);
      }
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        channel.write(buffer, size + buffer.position());
      }
      if (forceEach || closed) {
        channel.force(true);
      }
    } catch (IOException e) {
      // How much of the line reached the disk is unknown, so nothing may be written behind it.
      broken = "an append failed";
      throw new UncheckedIOException("cannot append to the audit trail " + path, e);
    }
    size += line.length;
    seq++;
    head = hash;
    return hash;
  }

  /** The hash of the latest record, or 64 zeros if there is none. */
  public String head() {
    synchronized (lock) {
      return head;
    }
  }

  /**
   * Writes a {@code closed} record and lets the file go; a second call does nothing.
   *
   * @throws UncheckedIOException if the record cannot be written; the file is let go nonetheless
   */
  @Override
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      try (lockChannel;
          channel) {
        if (broken == null) {
          appendLocked(AuditLine.CLOSED, Map.of());
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close the audit trail " + path, e);
      }
    }
  }
}
