// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A QRadar console on this machine, in memory: offenses, notes, addresses, Ariel searches,
 * reference data and assets as the REST API documents them, with faults on demand.
 *
 * <p>Requests are dealt with one after the other, so what a test sees is always a whole state. Time
 * stands still but where a test sets it. Safe for use by many threads.
 */
public final class QradarServer implements AutoCloseable {
  /** What a client must send as {@code SEC}. */
  public static final String TOKEN = "0f4c2f3e-1111-4222-8333-c0ffee000001";

  private static final int LONGEST_TARGET = 8_000;

  static {
    // Without it each answer waits for the client's delayed acknowledgement, some 40 ms.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private record Expected(String line, Fault fault) {}

  private final Object lock = new Object();
  private final HttpServer server;
  private final ExecutorService executor = Executors.newFixedThreadPool(8);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final OffenseData offenses = new OffenseData(this::now);
  private final ArielData ariel = new ArielData();
  private final ReferenceData references = new ReferenceData(this::now);

  // Guarded by lock.
  private final List<Request> requests = new ArrayList<>();
  private final ArrayDeque<Expected> faults = new ArrayDeque<>();
  private final Set<String> forbidden = new HashSet<>();
  private Consumer<Request> watcher = request -> {};
  private Instant now = Instant.parse("2026-03-17T08:00:00Z");
  private int oldestVersion = 18;
  private int newestVersion = 20;

  private QradarServer(HttpServer server) {
    this.server = server;
    server.setExecutor(executor);
    server.createContext("/api/", this::handle);
    server.start();
  }

  /** Starts one at a free port of the loopback address. */
  public static QradarServer start() {
    try {
      return new QradarServer(HttpServer.create(loopback(), 50));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts one that speaks TLS.
   *
   * @param tls with the server's key
   */
  public static QradarServer start(SSLContext tls) {
    try {
      HttpsServer server = HttpsServer.create(loopback(), 50);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return new QradarServer(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** The API's address. */
  public URI base() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://localhost:" + server.getAddress().getPort() + "/api");
  }

  /** The server's present. */
  public Instant now() {
    synchronized (lock) {
      return now;
    }
  }

  /**
   * Sets the server's present.
   *
   * @param instant earlier or later
   */
  public void now(Instant instant) {
    synchronized (lock) {
      now = instant;
    }
  }

  /**
   * Which major versions are supported; the one before the oldest is deprecated, those before it
   * are refused.
   *
   * @param oldest 18 unless set
   * @param newest 20 unless set
   */
  public void versions(int oldest, int newest) {
    synchronized (lock) {
      oldestVersion = oldest;
      newestVersion = newest;
    }
  }

  /**
   * Lets the next request of a kind go wrong. Several faults of one kind come one after the other.
   *
   * @param line what {@link Request#line} begins with
   * @param fault what happens
   */
  public void fail(String line, Fault fault) {
    synchronized (lock) {
      faults.add(new Expected(line, fault));
    }
  }

  /**
   * Takes a capability from the token: such requests are answered with 403.
   *
   * @param line what {@link Request#line} begins with
   */
  public void forbid(String line) {
    synchronized (lock) {
      forbidden.add(line);
    }
  }

  /**
   * Calls back before each request is looked at, with no other request at work.
   *
   * @param consumer may change the server's data
   */
  public void watch(Consumer<Request> consumer) {
    synchronized (lock) {
      watcher = consumer;
    }
  }

  /** What was asked so far, in order. */
  public List<Request> requests() {
    synchronized (lock) {
      return List.copyOf(requests);
    }
  }

  /**
   * How often something was asked so far.
   *
   * @param line what {@link Request#line} begins with
   */
  public long count(String line) {
    return requests().stream().filter(r -> r.line().startsWith(line)).count();
  }

  /** Offenses, notes, addresses and the like. */
  public OffenseData offenses() {
    return offenses;
  }

  /** Searches. */
  public ArielData ariel() {
    return ariel;
  }

  /** Reference data and assets. */
  public ReferenceData references() {
    return references;
  }

  /** Ends it, answers that hang included. */
  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    executor.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = request(exchange);
      Fault fault;
      Reply reply;
      synchronized (lock) {
        requests.add(request);
        watcher.accept(request);
        fault = fault(request);
        reply =
            fault != null && (fault.kind() == Fault.Kind.ANSWER || fault.kind() == Fault.Kind.RESET)
                ? null
                : reply(request, exchange.getRequestURI().toString().length());
      }
      send(exchange, fault, reply);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request request(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    URI uri = exchange.getRequestURI();
    return new Request(
        exchange.getRequestMethod(),
        uri.getRawPath().substring("/api".length()),
        Request.pairs(uri.getRawQuery()),
        headers,
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private @Nullable Fault fault(Request request) {
    for (Expected expected : faults) {
      if (request.line().startsWith(expected.line)) {
        faults.remove(expected);
        return expected.fault;
      }
    }
    return null;
  }

  private Reply reply(Request request, int length) {
    Reply reply;
    try {
      check(request, length);
      reply = route(request);
    } catch (ApiError e) {
      reply = Reply.of(e.status, ApiError.json(e.status, e.code, String.valueOf(e.getMessage())));
    }
    if (deprecated(request)) {
      reply.headers().put("Deprecated", "true");
    }
    return reply;
  }

  private void check(Request request, int length) {
    String token = request.headers().get("sec");
    if (token == null) {
      throw new ApiError(401, 18, "No SEC header present in request. Please provide it");
    }
    if (!token.equals(TOKEN)) {
      throw new ApiError(401, 18, "The token " + token + " is not valid");
    }
    if (forbidden.stream().anyMatch(request.line()::startsWith)) {
      throw new ApiError(403, 26, "Your account has insufficient capabilities");
    }
    if (length > LONGEST_TARGET) {
      throw new ApiError(414, -1, "URI too long");
    }
    if (major(request) < oldestVersion - 1) {
      throw new ApiError(422, 22, "The version is no longer supported");
    }
  }

  /** Absent or beyond the newest, it is the newest. */
  private int major(Request request) {
    String version = request.headers().get("version");
    return version == null
        ? newestVersion
        : Math.min(newestVersion, Integer.parseInt(version.split("\\.", -1)[0]));
  }

  private boolean deprecated(Request request) {
    int major = major(request);
    return major == oldestVersion - 1
        || (major >= 18 && request.path().startsWith("/reference_data/sets"));
  }

  private Reply route(Request request) {
    return switch (request.segments().get(0)) {
      case "help" -> Reply.list(versions(request));
      case "siem" -> offenses.reply(request);
      case "ariel" -> ariel.reply(request);
      case "reference_data", "reference_data_collections", "asset_model" ->
          references.reply(request);
      default -> throw new ApiError(404, 1002, "no such endpoint");
    };
  }

  private Lists.Part versions(Request request) {
    List<ObjectNode> versions = new ArrayList<>();
    for (int major = oldestVersion - 2; major <= newestVersion; major++) {
      ObjectNode version = JsonNodeFactory.instance.objectNode();
      version.put("id", major).put("version", major + ".0");
      version
          .put("deprecated", major == oldestVersion - 1)
          .put("removed", major < oldestVersion - 1);
      versions.add(version);
    }
    return Lists.list(request, versions, Set.of(), Set.of());
  }

  private void send(HttpExchange exchange, @Nullable Fault fault, @Nullable Reply reply)
      throws IOException, InterruptedException {
    if (fault == null && reply != null) {
      write(exchange, reply.status(), reply.headers(), reply.body());
    } else if (fault != null) {
      switch (fault.kind()) {
        case ANSWER -> write(exchange, fault.status(), fault.headers(), fault.body());
        case HANG -> closed.await();
        case CUT -> {
          String body = reply == null ? "" : reply.body();
          write(
              exchange,
              200,
              Map.of("Content-Type", "application/json"),
              body.substring(0, body.length() * 2 / 3)
                  + ApiError.json(500, 13, "Invocation was successful, but transformation failed"));
        }
        case RESET, RESET_AFTER -> {
          // Closing the exchange without an answer closes the connection.
        }
      }
    }
  }

  private static void write(
      HttpExchange exchange, int status, Map<String, String> headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }
}
