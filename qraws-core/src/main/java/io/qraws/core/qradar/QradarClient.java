// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static java.util.Objects.requireNonNull;

import io.qraws.core.qradar.Http.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A client of a QRadar console's REST API. Immutable, holds nothing that must be closed, and safe
 * for use by many threads.
 *
 * <p>The HTTP client is the caller's, and with it the trust store, the proxy and the connections.
 * Each call sends the token, which appears in no message and no log. A call is repeated, with waits
 * that double and jitter, if QRadar says "later" or does not answer, and only if sending it twice
 * does no more than sending it once.
 *
 * <pre>{@code
 * QradarClient client =
 *     QradarClient.builder(URI.create("https://console.example/api"), http, () -> token).build();
 * Optional<QradarOffense> offense = client.offenses().find(16);
 * }</pre>
 */
public final class QradarClient {
  private static final Pattern VERSION = Pattern.compile("\\d{1,3}\\.\\d{1,3}");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  private final Settings settings;
  private final Http http;
  private final Semaphore searches;

  private QradarClient(Settings settings, Semaphore searches) {
    this.settings = settings;
    this.http = new Http(settings);
    this.searches = searches;
  }

  /**
   * Starts with what a client needs.
   *
   * @param base the API's address: {@code https://console.example/api}. Plain {@code http} is taken
   *     for this machine only, since the token would travel in the clear.
   * @param http does not follow redirects, since it would take the token along
   * @param token gives the authorized service token for each request; called by many threads
   * @throws IllegalArgumentException if the address is not of that form, or the client follows
   *     redirects
   */
  public static Builder builder(URI base, HttpClient http, Supplier<String> token) {
    return new Builder(base, http, token);
  }

  /** Offenses with their notes, addresses, types and closing reasons. */
  public Offenses offenses() {
    return new Offenses(http);
  }

  /** Searches over events and flows. */
  public Ariel ariel() {
    return new Ariel(http, searches);
  }

  /** Reference sets, by the newer API where the version has it. */
  public ReferenceSets referenceSets() {
    return major(version()) >= 16 ? new CollectionSets(http) : new NamedSets(http);
  }

  /** Reference maps, maps of sets and tables. */
  public ReferenceMaps referenceMaps() {
    return new ReferenceMaps(http);
  }

  /** Assets. */
  public Assets assets() {
    return new Assets(http);
  }

  /** The version of the API that is asked for. */
  public String version() {
    return settings.version();
  }

  /** The clock that deadlines and pauses go by. */
  public Clock clock() {
    return settings.clock();
  }

  /** How it waits. */
  public Pause pause() {
    return settings.pause();
  }

  /**
   * The same client with a version that the server supports: the present one if it is among them,
   * else the newest below it, else the oldest.
   *
   * @throws InterruptedException if the thread is interrupted
   * @throws QradarException if the server fails, or names no version that it supports
   */
  public QradarClient negotiated() throws InterruptedException {
    // Without a version, since one that is not supported would be refused here too.
    Http unversioned = new Http(settings.withVersion(""));
    List<String> supported = new ArrayList<>();
    unversioned
        .all(() -> Call.get("/help/versions"), 100, 10_000)
        .forEach(
            e -> {
              String version = e.fields().textOr("version", "");
              if (VERSION.matcher(version).matches() && !e.fields().truth("removed")) {
                supported.add(version);
              }
            });
    supported.sort(
        Comparator.comparingInt(QradarClient::major).thenComparingInt(QradarClient::minor));
    if (supported.isEmpty()) {
      throw new QradarException.Unreadable(
          Http.failure(Call.get("/help/versions"), "no supported version is named", null), false);
    }
    String chosen = supported.get(0);
    for (String version : supported) {
      if (major(version) < major(version())
          || (major(version) == major(version()) && minor(version) <= minor(version()))) {
        chosen = version;
      }
    }
    return new QradarClient(settings.withVersion(chosen), searches);
  }

  private static int major(String version) {
    return Integer.parseInt(version.substring(0, version.indexOf('.')));
  }

  private static int minor(String version) {
    return Integer.parseInt(version.substring(version.indexOf('.') + 1));
  }

  /** Names the server, not the token. */
  @Override
  public String toString() {
    return "QradarClient[" + settings.base() + ", version " + version() + "]";
  }

  /** Configures a client. */
  public static final class Builder {
    private final URI base;
    private final HttpClient http;
    private final Supplier<String> token;
    private String version = "20.0";
    private Duration timeout = Duration.ofSeconds(60);
    private int retries = 4;
    private int largestBody = 64 << 20;
    private int searches = 2;
    private Clock clock = Clock.systemUTC();
    private Pause pause = time -> Thread.sleep(time.toMillis());
    private SplittableRandom random = new SplittableRandom();

    private Builder(URI base, HttpClient http, Supplier<String> token) {
      this.base = checked(base);
      this.http = requireNonNull(http, "http");
      this.token = requireNonNull(token, "token");
      if (http.followRedirects() != HttpClient.Redirect.NEVER) {
        throw new IllegalArgumentException(
            "the HTTP client must not follow redirects: " + http.followRedirects());
      }
    }

    private static URI checked(URI base) {
      String host = base.getHost();
      boolean secure = "https".equalsIgnoreCase(base.getScheme());
      boolean near =
          "http".equalsIgnoreCase(base.getScheme())
              && host != null
              && LOOPBACK.matcher(host).matches();
      if (host == null
          || !(secure || near)
          || base.getRawUserInfo() != null
          || base.getRawQuery() != null
          || base.getRawFragment() != null) {
        throw new IllegalArgumentException(
            "the address is https with a host and a path, and nothing else; http for this machine");
      }
      String text = base.toString();
      return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : base;
    }

    /**
     * The version of the API. Default: {@code 20.0}, beyond which nothing is used; a release of
     * QRadar supports three versions, so see {@link QradarClient#negotiated}.
     *
     * @param version {@code 20.0}, for instance; 14.0 at least
     */
    public Builder version(String version) {
      if (!VERSION.matcher(requireNonNull(version, "version")).matches() || major(version) < 14) {
        throw new IllegalArgumentException("a version is 14.0 or later: " + version);
      }
      this.version = version;
      return this;
    }

    /**
     * How long one try may take, its body included. Default: 60 seconds.
     *
     * @param timeout positive
     */
    public Builder timeout(Duration timeout) {
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("timeout must be positive: " + timeout);
      }
      this.timeout = timeout;
      return this;
    }

    /**
     * How often a call is repeated at most. Default: 4.
     *
     * @param retries 0 to 20
     */
    public Builder retries(int retries) {
      if (retries < 0 || retries > 20) {
        throw new IllegalArgumentException("retries must be 0 to 20: " + retries);
      }
      this.retries = retries;
      return this;
    }

    /**
     * How large an answer may be. Default: 64 MiB. A list with a larger one is asked for in smaller
     * parts.
     *
     * @param bytes 1,024 at least
     */
    public Builder largestBody(int bytes) {
      if (bytes < 1_024) {
        throw new IllegalArgumentException("largestBody must be 1024 at least: " + bytes);
      }
      this.largestBody = bytes;
      return this;
    }

    /**
     * How many Ariel searches run at once. Default: 2. QRadar documents no limit of its own.
     *
     * @param searches 1 to 16
     */
    public Builder searchesAtOnce(int searches) {
      if (searches < 1 || searches > 16) {
        throw new IllegalArgumentException("searchesAtOnce must be 1 to 16: " + searches);
      }
      this.searches = searches;
      return this;
    }

    /**
     * What deadlines go by. Default: the system's.
     *
     * @param clock any
     */
    public Builder clock(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /**
     * How it waits. Default: the thread sleeps.
     *
     * @param pause used by many threads
     */
    public Builder pause(Pause pause) {
      this.pause = requireNonNull(pause, "pause");
      return this;
    }

    /**
     * Makes the jitter of the waits repeatable. Default: by chance.
     *
     * @param seed any
     */
    public Builder seed(long seed) {
      this.random = new SplittableRandom(seed);
      return this;
    }

    /** The client. */
    public QradarClient build() {
      return new QradarClient(
          new Settings(
              http, base, token, version, timeout, retries, largestBody, clock, pause, random),
          new Semaphore(searches, true));
    }
  }
}
