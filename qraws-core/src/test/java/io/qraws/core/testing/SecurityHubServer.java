// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As much of Security Hub as a reader of findings sees, in the process: GetFindings and
 * GetFindingsV2 with a filter by time of update, rising order, pages and throttling.
 */
public final class SecurityHubServer implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final HttpServer server;
  private final List<JsonNode> findings = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** What is left of a round, by token: pages are of the moment of the first one. */
  private final Map<String, List<JsonNode>> rounds = new ConcurrentHashMap<>();

  private final AtomicInteger tokens = new AtomicInteger();
  private final AtomicInteger throttles = new AtomicInteger();
  private volatile int page = 100;
  private volatile boolean sorted = true;

  /** Starts on a free local port. */
  public SecurityHubServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/findings", exchange -> handle(exchange, false));
    server.createContext("/findingsv2", exchange -> handle(exchange, true));
    server.start();
  }

  /** Where the SDK finds it. */
  public URI endpoint() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** Adds a finding, in ASFF for GetFindings, in OCSF for GetFindingsV2. */
  public void add(String json) throws IOException {
    findings.add(MAPPER.readTree(json));
  }

  /** How many findings a page holds, below what is asked for. */
  public void page(int most) {
    page = most;
  }

  /** Answers in the order of addition instead of that of time. */
  public void unsorted() {
    sorted = false;
  }

  /** The next calls are refused. */
  public void throttle(int calls) {
    throttles.set(calls);
  }

  /** Forgets all tokens, as if they had lost their validity. */
  public void expireTokens() {
    rounds.clear();
  }

  /** The beginning of the time asked for, or the token, of each call. */
  public List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange, boolean ocsf) throws IOException {
    try (exchange) {
      JsonNode request = MAPPER.readTree(exchange.getRequestBody());
      if (throttles.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        fail(exchange, 429, "LimitExceededException");
        return;
      }
      String token = request.path("NextToken").asText("");
      String start = (ocsf ? ocsfFilter(request) : asffFilter(request)).path("Start").asText();
      requests.add(token.isEmpty() ? start : token);
      List<JsonNode> left = token.isEmpty() ? from(start, ocsf) : rounds.get(token);
      if (left == null) {
        fail(exchange, 400, "InvalidInputException");
        return;
      }
      int size = Math.min(left.size(), Math.min(page, request.path("MaxResults").asInt(100)));
      ObjectNode answer = MAPPER.createObjectNode();
      ArrayNode shown = answer.putArray("Findings");
      left.subList(0, size).forEach(shown::add);
      if (left.size() > size) {
        String next = "token-" + tokens.incrementAndGet();
        rounds.put(next, left.subList(size, left.size()));
        answer.put("NextToken", next);
      }
      answer(exchange, 200, answer.toString());
    }
  }

  private static JsonNode asffFilter(JsonNode request) {
    return request.path("Filters").path("UpdatedAt").path(0);
  }

  private static JsonNode ocsfFilter(JsonNode request) {
    return request
        .path("Filters")
        .path("CompositeFilters")
        .path(0)
        .path("DateFilters")
        .path(0)
        .path("Filter");
  }

  private List<JsonNode> from(String start, boolean ocsf) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode finding : findings) {
      boolean kind = finding.has("finding_info") == ocsf;
      if (kind && updated(finding).compareTo(start) >= 0) {
        found.add(finding);
      }
    }
    if (sorted) {
      found.sort(Comparator.comparing(SecurityHubServer::updated));
    }
    return found;
  }

  private static String updated(JsonNode finding) {
    return finding.has("finding_info")
        ? finding.path("finding_info").path("modified_time_dt").asText()
        : finding.path("UpdatedAt").asText();
  }

  private static void fail(HttpExchange exchange, int status, String code) throws IOException {
    exchange.getResponseHeaders().set("x-amzn-ErrorType", code);
    answer(exchange, status, "{\"Code\":\"" + code + "\",\"Message\":\"refused\"}");
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
