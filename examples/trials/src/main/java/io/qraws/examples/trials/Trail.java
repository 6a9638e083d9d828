// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** CloudTrail's records of who gets in, what they are handed, and what they then call. */
final class Trail {
  private static final DateTimeFormatter EXPIRES =
      DateTimeFormatter.ofPattern("MMM d, yyyy, h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

  private final Company company;
  private final Dice dice;

  Trail(Company company) {
    this.company = company;
    this.dice = company.dice;
  }

  /** An ordinary call, which names nobody but its caller. */
  ObjectNode act(Caller caller, Instant time) {
    Call call =
        switch (dice.between(0, 5)) {
          case 0 -> Call.of("ec2", "DescribeInstances");
          case 1 -> Call.of("s3", "ListBuckets");
          case 2 -> Call.of("sts", "GetCallerIdentity");
          case 3 -> Call.of("cloudwatch", "DescribeAlarms", "maxRecords", 100);
          case 4 -> Call.of("kms", "ListAliases");
          default -> Call.of("logs", "DescribeLogGroups", "limit", 50);
        };
    return record(caller, time, call);
  }

  /** A record as it stands, kept for the company. */
  ObjectNode record(Caller caller, Instant time, Call call) {
    ObjectNode record = call.record(dice, caller, time, Company.REGION, dice.uuid());
    company.calls.add(record);
    return record;
  }

  /**
   * The session a caller gets by taking a role; told in the role's account too if it is another.
   */
  Caller assume(Caller caller, Instant time, Taking taking) {
    Caller session = session(taking, caller.address(), caller.agent());
    Call call = taking.call("AssumeRole", session, time);
    String shared = dice.uuid();
    if (taking.told()) {
      ObjectNode own = record(caller, time, call);
      own.put("sharedEventID", shared);
      own.set("resources", role(taking));
    }
    if (!taking.account().equals(caller.account())) {
      ObjectNode other = record(caller, time, call);
      other.set(
          "userIdentity",
          Json.obj(
              "type",
              "AWSAccount",
              "principalId",
              caller.principalId(),
              "accountId",
              caller.account()));
      other.put("sharedEventID", shared);
      other.put("recipientAccountId", taking.account());
      other.set("resources", role(taking));
    }
    return session;
  }

  /** The session that a SAML assertion gives. */
  Caller saml(Instant time, Taking taking, String subject, String address, String provider) {
    Caller session = session(taking, address, Caller.CONSOLE);
    Call call = taking.call("AssumeRoleWithSAML", session, time);
    ObjectNode request = requireNonNull(call.request());
    ObjectNode response = requireNonNull(call.response());
    String arn = "arn:aws:iam::" + taking.account() + ":saml-provider/" + provider;
    request.put("sAMLAssertionID", "_" + dice.uuid()).put("principalArn", arn);
    response
        .put("subjectType", "persistent")
        .put("issuer", "https://" + provider + ".example/adfs/services/trust")
        .put("subject", subject)
        .put("audience", "https://signin.aws.amazon.com/saml")
        .put("nameQualifier", Caller.stable(arn) + "=");
    ObjectNode record = record(session, time, call);
    record.set(
        "userIdentity",
        Json.obj(
            "type",
            "SAMLUser",
            "principalId",
            Caller.stable(arn) + "=:" + subject,
            "userName",
            subject,
            "identityProvider",
            Caller.stable(arn) + "="));
    return session;
  }

  /** The session that a web identity's token gives. */
  Caller web(Instant time, Taking taking, String subject, String address, String provider) {
    Caller session = session(taking, address, Caller.SDK);
    Call call = taking.call("AssumeRoleWithWebIdentity", session, time);
    ObjectNode response = requireNonNull(call.response());
    String arn = "arn:aws:iam::" + taking.account() + ":oidc-provider/" + provider;
    response
        .put("subjectFromWebIdentityToken", subject)
        .put("provider", arn)
        .put("audience", "sts.amazonaws.com");
    ObjectNode record = record(session, time, call);
    record.set(
        "userIdentity",
        Json.obj(
            "type",
            "WebIdentityUser",
            "principalId",
            arn + ":sts.amazonaws.com:" + subject,
            "userName",
            subject,
            "identityProvider",
            arn));
    return session;
  }

  /** The session that a service of AWS takes for what runs in it. */
  Caller service(Instant time, Taking taking, String service, String address) {
    Caller session = session(taking, address, Caller.SDK);
    ObjectNode record = record(session, time, taking.call("AssumeRole", session, time));
    record.set(
        "userIdentity", Json.obj("type", "AWSService", "invokedBy", service + ".amazonaws.com"));
    record.put("sourceIPAddress", service + ".amazonaws.com");
    record.put("userAgent", service + ".amazonaws.com");
    record.put("sharedEventID", dice.uuid());
    return session;
  }

  /** Signing in at the access portal, of which CloudTrail knows the user's name alone. */
  void federate(String user, Caller session, Instant time) {
    ObjectNode record = record(session, time, Call.of("sso", "Federate"));
    record.set(
        "userIdentity",
        Json.obj(
            "type",
            "Unknown",
            "principalId",
            Company.HUB,
            "arn",
            "",
            "accountId",
            Company.HUB,
            "accessKeyId",
            "",
            "userName",
            user));
    record.set(
        "serviceEventDetails",
        Json.obj("role_name", session.name(), "account_id", session.account()));
    record.put("eventType", "AwsServiceEvent");
    record.put("recipientAccountId", Company.HUB);
  }

  /** The short-lived keys that an IAM user gets; the caller under them. */
  Caller sessionToken(Caller user, Instant time) {
    String key = "ASIA" + dice.base32(16);
    record(
        user,
        time,
        Call.of("sts", "GetSessionToken", "durationSeconds", 43_200)
            .answers("credentials", credentials(key, time)));
    return new Caller(
        user.type(),
        user.principalId(),
        user.name(),
        "",
        key,
        user.account(),
        user.address(),
        user.agent());
  }

  /** A new key of a user's, made by the user or by somebody else. */
  String createKey(Caller maker, String user, Instant time) {
    String key = "AKIA" + dice.base32(16);
    record(
        maker,
        time,
        Call.of("iam", "CreateAccessKey", "userName", user)
            .answers(
                "accessKey",
                Json.obj(
                    "userName",
                    user,
                    "accessKeyId",
                    key,
                    "status",
                    "Active",
                    "createDate",
                    EXPIRES.format(time))));
    return key;
  }

  private Caller session(Taking taking, String address, String agent) {
    return Caller.role(dice, taking.role(), taking.session(), taking.account(), address, agent);
  }

  private static ObjectNode credentials(String key, Instant time) {
    return Json.obj(
        "accessKeyId",
        key,
        "sessionToken",
        "IQoJb3JpZ2luX2VjE" + key.substring(4),
        "expiration",
        EXPIRES.format(time.plus(Duration.ofHours(1))));
  }

  private static ArrayNode role(Taking taking) {
    return Json.arr(
        Json.obj("accountId", taking.account(), "type", "AWS::IAM::Role", "ARN", taking.roleArn()));
  }

  /**
   * A role that is taken.
   *
   * @param session what its taker calls the session
   * @param source the source identity, or null
   * @param told whether the taker's own account has a record of it
   */
  record Taking(
      String account, String role, String session, @Nullable String source, boolean told) {

    static Taking of(String account, String role, String session) {
      return new Taking(account, role, session, null, true);
    }

    String roleArn() {
      return "arn:aws:iam::" + account + ":role/" + role;
    }

    Call call(String operation, Caller session, Instant time) {
      ObjectNode request =
          Json.obj("roleArn", roleArn(), "roleSessionName", session(), "durationSeconds", 3_600);
      ObjectNode response =
          Json.obj(
              "credentials",
              credentials(session.key(), time),
              "assumedRoleUser",
              Json.obj("assumedRoleId", session.principalId(), "arn", session.arn()));
      if (source != null) {
        request.put("sourceIdentity", source);
        response.put("sourceIdentity", source);
      }
      return new Call("sts", operation, request, response, null);
    }
  }
}
