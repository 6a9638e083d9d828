// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a syslog receiver, plain or TLS. Not safe for use by many threads.
 *
 * <p>A channel that does not block instead of a socket, since only so a write can have a time limit
 * without a thread that watches it, and since only so it costs nothing to look whether the receiver
 * has hung up.
 */
final class SyslogConnection {
  /** Small, so that little can sit here unseen; the system may double it. */
  private static final int SEND_BUFFER = 64 << 10;

  /** A receiver has no reason to talk; one that does must not hold a look at it for ever. */
  static final int READS_AT_ONCE = 64;

  private final SocketChannel channel;
  private final Selector selector;
  private final Duration timeout;
  private @Nullable TlsLayer tls;
  private final ByteBuffer ignored = ByteBuffer.allocate(1_024);

  private SyslogConnection(SocketChannel channel, Selector selector, Duration timeout) {
    this.channel = channel;
    this.selector = selector;
    this.timeout = timeout;
  }

  /**
   * Connects, and shakes hands if a context is given.
   *
   * @param timeout how long each of connecting, shaking hands, a write and the farewell may take
   * @throws IOException also if the certificate is not trusted or not that host's
   */
  static SyslogConnection open(
      String host, int port, @Nullable SSLContext context, Duration timeout) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new UnknownHostException(host);
    }
    Selector selector = Selector.open();
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.register(selector, 0);
      SyslogConnection connection = new SyslogConnection(channel, selector, timeout);
      connection.connect(address);
      if (context != null) {
        connection.tls = TlsLayer.handshake(context, host, port, connection);
      }
      return connection;
    } catch (IOException | RuntimeException e) {
      closeAll(selector, channel);
      throw e;
    }
  }

  private void connect(InetSocketAddress address) throws IOException {
    long deadline = deadline();
    boolean connected = channel.connect(address);
    while (!connected) {
      await(SelectionKey.OP_CONNECT, deadline, "connecting");
      connected = channel.finishConnect();
    }
  }

  /** The end of the time that one operation has, by {@link System#nanoTime}. */
  long deadline() {
    return System.nanoTime() + timeout.toNanos();
  }

  /** Waits until the channel is ready for an operation. */
  void await(int operation, long deadline, String doing) throws IOException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    SelectionKey key = channel.keyFor(selector);
    if (key == null) {
      throw new IOException("the connection is closed");
    }
    key.interestOps(operation);
    if (millis <= 0) {
      selector.selectNow();
    } else {
      selector.select(millis);
    }
    selector.selectedKeys().clear();
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException("interrupted while " + doing);
    }
    // Whether ready or not: a receiver that talks without end must not hold us.
    if (System.nanoTime() - deadline >= 0) {
      throw new SocketTimeoutException(doing + " took longer than " + timeout);
    }
  }

  /** Writes all of it to the system, as it is. */
  void writeRaw(ByteBuffer bytes, long deadline) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(SelectionKey.OP_WRITE, deadline, "writing");
      }
    }
  }

  /** Reads what is there; -1 at the end, 0 if there is nothing. */
  int readRaw(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  /**
   * Writes all of it to the system, which is not yet to say that the receiver has it.
   *
   * @throws IOException also if the receiver did not take it in time; then a part may have gone
   */
  void write(byte[] bytes) throws IOException {
    if (tls == null) {
      writeRaw(ByteBuffer.wrap(bytes), deadline());
    } else {
      tls.write(bytes, deadline());
    }
  }

  /** Whether the receiver has ended the connection, as far as is known here. */
  boolean hungUp() {
    try {
      return atEnd();
    } catch (IOException e) {
      // A reset, or no TLS any more: the caller's next step is the same.
      return true;
    }
  }

  /** Reads and forgets what is there; returns whether the receiver has ended the connection. */
  private boolean atEnd() throws IOException {
    try {
      if (tls != null) {
        return tls.atEnd();
      }
      int read = 1;
      for (int i = 0; i < READS_AT_ONCE && read > 0; i++) {
        ignored.clear();
        read = channel.read(ignored);
      }
      return read < 0;
    } catch (EOFException e) {
      // TLS that ends without saying so: all that follows is the same.
      return true;
    }
  }

  /**
   * Says farewell, and waits for the receiver to do the same, which a receiver does once it has
   * read everything before.
   *
   * @return whether it did; if not, some of what was written may not have been read
   */
  boolean finish() {
    try {
      if (atEnd()) {
        return false;
      }
      long deadline = deadline();
      if (tls != null) {
        tls.sayGoodbye(deadline);
      }
      channel.shutdownOutput();
      while (!atEnd()) {
        await(SelectionKey.OP_READ, deadline, "closing");
      }
      return true;
    } catch (IOException e) {
      // What was written is in doubt, which is the answer.
      return false;
    } finally {
      close();
    }
  }

  /** Ends the connection at once. */
  void close() {
    closeAll(selector, channel);
  }

  private static void closeAll(Selector selector, @Nullable SocketChannel channel) {
    try (selector;
        channel) {
      // Both are closed, whichever fails.
    } catch (IOException e) {
      // Nothing is lost by it: what was written is accounted for elsewhere.
    }
  }
}
