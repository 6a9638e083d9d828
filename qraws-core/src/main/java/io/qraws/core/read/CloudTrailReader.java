// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads CloudTrail records: management, data and network events, log-ins and Insights. */
final class CloudTrailReader implements FormatReader {
  private static final int LONGEST_AGENT = 1024;
  private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";
  private static final String[] READS = {
    "Get",
    "List",
    "Describe",
    "Head",
    "Lookup",
    "Search",
    "BatchGet",
    "BatchDescribe",
    "View",
    "Check",
    "Preview",
    "Simulate"
  };

  /** Request members that name a resource which the call is about. */
  private static final Set<String> RESOURCES =
      Set.of(
          "bucketname",
          "instanceid",
          "instanceids",
          "functionname",
          "keyid",
          "secretid",
          "snapshotid",
          "volumeid",
          "sourcesnapshotid",
          "dbinstanceidentifier",
          "dbsnapshotidentifier",
          "trailname",
          "documentname",
          "detectorid",
          "clustername",
          "tablename",
          "topicarn",
          "queueurl",
          "loggroupname");

  static final DetailPath REQUEST = DetailPath.root(new MemberName("requestParameters"));
  static final DetailPath RESPONSE = DetailPath.root(new MemberName("responseElements"));
  private static final DetailPath MORE = DetailPath.root(new MemberName("additionalEventData"));
  private static final DetailPath SHARED = DetailPath.root(new MemberName("sharedEventID"));
  private static final DetailPath IDENTITY = DetailPath.root(new MemberName("userIdentity"));
  private static final DetailPath PROVIDER = IDENTITY.to(new MemberName("identityProvider"));
  private static final DetailPath SOURCE_IDENTITY =
      IDENTITY.to(new MemberName("sessionContext")).to(new MemberName("sourceIdentity"));

  @Override
  public boolean recognises(Node object) {
    Node event = CloudTrailSpelling.restore(object);
    String source = Json.text(Json.at(event, "eventSource"));
    if (source != null && source.startsWith("aws:")) {
      return false;
    }
    boolean named = Json.text(Json.at(event, "eventName")) != null;
    if (named && source != null) {
      return true;
    }
    return (named || event.has("insightDetails"))
        && (event.has("eventVersion")
            || Spelling.parsed(Json.at(event, "userIdentity")).isObject()
            || event.has("awsRegion"));
  }

  @Override
  public Signal read(Node sent, Raw raw, SourceRef source) {
    Node event = CloudTrailSpelling.restore(sent);
    Node insight = Json.at(event, "insightDetails");
    String operation = text(event, insight, "eventName");
    String service = text(event, insight, "eventSource").replace(".amazonaws.com", "");
    String eventId = Json.text(Json.at(event, "eventID", "eventId"));
    String error = Json.text(Json.at(event, "errorCode"));
    Node identity = Spelling.parsed(Json.at(event, "userIdentity"));
    Node request = Spelling.parsed(Json.at(event, "requestParameters"));
    Node response = Spelling.parsed(Json.at(event, "responseElements"));
    SignalHeader.Builder header =
        SignalHeader.builder(
            eventId == null ? Names.derivedId("call", raw) : eventId,
            Format.CLOUDTRAIL,
            source,
            raw);
    header.time(
        Times.required(
            "eventTime",
            Json.at(event, "eventTime"),
            Json.at(event, "p_event_time"),
            Json.at(event, Envelopes.TOLD)));
    String account = Json.text(Json.at(event, "recipientAccountId"));
    String actorAccount = Json.text(identity, "accountId");
    header.account(account == null ? actorAccount : account);
    header.region(Json.text(Json.at(event, "awsRegion")));
    header.type(service + ":" + operation).type(Json.text(event, "eventType"));
    String actor = actor(header, identity);
    header.title(
        operation
            + " on "
            + service
            + (actor == null ? "" : " by " + actor)
            + (error == null ? "" : " failed: " + error));
    Names.address(header, Json.text(Json.at(event, "sourceIPAddress")), Role.SOURCE);
    header.observable(
        ObservableKind.ACCOUNT, account == null ? actorAccount : account, Role.TARGET);
    if (actorAccount != null && !actorAccount.equals(account)) {
      header.observable(ObservableKind.ACCOUNT, actorAccount, Role.ACTOR);
    }
    targets(header, request, 0);
    issued(header, response);
    for (Node resource : Json.at(event, "resources")) {
      Names.resource(
          header, Json.text(Json.at(resource, "ARN", "arn", "resourceName")), Role.TARGET);
    }
    for (Node attribution : Json.path(insight, "insightContext.attributions")) {
      for (Node one : Json.at(attribution, "insight")) {
        String arn = Json.textOr(one, "value", "");
        if (arn.startsWith("arn:")) {
          Names.resource(header, arn, Role.ACTOR);
        }
      }
    }
    Details details = new Details();
    details.add(SHARED, Json.at(event, "sharedEventID"));
    details.add(PROVIDER, Json.at(identity, "identityProvider"));
    details.add(SOURCE_IDENTITY, Json.path(identity, "sessionContext.sourceIdentity"));
    details.add(REQUEST, request);
    details.add(RESPONSE, response);
    details.add(MORE, Json.at(event, "additionalEventData"));
    return new ApiCall(
        header.build(),
        service,
        operation,
        readOnly(event, operation),
        error,
        Json.textOr(identity, "type", ""),
        Names.cut(Json.textOr(event, "userAgent", ""), LONGEST_AGENT),
        mfa(event, identity),
        details.map());
  }

  private static String text(Node event, Node insight, String name) {
    String text = Json.text(Json.at(event, name));
    if (text == null) {
      text = Json.text(Json.at(insight, name));
    }
    if (text == null && name.equals("eventName")) {
      throw new UnreadableException("eventName is missing");
    }
    return text == null ? "unknown" : text;
  }

  private static @Nullable String actor(SignalHeader.Builder header, Node identity) {
    String arn = Json.text(identity, "arn");
    String issuer = Json.text(identity, "sessionContext.sessionIssuer.arn");
    String user = Json.text(identity, "userName");
    String session = null;
    if (arn != null) {
      header.observable(ObservableKind.PRINCIPAL, arn, Role.ACTOR);
      if (arn.contains(":assumed-role/") || arn.contains(":federated-user/")) {
        session = arn.substring(arn.lastIndexOf('/') + 1);
      }
    }
    header.observable(ObservableKind.PRINCIPAL, issuer, Role.ACTOR);
    if (session == null && "AssumedRole".equals(Json.text(identity, "type"))) {
      String principal = Json.text(identity, "principalId");
      session =
          principal != null && principal.contains(":")
              ? principal.substring(principal.indexOf(':') + 1)
              : null;
    }
    Names.session(header, session, Role.ACTOR);
    if (user != null && !HIDDEN.equals(user)) {
      header.observable(ObservableKind.USER, user, Role.ACTOR);
    }
    header.observable(ObservableKind.ACCESS_KEY, Json.text(identity, "accessKeyId"), Role.ACTOR);
    if (user != null) {
      return user;
    }
    if (session != null) {
      return session;
    }
    return arn != null ? arn : Json.text(identity, "invokedBy");
  }

  private static void targets(SignalHeader.Builder header, Node request, int depth) {
    if (depth > 4) {
      return;
    }
    if (request.isArray()) {
      request.forEach(element -> targets(header, element, depth + 1));
    }
    for (int i = 0; i < request.members(); i++) {
      String name = request.name(i).lower();
      Node value = request.value(i);
      if (value.isContainerNode() && !(value.isArray() && isList(name))) {
        targets(header, value, depth + 1);
      } else if (value.isArray()) {
        value.forEach(element -> Names.resource(header, Json.text(element), Role.TARGET));
      } else {
        target(header, name, Json.text(value));
      }
    }
  }

  /** Whether a request's array holds ids or ARNs of what the call is about. */
  private static boolean isList(String name) {
    return RESOURCES.contains(name) || name.endsWith("arns") || name.equals("resourceidlist");
  }

  private static void target(SignalHeader.Builder header, String name, @Nullable String value) {
    if (value == null || value.equals(HIDDEN)) {
      return;
    }
    if (name.equals("username")) {
      header.observable(ObservableKind.USER, value, Role.TARGET);
    } else if (name.equals("accesskeyid")) {
      header.observable(ObservableKind.ACCESS_KEY, value, Role.TARGET);
    } else if (name.equals("rolename")) {
      header.observable(ObservableKind.RESOURCE, value, Role.TARGET);
    } else if (RESOURCES.contains(name)
        || ((name.endsWith("arn") || name.equals("name")) && value.startsWith("arn:"))) {
      Names.resource(header, value, Role.TARGET);
    }
  }

  /** What the call handed out: keys and sessions lead from the caller to what is done with them. */
  private static void issued(SignalHeader.Builder header, Node response) {
    header.observable(
        ObservableKind.ACCESS_KEY, Json.text(response, "accessKey.accessKeyId"), Role.TARGET);
    header.observable(
        ObservableKind.ACCESS_KEY, Json.text(response, "credentials.accessKeyId"), Role.TARGET);
    header.observable(
        ObservableKind.PRINCIPAL, Json.text(response, "assumedRoleUser.arn"), Role.TARGET);
    Names.resource(header, Json.text(response, "user.arn"), Role.TARGET);
    Names.resource(header, Json.text(response, "role.arn"), Role.TARGET);
    made(header, response, 0);
    for (Node instance : Json.path(response, "instancesSet.items")) {
      Names.resource(header, Json.text(instance, "instanceId"), Role.TARGET);
      Names.address(header, Json.text(instance, "privateIpAddress"), Role.TARGET);
    }
    Names.resource(header, Json.text(response, "snapshotId"), Role.TARGET);
  }

  /** The ARN of what the call made or changed, on the answer's first or second floor. */
  private static void made(SignalHeader.Builder header, Node node, int depth) {
    for (int i = 0; i < node.members(); i++) {
      String name = node.name(i).lower();
      Node value = node.value(i);
      if (value.isObject() && depth == 0 && !name.equals("assumedroleuser")) {
        made(header, value, 1);
      } else if (name.endsWith("arn") && !name.contains("kms") && !name.contains("policy")) {
        String arn = Json.text(value);
        if (arn != null && arn.startsWith("arn:")) {
          Names.resource(header, arn, Role.TARGET);
        }
      }
    }
  }

  private static boolean readOnly(Node event, String operation) {
    Node flag = Json.at(event, "readOnly");
    return flag.isMissingNode() ? reads(operation) : Json.truth(flag);
  }

  private static boolean reads(String operation) {
    for (String prefix : READS) {
      if (operation.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Boolean mfa(Node event, Node identity) {
    String session = Json.text(identity, "sessionContext.attributes.mfaAuthenticated");
    if (session != null) {
      return session.equalsIgnoreCase("true");
    }
    String used = Json.text(event, "additionalEventData.MFAUsed");
    return used == null ? null : used.equalsIgnoreCase("yes");
  }
}
