// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A target that counts what is written to it under each key, and tells whether it was. */
final class WriteBackServer implements AutoCloseable {
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  WriteBackServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** How often each key was written. */
  Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }

  int size() {
    return counts.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String key = exchange.getRequestURI().getPath().substring(1);
      if (exchange.getRequestMethod().equals("POST")) {
        counts.merge(key, 1, Integer::sum);
        exchange.sendResponseHeaders(200, -1);
      } else {
        exchange.sendResponseHeaders(counts.containsKey(key) ? 200 : 404, -1);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
