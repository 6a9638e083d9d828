// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.execute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.qraws.response.policy.ApprovedAction;
import io.qraws.response.policy.Fixtures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

class SsmAutomationExecutorTest {
  private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
  private final List<String> targets = new CopyOnWriteArrayList<>();
  private final Fixtures.MemoryTrail trail = new Fixtures.MemoryTrail();
  private final ApprovedAction approved = Fixtures.approved(Fixtures.action());
  private HttpServer server;
  private SsmClient client;
  private volatile int status = 200;
  private volatile String answer = "{\"AutomationExecutionId\":\"e-1\"}";

  @BeforeEach
  void startServer() throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    client =
        SsmClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("example", "example")))
            .httpClientBuilder(ApacheHttpClient.builder())
            .overrideConfiguration(
                c -> c.retryStrategy(RetryMode.STANDARD).retryStrategy(b -> b.maxAttempts(1)))
            .build();
  }

  @AfterEach
  void stopServer() {
    client.close();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      targets.add(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      bodies.add(new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes()));
      byte[] bytes = answer.getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private SsmAutomationExecutor executor(boolean dryRun) {
    return SsmAutomationExecutor.builder(client, trail, Fixtures.ACCOUNT, "eu-central-1")
        .dryRun(dryRun)
        .build();
  }

  @Test
  void start_byDefault_isADryRunThatSendsNothing() {
    SsmAutomationExecutor executor =
        SsmAutomationExecutor.builder(client, trail, Fixtures.ACCOUNT, "eu-central-1").build();
    assertThat(executor.start(approved)).isEqualTo("dry-run");
    assertThat(bodies).isEmpty();
    assertThat(trail.types).containsExactly("dry_run");
  }

  @Test
  void start_approvedAction_sendsIt() {
    assertThat(executor(false).start(approved)).isEqualTo("e-1");
    assertThat(targets).containsExactly("AmazonSSM.StartAutomationExecution");
    JsonNode body = bodies.get(0);
    assertThat(body.path("DocumentName").asText()).isEqualTo("AWS-StopEC2Instance");
    assertThat(body.path("Parameters").toString())
        .isEqualTo("{\"InstanceId\":[\"" + Fixtures.INSTANCE + "\"]}");
    String token = body.path("ClientToken").asText();
    assertThat(UUID.fromString(token)).hasToString(token);
    assertThat(UUID.fromString(token).version()).isEqualTo(8);
    assertThat(UUID.fromString(token).variant()).isEqualTo(2);
    assertThat(trail.types).containsExactly("start", "started");
    assertThat(trail.records.get(0)).containsEntry("token", token);
  }

  @Test
  void start_samePlanTwice_hasTheSameToken() {
    executor(false).start(approved);
    executor(false).start(Fixtures.approved(Fixtures.action()));
    executor(false).start(Fixtures.approved(Fixtures.action("AWS-RestartEC2Instance", true)));
    List<String> tokens = bodies.stream().map(b -> b.path("ClientToken").asText()).toList();
    assertThat(tokens.get(1)).isEqualTo(tokens.get(0));
    assertThat(tokens.get(2)).isNotEqualTo(tokens.get(0));
  }

  @Test
  void start_auditTrailFails_sendsNothing() {
    trail.failing = true;
    assertThatThrownBy(() -> executor(false).start(approved))
        .isInstanceOf(IllegalStateException.class);
    assertThat(bodies).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, AutomationDefinitionNotFoundException, false",
    "400, IdempotentParameterMismatch, false",
    "400, AccessDeniedException, false",
    "400, AutomationExecutionLimitExceededException, true",
    "400, ThrottlingException, true",
    "500, InternalServerError, true"
  })
  void start_serviceRefuses_isMapped(int status, String code, boolean retryable) {
    this.status = status;
    this.answer = "{\"__type\":\"" + code + "\",\"Message\":\"no\"}";
    assertThatThrownBy(() -> executor(false).start(approved))
        .isInstanceOfSatisfying(
            ActionFailedException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(code);
              assertThat(failure.retryable()).isEqualTo(retryable);
              assertThat(failure.runbook()).isEqualTo("AWS-StopEC2Instance");
            });
    assertThat(trail.types).containsExactly("start", "failed");
  }

  @Test
  void start_serviceUnreachable_isMapped() {
    server.stop(0);
    assertThatThrownBy(() -> executor(false).start(approved))
        .isInstanceOfSatisfying(
            ActionFailedException.class,
            failure -> assertThat(failure.code()).isEqualTo("Unreachable"));
  }

  @Test
  void start_clientOfAnotherAccount_isRefused() {
    SsmAutomationExecutor other =
        SsmAutomationExecutor.builder(client, trail, "444455556666", "eu-central-1").build();
    assertThatThrownBy(() -> other.start(approved)).isInstanceOf(IllegalArgumentException.class);
    assertThat(trail.types).isEmpty();
  }
}
