// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to a receiver, made again when it is time to. Not safe for many threads. */
final class SyslogLink {
  private static final Logger LOG = LoggerFactory.getLogger(SyslogLink.class);

  /**
   * How to connect.
   *
   * @param tls null for plain TCP
   * @param timeout for connecting, shaking hands, a write, the farewell; each
   * @param longestPause between two tries
   */
  record Target(
      String host,
      int port,
      @Nullable SSLContext tls,
      Duration timeout,
      Duration firstPause,
      Duration longestPause) {

    /** None after the first failure, which may be a receiver that restarts; then it doubles. */
    Duration pauseAfter(int failures) {
      if (failures == 1) {
        return Duration.ZERO;
      }
      Duration pause = firstPause;
      for (int i = 2; i < failures && pause.compareTo(longestPause) < 0; i++) {
        pause = pause.multipliedBy(2);
      }
      return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
  }

  private final Target target;
  private final Clock clock;
  private @Nullable SyslogConnection connection;
  private @Nullable IOException lastFailure;
  private Instant connectedAt = Instant.EPOCH;
  private Instant nextTry = Instant.MIN;
  private int failures;

  SyslogLink(Target target, Clock clock) {
    this.target = target;
    this.clock = clock;
  }

  /** Whether there is a connection of which no end has been noticed. */
  boolean isOpen() {
    return connection != null;
  }

  /** Looks whether the receiver has ended the connection; returns whether there is one. */
  boolean stands() {
    if (connection != null && connection.hungUp()) {
      lost(connection, new IOException("the receiver ended the connection"));
    }
    return connection != null;
  }

  /** Connects, if it is time to; returns whether that worked. */
  boolean connect() {
    Instant now = clock.instant();
    if (now.isBefore(nextTry)) {
      return false;
    }
    try {
      connection =
          SyslogConnection.open(target.host(), target.port(), target.tls(), target.timeout());
      connectedAt = now;
      lastFailure = null;
      return true;
    } catch (IOException e) {
      failed(e);
      return false;
    }
  }

  /**
   * Writes; returns whether all of it was handed to the network. If not, the connection is over.
   */
  boolean write(byte[] bytes) {
    SyslogConnection open = connection;
    if (open == null) {
      return false;
    }
    try {
      open.write(bytes);
      return true;
    } catch (IOException e) {
      lost(open, e);
      return false;
    }
  }

  /** Ends the connection; returns whether the receiver has read all of it. */
  boolean finish() {
    SyslogConnection open = connection;
    connection = null;
    return open != null && open.finish();
  }

  Instant nextTry() {
    return nextTry;
  }

  @Nullable IOException lastFailure() {
    return lastFailure;
  }

  private void lost(SyslogConnection broken, IOException cause) {
    broken.close();
    connection = null;
    // A receiver that takes connections only to end them is as far away as one that takes none.
    if (!clock.instant().isBefore(connectedAt.plus(target.longestPause()))) {
      failures = 0;
    }
    failed(cause);
  }

  private void failed(IOException cause) {
    lastFailure = cause;
    failures++;
    nextTry = clock.instant().plus(target.pauseAfter(failures));
    if (failures == 1) {
      LOG.warn(
          "No connection to {}:{}; the store keeps messages: {}",
          target.host(),
          target.port(),
          cause.toString());
    } else {
      LOG.debug("Failure {} of {}:{}", failures, target.host(), target.port(), cause);
    }
  }
}
