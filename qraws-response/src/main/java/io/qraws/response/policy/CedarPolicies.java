// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.policy;

import com.cedarpolicy.AuthorizationEngine;
import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.AuthorizationSuccessResponse;
import com.cedarpolicy.model.ValidationRequest;
import com.cedarpolicy.model.ValidationResponse;
import com.cedarpolicy.model.entity.Entities;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.model.schema.Schema;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A parsed and validated set of Cedar policies, asked whether a runbook may be started.
 *
 * <p>Safe for use by many threads.
 */
final class CedarPolicies {
  private static final Pattern INTERNAL =
      Pattern.compile("^(Internal (JNI )?error: )+", Pattern.CASE_INSENSITIVE);

  /*
   * Cedar skips a policy whose condition fails to evaluate, a forbid too. So policies are validated
   * against this schema, each request is, and whatever error remains is a denial.
   */
  private static final String SCHEMA =
      """
      entity QRAWS;
      namespace QRAWS {
        entity Runbook;
        action "start" appliesTo {
          principal: [QRAWS],
          resource: [Runbook],
          context: {
            score: Long,
            confidence: Long,
            playbook: String,
            account: String,
            region: String,
            reversible: Bool,
            criticality: String,
            environment: String,
            phase: String,
            targets: Set<String>,
            disposition: String
          }
        };
      }
      """;

  /**
   * Cedar's answer.
   *
   * @param objections empty if it permits
   * @param policies ids of the policies that decided
   */
  record Answer(List<String> objections, Set<String> policies) {}

  private final AuthorizationEngine engine;
  private final PolicySet policies;
  private final Schema schema;

  private CedarPolicies(AuthorizationEngine engine, PolicySet policies, Schema schema) {
    this.engine = engine;
    this.policies = policies;
    this.schema = schema;
  }

  /**
   * Parses and validates.
   *
   * @throws IllegalArgumentException if the text is no valid policy set; the message names why
   * @throws LinkageError if Cedar's native library cannot be loaded
   */
  static CedarPolicies parse(String text) {
    try {
      PolicySet policies = readable(PolicySet.parsePolicies(text));
      AuthorizationEngine engine = new BasicAuthorizationEngine();
      Schema schema = new Schema(SCHEMA);
      validate(engine.validate(new ValidationRequest(schema, policies)));
      return new CedarPolicies(engine, policies, schema);
    } catch (AuthException e) {
      throw new IllegalArgumentException("the Cedar policy is not valid: " + reason(e), e);
    }
  }

  static CedarPolicies of(AuthorizationEngine engine, CedarPolicies parsed) {
    return new CedarPolicies(engine, parsed.policies, parsed.schema);
  }

  /** The policies under the ids of their {@code @id} annotations, which the parser ignores. */
  private static PolicySet readable(PolicySet parsed) throws AuthException {
    if (parsed.getNumTemplates() > 0) {
      throw new IllegalArgumentException("the Cedar policy is not valid: it holds a template");
    }
    Map<String, Policy> byParserId = new TreeMap<>();
    parsed.policies.forEach(policy -> byParserId.put(policy.getID(), policy));
    Set<Policy> named = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (Policy policy : byParserId.values()) {
      String annotated = policy.getAnnotations().get("id");
      String id = annotated == null || annotated.isBlank() ? policy.getID() : annotated;
      if (!ids.add(id)) {
        throw new IllegalArgumentException("the Cedar policy is not valid: two have the id " + id);
      }
      named.add(new Policy(policy.getSource(), id));
    }
    if (named.isEmpty()) {
      throw new IllegalArgumentException("the Cedar policy is not valid: it holds no policy");
    }
    return new PolicySet(named);
  }

  /* Warnings refuse too: they tell of policies that never apply and of look-alike characters. */
  private static void validate(ValidationResponse response) {
    List<String> problems = new ArrayList<>();
    response.success.ifPresent(
        success -> {
          problems.addAll(problems(success, "validationErrors"));
          problems.addAll(problems(success, "validationWarnings"));
        });
    if (response.success.isEmpty() || !problems.isEmpty() || !response.validationPassed()) {
      throw new IllegalArgumentException(
          "the Cedar policy is not valid: "
              + (problems.isEmpty() ? response.toString() : String.join("; ", problems)));
    }
  }

  /*
   * The public fields are of a Guava type, which Cedar brings along at run time only; so they are
   * read without naming it. Were one renamed, no policy would be accepted.
   */
  private static List<String> problems(Object success, String field) {
    try {
      List<String> problems = new ArrayList<>();
      for (Object each : (Iterable<?>) success.getClass().getField(field).get(success)) {
        ValidationResponse.ValidationError error = (ValidationResponse.ValidationError) each;
        problems.add(error.getPolicyId() + ": " + error.getError().message);
      }
      return problems;
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("Cedar's answer to the validation is not readable", e);
    }
  }

  /** Asks; whatever goes wrong is an objection. */
  Answer ask(String runbook, Map<String, Value> context) {
    AuthorizationResponse response;
    try {
      response =
          engine.isAuthorized(
              new AuthorizationRequest(
                  uid("QRAWS", "engine"),
                  uid("QRAWS::Action", "start"),
                  uid("QRAWS::Runbook", runbook),
                  Optional.of(context),
                  Optional.of(schema),
                  true),
              policies,
              new Entities());
    } catch (AuthException e) {
      return denied("the policy could not be evaluated: " + reason(e));
    } catch (RuntimeException | LinkageError e) {
      return denied("the policy could not be evaluated: " + e.getClass().getSimpleName());
    }
    return answer(response);
  }

  private static Answer answer(AuthorizationResponse response) {
    Optional<AuthorizationSuccessResponse> success = response.success;
    if (success.isEmpty()) {
      return denied("the policy could not be evaluated: " + response);
    }
    Set<String> reasons = new TreeSet<>(success.get().getReason());
    List<String> objections = new ArrayList<>();
    success
        .get()
        .getErrors()
        .forEach(
            error ->
                objections.add(
                    "policy " + error.getPolicyId() + " failed: " + error.getError().message));
    if (!success.get().isAllowed()) {
      objections.add(
          reasons.isEmpty()
              ? "no policy permits it"
              : "forbidden by policy " + String.join(", ", reasons));
    }
    return new Answer(List.copyOf(objections), reasons);
  }

  private static Answer denied(String objection) {
    return new Answer(List.of(objection), Set.of());
  }

  /** What is wrong with the policy, without the library's words for the way it was told. */
  private static String reason(AuthException e) {
    String message = e.getMessage();
    return message == null ? e.toString() : INTERNAL.matcher(message).replaceFirst("");
  }

  private static EntityUID uid(String type, String id) {
    return new EntityUID(EntityTypeName.parse(type).orElseThrow(), id);
  }
}
