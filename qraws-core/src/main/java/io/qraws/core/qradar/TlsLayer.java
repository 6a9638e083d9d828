// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLParameters;

/** TLS over a connection that does not block. What the receiver says is read and thrown away. */
final class TlsLayer {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final SyslogConnection below;

  /** Encrypted, from the receiver; ready to be read from. */
  private ByteBuffer incoming;

  /** Decrypted, from the receiver; nobody looks at it. */
  private ByteBuffer ignored;

  private ByteBuffer outgoing;

  private TlsLayer(SSLEngine engine, SyslogConnection below) {
    this.engine = engine;
    this.below = below;
    int packet = engine.getSession().getPacketBufferSize();
    incoming = ByteBuffer.allocate(packet).flip();
    outgoing = ByteBuffer.allocate(packet);
    ignored = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
  }

  /** Shakes hands, and verifies that the certificate is trusted and is this host's. */
  static TlsLayer handshake(SSLContext context, String host, int port, SyslogConnection below)
      throws IOException {
    SSLEngine engine = context.createSSLEngine(host, port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    TlsLayer layer = new TlsLayer(engine, below);
    engine.beginHandshake();
    layer.shakeHands(below.deadline());
    return layer;
  }

  private void shakeHands(long deadline) throws IOException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NOT_HANDSHAKING, FINISHED -> {
          return;
        }
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> wrap(NOTHING, deadline);
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          SSLEngineResult.Status status = unwrap();
          if (status == SSLEngineResult.Status.CLOSED) {
            throw new EOFException("the receiver ended the TLS handshake");
          }
          if (status == SSLEngineResult.Status.BUFFER_UNDERFLOW && fill() == 0) {
            below.await(SelectionKey.OP_READ, deadline, "the TLS handshake");
          }
        }
      }
    }
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  void write(byte[] bytes, long deadline) throws IOException {
    ByteBuffer plain = ByteBuffer.wrap(bytes);
    while (plain.hasRemaining()) {
      wrap(plain, deadline);
    }
  }

  private void wrap(ByteBuffer plain, long deadline) throws IOException {
    outgoing.clear();
    SSLEngineResult result = engine.wrap(plain, outgoing);
    while (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
      outgoing = ByteBuffer.allocate(outgoing.capacity() * 2);
      result = engine.wrap(plain, outgoing);
    }
    below.writeRaw(outgoing.flip(), deadline);
    if (result.getStatus() == SSLEngineResult.Status.CLOSED && plain.hasRemaining()) {
      throw new EOFException("the TLS connection is closed");
    }
  }

  private SSLEngineResult.Status unwrap() throws IOException {
    ignored.clear();
    SSLEngineResult result = engine.unwrap(incoming, ignored);
    if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
      ignored = ByteBuffer.allocate(ignored.capacity() * 2);
    }
    return result.getStatus();
  }

  /** Reads more from the network, if it is there; returns how much. */
  private int fill() throws IOException {
    if (incoming.remaining() == incoming.capacity()) {
      incoming = ByteBuffer.allocate(incoming.capacity() * 2).put(incoming).flip();
    }
    incoming.compact();
    try {
      int read = below.readRaw(incoming);
      if (read < 0) {
        throw new EOFException("the receiver ended the connection");
      }
      return read;
    } finally {
      incoming.flip();
    }
  }

  /**
   * Reads what is there, which lets TLS do its housekeeping; returns whether the receiver has ended
   * the connection.
   */
  boolean atEnd() throws IOException {
    for (int i = 0; !engine.isInboundDone(); i++) {
      if (i == SyslogConnection.READS_AT_ONCE) {
        return false;
      }
      HandshakeStatus status = engine.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        runTasks();
      } else if (status == HandshakeStatus.NEED_WRAP) {
        wrap(NOTHING, below.deadline());
      } else if (unwrap() == SSLEngineResult.Status.BUFFER_UNDERFLOW && fill() == 0) {
        return false;
      }
    }
    return true;
  }

  /** Tells the receiver that nothing more comes. */
  void sayGoodbye(long deadline) throws IOException {
    engine.closeOutbound();
    while (!engine.isOutboundDone()) {
      wrap(NOTHING, deadline);
    }
  }
}
