// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A receiver on this machine that takes one connection after another, each with its own manners.
 */
final class SyslogReceiver implements Closeable {
  /** What it does with one connection. */
  interface Manners {
    void serve(Socket socket, Connection seen) throws IOException;
  }

  /** What came over one connection. */
  static final class Connection {
    private final List<String> messages = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Complete messages so far. */
    List<String> messages() {
      synchronized (messages) {
        return List.copyOf(messages);
      }
    }

    /** Waits until the receiver is done with it. */
    void awaitEnd() throws InterruptedException {
      if (!ended.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the connection did not end");
      }
    }

    /** Reads messages until the end, or until there are so many. */
    void read(InputStream in, SyslogFraming framing, int most) throws IOException {
      for (int i = 0; i < most; i++) {
        String message = message(in, framing);
        if (message == null) {
          return;
        }
        synchronized (messages) {
          messages.add(message);
        }
      }
    }

    private static @Nullable String message(InputStream in, SyslogFraming framing)
        throws IOException {
      String first = upTo(in, framing == SyslogFraming.NEWLINE ? '\n' : ' ');
      if (first == null || framing == SyslogFraming.NEWLINE) {
        return first;
      }
      int length = Integer.parseInt(first);
      byte[] bytes = in.readNBytes(length);
      return bytes.length < length ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static @Nullable String upTo(InputStream in, char end) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int b = in.read(); b != end; b = in.read()) {
        if (b < 0) {
          return null;
        }
        bytes.write(b);
      }
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  private final ServerSocket server;
  private final Thread thread;
  private final List<Connection> connections = new ArrayList<>();
  private final Manners[] manners;

  /** The first connection is served by the first manners, and so on; the last serve all others. */
  SyslogReceiver(int port, @Nullable SSLContext tls, Manners... manners) throws IOException {
    this.manners = manners;
    server = tls == null ? new ServerSocket() : tls.getServerSocketFactory().createServerSocket();
    server.setReuseAddress(true);
    server.setReceiveBufferSize(16 << 10);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    thread = new Thread(this::run, "receiver");
    thread.start();
  }

  /** Reads all, and hangs up when the sender does. */
  static Manners polite(SyslogFraming framing) {
    return (socket, seen) ->
        seen.read(new BufferedInputStream(socket.getInputStream()), framing, Integer.MAX_VALUE);
  }

  /** Reads so many, and resets the connection with the rest unread. */
  static Manners resetAfter(int messages) {
    return (socket, seen) -> {
      // Unbuffered, so that the rest stays with the system.
      seen.read(socket.getInputStream(), SyslogFraming.NEWLINE, messages);
      socket.setSoLinger(true, 0);
    };
  }

  int port() {
    return server.getLocalPort();
  }

  /** Waits until there is a connection of that number, from 0. */
  Connection connection(int number) throws InterruptedException {
    synchronized (connections) {
      for (long end = System.nanoTime() + 30_000_000_000L; connections.size() <= number; ) {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
          throw new AssertionError("there is no connection " + number);
        }
        connections.wait(millis);
      }
      return connections.get(number);
    }
  }

  /** What came, connection by connection. */
  List<List<String>> messagesByConnection() {
    synchronized (connections) {
      return connections.stream().map(Connection::messages).toList();
    }
  }

  private void run() {
    for (int i = 0; !server.isClosed(); i++) {
      Connection seen = new Connection();
      try (Socket socket = server.accept()) {
        synchronized (connections) {
          connections.add(seen);
          connections.notifyAll();
        }
        manners[Math.min(i, manners.length - 1)].serve(socket, seen);
      } catch (IOException e) {
        // The sender broke off, or the test is over; what came is what counts.
      } finally {
        seen.ended.countDown();
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
