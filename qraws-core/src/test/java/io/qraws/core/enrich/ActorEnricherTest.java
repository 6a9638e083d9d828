// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.core.testing.EnricherContract;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActorEnricherTest {
  private static final Instant NOW = Instant.parse("2026-03-03T08:00:00Z");
  private static final String OWN = "111122223333";
  private static final String ARN = "arn:aws:iam::" + OWN + ":";
  private static final String SESSION = "arn:aws:sts::" + OWN + ":assumed-role/";

  private final ActorEnricher.Builder builder =
      ActorEnricher.builder(Clock.fixed(NOW, ZoneOffset.UTC))
          .breakGlass(List.of("break-glass-1", ARN + "role/emergency"))
          .administrators(List.of("CORP\\adm-ann"))
          .service("svc-backup", List.of("10.30.0.0/24", "2001:db8::/32"))
          .ownAccounts(Set.of(OWN, "444455556666"));

  @Nested
  class Contract extends EnricherContract {
    @Override
    protected Enricher enricher() {
      return builder.build();
    }

    @Override
    protected Set<Observable> known() {
      return Set.of(
          principal(ARN + "root"), user("break-glass-1"), principal(ARN + "role/x/Emergency"));
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "arn:aws:iam::111122223333:root, root",
    "arn:aws-us-gov:iam::111122223333:root, root",
    "arn:aws:iam::111122223333:user/people/ann, iam-user",
    "arn:aws:iam::111122223333:role/ops, role",
    "arn:aws:sts::111122223333:assumed-role/ops/any, role",
    "arn:aws:sts::111122223333:federated-user/ann, federated",
    "arn:aws:iam::111122223333:role/aws-service-role/ec2.amazonaws.com/Any, role+service-linked",
    "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_x_1, role+federated",
    "arn:aws:iam::111122223333:role/my/aws-service-role/x/Any, role",
    "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForAny/x, role",
    "arn:aws:iam::999900001111:role/ops, external+role",
    "arn:aws:s3:::bucket,",
    "arn:aws:iam::1234:root,"
  })
  void enrich_arnAlone_saysWhatItIs(String arn, String expected) {
    Observable actor = principal(arn);
    List<String> found = expected == null ? List.of() : List.of(expected.split("\\+", -1));
    assertThat(of(Fact.ACTOR, builder.build().enrich(Set.of(actor), List.of())))
        .extracting(Enrichment::value)
        .isEqualTo(found);
  }

  @Test
  void enrich_root_hasRootsPrivilege() {
    assertThat(
            of(Fact.PRIVILEGE, builder.build().enrich(Set.of(principal(ARN + "root")), List.of())))
        .containsExactly(
            fact(principal(ARN + "root"), Fact.PRIVILEGE, "root", true).withDetail("by its ARN"));
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    "USER, break-glass-1, break-glass",
    "USER, CORP\\Break-Glass-1, break-glass",
    "USER, break-glass-1@corp.example, break-glass",
    "USER, corp\\ADM-ann, admin",
    "USER, adm-ann,",
    "USER, OTHER\\adm-ann,",
    "PRINCIPAL, arn:aws:iam::111122223333:user/break-glass-1, break-glass",
    "PRINCIPAL, arn:aws:iam::111122223333:role/with/path/Emergency, break-glass",
    "PRINCIPAL, arn:aws:sts::111122223333:assumed-role/emergency/ann, break-glass",
    "PRINCIPAL, arn:aws:iam::444455556666:role/emergency,",
    "PRINCIPAL, arn:aws:sts::111122223333:assumed-role/ops/break-glass-1,"
  })
  void enrich_listedName_hasItsPrivilegeAndNoOther(
      ObservableKind kind, String value, String expected) {
    Observable actor = new Observable(kind, value, Role.ACTOR);
    List<Enrichment> found = of(Fact.PRIVILEGE, builder.build().enrich(Set.of(actor), List.of()));
    assertThat(found)
        .extracting(Enrichment::known, Enrichment::value)
        .containsExactly(
            expected == null ? tuple(false, "nothing tells it") : tuple(true, expected));
  }

  /** Or anybody could keep a response away by calling a session break-glass-1. */
  @Test
  void enrich_nameThatACallerChose_isMatchedAgainstNoList() throws IOException {
    List<Signal> chosen = Sample.read(call("ops", "/", "break-glass-1", "192.0.2.1"));
    Observable name = user("break-glass-1");
    assertThat(of(Fact.PRIVILEGE, builder.build().enrich(Set.of(name), chosen)))
        .containsExactly(
            fact(name, Fact.PRIVILEGE, "a session's name, which its caller chose", false));
  }

  @Test
  void enrich_nameThatIdentityCenterGave_isMatched() throws IOException {
    String role = "AWSReservedSSO_Admin_0123456789abcdef";
    List<Signal> given =
        Sample.read(call(role, "/aws-reserved/sso.amazonaws.com/", "break-glass-1", "192.0.2.1"));
    Observable session = principal(SESSION + role + "/break-glass-1");
    List<Enrichment> facts = builder.build().enrich(Set.of(user("break-glass-1"), session), given);
    assertThat(of(Fact.PRIVILEGE, facts))
        .extracting(Enrichment::observable, Enrichment::value)
        .contains(tuple(user("break-glass-1"), "break-glass"));
    assertThat(of(Fact.ACTOR, facts))
        .extracting(Enrichment::observable, Enrichment::value)
        .contains(tuple(session, "federated"));
  }

  /** The role's own ARN stands beside the session's, and has the path. */
  @Test
  void enrich_sessionOfAServiceLinkedRole_isSoByTheIssuersPath() throws IOException {
    String role = "AWSServiceRoleForAutoScaling";
    Observable session = principal(SESSION + role + "/AutoScaling");
    List<Signal> real =
        Sample.read(
            call(role, "/aws-service-role/autoscaling.amazonaws.com/", "AutoScaling", "192.0.2.1"));
    List<Signal> forged = Sample.read(call(role, "/", "AutoScaling", "192.0.2.1"));
    assertThat(of(Fact.ACTOR, builder.build().enrich(Set.of(session), real)))
        .extracting(Enrichment::value)
        .containsExactly("role", "service-linked");
    assertThat(of(Fact.ACTOR, builder.build().enrich(Set.of(session), forged)))
        .extracting(Enrichment::value)
        .containsExactly("role");
  }

  @Test
  void enrich_identityTypeInTheEvent_saysFederated() throws IOException {
    List<Signal> signals =
        Sample.read(
            """
            {"eventVersion":"1.11","userIdentity":{"type":"SAMLUser","principalId":"x:ann",
             "userName":"ann@corp.example","identityProvider":"x"},"eventTime":
             "2026-03-01T12:00:00Z","eventSource":"sts.amazonaws.com","eventName":
             "AssumeRoleWithSAML","awsRegion":"eu-central-1","sourceIPAddress":"192.0.2.1",
             "eventID":"e-1","recipientAccountId":"111122223333"}
            """);
    assertThat(of(Fact.ACTOR, builder.build().enrich(Set.of(user("ann@corp.example")), signals)))
        .containsExactly(
            fact(user("ann@corp.example"), Fact.ACTOR, "federated", true)
                .withDetail("by the event's identity type SAMLUser"));
  }

  @Test
  void enrich_account_isExternalOnlyAsActorAndOnlyIfTheOwnAreKnown() {
    Observable other = new Observable(ObservableKind.ACCOUNT, "999900001111", Role.ACTOR);
    Observable target = new Observable(ObservableKind.ACCOUNT, "999900001111", Role.TARGET);
    Observable own = new Observable(ObservableKind.ACCOUNT, OWN, Role.ACTOR);
    assertThat(builder.build().enrich(Set.of(other), List.of()))
        .containsExactly(
            fact(other, Fact.ACTOR, "external", true)
                .withDetail("account 999900001111 is not among the own"));
    assertThat(builder.build().enrich(Set.of(target, own), List.of())).isEmpty();
    assertThat(builder.ownAccounts(Set.of()).build().enrich(Set.of(other), List.of())).isEmpty();
  }

  @ParameterizedTest(name = "from {0}: {1}")
  @CsvSource({
    "10.30.0.7, USUAL, all of 1 signals' addresses",
    "2001:db8::7, USUAL, all of 1 signals' addresses",
    "10.30.1.7, UNUSUAL, 10.30.1.7",
    "lambda.amazonaws.com, no address shows from where it acted, ''"
  })
  void enrich_serviceAccount_saysWhetherItsSourceIsUsual(
      String address, String value, String detail) throws IOException {
    List<Signal> signals = Sample.read(userCall("svc-backup", address));
    Observable actor = principal(ARN + "user/svc-backup");
    assertThat(of(Fact.SOURCE, builder.build().enrich(Set.of(actor), signals)))
        .containsExactly(
            fact(actor, Fact.SOURCE, value, value.endsWith("USUAL")).withDetail(detail));
  }

  /** One odd address among many usual ones is the one that matters. */
  @Test
  void enrich_someSourcesUnusual_namesThem() throws IOException {
    List<Signal> signals =
        Sample.read(
            "["
                + userCall("svc-backup", "10.30.0.7")
                + ","
                + userCall("svc-backup", "192.0.2.9")
                + "]");
    Observable actor = principal(ARN + "user/svc-backup");
    assertThat(of(Fact.SOURCE, builder.build().enrich(Set.of(actor), signals)))
        .extracting(Enrichment::value, Enrichment::detail)
        .containsExactly(tuple("UNUSUAL", "192.0.2.9"));
    Observable another = principal(ARN + "user/ann");
    assertThat(of(Fact.SOURCE, builder.build().enrich(Set.of(another), signals))).isEmpty();
  }

  @Test
  void enrich_configSaysAdministrator_isAdminForUserRoleAndSession() throws IOException {
    String policies =
        "\"attachedManagedPolicies\":[{\"policyArn\":\"arn:aws:iam::aws:policy/AdministratorAccess\"}]";
    String item =
        IamPrivilegesTest.item(
            "AWS::IAM::Role",
            "ops",
            "2026-03-01T12:00:00Z",
            "OK",
            "{\"roleName\":\"ops\"," + policies + "}",
            "");
    IamPrivileges privileges = IamPrivileges.builder().add(IamPrivilegesTest.read(item)).build();
    ActorEnricher enricher = builder.privileges(privileges).build();
    for (String arn : List.of(ARN + "role/ops", ARN + "role/a/OPS", SESSION + "ops/any")) {
      assertThat(of(Fact.PRIVILEGE, enricher.enrich(Set.of(principal(arn)), List.of())))
          .extracting(Enrichment::value, Enrichment::time)
          .containsExactly(tuple("admin", Instant.parse("2026-03-01T12:00:00Z")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.30.0.0/33", "10.30.0.1/24", "backup.example", ""})
  void service_sourceThatIsNone_isRefused(String source) {
    assertThatThrownBy(() -> builder.service("svc-x", List.of(source)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void builder_blankNameOrNoAccount_isRefused() {
    assertThatThrownBy(() -> builder.breakGlass(List.of(" ")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.ownAccounts(Set.of("123")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Enrichment> of(Fact fact, List<Enrichment> facts) {
    return facts.stream().filter(one -> one.fact() == fact).toList();
  }

  private static String call(String role, String path, String session, String address) {
    return """
        {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAX:%2$s",
         "arn":"arn:aws:sts::111122223333:assumed-role/%1$s/%2$s","accountId":"111122223333",
         "accessKeyId":"ASIAEXAMPLE","sessionContext":{"sessionIssuer":{"type":"Role",
         "principalId":"AROAX","arn":"arn:aws:iam::111122223333:role%3$s%1$s",
         "accountId":"111122223333","userName":"%1$s"}}},"eventTime":"2026-03-01T12:00:00Z",
         "eventSource":"s3.amazonaws.com","eventName":"ListBuckets","awsRegion":"eu-central-1",
         "sourceIPAddress":"%4$s","eventID":"e-%4$s","recipientAccountId":"111122223333"}
        """
        .formatted(role, session, path, address);
  }

  private static String userCall(String name, String address) {
    return """
        {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"AIDAX",
         "arn":"arn:aws:iam::111122223333:user/%1$s","accountId":"111122223333",
         "accessKeyId":"AKIAEXAMPLE","userName":"%1$s"},"eventTime":"2026-03-01T12:00:00Z",
         "eventSource":"s3.amazonaws.com","eventName":"ListBuckets","awsRegion":"eu-central-1",
         "sourceIPAddress":"%2$s","eventID":"e-%2$s","recipientAccountId":"111122223333"}
        """
        .formatted(name, address);
  }

  private static Observable principal(String arn) {
    return new Observable(ObservableKind.PRINCIPAL, arn, Role.ACTOR);
  }

  private static Observable user(String name) {
    return new Observable(ObservableKind.USER, name, Role.ACTOR);
  }

  private static Enrichment fact(Observable observable, Fact fact, String value, boolean known) {
    return new Enrichment(observable, fact, value, known, "actors", NOW);
  }
}
