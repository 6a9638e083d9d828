// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a server and now and then answers busy or broken, drops the connection before or
 * after the server has done its work, cuts the body, or passes the request on long after it came.
 */
final class FaultProxy implements AutoCloseable {
  private static final Set<String> NOT_PASSED_ON =
      Set.of("connection", "content-length", "host", "expect", "transfer-encoding", "upgrade");

  private enum Fault {
    BUSY,
    BROKEN,
    DROPPED_BEFORE,
    DROPPED_AFTER,
    CUT
  }

  private final URI to;
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Dice dice;
  private final double rate;
  private final long stallMillis;
  private final AtomicLong injected = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private int stalls;

  FaultProxy(URI to, long seed, double rate, long stallMillis, int stalls) throws IOException {
    this.to = to;
    this.dice = new Dice(seed);
    this.rate = rate;
    this.stallMillis = stallMillis;
    this.stalls = stalls;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  long injected() {
    return injected.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      requests.incrementAndGet();
      if (stalls()) {
        injected.incrementAndGet();
        Thread.sleep(stallMillis);
      }
      Fault fault = fault();
      if (fault != null) {
        injected.incrementAndGet();
      }
      if (fault == Fault.BUSY) {
        answer(exchange, 503, "SlowDown");
        return;
      }
      if (fault == Fault.BROKEN) {
        answer(exchange, 500, "InternalError");
        return;
      }
      if (fault == Fault.DROPPED_BEFORE) {
        return;
      }
      HttpResponse<byte[]> answer =
          http.send(request(exchange, body), HttpResponse.BodyHandlers.ofByteArray());
      if (fault != Fault.DROPPED_AFTER) {
        passOn(exchange, answer, fault == Fault.CUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean stalls() {
    // Spread over the run, so that not all of them meet its beginning.
    boolean now = stalls > 0 && requests.get() > 50 && dice.chance(0.003);
    stalls -= now ? 1 : 0;
    return now;
  }

  private synchronized @Nullable Fault fault() {
    return dice.chance(rate) ? dice.of(Fault.values()) : null;
  }

  private HttpRequest request(HttpExchange exchange, byte[] body) {
    String path = exchange.getRequestURI().toString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(to + path))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  private static void passOn(HttpExchange exchange, HttpResponse<byte[]> answer, boolean cut)
      throws IOException {
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    // Closing after fewer bytes than promised breaks the connection off.
    exchange.getResponseBody().write(body, 0, cut ? body.length / 2 : body.length);
    exchange.getResponseBody().flush();
  }

  private static void answer(HttpExchange exchange, int status, String code) throws IOException {
    byte[] body = ("<Error><Code>" + code + "</Code></Error>").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
