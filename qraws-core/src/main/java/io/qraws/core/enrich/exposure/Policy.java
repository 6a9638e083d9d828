// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a resource policy is public, as Amazon S3 User Guide, "The meaning of 'public'", has it:
 * what grants anything to anyone is public unless a condition limits it to fixed values.
 *
 * <p>Denials are no part of that definition. Here, one for everyone that may take back what is
 * granted makes the answer unknown, but for those that only demand encryption on the way.
 */
final class Policy {
  private final String name;
  private final Conditions conditions;

  /** Of a resource; S3 is stricter about wildcards in ARNs. */
  Policy(String name, boolean bucket) {
    this.name = name;
    this.conditions = new Conditions(bucket);
  }

  /** Judges a policy document. */
  Exposure judge(JsonNode document) {
    JsonNode statements = Fields.at(document, "Statement");
    List<Statement> allowing = new ArrayList<>();
    List<Statement> denying = new ArrayList<>();
    try {
      for (JsonNode node : oneOrMore(statements)) {
        Statement statement = Statement.of(node);
        (statement.allow ? allowing : denying).add(statement);
      }
    } catch (IllegalArgumentException e) {
      return Exposure.unknown(name + ": its policy can't be read, " + e.getMessage());
    }
    List<Exposure> grants = new ArrayList<>();
    for (Statement statement : allowing) {
      if (statement.anyone) {
        grants.add(grant(statement, denying));
      }
    }
    return grants.isEmpty()
        ? Exposure.stopped(name, "the policy of " + name + " grants nothing to anyone")
        : Exposure.any(grants);
  }

  private Exposure grant(Statement statement, List<Statement> denying) {
    Conditions.Limit limit = conditions.limit(statement.conditions);
    String where = "the policy of " + name;
    switch (limit) {
      case FIXED -> {
        return Exposure.stopped(name, where + " limits what it grants to fixed values");
      }
      case DELEGATED -> {
        return Exposure.unknown(where + " leaves it to access points");
      }
      default -> {}
    }
    for (Statement denial : denying) {
      if (denial.anyone && denial.meets(statement) && !Conditions.encryption(denial.conditions)) {
        return Exposure.unknown(where + " may deny again what it grants to anyone");
      }
    }
    String first = statement.notAction ? "all but some actions" : statement.actions.get(0);
    int more = statement.notAction ? 0 : statement.actions.size() - 1;
    return Exposure.exposed(
        List.of(name, "policy * " + first + (more > 0 ? " and " + more + " more" : "")));
  }

  /**
   * A statement.
   *
   * @param anyone whether it speaks of everyone
   * @param actions as written, with wildcards
   * @param notAction whether it speaks of all actions but those
   */
  private record Statement(
      boolean allow, boolean anyone, List<String> actions, boolean notAction, JsonNode conditions) {

    static Statement of(JsonNode node) {
      String effect = Fields.required(node, "Effect");
      if (!effect.equals("Allow") && !effect.equals("Deny")) {
        throw new IllegalArgumentException("Effect is neither Allow nor Deny");
      }
      boolean notAction = node.has("NotAction");
      List<String> actions = texts(node.path(notAction ? "NotAction" : "Action"));
      if (actions.isEmpty()) {
        throw new IllegalArgumentException("no Action");
      }
      return new Statement(
          effect.equals("Allow"), anyone(node), actions, notAction, node.path("Condition"));
    }

    /** All but some are, for what matters here, everyone. */
    private static boolean anyone(JsonNode node) {
      if (node.has("NotPrincipal")) {
        return true;
      }
      JsonNode principal = node.path("Principal");
      if (principal.isTextual()) {
        if (!principal.asText().equals("*")) {
          throw new IllegalArgumentException("a Principal that is no principal");
        }
        return true;
      }
      if (!principal.isObject() || principal.isEmpty()) {
        throw new IllegalArgumentException("no Principal");
      }
      boolean anyone = false;
      for (Map.Entry<String, JsonNode> kind : principal.properties()) {
        boolean aws = kind.getKey().equals("AWS") || kind.getKey().equals("*");
        anyone |= aws && texts(kind.getValue()).contains("*");
      }
      return anyone;
    }

    /** Whether some action may be meant by both. */
    boolean meets(Statement other) {
      if (notAction || other.notAction) {
        return true;
      }
      for (String one : actions) {
        for (String two : other.actions) {
          if (Globs.meet(one.toLowerCase(Locale.ROOT), two.toLowerCase(Locale.ROOT))) {
            return true;
          }
        }
      }
      return false;
    }
  }

  private static List<JsonNode> oneOrMore(JsonNode node) {
    if (node.isObject()) {
      return List.of(node);
    }
    if (!node.isArray() || node.isEmpty()) {
      throw new IllegalArgumentException("no Statement");
    }
    return Fields.list(node);
  }

  static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    for (JsonNode entry : node.isArray() ? Fields.list(node) : List.of(node)) {
      if (entry.isValueNode() && !entry.isNull()) {
        texts.add(entry.asText());
      } else if (!entry.isMissingNode()) {
        throw new IllegalArgumentException("a value that is no text");
      }
    }
    return texts;
  }
}
