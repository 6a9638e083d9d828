// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.playbook;

import static io.qraws.response.policy.Fixtures.ACCOUNT;
import static io.qraws.response.policy.Fixtures.INSTANCE;
import static io.qraws.response.policy.Fixtures.NOW;
import static io.qraws.response.policy.Fixtures.assessment;
import static io.qraws.response.policy.Fixtures.finding;
import static io.qraws.response.policy.Fixtures.incident;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.enrich.Enrichment;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
  private static final String ALICE = "arn:aws:iam::" + ACCOUNT + ":user/team/alice";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "AutomationAssumeRole", "arn:aws:iam::" + ACCOUNT + ":role/automation",
          "BackupS3BucketName", "example-backup",
          "BackupS3BucketAccess", "arn:aws:iam::" + ACCOUNT + ":role/responders",
          "IsolationSecurityGroup", "sg-0123456789abcdef0",
          "BucketRestrictAccess", "arn:aws:iam::" + ACCOUNT + ":role/responders");

  private static Observable instance(String value, Role role) {
    return new Observable(ObservableKind.RESOURCE, value, role);
  }

  private static Observable principal(String arn) {
    return new Observable(ObservableKind.PRINCIPAL, arn, Role.ACTOR);
  }

  private static Finding active(String type, String resourceRole, Observable... seen) {
    return finding(type, Finding.State.ACTIVE, false, resourceRole, seen);
  }

  private static List<ProposedAction> plan(Signal... signals) {
    return plan(SETTINGS, List.of(), signals);
  }

  private static List<ProposedAction> plan(
      Map<String, String> settings, List<Enrichment> enrichments, Signal... signals) {
    return new Planner(PlaybookCatalog.builtIn(), settings)
        .plan(incident(signals), assessment(), enrichments);
  }

  private static List<String> ids(List<ProposedAction> plan) {
    return plan.stream().map(ProposedAction::playbook).toList();
  }

  @Test
  void plan_instanceThatActs_isContainedReversiblyFirst() {
    List<ProposedAction> plan =
        plan(
            active(
                "Backdoor:EC2/C&CActivity.B",
                "ACTOR",
                instance("arn:aws:ec2:eu-west-1:444455556666:instance/" + INSTANCE, Role.ACTOR)));
    assertThat(ids(plan))
        .containsExactly(
            "contain-ec2-instance", "stop-ec2-instance", "create-image", "quarantine-ec2-instance");
    ProposedAction contain = plan.get(0);
    assertThat(contain.unbound()).isEmpty();
    assertThat(contain.runbook()).isEqualTo("AWSSupport-ContainEC2Instance");
    assertThat(contain.parameters())
        .containsEntry("InstanceId", List.of(INSTANCE))
        .containsEntry("Action", List.of("Contain"))
        .containsEntry("DryRun", List.of("false"));
    // The resource's own ARN is surer than the finding's account.
    assertThat(contain.account()).isEqualTo("444455556666");
    assertThat(contain.region()).isEqualTo("eu-west-1");
  }

  /** Containing the victim would finish what the attacker began. */
  @Test
  void plan_instanceThatIsAttacked_isNotContained() {
    List<ProposedAction> plan =
        plan(
            active(
                "UnauthorizedAccess:EC2/SSHBruteForce", "TARGET", instance(INSTANCE, Role.TARGET)));
    assertThat(ids(plan)).containsExactly("create-image");
  }

  @Test
  void plan_attackedInstanceWhoseObservableSaysActor_isNotContained() {
    assertThat(
            ids(
                plan(
                    active(
                        "UnauthorizedAccess:EC2/SSHBruteForce",
                        "TARGET",
                        instance(INSTANCE, Role.ACTOR)))))
        .containsExactly("create-image");
  }

  @Test
  void plan_typeAsSecurityHubWritesIt_fits() {
    assertThat(
            ids(
                plan(
                    active(
                        "TTPs/Command and Control/Backdoor:EC2-C&CActivity.B",
                        "ACTOR",
                        instance(INSTANCE, Role.ACTOR)))))
        .contains("contain-ec2-instance");
  }

  @Test
  void plan_iamUser_isBoundByName() {
    List<ProposedAction> plan =
        plan(active("UnauthorizedAccess:IAMUser/MaliciousIPCaller", "TARGET", principal(ALICE)));
    assertThat(ids(plan)).containsExactly("contain-iam-user");
    assertThat(plan.get(0).parameters())
        .containsEntry("PrincipalName", List.of("alice"))
        .containsEntry("PrincipalType", List.of("IAM user"));
    assertThat(plan.get(0).targets()).containsExactly(ALICE);
  }

  @Test
  void plan_assumedRoleSession_isBoundToItsRole() {
    String session = "arn:aws:sts::" + ACCOUNT + ":assumed-role/deploy/build-7";
    List<ProposedAction> plan =
        plan(active("Discovery:IAMUser/AnomalousBehavior", "TARGET", principal(session)));
    assertThat(ids(plan)).containsExactly("contain-iam-role");
    assertThat(plan.get(0).parameters()).containsEntry("PrincipalName", List.of("deploy"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::111122223333:user/{{global:REGION}}",
        "arn:aws:iam::111122223333:user/al'ice",
        "arn:aws:iam::111122223333:user/al\"ice",
        "arn:aws:iam::111122223333:user/al\nice",
        "arn:aws:iam::111122223333:user/alice; rm",
        "arn:aws:iam::111122223333:role/aws-service-role/x/AWSServiceRoleForX",
        "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0/alice",
        "alice"
      })
  void plan_principalThatMustNotBind_saysWhy(String arn) {
    List<ProposedAction> plan =
        plan(active("UnauthorizedAccess:IAMUser/MaliciousIPCaller", "TARGET", principal(arn)));
    assertThat(plan)
        .isNotEmpty()
        .allSatisfy(
            action -> {
              assertThat(action.unbound()).contains("no principal of the expected form");
              assertThat(action.parameters()).isEmpty();
            });
  }

  @Test
  void plan_settingMissing_isNamed() {
    List<ProposedAction> plan =
        plan(
            Map.of(),
            List.of(),
            active("Policy:S3/BucketAnonymousAccessGranted", "TARGET", bucket()));
    assertThat(plan)
        .filteredOn(action -> action.playbook().equals("block-s3-public-access"))
        .singleElement()
        .satisfies(
            action -> assertThat(action.unbound()).contains("AutomationAssumeRole is missing"));
  }

  @Test
  void plan_settingOfTheWrongForm_isNotBound() {
    List<ProposedAction> plan =
        plan(
            Map.of("AutomationAssumeRole", "{{ssm:secret}}"),
            List.of(),
            active("Policy:S3/BucketAnonymousAccessGranted", "TARGET", bucket()));
    assertThat(plan)
        .allSatisfy(
            action -> {
              assertThat(action.unbound()).isNotEmpty();
              assertThat(action.parameters()).doesNotContainKey("AutomationAssumeRole");
            });
  }

  private static Observable bucket() {
    return new Observable(ObservableKind.RESOURCE, "arn:aws:s3:::example-bucket", Role.TARGET);
  }

  @Test
  void plan_sampleFindingAmongOthers_isEmpty() {
    assertThat(
            plan(
                active("Backdoor:EC2/C&CActivity.B", "ACTOR", instance(INSTANCE, Role.ACTOR)),
                finding("Trojan:EC2/DropPoint", Finding.State.ACTIVE, true, "ACTOR")))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
  void plan_findingThatDoesNotStand_isEmpty(Finding.State state) {
    Observable seen = instance(INSTANCE, Role.ACTOR);
    assertThat(plan(finding("Backdoor:EC2/C&CActivity.B", state, false, "ACTOR", seen))).isEmpty();
  }

  @Test
  void plan_manyInstances_isCutAtFive() {
    Observable[] many = new Observable[8];
    for (int i = 0; i < many.length; i++) {
      many[i] = instance("i-0123456789abcdef" + i, Role.ACTOR);
    }
    assertThat(plan(active("Backdoor:EC2/C&CActivity.B", "ACTOR", many))).hasSize(5);
  }

  @Test
  void plan_breakGlassPrincipal_isNotBound() {
    Enrichment privilege =
        new Enrichment(
            principal(ALICE), Enrichment.Fact.PRIVILEGE, "break-glass", true, "inventory", NOW);
    List<ProposedAction> plan =
        plan(
            SETTINGS,
            List.of(privilege),
            active("UnauthorizedAccess:IAMUser/MaliciousIPCaller", "TARGET", principal(ALICE)));
    assertThat(plan.get(0).unbound()).contains("break-glass");
    assertThat(plan.get(0).impact()).contains("Known of it: privilege break-glass.");
  }
}
