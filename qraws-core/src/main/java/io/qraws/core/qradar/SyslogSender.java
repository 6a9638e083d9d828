// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import io.qraws.core.store.SpillQueue;
import io.qraws.core.store.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines to a syslog receiver, such as QRadar, over TCP or TLS, and keeps in a {@link
 * StateStore} what it cannot send. Safe for use by many threads, which take turns.
 *
 * <pre>{@code
 * try (SyslogSender sender =
 *     SyslogSender.builder("qradar.example", 6514, "qraws-1", store).tls(context).build()) {
 *   for (String line : writer.write(event)) {
 *     sender.send(line);
 *   }
 * }
 * }</pre>
 *
 * <p><b>What is promised.</b> {@link #send} returns once the message was handed to the network or
 * is in the store; nothing is dropped, and messages go out in the order they came. What waits in
 * the store goes first.
 *
 * <p><b>What TCP cannot promise.</b> Syslog has no acknowledgement. What was written may still lie
 * in a buffer here or there when the connection breaks, and nobody says how much of it was read. So
 * the last {@link SyslogSenderBuilder#doubtfulBytes} written are remembered, and sent again after a
 * break: a receiver gets each message at least once, and may get some twice, which {@link
 * LeefEvent#UID} tells. It may not get one at all only if more than that lay in buffers, or if a
 * relay between took it and lost it, or if this process was killed while its last messages were on
 * their way. {@link #close} waits for the receiver to say that it has read all; if it does not,
 * what is in doubt goes to the store.
 *
 * <p>A message that broke off half-way comes again whole; with {@link SyslogFraming#NEWLINE} a
 * receiver may take the half for a message too. A thread that is interrupted while it sends loses
 * the connection, not the message.
 *
 * <p><b>When it works.</b> Only while one of its methods is called; it has no thread. It connects
 * when it must, and after a failure not before a time that doubles with each. To have what waits
 * sent though nothing else is, and a break noticed, call {@link #drain()} every few seconds.
 */
public final class SyslogSender implements AutoCloseable {
  /** What became of a message. */
  public enum Outcome {
    /** Handed to the network. */
    WRITTEN,
    /** In the store, and sent later. */
    SPILLED
  }

  private static final int BATCH = 100;

  /** So that one message does not wait for all of a long backlog. */
  private static final int BATCHES_PER_SEND = 5;

  private final SyslogHeader header;
  private final SyslogFraming framing;
  private final int priority;
  private final String hostName;
  private final String appName;
  private final int maxBytes;
  private final Clock clock;
  private final Pause pause;
  private final ReentrantLock lock = new ReentrantLock();

  // All below is guarded by the lock.
  private final SyslogBacklog backlog;
  private final SyslogLink link;
  private boolean closed;

  SyslogSender(SyslogSenderBuilder settings) {
    this.header = settings.header;
    this.framing = settings.framing;
    this.priority = settings.facility * 8 + settings.severity;
    this.hostName = settings.hostName;
    this.appName = settings.appName;
    this.maxBytes = settings.maxBytes;
    this.clock = settings.clock();
    this.pause = settings.pause;
    this.backlog = new SyslogBacklog(settings.store, settings.queue, settings.doubtfulBytes);
    this.link =
        new SyslogLink(
            new SyslogLink.Target(
                settings.receiver,
                settings.port,
                settings.tls,
                settings.timeout,
                settings.firstPause,
                settings.longestPause),
            settings.clock());
  }

  /**
   * Starts a sender.
   *
   * @param receiver host name or address of the receiver; over TLS its certificate must be for that
   * @param port 1 to 65535; QRadar listens on 514 for TCP, and for TLS on the port of the log
   *     source, 6514 if nobody changed it
   * @param hostName what stands in each header, by which QRadar finds the log source: its <i>Log
   *     Source Identifier</i>. A host name or an IPv4 address, since QRadar cannot route by IPv6
   * @param store keeps what cannot be sent; stays the caller's
   * @throws IllegalArgumentException if a value is not of that form
   */
  public static SyslogSenderBuilder builder(
      String receiver, int port, String hostName, StateStore store) {
    return new SyslogSenderBuilder(receiver, port, hostName, store);
  }

  /**
   * Sends a message, or keeps it.
   *
   * <p>Costs a few system calls if the receiver takes it, some times the time-out if it has stopped
   * to or a connection must be made, and a transaction of the store if the message is kept. If
   * messages wait in the store, up to 500 of them are sent first.
   *
   * @param message one line, such as {@link LeefWriter#write} makes, without header; in UTF-8 no
   *     longer than {@link #largestMessage}
   * @throws IllegalArgumentException if it is longer, or holds a line break, NUL or half of a
   *     surrogate pair: no message can forge another, and none is cut
   * @throws io.qraws.core.store.StoreException if the store failed; then the message was not taken,
   *     though parts of it may have been written
   * @throws IllegalStateException if the sender is closed
   */
  public Outcome send(String message) {
    String checked = checked(message);
    lock.lock();
    try {
      checkOpen();
      byte[] bytes = (header() + checked).getBytes(StandardCharsets.UTF_8);
      if (bytes.length > maxBytes) {
        throw new IllegalArgumentException(
            "a message has at most " + maxBytes + " bytes with its header: " + bytes.length);
      }
      if (caughtUp(BATCHES_PER_SEND) && write(bytes, null)) {
        return Outcome.WRITTEN;
      }
      if (link.isOpen()) {
        backlog.append(bytes);
      } else {
        backlog.spill(bytes);
      }
      return Outcome.SPILLED;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends what waits in the store, and looks whether the connection still stands. Connects if it is
   * time to.
   *
   * @return whether nothing waits any more
   * @throws io.qraws.core.store.StoreException if the store failed
   * @throws IllegalStateException if the sender is closed
   */
  public boolean drain() {
    // One batch at a time, so that others can send meanwhile.
    while (true) {
      lock.lock();
      try {
        checkOpen();
        if (caughtUp(1)) {
          return true;
        }
        if (!link.isOpen()) {
          return false;
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Tries to send what waits in the store, with pauses between, until nothing does or time is up.
   *
   * @param patience how long, by the sender's clock; zero for one try
   * @return whether nothing waits any more
   * @throws InterruptedException if the thread is interrupted during a pause
   * @throws io.qraws.core.store.StoreException if the store failed
   * @throws IllegalStateException if the sender is closed
   */
  public boolean drain(Duration patience) throws InterruptedException {
    Instant end = clock.instant().plus(patience);
    while (!drain()) {
      Instant now = clock.instant();
      Instant next = nextTry();
      if (next.isAfter(end) || !now.isBefore(end)) {
        return false;
      }
      if (next.isAfter(now)) {
        pause.pause(Duration.between(now, next));
      }
    }
    return true;
  }

  private Instant nextTry() {
    lock.lock();
    try {
      return link.nextTry();
    } finally {
      lock.unlock();
    }
  }

  /**
   * How many messages are in the store; among them are those from it that were written, but are
   * still in doubt.
   */
  public long stored() {
    lock.lock();
    try {
      return backlog.size();
    } finally {
      lock.unlock();
    }
  }

  /** Why there is no connection, if there was one or one was tried; empty while there is one. */
  public Optional<IOException> lastFailure() {
    lock.lock();
    try {
      return Optional.ofNullable(link.lastFailure());
    } finally {
      lock.unlock();
    }
  }

  /** The longest message that {@link #send} takes, in bytes of UTF-8, without the header. */
  public int largestMessage() {
    return maxBytes - header().length();
  }

  /**
   * Ends the connection. Waits, no longer than the time-out, for the receiver to end it too, which
   * says that it has read all; if it does not, what is in doubt goes to the store, to be sent by
   * the next sender with this queue. Twice is harmless.
   *
   * @throws io.qraws.core.store.StoreException if the store failed; what is in doubt was then
   *     written, but is not kept
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      if (link.finish()) {
        backlog.confirmed();
      } else {
        backlog.spill(null);
      }
    } finally {
      lock.unlock();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the sender is closed");
    }
  }

  private static String checked(String message) {
    for (int i = 0; i < message.length(); i += Character.charCount(message.codePointAt(i))) {
      int c = message.codePointAt(i);
      if (c == '\n' || c == '\r' || c == 0 || Character.getType(c) == Character.SURROGATE) {
        throw new IllegalArgumentException(
            "a message holds no line break, NUL or half a character: at " + i);
      }
    }
    return message;
  }

  private String header() {
    return header.text(priority, clock.instant().atZone(clock.getZone()), hostName, appName);
  }

  /** Connects, and writes what waits, up to a number of batches; returns whether nothing does. */
  private boolean caughtUp(int batches) {
    if (!connected()) {
      return false;
    }
    for (int i = 0; backlog.waiting(); i++) {
      if (i == batches) {
        return false;
      }
      for (SpillQueue.Entry entry : backlog.next(BATCH)) {
        if (!write(entry.content(), entry.number())) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean connected() {
    if (link.stands()) {
      return true;
    }
    if (backlog.inDoubt()) {
      backlog.spill(null);
    }
    return link.connect();
  }

  private boolean write(byte[] message, @Nullable Long number) {
    if (!link.write(framing.framed(message))) {
      return false;
    }
    backlog.written(message, number);
    return true;
  }
}
