// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Records as the services write them, and what a resolver makes of them. */
final class World {
  static final Instant NINE = Instant.parse("2026-03-17T09:00:00Z");
  static final String OURS = "111122223333";
  static final String THEIRS = "999988887777";

  final List<Signal> signals = new ArrayList<>();
  final IdentityResolver.Builder builder =
      IdentityResolver.builder(Clock.fixed(NINE, ZoneOffset.UTC));
  private IdentityResolver resolver = builder.build();
  private boolean stale = true;
  private int number;

  /** What a clock shows so many hours after nine. */
  static Instant at(double hours) {
    return NINE.plusSeconds((long) (hours * 3600));
  }

  World directory(String csv) {
    try {
      builder.directory(Directory.read(new StringReader(csv), "ad.csv"));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  World table(String csv) {
    try {
      builder.table(NameTable.read(new StringReader(csv), "names.csv"));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private World read(String json) {
    int before = signals.size();
    try {
      SignalReader.create()
          .read(
              "world",
              new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
              new ReadListener() {
                @Override
                public void signal(Signal signal) {
                  signals.add(signal);
                }

                @Override
                public void rejected(Rejected record) {
                  throw new AssertionError(record.reason() + ": " + json);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (signals.size() != before + 1) {
      throw new AssertionError("not one signal: " + json);
    }
    stale = true;
    return this;
  }

  static String iam(String account, String user, String key) {
    return """
        {"type":"IAMUser","accountId":"%1$s","principalId":"AIDAEXAMPLE","userName":"%2$s",
         "arn":"arn:aws:iam::%1$s:user/%2$s","accessKeyId":"%3$s"}"""
        .formatted(account, user, key);
  }

  static String session(String account, String role, String name, String key) {
    return session(account, role, name, key, "");
  }

  static String session(String account, String role, String name, String key, String source) {
    return """
        {"type":"AssumedRole","accountId":"%1$s","principalId":"AROAEXAMPLE:%3$s",
         "arn":"arn:aws:sts::%1$s:assumed-role/%2$s/%3$s","accessKeyId":"%4$s",
         "sessionContext":{"sessionIssuer":{"type":"Role","arn":"arn:aws:iam::%1$s:role/%2$s"}%5$s}}"""
        .formatted(
            account,
            role,
            name,
            key,
            source.isEmpty() ? "" : ",\"sourceIdentity\":\"" + source + '"');
  }

  /** A call in the account, with members behind the usual ones. */
  World call(double hours, String account, String operation, String identity, String more) {
    number++;
    return read(
        """
        {"eventVersion":"1.09","eventTime":"%s","eventID":"call-%d","eventSource":"sts.amazonaws.com",
         "eventName":"%s","awsRegion":"eu-central-1","recipientAccountId":"%s",
         "userIdentity":%s%s}"""
            .formatted(
                at(hours), number, operation, account, identity, more.isEmpty() ? "" : "," + more));
  }

  World call(double hours, String identity) {
    return call(hours, OURS, "ListBuckets", identity, "");
  }

  /** A caller gets a session of a role. */
  World assume(double hours, String identity, String role, String name, String key) {
    return call(hours, OURS, "AssumeRole", identity, assumed(OURS, role, name, key));
  }

  static String assumed(String account, String role, String name, String key) {
    return """
        "requestParameters":{"roleArn":"arn:aws:iam::%1$s:role/%2$s","roleSessionName":"%3$s"},
        "responseElements":{"credentials":{"accessKeyId":"%4$s"},
         "assumedRoleUser":{"arn":"arn:aws:sts::%1$s:assumed-role/%2$s/%3$s"}}"""
        .formatted(account, role, name, key);
  }

  World saml(
      double hours, String role, String name, String subject, String subjectType, String key) {
    return call(
        hours,
        OURS,
        "AssumeRoleWithSAML",
        "{\"type\":\"SAMLUser\",\"principalId\":\"x:y\",\"userName\":\"" + subject + "\"}",
        """
        "requestParameters":{"principalArn":"arn:aws:iam::%1$s:saml-provider/corp","roleSessionName":"%3$s"},
        "responseElements":{"subject":"%4$s","subjectType":"%5$s","nameQualifier":"S4jYAZ",
         "credentials":{"accessKeyId":"%6$s"},
         "assumedRoleUser":{"arn":"arn:aws:sts::%1$s:assumed-role/%2$s/%3$s"}}"""
            .formatted(OURS, role, name, subject, subjectType, key));
  }

  World web(double hours, String provider, String subject, String role, String name, String key) {
    return call(
        hours,
        OURS,
        "AssumeRoleWithWebIdentity",
        "{\"type\":\"WebIdentityUser\",\"userName\":\"" + subject + "\"}",
        """
        "responseElements":{"subjectFromWebIdentityToken":"%5$s","provider":"%6$s",
         "credentials":{"accessKeyId":"%4$s"},
         "assumedRoleUser":{"arn":"arn:aws:sts::%1$s:assumed-role/%2$s/%3$s"}}"""
            .formatted(OURS, role, name, key, subject, provider));
  }

  /** A row of an Ariel search; members that are empty are left out. */
  World event(
      double hours, String name, String category, String user, String address, String host) {
    return event(hours, name, category, user, address, host, "");
  }

  World event(
      double hours,
      String name,
      String category,
      String user,
      String address,
      String host,
      String payload) {
    number++;
    return read(
        """
        {"events":[{"qid":%d,"qidname_qid":"%s","categoryname_category":"%s","eventcount":1,
         "logsourcename_logsourceid":"dc1","starttime":%d%s%s%s%s}]}"""
            .formatted(
                number,
                name,
                category,
                at(hours).toEpochMilli(),
                member("username", user),
                member("sourceip", address),
                member("identityhostname", host),
                member("payload", payload)));
  }

  private static String member(String name, String value) {
    return value.isEmpty()
        ? ""
        : ",\"" + name + "\":\"" + value.replace("\\", "\\\\").replace("\t", "\\t") + '"';
  }

  World logon(double hours, String user, String address, String host) {
    return event(
        hours,
        "Success Audit: An account was successfully logged on",
        "User Login Success",
        user,
        address,
        host);
  }

  /** Logons on four days before and after. */
  World atHome(double hours, String user, String address, String host) {
    for (int day = -2; day <= 2; day++) {
      logon(hours + 24 * day, user, address, host);
    }
    return this;
  }

  World lease(double hours, String address, String host) {
    return event(hours, "DHCP Lease Assigned", "DHCP Success", "", address, host);
  }

  World instance(double hours, String instance, String status, String address, String dns) {
    return read(
        """
        {"resourceType":"AWS::EC2::Instance","resourceId":"%1$s","awsAccountId":"%2$s",
         "configurationItemStatus":"%3$s","configurationItemCaptureTime":"%4$s",
         "configuration":{"privateIpAddress":"%5$s","privateDnsName":"%6$s"}}"""
            .formatted(instance, OURS, status, at(hours), address, dns));
  }

  IdentityResolver resolver() {
    if (stale) {
      resolver = builder.build();
      signals.forEach(resolver::learn);
      stale = false;
    }
    return resolver;
  }

  /** An observable from its kind, a colon and its value. */
  static Observable name(String told) {
    int colon = told.indexOf(':');
    String value = told.substring(colon + 1);
    ObservableKind kind =
        switch (told.substring(0, colon)) {
          case "user" -> ObservableKind.USER;
          case "key" -> ObservableKind.ACCESS_KEY;
          case "ip" -> ObservableKind.IP;
          case "host" -> ObservableKind.HOST;
          case "arn" -> ObservableKind.PRINCIPAL;
          default -> ObservableKind.RESOURCE;
        };
    return new Observable(kind, kind == ObservableKind.PRINCIPAL ? told : value, Role.ACTOR);
  }

  Identity of(String told, double hours) {
    return resolver().resolve(name(told), at(hours));
  }

  String id(String told, double hours) {
    return of(told, hours).id();
  }
}
