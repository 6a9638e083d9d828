// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.policy;

import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import io.qraws.core.enrich.Enrichment;
import io.qraws.response.playbook.ProposedAction;
import io.qraws.scoring.Assessment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a policy can ask about an action. */
final class PolicyContext {
  private static final List<String> CRITICALITIES = List.of("LOW", "MEDIUM", "HIGH", "CRITICAL");

  private PolicyContext() {}

  static Map<String, Value> of(
      ProposedAction action,
      Assessment assessment,
      List<Enrichment> enrichments,
      AutonomyPhase phase) {
    Map<String, Value> context = new HashMap<>();
    context.put("score", new PrimLong(assessment.score() / 100));
    // The summand keeps 0.29 at 29: as a double, a hundred times that is a little less.
    context.put("confidence", new PrimLong((long) (assessment.confidence() * 100 + 1e-9)));
    context.put("playbook", new PrimString(action.playbook()));
    context.put("account", new PrimString(action.account()));
    context.put("region", new PrimString(action.region()));
    context.put("reversible", new PrimBool(Gate.isReversible(action)));
    context.put("criticality", new PrimString(criticality(action, enrichments)));
    context.put("environment", new PrimString(environment(action, enrichments)));
    context.put("phase", new PrimString(phase.label()));
    context.put(
        "targets",
        new CedarList(
            action.targets().stream().distinct().map(v -> (Value) new PrimString(v)).toList()));
    context.put("disposition", new PrimString(assessment.disposition().label()));
    return context;
  }

  /**
   * The highest criticality of the targets; {@code UNKNOWN} if one's is not known, unless another
   * is critical.
   */
  private static String criticality(ProposedAction action, List<Enrichment> enrichments) {
    int highest = -1;
    boolean unknown = action.targets().isEmpty();
    for (String target : action.targets()) {
      int of =
          facts(target, Enrichment.Fact.CRITICALITY, enrichments).stream()
              .mapToInt(value -> CRITICALITIES.indexOf(value.toUpperCase(Locale.ROOT)))
              .max()
              .orElse(-1);
      unknown |= of < 0;
      highest = Math.max(highest, of);
    }
    boolean told = highest == CRITICALITIES.size() - 1 || (!unknown && highest >= 0);
    return told ? CRITICALITIES.get(highest) : "UNKNOWN";
  }

  /**
   * The one environment of all targets; {@code unknown} if one's is not known, or {@code mixed}.
   */
  private static String environment(ProposedAction action, List<Enrichment> enrichments) {
    Set<String> all = new HashSet<>();
    boolean unknown = action.targets().isEmpty();
    for (String target : action.targets()) {
      Set<String> of = facts(target, Enrichment.Fact.ENVIRONMENT, enrichments);
      unknown |= of.isEmpty();
      of.forEach(value -> all.add(value.toLowerCase(Locale.ROOT)));
    }
    if (unknown) {
      return "unknown";
    }
    return all.size() == 1 ? all.iterator().next() : "mixed";
  }

  private static Set<String> facts(
      String target, Enrichment.Fact fact, List<Enrichment> enrichments) {
    Set<String> values = new HashSet<>();
    for (Enrichment enrichment : enrichments) {
      if (enrichment.known()
          && enrichment.fact() == fact
          && enrichment.observable().value().equals(target)) {
        values.add(enrichment.value());
      }
    }
    return values;
  }
}
