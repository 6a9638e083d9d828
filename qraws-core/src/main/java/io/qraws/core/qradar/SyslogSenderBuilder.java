// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static java.util.Objects.requireNonNull;

import io.qraws.core.store.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Configures a {@link SyslogSender}; made by {@link SyslogSender#builder}. A class of its own,
 * since a sender has much to say already.
 */
public final class SyslogSenderBuilder {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,253}[A-Za-z0-9])?");

  private static final Pattern APP_NAME = Pattern.compile("[!-~]{1,48}");

  final String receiver;
  final int port;
  final String hostName;
  final StateStore store;
  @Nullable SSLContext tls;
  SyslogHeader header = SyslogHeader.QRADAR;
  SyslogFraming framing = SyslogFraming.NEWLINE;
  String appName = "qraws";
  String queue;
  int facility = 1;
  int severity = 5;
  int maxBytes = 4_000;
  int doubtfulBytes = 256 << 10;
  Duration timeout = Duration.ofSeconds(10);
  Duration firstPause = Duration.ofSeconds(1);
  Duration longestPause = Duration.ofMinutes(1);
  private Clock clock = Clock.systemUTC();
  Pause pause = time -> Thread.sleep(time.toMillis());

  SyslogSenderBuilder(String receiver, int port, String hostName, StateStore store) {
    if (requireNonNull(receiver, "receiver").isBlank()) {
      throw new IllegalArgumentException("receiver must not be blank");
    }
    this.receiver = receiver;
    this.port = within("port", port, 1, 65_535);
    if (!NAME.matcher(requireNonNull(hostName, "hostName")).matches()) {
      throw new IllegalArgumentException(
          "hostName must be a host name or an IPv4 address: " + LeefText.shown(hostName));
    }
    this.hostName = hostName;
    this.store = requireNonNull(store, "store");
    this.queue = "syslog " + receiver + ":" + port;
  }

  private static int within(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(what + " must be " + min + " to " + max + ": " + value);
    }
    return value;
  }

  /**
   * Encrypts, and verifies the receiver's certificate and that it is for the receiver's name.
   * Default: plain TCP.
   *
   * @param context says which certificates are trusted, and which is ours if the receiver asks
   */
  public SyslogSenderBuilder tls(SSLContext context) {
    this.tls = requireNonNull(context, "context");
    return this;
  }

  /**
   * What stands before a message. Default: {@link SyslogHeader#QRADAR}.
   *
   * @param header any
   */
  public SyslogSenderBuilder header(SyslogHeader header) {
    this.header = requireNonNull(header, "header");
    return this;
  }

  /**
   * How messages are told apart. Default: {@link SyslogFraming#NEWLINE}.
   *
   * @param framing what the receiver expects
   */
  public SyslogSenderBuilder framing(SyslogFraming framing) {
    this.framing = requireNonNull(framing, "framing");
    return this;
  }

  /**
   * The application's name, which stands in {@link SyslogHeader#RFC_5424} only. Default: {@code
   * qraws}.
   *
   * @param appName 1 to 48 visible ASCII characters
   */
  public SyslogSenderBuilder appName(String appName) {
    if (!APP_NAME.matcher(requireNonNull(appName, "appName")).matches()) {
      throw new IllegalArgumentException(
          "appName must be 1 to 48 visible ASCII characters: " + LeefText.shown(appName));
    }
    this.appName = appName;
    return this;
  }

  /**
   * The numbers that stand in the header as {@code facility × 8 + severity}. Default: 1, user, and
   * 5, notice. QRadar takes an event's severity from elsewhere.
   *
   * @param facility 0 to 23
   * @param severity 0, the worst, to 7
   */
  public SyslogSenderBuilder priority(int facility, int severity) {
    this.facility = within("facility", facility, 0, 23);
    this.severity = within("severity", severity, 0, 7);
    return this;
  }

  /**
   * The longest message with its header. Default: 4,000, since QRadar is said to cut TCP syslog at
   * 4,096 bytes unless its System Settings say otherwise; IBM's own text confirms only that there
   * is a limit.
   *
   * @param maxBytes 2,500 to 1,000,000
   */
  public SyslogSenderBuilder maxBytes(int maxBytes) {
    this.maxBytes = within("maxBytes", maxBytes, 2_500, 1_000_000);
    return this;
  }

  /**
   * How many bytes of what was last written are remembered, to be sent again if the connection
   * breaks. Default: 256 KiB. A break loses nothing as long as no more than that lies in the
   * buffers of both systems: 64 KiB or so here, and at the receiver what its system allows, which
   * on Linux starts at 128 KiB and may grow to 6 MiB if the receiver reads slowly. The price is
   * that a break repeats as much; 0 repeats nothing, and loses what lies there.
   *
   * @param bytes 0 to 16,777,216; no more than 5,000 messages are remembered
   */
  public SyslogSenderBuilder doubtfulBytes(int bytes) {
    this.doubtfulBytes = within("doubtfulBytes", bytes, 0, 16 << 20);
    return this;
  }

  /**
   * How long each of connecting, the TLS handshake, writing one message, and the farewell may take
   * before the connection is given up. Default: 10 seconds.
   *
   * @param timeout 1 millisecond to 10 minutes
   */
  public SyslogSenderBuilder timeout(Duration timeout) {
    if (timeout.compareTo(Duration.ofMillis(1)) < 0
        || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException("timeout must be 1 ms to 10 min: " + timeout);
    }
    this.timeout = timeout;
    return this;
  }

  /**
   * How long it waits before it connects again: not at all after a first failure, {@code first}
   * after a second, then twice as long each time. Default: 1 second, up to 1 minute. A connection
   * that stood as long as {@code longest} makes it begin anew.
   *
   * @param first positive
   * @param longest no shorter
   */
  public SyslogSenderBuilder pauses(Duration first, Duration longest) {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "pauses must be positive, the longest last: " + first + ", " + longest);
    }
    this.firstPause = first;
    this.longestPause = longest;
    return this;
  }

  /**
   * The queue in the store. Default: one named after receiver and port. One sender at a time may
   * use a queue.
   *
   * @param queue a name as the store takes it
   */
  public SyslogSenderBuilder queue(String queue) {
    this.queue = requireNonNull(queue, "queue");
    return this;
  }

  /**
   * Gives the headers' time and their zone, and what pauses go by. Default: the system's, in UTC.
   *
   * @param clock any
   */
  public SyslogSenderBuilder clock(Clock clock) {
    this.clock = requireNonNull(clock, "clock");
    return this;
  }

  /**
   * How {@link SyslogSender#drain(Duration)} waits. Default: the thread sleeps.
   *
   * @param pause used by many threads
   */
  public SyslogSenderBuilder pause(Pause pause) {
    this.pause = requireNonNull(pause, "pause");
    return this;
  }

  Clock clock() {
    return clock;
  }

  /** The sender, which connects when it must. */
  public SyslogSender build() {
    return new SyslogSender(this);
  }
}
