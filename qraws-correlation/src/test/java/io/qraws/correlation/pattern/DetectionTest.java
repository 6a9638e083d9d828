// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import static io.qraws.correlation.pattern.Signals.call;
import static io.qraws.correlation.pattern.Signals.catalog;
import static io.qraws.correlation.pattern.Signals.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule detects in one signal. */
final class DetectionTest {
  private static final Signal CALL =
      call(
          "c",
          0,
          "RunInstances",
          "service=ec2",
          "user=ann",
          "key=AKIAEXAMPLE000000001",
          "ip=203.0.113.77",
          "error=Client.UnauthorizedOperation",
          "region=eu-west-1",
          "agent=aws-cli/2.0 *custom* C:\\tools",
          "request.instanceType=p4d.24xlarge",
          "request.count=12",
          "request.items.0.id=i-01",
          "request.items.1.id=i-02",
          "additionalEventData.MFAUsed=No");

  /** One line of a selection, and whether the call above has it. */
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '^',
      quoteCharacter = '`',
      value = {
        "operation: RunInstances^true",
        "operation: runinstances^true",
        "operation|cased: runinstances^false",
        "operation: Run*^true",
        "operation: Run?nstances^true",
        "operation: Run?^false",
        "operation: [CreateUser, RunInstances]^true",
        "operation|startswith: run^true",
        "operation|endswith: instances^true",
        "operation|contains: nInst^true",
        "operation|contains|all: [Run, Inst]^true",
        "operation|contains|all: [Run, Stop]^false",
        "operation|neq: StopInstances^true",
        "operation|neq: [StopInstances, RunInstances]^false",
        "user_agent|contains: '\\*custom\\*'^true",
        "user_agent|contains: '\\*customs\\*'^false",
        "user_agent|endswith: 'C:\\tools'^true",
        "user_agent|endswith: 'C:\\\\tools'^true",
        "error: null^false",
        "error|exists: true^true",
        "mfa: null^true",
        "mfa|exists: false^true",
        "source.ip|cidr: 203.0.113.0/24^true",
        "source.ip|cidr: 203.0.113.64/27^true",
        "source.ip|cidr: 203.0.113.96/27^false",
        "source.ip|cidr: [10.0.0.0/8, 0.0.0.0/0]^true",
        "source.ip|cidr: '::/0'^false",
        "request.count|gte: 12^true",
        "request.count|gt: 12^false",
        "request.count|lt: 12.5^true",
        "request.count|lte: 11^false",
        "request.instanceType|gte: 1^false",
        "request.count: 12^true",
        "request.items.id: i-02^true",
        "request.items.1.id: i-01^false",
        "request.items.id|contains|all: ['01', '02']^true",
        "additional.MFAUsed: No^true",
        "actor.user: ANN^true",
        "any.user: ann^true",
        "target.user: ann^false",
        "account: 111122223333^true",
        "kind: api_call^true",
        "format: cloudtrail^true",
        "read_only: false^true",
        "actor.user|fieldref: actor.user^true",
        "actor.user|fieldref: region^false",
        "actor.user|fieldref|neq: region^true",
        "eventName: RunInstances^true",
        "eventSource: ec2.amazonaws.com^true",
        "sourceIPAddress: 203.0.113.77^true",
        "userIdentity.type: IAMUser^true",
        "userIdentity.userName: ann^true",
        "userIdentity.accountId: 111122223333^true",
        "requestParameters.instanceType|startswith: p4d^true",
        "additionalEventData.MFAUsed: 'No'^true",
        "errorCode|contains: Unauthorized^true",
        "awsRegion: eu-west-?^true"
      })
  void test_oneField(String line, boolean expected) {
    String selection = "selection:\n            " + line;
    assertThat(detects(selection, "selection", CALL)).as(line).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "a, true",
    "not a, false",
    "a and b, false",
    "a or b, true",
    "not b and a, true",
    "b or a and b, false",
    "(b or a) and not b, true",
    "1 of them, true",
    "any of them, true",
    "all of them, false",
    "1 of a*, true",
    "all of a*, true",
    "a AND NOT b, true",
    "1 of b* or _c, true"
  })
  void test_condition(String condition, boolean expected) {
    String selections =
        """
            a: {operation: RunInstances}
            a2: {region: eu-west-1}
            b: {operation: StopInstances}
            _c: {service: ec2}
        """;
    assertThat(detects(selections.strip(), condition, CALL)).isEqualTo(expected);
  }

  @Test
  void test_listOfMaps_isEither() {
    String either = "selection: [{operation: X}, {operation: RunInstances, region: eu-west-1}]";
    assertThat(detects(either, "selection", CALL)).isTrue();
  }

  @Test
  void test_listOfConditions_isEither() {
    assertThat(detects("a: {operation: X}\n    b: {service: ec2}", "[a, b]", CALL)).isTrue();
  }

  /** A rule about another log source never looks at a call. */
  @Test
  void test_logSource_restricts() {
    PatternCatalog events =
        catalog(
            """
            title: Denied
            logsource: {product: qradar, service: event}
            detection:
                selection: {destination_port: 3389, payload|contains: denied}
                condition: selection
            """);
    Signal denied = event("e", 0, "x", "port=3389", "payload=it was DENIED");
    assertThat(PatternMatcher.match(events, List.of(CALL, denied))).hasSize(1);
  }

  /** What an attacker writes into a name must not cost more than its length allows. */
  @Test
  void glob_manyRunsAgainstALongText_ends() {
    Glob glob = Glob.of("*a".repeat(500) + "b", false, false, false);
    assertThat(glob.test("a".repeat(30_000))).isFalse();
  }

  private static boolean detects(String selections, String condition, Signal signal) {
    PatternCatalog catalog =
        catalog(
            """
            title: One
            logsource: {product: aws, service: cloudtrail}
            detection:
                %s
                condition: %s
            """
                .formatted(selections, condition));
    return !PatternMatcher.match(catalog, List.of(signal)).isEmpty();
  }
}
