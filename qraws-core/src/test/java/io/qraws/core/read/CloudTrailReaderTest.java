// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import static io.qraws.core.read.Taken.only;
import static io.qraws.core.read.Taken.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CloudTrailReaderTest {
  private static final Instant NINE = Instant.parse("2026-03-17T09:00:00Z");

  @Test
  void read_assumedRole_showsRoleSessionAndKey() {
    ApiCall call =
        only(
            ApiCall.class,
            """
            {"eventVersion":"1.09","eventTime":"2026-03-17T09:00:00Z","eventID":"e1",
             "eventSource":"rds.amazonaws.com","eventName":"ModifyDBInstance","awsRegion":"eu-central-1",
             "recipientAccountId":"111122223333","sourceIPAddress":"cloudformation.amazonaws.com",
             "userIdentity":{"type":"AssumedRole","accountId":"444455556666",
              "arn":"arn:aws:sts::444455556666:assumed-role/deploy/ann","accessKeyId":"ASIAEXAMPLE00000001",
              "sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::444455556666:role/deploy"},
               "attributes":{"mfaAuthenticated":"true"}}},
             "requestParameters":{"dBInstanceIdentifier":"orders"},
             "responseElements":{"dBInstanceArn":"arn:aws:rds:eu-central-1:111122223333:db:orders",
              "kmsKeyArn":"arn:aws:kms:eu-central-1:111122223333:key/k1"}}""");
    assertThat(call.time()).isEqualTo(NINE);
    assertThat(call.service()).isEqualTo("rds");
    assertThat(call.readOnly()).isFalse();
    assertThat(call.mfa()).isTrue();
    assertThat(call.account()).isEqualTo("111122223333");
    assertThat(call.observables())
        .containsExactlyInAnyOrder(
            shown(
                ObservableKind.PRINCIPAL,
                "arn:aws:sts::444455556666:assumed-role/deploy/ann",
                Role.ACTOR),
            shown(ObservableKind.PRINCIPAL, "arn:aws:iam::444455556666:role/deploy", Role.ACTOR),
            shown(ObservableKind.USER, "ann", Role.ACTOR),
            shown(ObservableKind.ACCESS_KEY, "ASIAEXAMPLE00000001", Role.ACTOR),
            shown(ObservableKind.ACCOUNT, "111122223333", Role.TARGET),
            shown(ObservableKind.ACCOUNT, "444455556666", Role.ACTOR),
            shown(ObservableKind.RESOURCE, "orders", Role.TARGET),
            shown(
                ObservableKind.RESOURCE,
                "arn:aws:rds:eu-central-1:111122223333:db:orders",
                Role.TARGET));
  }

  /** As Athena, Logs Insights, LookupEvents without its record, and the console's CSV give it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"eventversion":"1.08","eventtime":"2026-03-17 09:00:00","eventid":"e1","eventname":"DeleteBucket",
         "eventsource":"s3.amazonaws.com","awsregion":"eu-central-1","sourceipaddress":"203.0.113.9","readonly":"false",
         "useridentity":{"type":"IAMUser","username":"ann","accesskeyid":"AKIAEXAMPLE00000001"},
         "requestparameters":"{\\"bucketName\\":\\"ledger\\"}"}""",
        """
        {"eventTime":"2026-03-17T09:00:00Z","eventID":"e1","eventName":"DeleteBucket","eventSource":"s3.amazonaws.com",
         "awsRegion":"eu-central-1","sourceIPAddress":"203.0.113.9","userIdentity.type":"IAMUser",
         "userIdentity.userName":"ann","userIdentity.accessKeyId":"AKIAEXAMPLE00000001",
         "requestParameters.bucketName":"ledger"}""",
        """
        {"Events":[{"EventId":"e1","EventName":"DeleteBucket","ReadOnly":"false","AccessKeyId":"AKIAEXAMPLE00000001",
         "EventTime":1773738000.0,"EventSource":"s3.amazonaws.com","Username":"ann","AwsRegion":"eu-central-1",
         "SourceIpAddress":"203.0.113.9","Resources":[{"ResourceType":"AWS::S3::Bucket","ResourceName":"ledger"}]}]}""",
        """
        Event name,Event time,User name,Event source,Resource type,AWS access key,AWS region,Source IP address,Event ID,Read-only,Request parameters
        DeleteBucket,"March 17, 2026, 09:00:00 (UTC)",ann,s3.amazonaws.com,AWS::S3::Bucket,AKIAEXAMPLE00000001,eu-central-1,203.0.113.9,e1,false,"{'bucketName': 'ledger'}"
        """
      })
  void read_otherSpelling_isTheSameCall(String text) {
    ApiCall call = only(ApiCall.class, text);
    assertThat(call.id()).isEqualTo("e1");
    assertThat(call.time()).isEqualTo(NINE);
    assertThat(call.service()).isEqualTo("s3");
    assertThat(call.operation()).isEqualTo("DeleteBucket");
    assertThat(call.region()).isEqualTo("eu-central-1");
    assertThat(call.readOnly()).isFalse();
    assertThat(call.observables())
        .contains(
            shown(ObservableKind.USER, "ann", Role.ACTOR),
            shown(ObservableKind.ACCESS_KEY, "AKIAEXAMPLE00000001", Role.ACTOR),
            shown(ObservableKind.IP, "203.0.113.9", Role.SOURCE),
            shown(ObservableKind.RESOURCE, "ledger", Role.TARGET));
  }

  @Test
  void read_lookupEventsWithItsRecord_isReadOnce() {
    ApiCall call =
        only(
            ApiCall.class,
            """
            {"Events":[{"EventId":"e1","EventName":"ListUsers","EventTime":1773738000,"Username":"ann",
             "EventSource":"iam.amazonaws.com","CloudTrailEvent":"{\\"eventID\\":\\"e1\\",\\"eventName\\":\\"ListUsers\\",\
            \\"eventSource\\":\\"iam.amazonaws.com\\",\\"userIdentity\\":{\\"userName\\":\\"ann\\"}}"}]}""");
    // The record has no time of its own, so the row's stands in.
    assertThat(call.time()).isEqualTo(NINE);
    assertThat(call.raw().text()).startsWith("{\"eventID\"").doesNotContain("@timestamp");
  }

  @Test
  void read_placeholderForATime_givesWayToAReadableOne() {
    ApiCall call =
        only(
            ApiCall.class,
            """
            {"eventTime":"redacted","p_event_time":"2026-03-17 09:00:00.000","eventName":"ListUsers",
             "eventSource":"iam.amazonaws.com"}""");
    assertThat(call.time()).isEqualTo(NINE);
  }

  @Test
  void read_noTimeAnywhere_isRejected() {
    Taken taken = Taken.of("{\"eventName\":\"ListUsers\",\"eventSource\":\"iam.amazonaws.com\"}");
    assertThat(taken.rejected)
        .singleElement()
        .satisfies(r -> assertThat(r.reason()).contains("eventTime is missing"));
  }

  @Test
  void read_s3CallThroughEventBridge_isNoNotification() {
    ApiCall call =
        only(
            ApiCall.class,
            """
            {"detail-type":"AWS API Call via CloudTrail","source":"aws.s3","time":"2026-03-17T09:00:01Z",
             "detail":{"eventVersion":"1.09","eventID":"e1","eventTime":"2026-03-17T09:00:00Z",
              "eventName":"PutBucketPolicy","eventSource":"s3.amazonaws.com",
              "requestParameters":{"bucketName":"ledger"}}}""");
    assertThat(call.time()).isEqualTo(NINE);
    assertThat(call.observables())
        .containsExactly(shown(ObservableKind.RESOURCE, "ledger", Role.TARGET));
  }

  @Test
  void read_insight_namesWhoStandsOut() {
    ApiCall call =
        only(
            ApiCall.class,
            """
            {"eventVersion":"1.08","eventTime":"2026-03-17T09:00:00Z","eventID":"e1","awsRegion":"eu-central-1",
             "eventType":"AwsCloudTrailInsight","recipientAccountId":"111122223333","insightDetails":{"state":"Start",
              "eventSource":"ssm.amazonaws.com","eventName":"UpdateInstanceInformation","insightContext":{
              "attributions":[{"attribute":"userIdentityArn","insight":[
               {"value":"arn:aws:sts::111122223333:assumed-role/fleet/i-0a1b2c3d4e5f6a7b8","average":60.5}]}]}}}""");
    assertThat(call.operation()).isEqualTo("UpdateInstanceInformation");
    assertThat(call.observables())
        .contains(shown(ObservableKind.RESOURCE, "i-0a1b2c3d4e5f6a7b8", Role.ACTOR));
  }

  @Test
  void read_anonymousCaller_isNoAccount() {
    ApiCall call =
        only(
            ApiCall.class,
            """
            {"eventTime":"2026-03-17T09:00:00Z","eventName":"GetObject","eventSource":"s3.amazonaws.com",
             "userIdentity":{"type":"AWSAccount","accountId":"ANONYMOUS_PRINCIPAL"},"sourceIPAddress":"203.0.113.9"}""");
    assertThat(call.account()).isNull();
    assertThat(call.userType()).isEqualTo("AWSAccount");
    assertThat(call.observables())
        .containsExactly(shown(ObservableKind.IP, "203.0.113.9", Role.SOURCE));
  }

  /** However much the request holds, for whoever calls could crowd it out. */
  @Test
  void read_chainOfRoles_tellsWhoStartedItAndTheEventOfTheOtherAccount() {
    StringBuilder tags = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      tags.append("{\"key\":\"k").append(i).append("\",\"value\":\"v\"},");
    }
    ApiCall call =
        only(
            ApiCall.class,
            """
            {"eventVersion":"1.09","eventTime":"2026-03-17T09:00:00Z","eventID":"e1",
             "eventSource":"sts.amazonaws.com","eventName":"AssumeRole","awsRegion":"eu-central-1",
             "sharedEventID":"9d7fd2c5-0b9e-4a67-a3a5-2f3a4b5c6d7e",
             "userIdentity":{"type":"AssumedRole","identityProvider":"idp",
              "sessionContext":{"sourceIdentity":"ann@corp.example"}},
             "requestParameters":{"tags":[%s{"key":"last","value":"v"}]}}"""
                .formatted(tags));
    assertThat(call.details())
        .containsEntry("sharedEventID", "9d7fd2c5-0b9e-4a67-a3a5-2f3a4b5c6d7e")
        .containsEntry("userIdentity.identityProvider", "idp")
        .containsEntry("userIdentity.sessionContext.sourceIdentity", "ann@corp.example");
  }
}
