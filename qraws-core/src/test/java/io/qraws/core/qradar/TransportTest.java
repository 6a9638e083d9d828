// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.qraws.core.testing.Fault;
import io.qraws.core.testing.QradarServer;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class TransportTest {
  private static final String OFFENSE = "GET /siem/offenses/16";

  private final Console console = new Console();

  @BeforeEach
  void fill() {
    console.server.offenses().put(Console.offense(16));
  }

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void send_anyCall_carriesTokenAndVersion() throws InterruptedException {
    console.client().offenses().find(16);
    assertThat(console.server.requests().get(0).headers())
        .containsEntry("sec", QradarServer.TOKEN)
        .containsEntry("version", "20.0");
  }

  @Test
  void send_wrongToken_isAccessAndTellsNoToken() {
    QradarClient client =
        QradarClient.builder(console.server.base(), console.http, () -> "secret-and-wrong").build();
    QradarException.Access e =
        catchThrowableOfType(QradarException.Access.class, () -> client.offenses().find(16));
    assertThat(e.status()).isEqualTo(401);
    assertThat(e.code()).isEqualTo(18);
    assertThat(e.retryable()).isFalse();
    // The server quotes the token in its message.
    assertThat(e.getMessage()).doesNotContain("secret").contains("[token]");
    assertThat(client.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "line\nfeed", "umläut"})
  void send_tokenThatIsNoHeader_isRefusedUnquoted(String token) {
    QradarClient client =
        QradarClient.builder(console.server.base(), console.http, () -> token).build();
    assertThatThrownBy(() -> client.offenses().find(16))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the token must be 1 to 4096 visible ASCII characters");
  }

  @Test
  void send_capabilityMissing_isAccess() {
    console.server.forbid("GET /siem");
    QradarException.Access e =
        catchThrowableOfType(
            QradarException.Access.class, () -> console.client().offenses().find(16));
    assertThat(e.code()).isEqualTo(26);
    assertThat(console.server.count(OFFENSE)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504, 550})
  void send_serverSaysLater_isRepeatedWithGrowingJitteredWaits(int status)
      throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      console.server.fail(OFFENSE, Fault.error(status, 1010, "later"));
    }
    assertThat(console.client().offenses().find(16)).isPresent();
    List<Duration> waits = console.clock.pauses();
    assertThat(waits).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(waits.get(i).toMillis()).isBetween(250L << i, 500L << i);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, Refused", "405, Refused", "409, Conflict", "414, Refused", "419, Refused",
    "420, Refused", "422, Refused", "403, Access", "410, NotFound", "501, Refused"
  })
  void send_serverRefuses_isNotRepeatedAndTyped(int status, String type) {
    console.server.fail(OFFENSE, Fault.error(status, 1005, "no\u0007 such \n thing"));
    QradarException e =
        catchThrowableOfType(QradarException.class, () -> console.client().offenses().find(16));
    assertThat(e.getClass().getSimpleName()).isEqualTo(type);
    assertThat(e.retryable()).isFalse();
    assertThat(e.status()).isEqualTo(status);
    assertThat(e.code()).isEqualTo(1005);
    assertThat(e.serverMessage()).isEqualTo("no such thing");
    assertThat(e.operation()).isEqualTo("GET /siem/offenses/{id}");
    assertThat(e).hasMessageContaining("id=16");
    assertThat(console.server.count(OFFENSE)).isEqualTo(1);
  }

  @Test
  void send_neverBetter_endsAfterTheRetries() {
    for (int i = 0; i < 10; i++) {
      console.server.fail(OFFENSE, Fault.html(503));
    }
    QradarClient client = console.builder().retries(2).build();
    QradarException.Unavailable e =
        catchThrowableOfType(QradarException.Unavailable.class, () -> client.offenses().find(16));
    assertThat(e.retryable()).isTrue();
    assertThat(e.status()).isEqualTo(503);
    assertThat(e.code()).isEqualTo(-1);
    assertThat(console.server.count(OFFENSE)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "Tue, 17 Mar 2026 08:00:07 GMT"})
  void send_retryAfter_isObeyed(String value) throws InterruptedException {
    console.server.fail(OFFENSE, Fault.tooMany(value));
    console.client().offenses().find(16);
    assertThat(console.clock.pauses()).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void send_retryAfterAnHour_isTheCallersToWaitFor() {
    console.server.fail(OFFENSE, Fault.tooMany("3600"));
    QradarException.Unavailable e =
        catchThrowableOfType(
            QradarException.Unavailable.class, () -> console.client().offenses().find(16));
    assertThat(e.retryAfter()).contains(Duration.ofHours(1));
    assertThat(console.clock.pauses()).isEmpty();
  }

  @Test
  void send_answerLost_isRepeated() throws InterruptedException {
    console.server.fail(OFFENSE, Fault.reset());
    console.server.fail(OFFENSE, Fault.resetAfter());
    assertThat(console.client().offenses().find(16)).isPresent();
  }

  @Test
  void send_noAnswer_endsByItsTimeout() {
    console.server.fail(OFFENSE, Fault.hang());
    QradarClient client = console.builder().timeout(Duration.ofMillis(200)).retries(0).build();
    assertThatThrownBy(() -> client.offenses().find(16))
        .isInstanceOf(QradarException.Unavailable.class)
        .hasMessageContaining("no answer within PT0.2S");
  }

  @Test
  void send_interrupted_endsAtOnce() throws InterruptedException, ExecutionException {
    CountDownLatch asked = new CountDownLatch(1);
    console.server.watch(request -> asked.countDown());
    console.server.fail(OFFENSE, Fault.hang());
    var executor = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> interrupted =
          executor.submit(
              () -> {
                try {
                  console.client().offenses().find(16);
                  return false;
                } catch (InterruptedException e) {
                  return true;
                }
              });
      asked.await();
      executor.shutdownNow();
      assertThat(interrupted.get()).isTrue();
    } finally {
      executor.shutdownNow();
    }
  }

  /** A login page must not read as "no such offense", nor as an offense. */
  @ParameterizedTest
  @ValueSource(ints = {200, 404})
  void send_html_isNoAnswer(int status) {
    for (int i = 0; i < 9; i++) {
      console.server.fail(OFFENSE, Fault.html(status));
    }
    assertThatThrownBy(() -> console.client().offenses().find(16))
        .isInstanceOf(QradarException.class)
        .hasMessageContaining("HTML");
  }

  @Test
  void send_redirect_isNotFollowedWithTheToken() {
    try (QradarServer other = QradarServer.start()) {
      console.server.fail(OFFENSE, Fault.redirect(other.base() + "/siem/offenses/16"));
      QradarException.Unreadable e =
          catchThrowableOfType(
              QradarException.Unreadable.class, () -> console.client().offenses().find(16));
      assertThat(e.status()).isEqualTo(302);
      assertThat(e.retryable()).isFalse();
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void list_answerBreaksOff_isAskedForInSmallerParts() throws InterruptedException {
    for (long id = 1; id <= 15; id++) {
      console.server.offenses().put(Console.offense(id));
    }
    console.server.fail("GET /siem/offenses", Fault.cut());
    console.server.fail("GET /siem/offenses", Fault.cut());
    OffensePage page = console.client().offenses().list(Filter.gt("id", 0), "+id", 16);
    assertThat(page.offenses()).extracting(QradarOffense::id).containsExactly(1L, 2L, 3L, 4L);
    assertThat(page.end()).isFalse();
    assertThat(console.server.requests())
        .extracting(r -> r.headers().get("range"))
        .containsExactly("items=0-15", "items=0-7", "items=0-3");
  }

  @Test
  void list_bodyBeyondTheLimit_isAskedForInSmallerParts() throws InterruptedException {
    for (long id = 1; id <= 15; id++) {
      console.server.offenses().put(Console.offense(id));
    }
    QradarClient client = console.builder().largestBody(4_000).build();
    OffensePage page = client.offenses().list(Filter.gt("id", 0), "+id", 16);
    assertThat(page.offenses()).hasSize(4);
    assertThat(page.end()).isFalse();
  }

  @Test
  void find_answerBreaksOff_carriesTheAppendedError() {
    for (int i = 0; i < 9; i++) {
      console.server.fail(OFFENSE, Fault.cut());
    }
    QradarException.Unreadable e =
        catchThrowableOfType(
            QradarException.Unreadable.class, () -> console.client().offenses().find(16));
    assertThat(e.code()).isEqualTo(13);
    assertThat(e.retryable()).isTrue();
    assertThat(e).hasMessageContaining("transformation failed");
  }

  @Test
  void send_deprecated_isLoggedOnce() throws InterruptedException {
    Logger logger = (Logger) LoggerFactory.getLogger(Http.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      console.server.versions(21, 23);
      QradarClient client = console.client();
      client.offenses().find(16);
      client.offenses().find(17);
      assertThat(log.list).filteredOn(e -> e.getLevel() == Level.WARN).hasSize(1);
    } finally {
      logger.detachAppender(log);
    }
  }

  @ParameterizedTest
  @CsvSource({"18, 20, 20.0", "24, 26, 23.0", "15, 17, 17.0", "19, 22, 20.0"})
  void negotiated_serversRange_picksWhatItSupports(int oldest, int newest, String chosen)
      throws InterruptedException {
    console.server.versions(oldest, newest);
    QradarClient client = console.client().negotiated();
    assertThat(client.version()).isEqualTo(chosen);
    assertThat(client.offenses().find(16)).isPresent();
  }

  @Test
  void find_versionNoLongerSupported_isRefused() {
    console.server.versions(24, 26);
    assertThatThrownBy(() -> console.client().offenses().find(16))
        .isInstanceOf(QradarException.Refused.class)
        .hasMessageContaining("422");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://console.example/api",
        "https://user:pw@console.example/api",
        "https://console.example/api?x=1",
        "ftp://console.example/api",
        "https:console",
        "http://localhost.example/api"
      })
  void builder_addressThatWouldLeakTheToken_isRefused(String address) {
    assertThatThrownBy(() -> QradarClient.builder(URI.create(address), console.http, () -> "t"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void builder_clientThatFollowsRedirects_isRefused() {
    HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    assertThatThrownBy(() -> QradarClient.builder(console.server.base(), http, () -> "t"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("redirects");
  }

  /** Self-signed consoles are common: the caller's trust store decides, and nothing else. */
  @Test
  void send_selfSigned_needsTheCallersTrust(@TempDir Path folder) throws Exception {
    KeyStore keys = selfSigned(folder.resolve("keys.p12"));
    KeyManagerFactory mine = KeyManagerFactory.getInstance("PKIX");
    mine.init(keys, "changeit".toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(mine.getKeyManagers(), null, null);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("console", keys.getCertificate("console"));
    trusted.init(trust);
    SSLContext trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trusted.getTrustManagers(), null);
    try (QradarServer server = QradarServer.start(tls)) {
      server.offenses().put(Console.offense(16));
      QradarException.Unavailable e =
          catchThrowableOfType(
              QradarException.Unavailable.class,
              () -> client(server, console.http).offenses().find(16));
      assertThat(e.retryable()).isFalse();
      HttpClient http = HttpClient.newBuilder().sslContext(trusting).build();
      assertThat(client(server, http).offenses().find(16)).isPresent();
    }
  }

  private QradarClient client(QradarServer server, HttpClient http) {
    return QradarClient.builder(server.base(), http, () -> QradarServer.TOKEN)
        .pause(console.clock)
        .build();
  }

  private static KeyStore selfSigned(Path file) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "console",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    try (InputStream out = keytool.getInputStream()) {
      String said = new String(out.readAllBytes());
      assertThat(keytool.waitFor()).as(said).isZero();
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, "changeit".toCharArray());
    }
    return keys;
  }
}
