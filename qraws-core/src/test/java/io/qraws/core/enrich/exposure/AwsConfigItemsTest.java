// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.enrich.exposure.ConfigItems.Answer;
import io.qraws.core.enrich.exposure.ConfigItems.Completeness;
import io.qraws.core.enrich.exposure.ConfigServer.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.config.ConfigClient;

/** The AWS SDK's own client against a server that speaks AWS Config's protocol. */
final class AwsConfigItemsTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String OPEN = "igw-1 → rtb-1 → acl-1 → sg-1 0.0.0.0/0:22";

  private static final String BALANCED =
      "subnet-9 10.0.9.0/24; rtb-1 subnet-1,subnet-9 0.0.0.0/0>igw-1; "
          + "acl-9 subnet-9 open-in, open-out; sg-9 tcp 443 0.0.0.0/0; "
          + "lb-1 internet-facing application sg-9 subnet-9; listener-1 lb-1 HTTPS 443; "
          + "eni-1 subnet-1 sg-1 private; sg-1 tcp 8080 sg-9; tg-1 lb-1 instance HTTP 8080 i-1";

  private ConfigServer server;
  private ConfigClient client;

  @BeforeEach
  void start() throws IOException {
    server = new ConfigServer();
    client = client(Duration.ofSeconds(30));
  }

  private ConfigClient client(Duration timeout) {
    return ConfigClient.builder()
        .endpointOverride(server.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "nothing")))
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(
            c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(timeout))
        .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void find_instance_isJudgedByTheApiAlone() {
    server.add(Net.of("").json());
    assertThat(judge("i-1").detail()).isEqualTo(OPEN);
    // The instance; then tables, ACL and group; then the gateway and the block of VPCs.
    assertThat(server.calls())
        .containsExactlyInAnyOrder(
            "BatchGetResourceConfig 1",
            "SelectResourceConfig 1",
            "SelectResourceConfig 1",
            "BatchGetResourceConfig 3",
            "SelectResourceConfig 1",
            "BatchGetResourceConfig 1",
            "DescribeConfigurationRecorders 0");
  }

  @Test
  void find_behindBalancer_isJudgedByTheApiAlone() {
    server.add(Net.of(BALANCED).json());
    assertThat(judge("i-1").detail())
        .isEqualTo("igw-1 → rtb-1 → acl-9 → sg-9 0.0.0.0/0:443 → lb-1 → tg-1 → sg-1 sg-9:8080");
  }

  @Test
  void find_manyIds_asksForHundredAtOnce() {
    Set<Wanted> wanted = new LinkedHashSet<>();
    IntStream.range(0, 250).forEach(i -> wanted.add(Wanted.id(Types.SECURITY_GROUP, "sg-" + i)));
    server.add(Net.of("sg-7 none; sg-249 none").json());
    Map<Wanted, Answer> answers = AwsConfigItems.of(client).find(wanted);
    assertThat(server.calls())
        .containsExactly(
            "BatchGetResourceConfig 100",
            "BatchGetResourceConfig 100",
            "BatchGetResourceConfig 50");
    assertThat(answers).hasSize(250);
    assertThat(answers.get(Wanted.id(Types.SECURITY_GROUP, "sg-249")).items()).hasSize(1);
    assertThat(answers.get(Wanted.id(Types.SECURITY_GROUP, "sg-9")).completeness())
        .isEqualTo(Completeness.NOT_RECORDED);
  }

  @Test
  void find_longLists_areSplitIntoQueries() {
    Set<Wanted> wanted = new LinkedHashSet<>();
    String field = "configuration.privateIpAddresses.privateIpAddress";
    IntStream.range(0, 900)
        .forEach(
            i -> wanted.add(new Wanted(Types.INTERFACE, field, "10.0." + i / 250 + "." + i % 250)));
    server.add(Net.of("").json());
    Map<Wanted, Answer> answers = AwsConfigItems.of(client).find(wanted);
    assertThat(answers.values()).allMatch(a -> a.completeness() == Completeness.COMPLETE);
    assertThat(answers.get(new Wanted(Types.INTERFACE, field, "10.0.1.1")).items()).hasSize(1);
  }

  @Test
  void find_leftUnprocessed_isAskedForAgain() {
    server.add(Net.of("").json());
    server.leaveUnprocessed(2);
    Wanted group = Wanted.id(Types.SECURITY_GROUP, "sg-1");
    assertThat(AwsConfigItems.of(client).find(Set.of(group)).get(group).items()).hasSize(1);
    assertThat(server.calls()).hasSize(3);
  }

  @Test
  void find_alwaysLeftUnprocessed_givesUpAndSaysSo() {
    server.add(Net.of("").json());
    server.leaveUnprocessed(1_000);
    assertThat(judge("i-1").detail()).isEqualTo("i-1: AWS Config left it unprocessed");
    assertThat(server.calls()).hasSize(3);
  }

  @Test
  void find_severalPages_readsAll() {
    server.page(2);
    server.add(Net.of("rtb-2 -; rtb-3 -; rtb-4 main").json());
    Wanted tables = new Wanted(Types.ROUTE_TABLE, "configuration.vpcId", "vpc-1");
    Answer answer = AwsConfigItems.of(client).find(Set.of(tables)).get(tables);
    assertThat(answer.completeness()).isEqualTo(Completeness.COMPLETE);
    assertThat(answer.items()).hasSize(4);
  }

  @Test
  void find_endlessPages_isNotComplete() {
    server.page(1);
    StringBuilder tables = new StringBuilder();
    IntStream.range(2, 40).forEach(i -> tables.append("rtb-").append(i).append(" -;"));
    server.add(Net.of(tables.toString()).json());
    assertThat(judge("i-1").detail()).isEqualTo("route tables of vpc-1: more than 2000 were found");
  }

  /** Whatever call goes wrong in whatever way: the answer is the right one, or unknown with why. */
  @ParameterizedTest(name = "{0}")
  @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "HANG")
  void find_anyCallGoesWrong_isUnknownOrRight(Fault fault) {
    // Those that the SDK does not take for failures, and the commonest, on the longest way.
    boolean longWay = fault == Fault.HALF || fault == Fault.THROTTLE;
    server.add(Net.of(longWay ? BALANCED : "").json());
    Exposure right = judge("i-1");
    assertThat(right.exposed()).isTrue();
    int calls = server.calls().size();
    int unknown = 0;
    for (int call = 0; call < calls; call++) {
      server.fail(call, fault, false);
      Exposure exposure = judge("i-1");
      if (exposure.state() == Exposure.State.UNKNOWN) {
        assertThat(exposure.reason()).isNotBlank();
        unknown++;
      } else {
        assertThat(exposure).as("call %d", call).isEqualTo(right);
      }
    }
    assertThat(unknown).isGreaterThan(2);
  }

  @ParameterizedTest(name = "{0} is told as {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          THROTTLE | SelectResourceConfig failed: ThrottlingException (400)
          ERROR    | SelectResourceConfig failed:
          GARBAGE  | SelectResourceConfig failed: SdkClientException
          CUT      | SelectResourceConfig failed:
          HALF     | SelectResourceConfig gave what can't be read
          """)
  void find_queryFails_saysWhy(Fault fault, String reason) {
    server.add(Net.of("").json());
    server.fail(1, fault, true);
    assertThat(judge("i-1").detail()).contains(reason);
  }

  @Test
  void find_noAnswerComes_isUnknownAfterTheClientsTimeout() {
    server.add(Net.of("").json());
    server.fail(0, Fault.HANG, true);
    try (ConfigClient hasty = client(Duration.ofMillis(300))) {
      ExposureFinder finder = new ExposureFinder(AwsConfigItems.of(hasty), PublicBlock.NONE);
      assertThat(finder.resources(List.of("i-1")).get("i-1").detail())
          .isEqualTo("i-1: BatchGetResourceConfig failed: ApiCallTimeoutException");
    }
  }

  /** Load balancers must be known of, Global Accelerator only where it is recorded. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "configuration.EndpointConfigurations.EndpointId, NOT_EXPOSED",
    "configuration.Targets.Id, UNKNOWN"
  })
  void find_fieldThatConfigDoesNotHave_saysNothing(String field, Exposure.State state) {
    server.add(Net.of("eni-1 subnet-1 sg-1 private").json());
    server.refuse(field);
    assertThat(judge("i-1").state()).isEqualTo(state);
  }

  @Test
  void find_throttled_asksNoMoreInThatRound() {
    server.fail(0, Fault.THROTTLE, true);
    Set<Wanted> wanted = new LinkedHashSet<>();
    IntStream.range(0, 250).forEach(i -> wanted.add(Wanted.id(Types.SECURITY_GROUP, "sg-" + i)));
    wanted.add(new Wanted(Types.ROUTE_TABLE, "configuration.vpcId", "vpc-1"));
    Map<Wanted, Answer> answers = AwsConfigItems.of(client).find(wanted);
    assertThat(server.calls()).hasSize(1);
    assertThat(answers.values()).hasSize(251).allMatch(a -> a.reason().contains("Throttling"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"allSupported":true}  | NOT_EXPOSED
          {"allSupported":false,"resourceTypes":["AWS::EC2::Instance"]} | UNKNOWN
          {"allSupported":false,"resourceTypes":["AWS::ElasticLoadBalancingV2::TargetGroup","AWS::ElasticLoadBalancing::LoadBalancer"]} | NOT_EXPOSED
          {"allSupported":false,"exclusionByResourceTypes":{"resourceTypes":["AWS::ElasticLoadBalancing::LoadBalancer"]},"recordingStrategy":{"useOnly":"EXCLUSION_BY_RESOURCE_TYPES"}} | UNKNOWN
          {"allSupported":false,"exclusionByResourceTypes":{"resourceTypes":["AWS::EC2::Volume"]},"recordingStrategy":{"useOnly":"EXCLUSION_BY_RESOURCE_TYPES"}} | NOT_EXPOSED
          """)
  void find_typeThatMayNotBeRecorded_saysNothing(String group, Exposure.State state)
      throws IOException {
    server.records((ObjectNode) MAPPER.readTree(group));
    server.add(Net.of("eni-1 subnet-1 sg-1 private").json());
    assertThat(judge("i-1").state()).isEqualTo(state);
  }

  @Test
  void find_aggregator_asksByAccountAndRegion() {
    server.add(Net.of(BALANCED).json());
    Set<String> recorded = Set.of(Types.TARGET_GROUP, Types.CLASSIC_BALANCER);
    AwsConfigItems items = AwsConfigItems.ofAggregator(client, "all", recorded);
    ExposureFinder finder = new ExposureFinder(items, PublicBlock.NONE);
    assertThat(finder.resources(List.of("i-1")).get("i-1").exposed()).isTrue();
    assertThat(server.calls())
        .allMatch(call -> call.matches("(SelectAggregate|BatchGetAggregate)ResourceConfig .*"));
  }

  @ParameterizedTest
  @CsvSource({"true, NOT_EXPOSED", "false, UNKNOWN"})
  void find_aggregatorWithoutBalancers_dependsOnWhatIsRecorded(boolean all, Exposure.State state) {
    server.add(Net.of("eni-1 subnet-1 sg-1 private").json());
    Set<String> recorded =
        all ? Set.of(Types.TARGET_GROUP, Types.CLASSIC_BALANCER) : Set.of(Types.TARGET_GROUP);
    AwsConfigItems items = AwsConfigItems.ofAggregator(client, "all", recorded);
    ExposureFinder finder = new ExposureFinder(items, PublicBlock.NONE);
    assertThat(finder.resources(List.of("i-1")).get("i-1").state()).isEqualTo(state);
  }

  @Test
  void find_valueWithQuotes_isNeverSent() {
    Wanted hostile = new Wanted(Types.BUCKET, "resourceName", "x' OR 'a' = 'a");
    Answer answer = AwsConfigItems.of(client).find(Set.of(hostile)).get(hostile);
    assertThat(answer).isEqualTo(Answer.failed(List.of(), "can't be asked for"));
    assertThat(server.calls()).isEmpty();
  }

  private Exposure judge(String resource) {
    return new ExposureFinder(AwsConfigItems.of(client), PublicBlock.NONE)
        .resources(List.of(resource))
        .get(resource);
  }
}
