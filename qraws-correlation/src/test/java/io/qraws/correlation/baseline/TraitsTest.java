// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TraitsTest {
  private static ApiCall call(String arn, String type, String address, String agent) {
    SignalHeader header =
        SignalHeader.builder("c", Format.CLOUDTRAIL, SourceRef.DERIVED, Raw.EMPTY)
            .observable(ObservableKind.PRINCIPAL, arn, Role.ACTOR)
            .observable(ObservableKind.IP, address, Role.SOURCE)
            .build();
    return new ApiCall(header, "s3", "ListBuckets", true, null, type, agent, null, Map.of());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "arn:aws:iam::111122223333:user/ann, IAMUser, arn:aws:iam::111122223333:user/ann, iamuser",
    "arn:aws:sts::111122223333:assumed-role/deploy/any-name, AssumedRole,"
        + " arn:aws:sts::111122223333:assumed-role/deploy, roles",
    "arn:aws:sts::111122223333:assumed-role/web/i-0123456789abcdef0, AssumedRole,"
        + " arn:aws:sts::111122223333:assumed-role/web, instances",
    "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Data_Team_00aa11bb22cc33dd/ann@corp.example,"
        + " AssumedRole, arn:aws:sts::111122223333:assumed-role/"
        + "AWSReservedSSO_Data_Team_00aa11bb22cc33dd/ann@corp.example, permission set Data_Team",
    "arn:aws:iam::111122223333:root, Root, arn:aws:iam::111122223333:root, root",
    "'', AWSService, AWSService aws-cli, awsservice"
  })
  void of_caller_isWhoseHabitItIs(String arn, String type, String principal, String peers) {
    assertThat(Caller.of(call(arn, type, "203.0.113.9", "aws-cli/2.1")))
        .isEqualTo(new Caller(principal, peers));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "203.0.113.77, 203.0.113.0/24",
    "2001:db8:1:2::3, 2001:db8:1::/48",
    "'', AWS",
    "cloudformation.amazonaws.com, cloudformation.amazonaws.com"
  })
  void of_address_isItsPrefix(String address, String network) {
    assertThat(Origin.of(call("a", "IAMUser", address, ""), null).network()).isEqualTo(network);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "aws-cli/2.24.10 md/awscrt, aws-cli",
    "[Boto3/1.36.3 md/Botocore], boto3",
    "Mozilla/5.0 (Windows NT 10.0), browser",
    "console.ec2.amazonaws.com, console.ec2.amazonaws.com",
    "'', none"
  })
  void agent_isTheProgramWithoutItsVersion(String agent, String program) {
    assertThat(Origin.agent(call("a", "IAMUser", "203.0.113.9", agent))).isEqualTo(program);
  }
}
