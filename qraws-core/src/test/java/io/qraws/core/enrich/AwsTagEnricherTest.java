// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.testing.EnricherContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ThrottledException;

class AwsTagEnricherTest extends EnricherContract {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String ACCOUNT = "111122223333";
  private static final String WEB =
      "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0";
  private static final String BUCKET = "arn:aws:s3:::payroll-archive";

  private final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final List<Integer> calls = new CopyOnWriteArrayList<>();
  private volatile boolean throttled;
  private HttpServer server;
  private ResourceGroupsTaggingApiClient client;

  @BeforeEach
  void start() throws IOException {
    tags.put(WEB, Map.of("Owner", "team-a", "env", "prod", "tier", "1"));
    tags.put(BUCKET, Map.of("owner", "payroll"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client =
        ResourceGroupsTaggingApiClient.builder()
            .endpointOverride(URI.create("http://localhost:" + server.getAddress().getPort()))
            .region(Region.EU_WEST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClientBuilder(ApacheHttpClient.builder())
            .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  /**
   * As the reference has it: awsJson1_1, 100 ARNs at most, unknown ones simply not in the answer.
   */
  private void answer(HttpExchange exchange) throws IOException {
    JsonNode request = MAPPER.readTree(exchange.getRequestBody());
    boolean known =
        "ResourceGroupsTaggingAPI_20170126.GetResources"
            .equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
    List<String> arns = new ArrayList<>();
    request.path("ResourceARNList").forEach(arn -> arns.add(arn.asText()));
    calls.add(arns.size());
    if (throttled) {
      reply(exchange, 400, MAPPER.createObjectNode().put("__type", "ThrottledException"));
    } else if (!known
        || arns.isEmpty()
        || arns.size() > 100
        || arns.stream().anyMatch(refused::contains)) {
      reply(exchange, 400, MAPPER.createObjectNode().put("__type", "InvalidParameterException"));
    } else {
      ObjectNode body = MAPPER.createObjectNode().put("PaginationToken", "");
      ArrayNode list = body.putArray("ResourceTagMappingList");
      for (String arn : arns) {
        Map<String, String> own = tags.getOrDefault(arn, Map.of());
        if (!own.isEmpty()) {
          ArrayNode array = list.addObject().put("ResourceARN", arn).putArray("Tags");
          own.forEach((key, value) -> array.addObject().put("Key", key).put("Value", value));
        }
      }
      reply(exchange, 200, body);
    }
  }

  private static void reply(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  protected AwsTagEnricher enricher() {
    return AwsTagEnricher.builder(client, ACCOUNT, "eu-west-1")
        .clock(Clock.fixed(NOON, ZoneOffset.UTC))
        .build();
  }

  @Override
  protected Set<Observable> known() {
    return Set.of(resource(WEB), resource("i-0123456789abcdef0"));
  }

  private static Observable resource(String value) {
    return new Observable(ObservableKind.RESOURCE, value, Role.TARGET);
  }

  private List<String> facts(String... values) {
    Set<Observable> asked = new LinkedHashSet<>();
    Stream.of(values).forEach(value -> asked.add(resource(value)));
    return enricher().enrich(asked, List.of()).stream()
        .map(e -> e.observable().value() + " " + e.fact() + "=" + e.value())
        .toList();
  }

  @Test
  void enrich_objectOfABucket_hasTheBucketsTags() {
    assertThat(facts(BUCKET + "/2026/a.csv")).containsExactly(BUCKET + "/2026/a.csv OWNER=payroll");
    assertThat(calls).containsExactly(1);
  }

  @Test
  void enrich_otherAccountsAndRegions_areNotAskedFor() {
    assertThat(
            facts(
                WEB.replace("1111", "4444"),
                WEB.replace("eu-west-1", "us-east-1"),
                WEB.replace("arn:aws:", "arn:aws-cn:"),
                "payroll-archive",
                "web1"))
        .isEmpty();
    assertThat(calls).isEmpty();
  }

  @Test
  void enrich_many_asksForAHundredAtOnce() {
    String[] arns =
        IntStream.range(0, 250)
            .mapToObj(i -> "arn:aws:sqs:eu-west-1:111122223333:q" + i)
            .toArray(String[]::new);
    tags.put(arns[249], Map.of("team", "last"));
    assertThat(facts(arns)).containsExactly(arns[249] + " OWNER=last");
    assertThat(calls).containsExactly(100, 100, 50);
  }

  @Test
  void enrich_oneArnThatIsRefused_costsNoNeighbour() {
    String odd = "arn:aws:sqs:eu-west-1:111122223333:q/odd";
    refused.add(odd);
    String[] arns =
        Stream.concat(
                Stream.of(WEB, odd),
                IntStream.range(0, 60).mapToObj(i -> "arn:aws:sqs:eu-west-1:111122223333:q" + i))
            .toArray(String[]::new);
    assertThat(facts(arns))
        .containsExactlyInAnyOrder(
            WEB + " OWNER=team-a",
            WEB + " ENVIRONMENT=prod",
            WEB + " CRITICALITY=CRITICAL",
            odd + " ANY=the tagging API does not take this ARN");
    assertThat(calls).hasSizeLessThan(15);
  }

  @Test
  void enrich_throttled_isAFaultAndNoAnswer() {
    throttled = true;
    assertThatThrownBy(() -> facts(WEB)).isInstanceOf(ThrottledException.class);
  }

  @Test
  void builder_wrongAccountOrRegion_isNamed() {
    assertThatThrownBy(() -> AwsTagEnricher.builder(client, "1", "eu-west-1"))
        .hasMessageStartingWith("account must be");
    assertThatThrownBy(() -> AwsTagEnricher.builder(client, ACCOUNT, "Ireland"))
        .hasMessageStartingWith("region must be");
  }
}
