// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.qraws.core.qradar.SyslogSender.Outcome;
import io.qraws.core.store.StateStore;
import io.qraws.core.testing.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // Closes a sender in the middle, to see what that does.
final class SyslogSenderTest {
  private static final String HEADER = "<13>1 2026-03-05T08:00:00.000Z qraws-1 ";
  private static final SyslogReceiver.Manners POLITE = SyslogReceiver.polite(SyslogFraming.NEWLINE);
  private static JdbcConnectionPool pool;
  private static StateStore store;
  private static SyslogCertificate trusted;
  private static SyslogCertificate otherHost;

  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-05T08:00:00Z"));
  private final List<AutoCloseable> closing = new ArrayList<>();
  private String queue = "";

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    trusted = SyslogCertificate.of(folder, "dns:localhost");
    otherHost = SyslogCertificate.of(folder, "dns:other.example");
    pool = JdbcConnectionPool.create("jdbc:h2:mem:syslog", "qraws", "");
    store = StateStore.open(pool, new ManualClock(Instant.EPOCH));
  }

  @AfterAll
  static void dispose() {
    store.close();
    pool.dispose();
  }

  @BeforeEach
  void name(TestInfo info) {
    queue = info.getDisplayName() + info.getTestMethod();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : closing) {
      each.close();
    }
  }

  private SyslogReceiver receiver(int port, SyslogReceiver.Manners... manners) throws IOException {
    SyslogReceiver receiver = new SyslogReceiver(port, null, manners);
    closing.add(receiver);
    return receiver;
  }

  private SyslogReceiver polite() throws IOException {
    return receiver(0, POLITE);
  }

  private SyslogSenderBuilder sender(int port) {
    return SyslogSender.builder("localhost", port, "qraws-1", store)
        .queue(queue)
        .clock(clock)
        .pause(clock)
        .timeout(Duration.ofSeconds(20));
  }

  private long stored() {
    return store.inTransaction(tx -> tx.queue(queue).size());
  }

  private static int freePort() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return server.getLocalPort();
    }
  }

  private static List<String> numbered(int from, int to) {
    List<String> numbered = new ArrayList<>();
    for (int i = from; i < to; i++) {
      numbered.add(HEADER + "m" + i);
    }
    return numbered;
  }

  private static void send(SyslogSender sender, int from, int to) {
    for (int i = from; i < to; i++) {
      sender.send("m" + i);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "QRADAR, 1, 5, '<13>1 2026-03-05T08:00:00.000Z qraws-1 x'",
    "RFC_5424, 16, 6, '<134>1 2026-03-05T08:00:00.000Z qraws-1 qraws - - - x'",
    "RFC_3164, 0, 0, '<0>Mar  5 08:00:00 qraws-1 x'",
    "QRADAR, 23, 7, '<191>1 2026-03-05T08:00:00.000Z qraws-1 x'"
  })
  void send_eachHeader_isWritten(SyslogHeader header, int facility, int severity, String line)
      throws Exception {
    SyslogReceiver receiver = polite();
    try (SyslogSender sender =
        sender(receiver.port()).header(header).priority(facility, severity).build()) {
      assertThat(sender.send("x")).isEqualTo(Outcome.WRITTEN);
    }
    receiver.connection(0).awaitEnd();
    assertThat(receiver.connection(0).messages()).containsExactly(line);
  }

  @ParameterizedTest
  @CsvSource({"-1, 5", "24, 5", "1, -1", "1, 8"})
  void priority_outOfRange_isRefused(int facility, int severity) {
    assertThatIllegalArgumentException().isThrownBy(() -> sender(514).priority(facility, severity));
  }

  /** A header that is not well formed lands the event on the wrong log source. */
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "2001:db8::7", "h\u00f6st", "a\nb", "-a", "a|b", "<1>"})
  void hostName_thatBreaksTheHeader_isRefused(String hostName) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyslogSender.builder("localhost", 514, hostName, store));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "\u00e4", "a\n", "1234567890123456789012345678901234567890123456789"})
  void appName_thatBreaksTheHeader_isRefused(String appName) {
    assertThatIllegalArgumentException().isThrownBy(() -> sender(514).appName(appName));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\u0000b", "a\ud800", "\n"})
  void send_messageThatWouldForgeAnother_isRefused(String message) {
    try (SyslogSender sender = sender(514).build()) {
      assertThatIllegalArgumentException().isThrownBy(() -> sender.send(message));
    }
    assertThat(stored()).isZero();
  }

  @Test
  void send_tooLong_isRefusedNotCut() throws Exception {
    SyslogReceiver receiver = polite();
    try (SyslogSender sender = sender(receiver.port()).build()) {
      String longest = "\u00e4".repeat(sender.largestMessage() / 2);
      assertThat(sender.send(longest)).isEqualTo(Outcome.WRITTEN);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sender.send(longest + "aa"))
          .withMessageContaining("4000");
    }
  }

  @ParameterizedTest
  @EnumSource
  void send_largeMessagesOverTls_arriveWhole(SyslogFraming framing) throws Exception {
    try (SyslogReceiver receiver =
            new SyslogReceiver(0, trusted.server(), SyslogReceiver.polite(framing));
        SyslogSender sender =
            sender(receiver.port())
                .tls(trusted.client())
                .framing(framing)
                .maxBytes(100_000)
                .build()) {
      List<String> messages =
          List.of("\ud83d\ude00".repeat(2 << 10), "a\tb", "\u00fc".repeat(32 << 10), "", "end");
      for (String message : messages) {
        assertThat(sender.send(message)).isEqualTo(Outcome.WRITTEN);
      }
      sender.close();
      receiver.connection(0).awaitEnd();
      assertThat(receiver.connection(0).messages())
          .isEqualTo(messages.stream().map(m -> HEADER + m).toList());
      assertThat(stored()).isZero();
    }
  }

  @Test
  void send_certificateNotTrusted_keepsTheMessageAndTellsNothing() throws Exception {
    refuses(trusted, otherHost.client(), "PKIX");
  }

  @Test
  void send_certificateOfAnotherHost_keepsTheMessageAndTellsNothing() throws Exception {
    refuses(otherHost, otherHost.client(), "localhost");
  }

  private void refuses(SyslogCertificate certificate, SSLContext trusting, String why)
      throws Exception {
    try (SyslogReceiver receiver = new SyslogReceiver(0, certificate.server(), POLITE);
        SyslogSender sender = sender(receiver.port()).tls(trusting).build()) {
      assertThat(sender.send("secret")).isEqualTo(Outcome.SPILLED);
      assertThat(sender.lastFailure())
          .get(InstanceOfAssertFactories.THROWABLE)
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining(why);
      receiver.connection(0).awaitEnd();
      assertThat(receiver.connection(0).messages()).isEmpty();
    }
    assertThat(stored()).isEqualTo(1);
  }

  /** A plain receiver where TLS is expected answers with no handshake. */
  @Test
  void send_receiverWithoutTls_keepsTheMessage() throws Exception {
    SyslogReceiver receiver =
        receiver(0, (socket, seen) -> socket.getOutputStream().write(new byte[50]));
    try (SyslogSender sender = sender(receiver.port()).tls(trusted.client()).build()) {
      assertThat(sender.send("m0")).isEqualTo(Outcome.SPILLED);
    }
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void send_receiverAway_keepsAllAndSendsThemInOrder() throws Exception {
    int port = freePort();
    try (SyslogSender sender = sender(port).build()) {
      for (int i = 0; i < 700; i++) {
        assertThat(sender.send("m" + i)).isEqualTo(Outcome.SPILLED);
      }
      assertThat(sender.stored()).isEqualTo(700);
      assertThat(sender.lastFailure()).isPresent();
      SyslogReceiver receiver = receiver(port, POLITE);
      clock.pause(Duration.ofMinutes(1));
      // More waits than one send takes along, so that the new one must queue up.
      assertThat(sender.send("m700")).isEqualTo(Outcome.SPILLED);
      assertThat(sender.send("m701")).isEqualTo(Outcome.WRITTEN);
      assertThat(sender.lastFailure()).isEmpty();
      sender.close();
      receiver.connection(0).awaitEnd();
      List<String> expected = numbered(0, 700);
      expected.add("<13>1 2026-03-05T08:01:00.000Z qraws-1 m700");
      expected.add("<13>1 2026-03-05T08:01:00.000Z qraws-1 m701");
      assertThat(receiver.connection(0).messages()).isEqualTo(expected);
    }
    assertThat(stored()).isZero();
  }

  @Test
  void send_whatAnEarlierSenderKept_goesFirst() throws Exception {
    int port = freePort();
    try (SyslogSender earlier = sender(port).build()) {
      send(earlier, 0, 5);
    }
    SyslogReceiver receiver = receiver(port, POLITE);
    try (SyslogSender later = sender(port).build()) {
      assertThat(later.send("m5")).isEqualTo(Outcome.WRITTEN);
    }
    receiver.connection(0).awaitEnd();
    assertThat(receiver.connection(0).messages()).isEqualTo(numbered(0, 6));
    assertThat(stored()).isZero();
  }

  /**
   * The receiver reads some, then resets with others unread, which the sender thought were gone.
   */
  @Test
  void send_resetMidStream_losesNothingAndKeepsTheOrder() throws Exception {
    SyslogReceiver receiver = receiver(0, SyslogReceiver.resetAfter(50), POLITE);
    try (SyslogSender sender = sender(receiver.port()).build()) {
      send(sender, 0, 100);
      receiver.connection(0).awaitEnd();
      send(sender, 100, 200);
      assertThat(sender.drain(Duration.ofMinutes(5))).isTrue();
    }
    receiver.connection(1).awaitEnd();
    assertThat(receiver.connection(0).messages()).isEqualTo(numbered(0, 50));
    assertThat(receiver.connection(1).messages()).isEqualTo(numbered(0, 200));
    assertThat(stored()).isZero();
  }

  /** The same while it empties the store, where what was written is still in the store as well. */
  @Test
  void drain_resetMidStream_losesNothingAndKeepsTheOrder() throws Exception {
    int port = freePort();
    try (SyslogSender sender = sender(port).build()) {
      send(sender, 0, 300);
      SyslogReceiver receiver = receiver(port, SyslogReceiver.resetAfter(20), POLITE);
      clock.pause(Duration.ofMinutes(1));
      sender.drain();
      receiver.connection(0).awaitEnd();
      assertThat(sender.drain(Duration.ofHours(1))).isTrue();
      assertThat(sender.stored()).isEqualTo(300);
      sender.close();
      receiver.connection(1).awaitEnd();
      assertThat(receiver.connection(0).messages()).isEqualTo(numbered(0, 20));
      assertThat(receiver.connection(1).messages()).isEqualTo(numbered(0, 300));
    }
    assertThat(stored()).isZero();
  }

  /** Only so much is sent again as may have been in buffers. */
  @Test
  void send_resetMidStream_sendsAgainWhatIsRemembered() throws Exception {
    SyslogReceiver receiver = receiver(0, SyslogReceiver.resetAfter(90), POLITE);
    try (SyslogSender sender = sender(receiver.port()).doubtfulBytes(45 * 20).build()) {
      send(sender, 10, 100);
      receiver.connection(0).awaitEnd();
      assertThat(sender.drain(Duration.ofMinutes(5))).isTrue();
    }
    receiver.connection(1).awaitEnd();
    int each = (HEADER + "m10").length();
    assertThat(receiver.connection(1).messages()).isEqualTo(numbered(100 - 45 * 20 / each, 100));
  }

  @Test
  void drain_emptied_takesOutOfTheStoreWhatIsNoLongerInDoubt() throws Exception {
    int port = freePort();
    try (SyslogSender sender = sender(port).doubtfulBytes(0).build()) {
      send(sender, 0, 250);
      receiver(port, POLITE);
      clock.pause(Duration.ofMinutes(1));
      assertThat(sender.drain()).isTrue();
      assertThat(sender.stored()).isZero();
    }
  }

  private static SyslogReceiver.Manners readNothingUntil(CountDownLatch over) {
    return (socket, seen) -> {
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Test
  void send_receiverThatStopsReading_isGivenUpAfterTheTimeout() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    SyslogReceiver receiver = receiver(0, readNothingUntil(over), POLITE);
    try (SyslogSender sender =
        sender(receiver.port())
            .maxBytes(1_000_000)
            .doubtfulBytes(16 << 20)
            .timeout(Duration.ofMillis(300))
            .build()) {
      String large = "x".repeat(500_000);
      List<String> sent = new ArrayList<>();
      Outcome outcome = Outcome.WRITTEN;
      while (outcome == Outcome.WRITTEN && sent.size() < 30) {
        outcome = sender.send(large + sent.size());
        sent.add(HEADER + large + sent.size());
      }
      assertThat(outcome).isEqualTo(Outcome.SPILLED);
      assertThat(sender.lastFailure()).get().isInstanceOf(SocketTimeoutException.class);
      over.countDown();
      assertThat(sender.drain(Duration.ofHours(1))).isTrue();
      // A receiver may be slow to read what is large, so the farewell is the last word.
      sender.close();
      receiver.connection(1).awaitEnd();
      assertThat(receiver.connection(1).messages()).isEqualTo(sent);
    }
  }

  /** It hung up while nothing was sent; the next message must not vanish into a dead connection. */
  @Test
  void send_afterTheReceiverHungUp_connectsAgain() throws Exception {
    SyslogReceiver receiver =
        receiver(
            0,
            (socket, seen) -> seen.read(socket.getInputStream(), SyslogFraming.NEWLINE, 1),
            POLITE);
    try (SyslogSender sender = sender(receiver.port()).build()) {
      sender.send("m0");
      receiver.connection(0).awaitEnd();
      // Loopback delivers the end before close() returns.
      assertThat(sender.send("m1")).isEqualTo(Outcome.WRITTEN);
    }
    receiver.connection(1).awaitEnd();
    assertThat(receiver.connection(1).messages()).isEqualTo(numbered(0, 2));
  }

  @Test
  void close_receiverThatDoesNotAnswer_keepsWhatIsInDoubt() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    SyslogReceiver receiver = receiver(0, readNothingUntil(over));
    SyslogSender sender = sender(receiver.port()).timeout(Duration.ofMillis(100)).build();
    send(sender, 0, 3);
    sender.close();
    sender.close();
    over.countDown();
    assertThat(stored()).isEqualTo(3);
    assertThatIllegalStateException().isThrownBy(() -> sender.send("x"));
    assertThatIllegalStateException().isThrownBy(sender::drain);
  }

  /** One that talks instead of listening must not hold a sender for ever. */
  @Test
  void close_receiverThatTalksWithoutEnd_endsInTime() throws Exception {
    SyslogReceiver receiver =
        receiver(
            0,
            (socket, seen) -> {
              byte[] talk = new byte[64 << 10];
              while (true) {
                socket.getOutputStream().write(talk);
              }
            });
    SyslogSender sender = sender(receiver.port()).timeout(Duration.ofMillis(300)).build();
    send(sender, 0, 3);
    sender.close();
    receiver.connection(0).awaitEnd();
    assertThat(stored()).isEqualTo(3);
  }

  @Test
  void drain_receiverAway_pausesTwiceAsLongEachTimeUpToTheLongest() throws Exception {
    try (SyslogSender sender =
        sender(freePort()).pauses(Duration.ofSeconds(1), Duration.ofSeconds(5)).build()) {
      assertThat(sender.send("m0")).isEqualTo(Outcome.SPILLED);
      assertThat(sender.drain(Duration.ofSeconds(20))).isFalse();
    }
    assertThat(clock.pauses())
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
  }

  /** Two resets on the way; each thread's messages arrive in its order, and none is missing. */
  @Test
  void send_fromManyThreads_keepsEachThreadsOrder() throws Exception {
    SyslogReceiver receiver =
        receiver(0, SyslogReceiver.resetAfter(100), SyslogReceiver.resetAfter(50), POLITE);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (SyslogSender sender = sender(receiver.port()).build()) {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        String name = "t" + t + "-";
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 200; i++) {
                    sender.send(name + i);
                  }
                }));
      }
      receiver.connection(0).awaitEnd();
      for (Future<?> each : running) {
        each.get();
      }
      assertThat(sender.drain(Duration.ofHours(1))).isTrue();
      // All may be written before the second reset comes, and is in doubt again after it.
      receiver.connection(1).awaitEnd();
      assertThat(sender.drain(Duration.ofHours(1))).isTrue();
    } finally {
      threads.shutdownNow();
    }
    assertThat(stored()).isZero();
    receiver.close();
    Set<String> all = new HashSet<>();
    for (List<String> messages : receiver.messagesByConnection()) {
      all.addAll(messages);
      for (String thread : List.of("t0-", "t1-", "t2-", "t3-")) {
        List<Integer> numbers =
            messages.stream()
                .filter(m -> m.contains(thread))
                .map(m -> Integer.valueOf(m.substring(m.indexOf('-', HEADER.length()) + 1)))
                .toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
      }
    }
    assertThat(all).hasSize(800);
  }
}
