// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.fuzz;

import static io.qraws.examples.trials.fuzz.Target.promise;

import io.qraws.core.qradar.SyslogFraming;
import io.qraws.core.qradar.SyslogSender;
import io.qraws.core.store.StateStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Sends messages to a receiver on this machine, which cuts the stream as RFC 6587 says.
 *
 * <p>The two connections stand from the first input to the end of the process, since one for each
 * input would use up the machine's ports.
 */
final class SyslogJudge {
  private static final String HEADER = "<13>1 2026-03-05T08:00:00.000Z qraws-1 ";
  private static final int SILENCE_MILLIS = 10_000;

  private final Map<SyslogFraming, Line> lines = new EnumMap<>(SyslogFraming.class);

  private record Line(SyslogSender sender, InputStream receiver) {}

  void check(byte[] input) {
    Texts texts = new Texts(input);
    SyslogFraming framing =
        texts.choice(2) == 0 ? SyslogFraming.NEWLINE : SyslogFraming.OCTET_COUNTING;
    try {
      check(texts.at(0), framing, lines.computeIfAbsent(framing, SyslogJudge::connected));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(String message, SyslogFraming framing, Line line) throws IOException {
    int bytes = message.getBytes(StandardCharsets.UTF_8).length;
    try {
      promise(
          line.sender.send(message) == SyslogSender.Outcome.WRITTEN,
          "a message is handed to the network",
          message);
    } catch (IllegalArgumentException e) {
      boolean takes =
          bytes <= line.sender.largestMessage()
              && message
                  .codePoints()
                  .noneMatch(c -> c == '\n' || c == '\r' || c == 0 || (c >= 0xd800 && c < 0xe000));
      promise(!takes, "a message that is one line is taken", message);
      return;
    }
    String framed;
    if (framing == SyslogFraming.NEWLINE) {
      framed = upTo(line.receiver, '\n');
    } else {
      int length = Integer.parseInt(upTo(line.receiver, ' '));
      framed = new String(line.receiver.readNBytes(length), StandardCharsets.UTF_8);
    }
    promise(framed.equals(HEADER + message), "a message arrives as it was sent", framed, message);
    promise(line.receiver.available() == 0, "nothing else arrives", message);
  }

  private static Line connected(SyslogFraming framing) {
    Clock clock = Clock.fixed(Instant.parse("2026-03-05T08:00:00Z"), ZoneOffset.UTC);
    StateStore store =
        StateStore.open(JdbcConnectionPool.create("jdbc:h2:mem:" + framing, "qraws", ""), clock);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SyslogSender sender =
          SyslogSender.builder("127.0.0.1", server.getLocalPort(), "qraws-1", store)
              .framing(framing)
              .clock(clock)
              .build();
      promise(sender.drain(), "a sender connects");
      Socket socket = server.accept();
      socket.setSoTimeout(SILENCE_MILLIS);
      return new Line(sender, socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String upTo(InputStream in, char end) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b != end; b = in.read()) {
      promise(b >= 0, "a message ends", bytes.toString(StandardCharsets.UTF_8));
      bytes.write(b);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
