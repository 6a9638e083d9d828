// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.enrich.exposure.ConfigItems;
import io.qraws.core.enrich.exposure.Exposure;
import io.qraws.core.enrich.exposure.Exposure.State;
import io.qraws.core.enrich.exposure.ExposureFinder;
import io.qraws.core.enrich.exposure.PublicBlock;
import io.qraws.examples.trials.exposure.Network.Acl;
import io.qraws.examples.trials.exposure.Network.AclRule;
import io.qraws.examples.trials.exposure.Network.Group;
import io.qraws.examples.trials.exposure.Network.GroupRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A judge that sees nothing passes everything: answers with one fault each, and the real ones. */
final class ExposureJudgeTest {
  /** What is wrong with how items are read. */
  private static final Map<String, UnaryOperator<String>> FAULTS =
      Map.of(
          "the last rule of a network ACL decides",
          json ->
              Pattern.compile("\"ruleNumber\":(\\d{1,3}),")
                  .matcher(json)
                  .replaceAll(m -> "\"ruleNumber\":" + (1000 - Integer.parseInt(m.group(1))) + ","),
          "denials are permissions",
          json ->
              json.replaceAll(
                  "(\"ruleNumber\":\\d{1,3},\"egress\":[a-z]+,\"ruleAction\":)\"deny\"",
                  "$1\"allow\""),
          "black holes are routes",
          json -> json.replace("\"blackhole\"", "\"active\""),
          "NAT lets in",
          json -> json.replace("\"natGatewayId\":\"nat-1\"", "\"gatewayId\":\"igw-1\""),
          "transit gateways are closed",
          json -> json.replace("\"transitGatewayId\":\"tgw", "\"natGatewayId\":\"tgw"),
          "UDP rules are TCP rules",
          json -> json.replace("\"ipProtocol\":\"udp\"", "\"ipProtocol\":\"tcp\""),
          "detached gateways work",
          json ->
              json.replace(
                  "\"attachments\":[]",
                  "\"attachments\":[{\"vpcId\":\"vpc-1\",\"state\":\"available\"}]"),
          "internal balancers face the internet",
          json -> json.replace("\"internal\"", "\"internet-facing\""),
          "the IPv6 internet lies elsewhere",
          json -> json.replace("\"cidrIpv6\":\"::/0\"", "\"cidrIpv6\":\"8000::/1\""));

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void run_realAnswers_pass(long seed) {
    ExposureJudge judge = new ExposureJudge(ExposureJudgeTest::exposure);
    judge.run(seed, 100);
    assertThat(judge.examples()).isEmpty();
    assertThat(judge.passed()).isTrue();
  }

  @Test
  void run_eachFault_isSeen() {
    FAULTS.forEach(
        (name, fault) -> {
          ExposureJudge judge = new ExposureJudge(ExposureJudgeTest::exposure, fault);
          for (long seed = 1; seed <= 40 && judge.examples().isEmpty(); seed++) {
            judge.run(seed, 25);
          }
          assertThat(judge.examples()).as(name).isNotEmpty();
        });
  }

  @Test
  void run_guesses_areSeen() {
    for (State state : List.of(State.EXPOSED, State.NOT_EXPOSED)) {
      Function<ConfigItems, Exposure> guess = items -> new Exposure(state, List.of("x"), "x");
      ExposureJudge judge = new ExposureJudge(guess);
      judge.run(1, 20);
      assertThat(judge.passed()).as(state.name()).isFalse();
    }
  }

  /** That missing pieces are closed is right for whole networks, and wrong for torn ones. */
  @Test
  void run_missingTakenForClosed_isSeen() {
    ExposureJudge judge =
        new ExposureJudge(
            items -> {
              Exposure exposure = exposure(items);
              return exposure.reason().contains("removed")
                  ? new Exposure(State.NOT_EXPOSED, List.of("x"), "x")
                  : exposure;
            });
    judge.run(1, 100);
    assertThat(judge.examples()).isNotEmpty().allMatch(example -> example.contains(" without "));
  }

  /** The walk itself, on networks so plain that one sees what must come out. */
  @Test
  void open_plainNetworks_isAsOneSees() {
    Network open = plain();
    assertThat(open(open)).isTrue();
    assertThat(open(open.with("sg-1", new Group(List.of())))).isFalse();
    assertThat(open(open.with("igw-1", new Network.Gateway(false)))).isFalse();
    GroupRule own = new GroupRule(6, 22, 22, "10.0.0.0/8");
    assertThat(open(open.with("sg-1", new Group(List.of(own))))).isFalse();
    AclRule in = new AclRule(1, false, true, -1, 0, 65_535, "0.0.0.0/0");
    AclRule low = new AclRule(1, true, true, 6, 0, 1023, "0.0.0.0/0");
    AclRule high = new AclRule(2, true, true, 6, 40_000, 40_000, "8.8.8.8/32");
    assertThat(open(open.with("acl-1", new Acl("subnet-1", List.of(in, low))))).isFalse();
    assertThat(open(open.with("acl-1", new Acl("subnet-1", List.of(in, low, high))))).isTrue();
    AclRule deny = new AclRule(0, false, false, 6, 22, 22, "0.0.0.0/0");
    assertThat(open(open.with("acl-1", new Acl("subnet-1", List.of(in, low, high, deny)))))
        .isFalse();
  }

  private static boolean open(Network network) {
    return new PacketWalk(network, false, 4).open();
  }

  private static Network plain() {
    Map<String, Object> pieces = new LinkedHashMap<>();
    Network.Nic nic = new Network.Nic("eni-1", "subnet-1", List.of("sg-1"), "10.0.1.10", true, "");
    pieces.put("i-1", new Network.Instance(true, List.of(nic)));
    pieces.put("subnet-1", new Network.Subnet("10.0.1.0/24"));
    pieces.put("sg-1", new Group(List.of(new GroupRule(6, 22, 22, "0.0.0.0/0"))));
    pieces.put("igw-1", new Network.Gateway(true));
    Network.Route route = new Network.Route("0.0.0.0/0", "igw-1", false);
    pieces.put("rtb-1", new Network.Table(Set.of(), true, false, List.of(route)));
    Object acl = new Acl("subnet-1", List.of());
    pieces.put("acl-1", NetworkMaker.extreme(acl, true));
    return new Network(pieces);
  }

  @Test
  void make_sameSeed_sameNetwork() {
    Network one = new NetworkMaker(new SplittableRandom(3)).make();
    assertThat(new NetworkMaker(new SplittableRandom(3)).make()).isEqualTo(one);
    assertThat(new NetworkMaker(new SplittableRandom(4)).make()).isNotEqualTo(one);
  }

  private static Exposure exposure(ConfigItems items) {
    return new ExposureFinder(items, PublicBlock.NONE).resources(List.of("i-1")).get("i-1");
  }
}
