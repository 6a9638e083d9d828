// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import static io.qraws.correlation.pattern.Signals.call;
import static io.qraws.correlation.pattern.Signals.event;
import static io.qraws.correlation.pattern.Signals.finding;
import static io.qraws.correlation.pattern.Signals.offense;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each built-in pattern finds what it is about, and not what only looks like it. */
final class BuiltInPatternsTest {
  private static final PatternCatalog BUILT_IN = PatternCatalog.builtIn();
  private static final String ADDRESS = "ip=203.0.113.7";
  private static final String ELSEWHERE = "ip=198.51.100.9";

  /**
   * Signals of an attack, and signals that only look like it.
   *
   * @param pattern which must find the first and not the second
   */
  private record Story(String pattern, List<Signal> attack, List<Signal> nearMiss) {
    @Override
    public String toString() {
      return pattern;
    }
  }

  private static Stream<Story> stories() {
    return Stream.of(logIns(), footholds(), hiding(), credentials(), taking()).flatMap(s -> s);
  }

  private static Stream<Story> logIns() {
    Signal weak = console("c", 600, "Success", "user=ann", ADDRESS);
    Signal strong = console("c", 600, "Success", "user=ann", ADDRESS, "mfa=true");
    return Stream.of(
        new Story(
            "onprem-failures-then-console",
            with(many(5, i -> failure(i, "user=CORP\\ann")), weak),
            with(many(5, i -> failure(i, "user=CORP\\ann")), strong)),
        new Story(
            "onprem-spray-then-console",
            with(many(5, i -> failure(i, "user=u" + i, ADDRESS)), weak),
            with(many(9, i -> failure(i, "user=bob", ADDRESS)), weak)),
        new Story(
            "console-guessed",
            with(many(5, i -> console("f" + i, i, "Failure", "user=ann")), weak),
            with(many(4, i -> console("f" + i, i, "Failure", "user=ann")), weak)),
        new Story(
            "console-without-sso",
            List.of(weak),
            List.of(call("s", 0, "Authenticate", "service=sso", "user=ann@corp.example"), weak)));
  }

  private static Stream<Story> footholds() {
    Signal user = call("u", 0, "CreateUser", "user=mal", "request.userName=svc");
    Signal rights = call("r", 9, "AttachUserPolicy", "user=mal", "request.userName=svc");
    Signal key =
        call(
            "k",
            9,
            "CreateAccessKey",
            "user=mal",
            ADDRESS,
            "made=AKIAEXAMPLENEW00001",
            "request.userName=svc");
    Signal password = call("p", 0, "UpdateLoginProfile", ADDRESS, "request.userName=ann");
    Signal trust = call("t", 0, "UpdateAssumeRolePolicy", "request.roleName=admin");
    return Stream.of(
        new Story(
            "user-with-rights-and-key",
            List.of(user, rights, key),
            List.of(user, call("r", 9, "AttachUserPolicy", "request.userName=bob"), key)),
        new Story(
            "key-used-elsewhere",
            List.of(key, call("x", 60, "ListUsers", "key=AKIAEXAMPLENEW00001", ELSEWHERE)),
            List.of(key, call("x", 60, "ListUsers", "key=AKIAEXAMPLENEW00001", ADDRESS))),
        new Story(
            "password-set-and-used",
            List.of(password, console("c", 60, "Success", "user=ann", ADDRESS)),
            List.of(password, console("c", 60, "Success", "user=ann", ELSEWHERE))),
        new Story(
            "role-opened-and-taken",
            List.of(trust, assumed("arn:aws:iam::111122223333:role/admin", "of=444455556666")),
            List.of(trust, assumed("arn:aws:iam::111122223333:role/admin", "user=ann"))),
        new Story(
            "finding-then-foothold",
            List.of(
                finding("g", 0, "UnauthorizedAccess:IAMUser/TorIPCaller", "AKIAEXAMPLEOLD00001"),
                call("k", 60, "CreateAccessKey", "key=AKIAEXAMPLEOLD00001")),
            List.of(
                call("k", 60, "CreateAccessKey", "key=AKIAEXAMPLEOLD00001"),
                finding(
                    "g", 90, "UnauthorizedAccess:IAMUser/TorIPCaller", "AKIAEXAMPLEOLD00001"))));
  }

  private static Stream<Story> hiding() {
    IntFunction<Signal> denied =
        i -> call("d" + i, i, "List", "key=ASIAX", "error=AccessDenied", "service=s" + i);
    IntFunction<Signal> again =
        i -> call("d" + i, i, "List", "key=ASIAX", "error=AccessDenied", "service=s" + i % 4);
    Signal change = call("x", 60, "PutRolePolicy", "key=ASIAX");
    Signal stop = call("s", 0, "StopLogging", "user=mal");
    return Stream.of(
        new Story(
            "denied-then-changed", with(many(5, denied), change), with(many(9, again), change)),
        new Story(
            "blinded-then-acted",
            List.of(stop, call("k", 60, "CreateAccessKey", "user=mal")),
            List.of(stop, call("k", 60, "CreateAccessKey", "user=mal", "error=AccessDenied"))),
        new Story(
            "blinded-thoroughly",
            List.of(stop, call("f", 60, "DeleteFlowLogs", "user=mal")),
            List.of(stop, call("f", 60, "StopLogging", "user=mal"))));
  }

  private static Stream<Story> credentials() {
    return Stream.of(
        new Story(
            "many-secrets-read",
            many(10, i -> call("s" + i, i, "GetSecretValue", "user=mal", "request.secretId=s" + i)),
            many(40, i -> call("s" + i, i, "GetSecretValue", "user=mal", "request.secretId=app"))),
        new Story(
            "secrets-in-bulk",
            many(5, i -> call("s" + i, i, "BatchGetSecretValue", "key=ASIAX")),
            many(4, i -> call("s" + i, i, "BatchGetSecretValue", "key=ASIAX"))),
        new Story(
            "parameters-in-bulk",
            many(5, i -> parameters(i, "true")),
            many(9, i -> parameters(i, "false"))),
        new Story(
            "instance-passwords",
            many(5, i -> password(i, "i-0" + i)),
            many(9, i -> password(i, "i-01"))));
  }

  private static Stream<Story> taking() {
    Signal snapshot = call("s", 0, "CreateSnapshot", "response.snapshotId=snap-01");
    Signal listed = call("l", 0, "ListObjects", "key=ASIAX", "request.bucketName=b");
    Signal opened = call("o", 0, "PutUseCaseForModelAccess", "user=mal");
    return Stream.of(
        new Story(
            "commands-to-many",
            List.of(
                call(
                    "c",
                    0,
                    "SendCommand",
                    "user=mal",
                    "request.instanceIds.0=i-01",
                    "request.instanceIds.1=i-02",
                    "request.instanceIds.2=i-03")),
            many(
                9, i -> call("c" + i, i, "SendCommand", "user=mal", "request.instanceIds.0=i-01"))),
        new Story(
            "ssh-keys-to-many",
            many(3, i -> pushed(i, "i-0" + i)),
            many(9, i -> pushed(i, "i-0" + i % 2))),
        new Story(
            "instances-in-many-regions",
            many(3, i -> call("r" + i, i, "RunInstances", "user=mal", "region=eu-west-" + i)),
            many(9, i -> call("r" + i, i, "RunInstances", "user=mal", "region=eu-west-" + i % 2))),
        new Story(
            "snapshot-made-and-shared",
            List.of(snapshot, shared("createVolumePermission.add.items.0.userId=444455556666")),
            List.of(snapshot, shared("createVolumePermission.remove.items.0.userId=444455556666"))),
        new Story(
            "bucket-listed-and-read",
            with(many(20, i -> object(i, "GetObject", "b")), listed),
            with(many(20, i -> object(i, "GetObject", "other")), listed)),
        new Story(
            "bucket-listed-and-emptied",
            with(many(20, i -> object(i, "DeleteObject", "b")), listed),
            with(many(19, i -> object(i, "DeleteObject", "b")), listed)),
        new Story(
            "model-opened-and-used",
            List.of(opened, call("i", 60, "InvokeModel", "user=mal")),
            List.of(opened, call("i", 60, "InvokeModel", "user=ann"))),
        new Story(
            "offense-then-sensitive-call",
            List.of(offense(7, 0, 6, "OPEN", "203.0.113.7"), call("x", 60, "CreateUser", ADDRESS)),
            List.of(
                offense(7, 0, 4, "OPEN", "203.0.113.7"), call("x", 60, "CreateUser", ADDRESS))));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void match_attack_isFoundOnce(Story story) {
    assertThat(ids(story.attack)).containsOnlyOnce(story.pattern);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void match_nearMiss_isNotFound(Story story) {
    assertThat(ids(story.nearMiss)).doesNotContain(story.pattern);
  }

  @Test
  void patterns_each_hasAStoryHere() {
    TreeSet<String> told = new TreeSet<>(stories().map(Story::pattern).toList());
    assertThat(BUILT_IN.patterns().stream().map(SignalPattern::id))
        .containsOnlyOnceElementsOf(told);
    assertThat(told).hasSameSizeAs(BUILT_IN.patterns());
  }

  /** What a person reads first, and what responders sort by. */
  @Test
  void patterns_each_isDescribedAndTagged() {
    assertThat(BUILT_IN.patterns())
        .allSatisfy(
            pattern -> {
              assertThat(pattern.description()).isNotEmpty();
              assertThat(pattern.techniques()).isNotEmpty();
              assertThat(pattern.tactics()).hasSize(1);
            });
  }

  private static List<String> ids(List<Signal> signals) {
    return PatternMatcher.match(BUILT_IN, signals).stream().map(m -> m.pattern().id()).toList();
  }

  private static List<Signal> many(int count, IntFunction<Signal> signal) {
    return IntStream.rangeClosed(1, count).mapToObj(signal).toList();
  }

  private static List<Signal> with(List<Signal> many, Signal one) {
    List<Signal> all = new ArrayList<>(many);
    all.add(one);
    return all;
  }

  private static Signal failure(int i, String... words) {
    return event("e" + i, i, "VPN login failed", words);
  }

  private static Signal console(String id, int second, String outcome, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("service=signin");
    all.add("response.ConsoleLogin=" + outcome);
    return call(id, second, "ConsoleLogin", all.toArray(String[]::new));
  }

  private static Signal assumed(String role, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("request.roleArn=" + role);
    return call("a", 60, "AssumeRole", all.toArray(String[]::new));
  }

  private static Signal parameters(int i, String decrypted) {
    return call("p" + i, i, "GetParameters", "key=ASIAX", "request.withDecryption=" + decrypted);
  }

  private static Signal password(int i, String instance) {
    return call("p" + i, i, "GetPasswordData", "key=ASIAX", "request.instanceId=" + instance);
  }

  private static Signal pushed(int i, String instance) {
    return call("p" + i, i, "SendSSHPublicKey", "user=mal", "request.instanceId=" + instance);
  }

  private static Signal shared(String how) {
    return call("m", 60, "ModifySnapshotAttribute", "request.snapshotId=snap-01", "request." + how);
  }

  private static Signal object(int i, String operation, String bucket) {
    return call(
        "o" + i, i, operation, "key=ASIAX", "request.bucketName=" + bucket, "request.key=k" + i);
  }
}
