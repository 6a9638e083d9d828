// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.qradar.SyslogSender.Outcome;
import io.qraws.core.store.StateStore;
import io.qraws.core.testing.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events through a real rsyslog, over TLS, into a file: byte for byte. */
@SuppressWarnings("try") // Closes a sender in the middle, to see what that does.
final class RsyslogTest {
  private static final String EMOJI = "\ud83d\ude00";

  @TempDir private Path folder;
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-05T08:00:00Z"));

  @ParameterizedTest
  @CsvSource({
    "OCTET_COUNTING, QRADAR",
    "OCTET_COUNTING, RFC_5424",
    "OCTET_COUNTING, RFC_3164",
    "NEWLINE, QRADAR"
  })
  void send_throughRsyslogOverTls_comesOutByteForByte(SyslogFraming framing, SyslogHeader header)
      throws Exception {
    Rsyslog rsyslog = Rsyslog.start(folder);
    JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:rsyslog", "qraws", "");
    List<String> sent = new ArrayList<>();
    try (StateStore store = StateStore.open(pool, clock);
        SyslogSender sender =
            SyslogSender.builder("localhost", rsyslog.port(), "qraws-1", store)
                .tls(rsyslog.certificate.client())
                .framing(framing)
                .header(header)
                .maxBytes(100_000)
                .queue("events")
                .clock(clock)
                .timeout(Duration.ofSeconds(60))
                .build()) {
      for (String line : lines(sender.largestMessage())) {
        assertThat(sender.send(line)).isEqualTo(Outcome.WRITTEN);
        sent.add(
            header.text(13, clock.instant().atZone(clock.getZone()), "qraws-1", "qraws") + line);
      }
      sender.close();
      // The receiver said that it has read all, so that nothing had to be kept.
      long kept = store.inTransaction(tx -> tx.queue("events").size());
      assertThat(kept).isZero();
    } finally {
      rsyslog.stop();
      pool.dispose();
    }
    byte[] expected = (String.join("\n", sent) + "\n").getBytes(StandardCharsets.UTF_8);
    assertThat(Files.readAllBytes(rsyslog.written)).isEqualTo(expected);
  }

  private static List<String> lines(int largest) {
    LeefWriter standard = LeefWriter.builder("QRAWS", "QRAWS", "1.0").build();
    LeefWriter large = LeefWriter.builder("QRAWS", "QRAWS", "1.0").maxBytes(largest).build();
    LeefWriter tabs =
        LeefWriter.builder("QRAWS", "QRAWS", "1.0").delimiter('\t').maxBytes(largest).build();
    List<LeefEvent> events = new ArrayList<>();
    String awkward =
        "tab\tpipe|line\nbreak\r\n= ^ \\ \u0000 " + EMOJI + " \u4e2d \ud800 \u007f #011";
    events.add(event(1, awkward));
    events.add(event(2, ("8 KiB|" + EMOJI + "^\n").repeat(820)));
    events.add(event(3, "64 KiB \u00fc ".repeat(5_957)));
    events.add(event(4, ""));
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 5; i < 200; i++) {
      events.add(event(i, HostileLeef.text(random, 30)));
    }
    List<String> lines = new ArrayList<>();
    for (LeefEvent event : events) {
      for (LeefWriter writer : List.of(standard, large, tabs)) {
        lines.addAll(writer.write(event));
      }
    }
    assertThat(lines).anyMatch(line -> line.length() > 60_000);
    return lines;
  }

  private static LeefEvent event(int number, String value) {
    return LeefEvent.builder("AssessmentCreated", "a-" + number)
        .set(LeefKey.CAT, "Assessment")
        .sev(7)
        .devTime(Instant.ofEpochMilli(1772697600000L + number))
        .set(LeefKey.SRC, "203.0.113.9")
        .set(LeefKey.USR_NAME, "CORP\\svc|" + value)
        .attribute("note", value)
        .build();
  }

  /** A daemon of this test's own. */
  private static final class Rsyslog {
    private static final Path PROGRAM = Path.of("/usr/sbin/rsyslogd");

    final SyslogCertificate certificate;
    final Path written;
    private final Path portFile;
    private final Path log;
    private final Process process;

    private Rsyslog(Path folder, String driver) throws Exception {
      certificate = SyslogCertificate.of(folder, "dns:localhost");
      certificate.writeCertificate(folder.resolve("cert.pem"));
      certificate.writeKey(folder.resolve("key.pem"));
      written = folder.resolve("written");
      portFile = folder.resolve("port");
      log = folder.resolve("log");
      Path configuration = folder.resolve("rsyslog.conf");
      Files.writeString(
          configuration,
          """
          global(
            workDirectory="%1$s" maxMessageSize="128k"
            parser.escapeControlCharactersOnReceive="off"
            defaultNetstreamDriver="%2$s" defaultNetstreamDriverCAFile="%1$s/cert.pem"
            defaultNetstreamDriverCertFile="%1$s/cert.pem"
            defaultNetstreamDriverKeyFile="%1$s/key.pem")
          module(load="imtcp" streamDriver.name="%2$s" streamDriver.mode="1"
            streamDriver.authMode="anon")
          template(name="raw" type="string" string="%%rawmsg%%\\n")
          ruleset(name="all") { action(type="omfile" file="%1$s/written" template="raw") }
          input(type="imtcp" address="127.0.0.1" port="0" listenPortFileName="%1$s/port"
            ruleset="all")
          """
              .formatted(folder, driver));
      process =
          new ProcessBuilder(
                  PROGRAM.toString(),
                  "-n",
                  "-f",
                  configuration.toString(),
                  "-i",
                  folder.resolve("pid").toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    }

    /** Starts one, or skips the test, saying why. */
    static Rsyslog start(Path folder) throws Exception {
      if (!Files.isExecutable(PROGRAM)) {
        throw skipped(PROGRAM + " is not there");
      }
      String driver = module("lmnsd_ossl.so") ? "ossl" : module("lmnsd_gtls.so") ? "gtls" : "";
      if (driver.isEmpty()) {
        throw skipped("it has no TLS module (rsyslog-openssl or rsyslog-gnutls)");
      }
      return new Rsyslog(folder, driver);
    }

    private static RuntimeException skipped(String why) {
      System.err.println("RsyslogTest is skipped: " + why);
      return Assumptions.abort("no rsyslog: " + why);
    }

    private static boolean module(String name) throws IOException {
      try (Stream<Path> found =
          Files.find(
              Path.of("/usr/lib"), 3, (path, attributes) -> path.endsWith("rsyslog/" + name))) {
        return found.findAny().isPresent();
      }
    }

    int port() throws Exception {
      // Written in one go once it listens.
      for (int i = 0; i < 600; i++) {
        if (Files.exists(portFile) && !Files.readString(portFile).isBlank()) {
          return Integer.parseInt(Files.readString(portFile).strip());
        }
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
      throw new AssertionError("rsyslogd does not listen: " + Files.readString(log));
    }

    /** Lets it write what it has, and waits for its end. */
    void stop() throws InterruptedException {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("rsyslogd does not end");
      }
    }
  }
}
