// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What API calls say of names.
 *
 * <p>Source: AWS CloudTrail User Guide, CloudTrail userIdentity element; IAM User Guide, logging
 * IAM and AWS STS API calls.
 */
final class ApiCallEvidence {
  private static final Pattern SHARED = Pattern.compile("[0-9A-Za-z-]{1,64}");

  private final Evidence evidence;

  ApiCallEvidence(Evidence evidence) {
    this.evidence = evidence;
  }

  /** The parts of a call that matter here. */
  private record Call(
      ApiCall call, @Nullable Name principal, @Nullable Name key, @Nullable Name event) {
    Instant time() {
      return call.time();
    }

    String id() {
      return call.id();
    }

    String detail(String path) {
      return call.details().getOrDefault(path, "");
    }

    boolean failed() {
      return call.errorCode() != null || call.title().contains(" failed: ");
    }

    /** Who called: his key, or else himself, or else the event that his own account records. */
    @Nullable Name caller() {
      if (principal == null) {
        return event;
      }
      return key == null ? principal : key;
    }
  }

  void learn(ApiCall signal) {
    Name principal = null;
    Name key = null;
    for (Observable one : signal.observables()) {
      if (one.role() == Role.ACTOR && one.kind() == ObservableKind.PRINCIPAL) {
        Name found = Name.of(one);
        principal = principal == null && acts(found) ? found : principal;
      } else if (one.role() == Role.ACTOR && one.kind() == ObservableKind.ACCESS_KEY) {
        key = Name.key(one.value());
      }
    }
    String shared = signal.details().getOrDefault("sharedEventID", "");
    Name event = SHARED.matcher(shared).matches() ? new Name(Name.Kind.EVENT, shared) : null;
    Call call = new Call(signal, principal, key, event);
    if (signal.operation().equals("ConsoleLogin") && !loggedIn(call)) {
      return;
    }
    actor(call);
    if (!call.failed()) {
      deed(call);
    }
  }

  private static boolean acts(Name name) {
    return switch (name.kind()) {
      case IAM_USER, SESSION, ROOT -> true;
      default -> false;
    };
  }

  private static boolean loggedIn(Call call) {
    return !call.failed() && !call.detail("responseElements.ConsoleLogin").equals("Failure");
  }

  private void actor(Call call) {
    Name principal = call.principal;
    if (principal == null) {
      return;
    }
    evidence.add(Fact.USED_AS, call.key, principal, call.time(), call.id());
    if (ours(call, principal)) {
      named(principal, call);
    }
    String source = call.detail("userIdentity.sessionContext.sourceIdentity");
    if (!source.isEmpty() && ours(call, principal)) {
      Name user = Name.user(source);
      evidence.add(Fact.CARRIES, call.key, user, call.time(), call.id());
      evidence.add(Fact.CARRIES, principal, user, call.time(), call.id());
    }
    if (call.event != null) {
      evidence.add(Fact.CALLED, call.event, call.caller(), call.time(), call.id());
    }
  }

  /**
   * Whether the principal is of the account that recorded the call; strangers name as they like.
   */
  private static boolean ours(Call call, Name principal) {
    return Arns.account(principal).equals(call.call.account());
  }

  private void named(Name principal, Call call) {
    if (principal.kind() == Name.Kind.ROOT) {
      return;
    }
    Name user = Name.user(Arns.last(principal));
    evidence.add(Fact.NAMED, principal, user, call.time(), call.id());
    if (principal.kind() == Name.Kind.IAM_USER || Arns.ofIdentityCenter(principal)) {
      evidence.add(Fact.SEEN, user, user, call.time(), call.id());
    }
  }

  private void deed(Call call) {
    switch (call.call.operation()) {
      case "AssumeRole" -> assumed(call, "assumedRoleUser");
      case "GetFederationToken" -> assumed(call, "federatedUser");
      case "AssumeRoleWithSAML" -> saml(call);
      case "AssumeRoleWithWebIdentity" -> webIdentity(call);
      case "GetSessionToken" ->
          evidence.add(Fact.MADE_FOR, issued(call), call.caller(), call.time(), call.id());
      case "CreateAccessKey" -> created(call);
      case "SwitchRole" -> switched(call);
      case "RunInstances" -> started(call);
      default -> {}
    }
  }

  private static @Nullable Name issued(Call call) {
    for (Observable one : call.call.observables()) {
      if (one.role() == Role.TARGET && one.kind() == ObservableKind.ACCESS_KEY) {
        return Name.key(one.value());
      }
    }
    return null;
  }

  /** The session that a call made; null if it is of another account than the record. */
  private static @Nullable Name session(Call call, String member) {
    Name session = Arns.principal(call.detail("responseElements." + member + ".arn"));
    for (Observable one : call.call.observables()) {
      if (session == null && one.role() == Role.TARGET && one.kind() == ObservableKind.PRINCIPAL) {
        Name found = Name.of(one);
        session = found.kind() == Name.Kind.SESSION ? found : null;
      }
    }
    return session;
  }

  private void assumed(Call call, String member) {
    if (call.call.userType().equals("AWSService")) {
      return;
    }
    evidence.add(Fact.ASSUMED, issued(call), call.caller(), call.time(), call.id());
    Name session = session(call, member);
    evidence.add(Fact.GRANTED, session, call.caller(), call.time(), call.id());
    if (session != null && ours(call, session)) {
      named(session, call);
    }
  }

  private void saml(Call call) {
    Name session = session(call, "assumedRoleUser");
    if (session == null || !ours(call, session)) {
      return;
    }
    Name sessionUser = Name.user(Arns.last(session));
    String subject = call.detail("responseElements.subject");
    boolean lasting =
        !call.detail("responseElements.subjectType").contains("transient")
            && !subject.startsWith("_");
    Name signed = lasting ? Name.user(subject) : null;
    Name user = signed == null ? sessionUser : signed;
    evidence.add(Fact.SIGNED, issued(call), user, call.time(), call.id());
    evidence.add(Fact.SIGNED, session, user, call.time(), call.id());
    evidence.add(Fact.SEEN, user, user, call.time(), call.id());
    named(session, call);
    if (signed != null && !signed.equals(sessionUser)) {
      evidence.add(Fact.ALIAS, signed, sessionUser, call.time(), call.id());
      evidence.add(Fact.SEEN, sessionUser, sessionUser, call.time(), call.id());
    }
  }

  private void webIdentity(Call call) {
    Name session = session(call, "assumedRoleUser");
    String subject = call.detail("responseElements.subjectFromWebIdentityToken");
    String told = call.detail("responseElements.provider");
    String provider = told.isEmpty() ? call.detail("userIdentity.identityProvider") : told;
    if (session == null || !ours(call, session) || subject.isEmpty()) {
      return;
    }
    Name workload = Name.workload(provider, subject);
    evidence.add(Fact.SIGNED, issued(call), workload, call.time(), call.id());
    evidence.add(Fact.SIGNED, session, workload, call.time(), call.id());
    evidence.add(Fact.SIGNED, Name.user(subject), workload, call.time(), call.id());
    named(session, call);
  }

  private void created(Call call) {
    String named = call.detail("responseElements.accessKey.userName");
    String asked = named.isEmpty() ? call.detail("requestParameters.userName") : named;
    Name user = call.principal;
    if (!asked.isEmpty()) {
      String partition = user == null ? "aws" : Arns.partition(user);
      user = Arns.iamUser(partition, call.call.account(), asked);
    }
    evidence.add(Fact.MADE_FOR, issued(call), user, call.time(), call.id());
    if (user != null && user.kind() == Name.Kind.IAM_USER) {
      named(user, call);
    }
  }

  /** The console tells in the new session who switched into it. */
  private void switched(Call call) {
    Name from = Arns.principal(call.detail("additionalEventData.SwitchFrom"));
    evidence.add(Fact.GRANTED, call.principal, from, call.time(), call.id());
  }

  private void started(Call call) {
    String item = "responseElements.instancesSet.items.";
    for (int i = 0; i < 64; i++) {
      Name instance = Name.instance(call.detail(item + i + ".instanceId"));
      if (instance == null) {
        return;
      }
      Name address = Name.ip(call.detail(item + i + ".privateIpAddress"));
      Name host = Name.host(call.detail(item + i + ".privateDnsName"));
      evidence.add(Fact.BOUND, address, instance, call.time(), call.id());
      evidence.add(Fact.BOUND, host, instance, call.time(), call.id());
    }
  }
}
