// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.policy;

import static io.qraws.response.policy.Fixtures.ACCOUNT;
import static io.qraws.response.policy.Fixtures.CLOCK;
import static io.qraws.response.policy.Fixtures.INSTANCE;
import static io.qraws.response.policy.Fixtures.NOW;
import static io.qraws.response.policy.Fixtures.PERMIT_ALL;
import static io.qraws.response.policy.Fixtures.action;
import static io.qraws.response.policy.Fixtures.assessment;
import static io.qraws.response.policy.Fixtures.finding;
import static io.qraws.response.policy.Fixtures.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.enrich.Enrichment;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.correlation.incident.Incident;
import io.qraws.response.playbook.ProposedAction;
import io.qraws.scoring.Assessment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private final Fixtures.MemoryTrail trail = new Fixtures.MemoryTrail();

  private Gate.Builder open() {
    return Gate.builder()
        .phase(AutonomyPhase.AUTONOMOUS)
        .cedarPolicy(PERMIT_ALL)
        .clock(CLOCK)
        .auditTrail(trail);
  }

  private static Decision review(Gate.Builder gate, ProposedAction action) {
    return review(gate, action, incident(), assessment());
  }

  private static Decision review(
      Gate.Builder gate, ProposedAction action, Incident incident, Assessment assessment) {
    return gate.build().review(action, incident, assessment, Optional.empty());
  }

  private static void assertDenied(Decision decision, String objection) {
    assertThat(decision).isInstanceOf(Decision.Denied.class);
    assertThat(((Decision.Denied) decision).objections())
        .anySatisfy(each -> assertThat(each).contains(objection));
  }

  /** Denied for this reason and no other, so the rule stands on its own. */
  private static void assertOnly(Decision decision, String objection) {
    assertDenied(decision, objection);
    assertThat(((Decision.Denied) decision).objections()).hasSize(1);
  }

  @Test
  void review_allIsWell_isApprovedAndRecordedFirst() {
    Decision decision = review(open(), action());
    assertThat(decision).isInstanceOf(ApprovedAction.class);
    assertThat(trail.types).containsExactly("decision");
    assertThat(trail.records.get(0))
        .containsEntry("answer", "approved")
        .containsEntry("policies", "all")
        .containsEntry("plan", Gate.planHash(action()));
  }

  @Test
  void review_gateAsBuiltByDefault_letsNothingPass() {
    Decision.Denied denied = (Decision.Denied) review(Gate.builder(), action());
    assertThat(denied.objections())
        .containsExactly(
            "the phase observe starts nothing", "no policy permits it", "there is no audit trail");
  }

  @ParameterizedTest
  @EnumSource(names = {"OBSERVE", "RECOMMEND"})
  void review_watchingPhase_startsNothing(AutonomyPhase phase) {
    assertOnly(review(open().phase(phase), action()), "starts nothing");
    assertThat(trail.records.get(0)).containsEntry("answer", "denied");
  }

  @Test
  void review_unboundParameter_isDenied() {
    ProposedAction unbound =
        action("AWS-StopEC2Instance", true, ACCOUNT, "eu-central-1", INSTANCE, "no instance");
    assertOnly(review(open(), unbound), "no instance");
  }

  @Test
  void review_sampleFindingAmongOthers_isDenied() {
    Incident incident =
        incident(
            finding("Backdoor:EC2/C&CActivity.B", Finding.State.ACTIVE, false, "ACTOR"),
            finding("Trojan:EC2/DropPoint", Finding.State.ACTIVE, true, "ACTOR"));
    assertOnly(review(open(), action(), incident, assessment()), "is a sample");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
  void review_noFindingActive_isDenied(Finding.State state) {
    Incident incident = incident(finding("Backdoor:EC2/C&CActivity.B", state, false, "ACTOR"));
    assertOnly(review(open(), action(), incident, assessment()), "no finding is active");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS-TerminateEC2Instance",
        "aws-terminateec2instance",
        "AWSConfigRemediation-DeleteIAMUser",
        "ASR-EncryptRDSSnapshot",
        "AWS-RunShellScript",
        "AWS-RunPowerShellScript"
      })
  void review_forbiddenDocument_isDeniedEvenIfPermittedAndApproved(String runbook) {
    ProposedAction action = action(runbook, true);
    Approval approval = new Approval(Gate.planHash(action), "alice", NOW);
    assertOnly(
        open().build().review(action, incident(), assessment(), Optional.of(approval)),
        "never started");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:ssm:eu-central-1:999999999999:document/Mine",
        "AWS-RunShellScript:1",
        "AWS-StopEC2Instance\n",
        ""
      })
  void review_documentNotNamedPlainly_isDenied(String runbook) {
    assertDenied(review(open(), action(runbook, true)), "not a plain document name");
  }

  @ParameterizedTest
  @CsvSource({
    "'', eu-central-1, the account is unknown",
    "12345, eu-central-1, the account is unknown",
    "444455556666, eu-central-1, does not show the account",
    "111122223333, '', the region is unknown",
    "111122223333, moon, the region is unknown"
  })
  void review_placeUnknown_isDenied(String account, String region, String objection) {
    ProposedAction action = action("AWS-StopEC2Instance", true, account, region, INSTANCE, "");
    assertOnly(review(open(), action), objection);
  }

  @Test
  void review_scoreAndConfidence_mustReachTheirThresholds() {
    assertThat(review(open(), action(), incident(), assessment(70, 0.6)))
        .isInstanceOf(ApprovedAction.class);
    assertOnly(
        review(open(), action(), incident(), assessment(69, 0.6)), "score 69.00 is below 70");
    assertOnly(
        review(open(), action(), incident(), assessment(70, 0.59)), "confidence 0.59 is below");
  }

  @ParameterizedTest
  @ValueSource(strings = {"I-0123456789ABCDEF0", "111122223333", "aws-stopec2instance"})
  void review_valueOnTheDenyList_isDenied(String value) {
    assertOnly(review(open().deny(List.of(value)), action()), "on the deny list");
  }

  @ParameterizedTest
  @ValueSource(strings = {"i-0{{global:REGION}}", "i-0\"", "i-0'", "i-0\n", "i-0$(x)", "i-0\u202e"})
  void review_unsafeCharactersInAParameter_areDenied(String value) {
    ProposedAction action = action("AWS-StopEC2Instance", true, ACCOUNT, "eu-central-1", value, "");
    assertDenied(review(open(), action), "characters that are not allowed");
  }

  @Test
  void review_severalObjections_areAllTold() {
    ProposedAction action = action("AWS-RunShellScript", true, "", "", INSTANCE, "x");
    Decision.Denied denied =
        (Decision.Denied)
            review(Gate.builder().auditTrail(trail), action, incident(), assessment(10, 0.1));
    assertThat(denied.objections()).hasSize(8);
  }

  @Test
  void review_forbiddenByPolicy_namesThePolicy() {
    String policy =
        PERMIT_ALL
            + "@id(\"not-in-frankfurt\") forbid(principal, action, resource)"
            + " when { context.region == \"eu-central-1\" };";
    assertOnly(
        review(open().cedarPolicy(policy), action()), "forbidden by policy not-in-frankfurt");
  }

  @ParameterizedTest
  @CsvSource({"79, false", "80, true", "81, true"})
  void review_policyOnScoreAndTargets_isHeld(int points, boolean approved) {
    String policy =
        "permit(principal == QRAWS::\"engine\", action == QRAWS::Action::\"start\","
            + " resource == QRAWS::Runbook::\"AWS-StopEC2Instance\") when {"
            + " context.score >= 80 && context.confidence == 90 && context.reversible"
            + " && context.targets.contains(\"i-0123456789abcdef0\")"
            + " && context.disposition == \"escalate\" && context.phase == \"autonomous\""
            + " && context.playbook == \"stop-instance\" };";
    Decision decision =
        review(open().cedarPolicy(policy), action(), incident(), assessment(points, 0.9));
    assertThat(decision instanceof ApprovedAction).isEqualTo(approved);
  }

  @ParameterizedTest
  @CsvSource({"true, sandbox, true", "false, sandbox, false", "true, prod, false"})
  void review_policyOnEnvironment_needsAKnownFact(boolean known, String value, boolean approved) {
    String policy =
        "permit(principal, action, resource) when { context.environment == \"sandbox\" };";
    Enrichment fact =
        new Enrichment(
            new Observable(ObservableKind.RESOURCE, INSTANCE, Role.ACTOR),
            Enrichment.Fact.ENVIRONMENT,
            value,
            known,
            "inventory",
            NOW);
    Decision decision =
        open()
            .cedarPolicy(policy)
            .build()
            .review(action(), incident(), assessment(), List.of(fact), Optional.empty());
    assertThat(decision instanceof ApprovedAction).isEqualTo(approved);
  }

  /** Cedar skips what fails to evaluate, a forbid too; so an error must deny by itself. */
  @Test
  void review_policyThatFailsToEvaluate_isDenied() {
    String policy =
        PERMIT_ALL
            + "@id(\"overflow\") forbid(principal, action, resource)"
            + " when { context.score * 9223372036854775807 > 0 };";
    assertOnly(review(open().cedarPolicy(policy), action()), "policy overflow failed");
  }

  @Test
  void review_engineWithoutNativeLibrary_isDenied() {
    CedarPolicies failing =
        CedarPolicies.of(
            (com.cedarpolicy.AuthorizationEngine)
                java.lang.reflect.Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {com.cedarpolicy.AuthorizationEngine.class},
                    (proxy, method, arguments) -> {
                      throw new UnsatisfiedLinkError("no cedar");
                    }),
            CedarPolicies.parse(PERMIT_ALL));
    assertOnly(review(open().policies(failing), action()), "could not be evaluated");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "permit(principal, action, resource) when { context.scoer > 1 };|scoer",
        "permit(principal, action, resource) when { context.score > \"1\" };|String",
        "permit(principal, action == QRAWS::Action::\"stop\", resource);|stop",
        "permit(principal, action, resource|not valid: unexpected end of input",
        "''|no policy",
        "permit(principal == ?principal, action, resource);|template",
        "@id(\"a\") permit(principal,action,resource); @id(\"a\") forbid(principal,action,resource);"
            + "|two have the id a"
      })
  void cedarPolicy_faulty_isRefusedWithTheProblem(String policy, String problem) {
    assertThatThrownBy(() -> Gate.builder().cedarPolicy(policy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void review_approvePhase_needsAFreshApprovalOfExactlyThisPlan() {
    Gate gate = open().phase(AutonomyPhase.APPROVE).build();
    String hash = Gate.planHash(action());
    Duration life = Duration.ofMinutes(15);
    assertOnly(gate.review(action(), incident(), assessment(), Optional.empty()), "nobody");
    assertThat(approved(gate, new Approval(hash, "alice", NOW))).isInstanceOf(ApprovedAction.class);
    assertThat(approved(gate, new Approval(hash, "alice", NOW.minus(life))))
        .isInstanceOf(ApprovedAction.class);
    assertOnly(
        approved(gate, new Approval(hash, "alice", NOW.minus(life).minusMillis(1))), "older");
    assertOnly(approved(gate, new Approval(hash, "alice", NOW.plusMillis(1))), "future");
    assertOnly(approved(gate, new Approval(hash, " ", NOW)), "names nobody");
    assertOnly(
        approved(gate, new Approval(Gate.planHash(action("AWS-Other", true)), "alice", NOW)),
        "another plan");
  }

  private static Decision approved(Gate gate, Approval approval) {
    return gate.review(action(), incident(), assessment(), Optional.of(approval));
  }

  @Test
  void review_autonomousButNotReversible_needsAnApproval() {
    ProposedAction action = action("AWS-CloseSecurityGroup", false);
    assertOnly(review(open(), action), "no known way back");
    Approval approval = new Approval(Gate.planHash(action), "alice", NOW);
    assertThat(open().build().review(action, incident(), assessment(), Optional.of(approval)))
        .isInstanceOf(ApprovedAction.class);
  }

  @Test
  void review_auditTrailFails_isDenied() {
    trail.failing = true;
    assertOnly(review(open(), action()), "could not be recorded");
  }

  @Test
  void planHash_valuesMovedBetweenFields_differ() {
    ProposedAction a = action("AWS-StopEC2Instance", true, "1", "23", INSTANCE, "");
    ProposedAction b = action("AWS-StopEC2Instance", true, "12", "3", INSTANCE, "");
    assertThat(Gate.planHash(a)).hasSize(64).isNotEqualTo(Gate.planHash(b));
  }
}
