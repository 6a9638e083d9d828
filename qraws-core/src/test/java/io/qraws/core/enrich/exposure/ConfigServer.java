// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

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
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of AWS Config as a reader of current items sees, in the process: awsJson1_1, batches of
 * 100, advanced queries of the one form that is sent, with and without an aggregator, and faults.
 */
final class ConfigServer implements AutoCloseable {
  /** How a call goes wrong. */
  enum Fault {
    THROTTLE,
    ERROR,
    GARBAGE,
    CUT,
    HANG,
    HALF
  }

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Pattern QUERY =
      Pattern.compile(
          "SELECT resourceId, resourceType, accountId, awsRegion"
              + " WHERE resourceType = '([^']+)' AND ([A-Za-z0-9.]+) IN \\((.*)\\)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<JsonNode> items = new CopyOnWriteArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile Fault fault = Fault.ERROR;
  private volatile int faultyCall = -1;
  private volatile boolean faultyOn;
  private volatile String unknownField = "";
  private volatile int unprocessed;
  private volatile int page = 100;
  private volatile ObjectNode recordingGroup = MAPPER.createObjectNode().put("allSupported", true);

  ConfigServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  void add(Collection<? extends JsonNode> more) {
    items.addAll(more);
  }

  /** Names of the calls so far, with how much each asked for. */
  List<String> calls() {
    return calls;
  }

  /** Lets one call, counted from 0, go wrong; and perhaps all after it. */
  void fail(int call, Fault how, boolean andOn) {
    fault = how;
    faultyCall = calls.size() + call;
    faultyOn = andOn;
  }

  /** Leaves the last key of so many batches unprocessed. */
  void leaveUnprocessed(int batches) {
    unprocessed = batches;
  }

  /** Refuses queries for a field, as for one that is not in the schema of its type. */
  void refuse(String field) {
    unknownField = field;
  }

  void page(int rows) {
    page = rows;
  }

  void records(ObjectNode group) {
    recordingGroup = group;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = MAPPER.readTree(exchange.getRequestBody());
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String operation = target.substring(target.indexOf('.') + 1);
      int number = calls.size();
      calls.add(operation + " " + size(request));
      String answer = answer(operation, request);
      boolean faulty = number == faultyCall || (faultyOn && faultyCall >= 0 && number > faultyCall);
      if (faulty) {
        misbehave(exchange, answer);
      } else {
        send(exchange, answer.startsWith("{\"__type\"") ? 400 : 200, answer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int size(JsonNode request) {
    return request.has("Expression")
        ? request.path("Expression").asText().split("', '").length
        : Math.max(request.path("resourceKeys").size(), request.path("ResourceIdentifiers").size());
  }

  private void misbehave(HttpExchange exchange, String answer)
      throws IOException, InterruptedException {
    switch (fault) {
      case THROTTLE ->
          send(exchange, 400, "{\"__type\":\"ThrottlingException\",\"message\":\"slow down\"}");
      case ERROR -> send(exchange, 500, "<html>down</html>");
      case GARBAGE -> send(exchange, 200, "<html>sign in</html>");
      case CUT -> {
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length + 10L);
        exchange.getResponseBody().write(body, 0, body.length / 2);
        exchange.getResponseBody().flush();
        exchange.close();
      }
      case HANG -> closing.await();
      case HALF -> send(exchange, 200, "{}");
    }
  }

  private String answer(String operation, JsonNode request) throws IOException {
    return switch (operation) {
      case "BatchGetResourceConfig" ->
          batch(request, "resourceKeys", "base", "unprocessedResourceKeys");
      case "BatchGetAggregateResourceConfig" ->
          batch(request, "ResourceIdentifiers", "Base", "UnprocessedResourceIdentifiers");
      case "SelectResourceConfig", "SelectAggregateResourceConfig" -> select(request);
      case "DescribeConfigurationRecorders" -> {
        ObjectNode answer = MAPPER.createObjectNode();
        answer.putArray("ConfigurationRecorders").addObject().set("recordingGroup", recordingGroup);
        yield answer.toString();
      }
      default -> "{\"__type\":\"UnknownOperationException\"}";
    };
  }

  private String batch(JsonNode request, String keys, String base, String left) {
    boolean aggregate = base.equals("Base");
    if (request.path(keys).size() > 100 || request.path(keys).isEmpty()) {
      return "{\"__type\":\"ValidationException\"}";
    }
    ObjectNode answer = MAPPER.createObjectNode();
    ArrayNode found = answer.putArray(base + "ConfigurationItems");
    ArrayNode open = answer.putArray(left);
    List<JsonNode> asked = new ArrayList<>();
    request.path(keys).forEach(asked::add);
    if (unprocessed > 0) {
      unprocessed--;
      open.add(asked.remove(asked.size() - 1));
    }
    for (JsonNode key : asked) {
      for (JsonNode item : items) {
        boolean same =
            aggregate
                ? text(item, "resourceType").equals(text(key, "ResourceType"))
                    && text(item, "resourceId").equals(text(key, "ResourceId"))
                    && text(item, "accountId").equals(text(key, "SourceAccountId"))
                    && text(item, "awsRegion").equals(text(key, "SourceRegion"))
                : text(item, "resourceType").equals(text(key, "resourceType"))
                    && text(item, "resourceId").equals(text(key, "resourceId"));
        if (same) {
          found.add(wire(item));
        }
      }
    }
    return answer.toString();
  }

  /** As the API sends it: JSON text inside, epoch seconds, neither tags nor relationships. */
  private static ObjectNode wire(JsonNode item) {
    ObjectNode wire = ((ObjectNode) item).deepCopy();
    wire.put("configuration", item.path("configuration").toString());
    wire.put("configurationItemCaptureTime", 1_773_738_000.123);
    ObjectNode more = wire.putObject("supplementaryConfiguration");
    item.path("supplementaryConfiguration")
        .properties()
        .forEach(member -> more.put(member.getKey(), member.getValue().toString()));
    return wire;
  }

  private String select(JsonNode request) {
    Matcher query = QUERY.matcher(request.path("Expression").asText());
    if (!query.matches()
        || query.group(2).equals(unknownField)
        || request.path("Expression").asText().length() > 4096) {
      return "{\"__type\":\"InvalidExpressionException\"}";
    }
    Set<String> values = Set.of(query.group(3).replaceAll("^'|'$", "").split("', '"));
    List<String> rows = new ArrayList<>();
    for (JsonNode item : items) {
      if (text(item, "resourceType").equals(query.group(1))
          && holds(item, query.group(2).split("\\."), 0, values)) {
        ObjectNode row = MAPPER.createObjectNode();
        for (String name : List.of("resourceId", "resourceType", "accountId", "awsRegion")) {
          row.set(name, item.path(name));
        }
        rows.add(row.toString());
      }
    }
    int from = request.path("NextToken").asInt(0);
    int to = Math.min(rows.size(), from + Math.min(page, request.path("Limit").asInt(25)));
    ObjectNode answer = MAPPER.createObjectNode();
    answer.putObject("QueryInfo").putArray("SelectFields").addObject().put("Name", "resourceId");
    ArrayNode results = answer.putArray("Results");
    rows.subList(from, to).forEach(results::add);
    if (to < rows.size()) {
      answer.put("NextToken", Integer.toString(to));
    }
    return answer.toString();
  }

  private static boolean holds(JsonNode node, String[] path, int depth, Set<String> values) {
    if (node.isArray()) {
      for (JsonNode entry : node) {
        if (holds(entry, path, depth, values)) {
          return true;
        }
      }
      return false;
    }
    return depth == path.length
        ? values.contains(node.asText())
        : holds(node.path(path[depth]), path, depth + 1, values);
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asText();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
