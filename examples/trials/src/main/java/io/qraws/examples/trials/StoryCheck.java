// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks for each labelled story among the incidents that came out. */
final class StoryCheck {
  private static final int FIRST = 10;

  private StoryCheck() {}

  /**
   * Judges all stories of one run.
   *
   * @param labels what was hidden
   * @param incidents what came out, the most urgent first
   */
  static List<Found> check(JsonNode labels, JsonNode incidents) {
    List<Set<String>> signals = new ArrayList<>();
    for (JsonNode incident : incidents) {
      Set<String> ids = new HashSet<>();
      incident.path("signals").forEach(id -> ids.add(id.asText()));
      signals.add(ids);
    }
    List<Found> found = new ArrayList<>();
    Map<Integer, Integer> shared = new HashMap<>();
    for (JsonNode story : labels.path("stories")) {
      Found one = find(story, signals);
      found.add(one);
      shared.merge(one.rank(), 1, Integer::sum);
    }
    return found.stream()
        .map(one -> one.rank() > 0 && shared.getOrDefault(one.rank(), 0) > 1 ? one.merged() : one)
        .toList();
  }

  /** The incident that holds most of the core, the more urgent one if two hold as much. */
  private static Found find(JsonNode story, List<Set<String>> incidents) {
    Set<String> all = new HashSet<>();
    Set<String> core = new HashSet<>();
    for (JsonNode signal : story.path("signals")) {
      all.add(signal.path("id").asText());
      if (signal.path("core").asBoolean()) {
        core.add(signal.path("id").asText());
      }
    }
    int best = -1;
    long most = 0;
    for (int i = 0; i < incidents.size(); i++) {
      long held = core.stream().filter(incidents.get(i)::contains).count();
      if (held > most) {
        most = held;
        best = i;
      }
    }
    String name = story.path("name").asText();
    if (best < 0) {
      return new Found(name, 0, 0, core.size(), 0, all.size(), 0, false, false, false);
    }
    Set<String> held = incidents.get(best);
    List<String> labelled = all.stream().filter(held::contains).toList();
    boolean onPremises = labelled.stream().anyMatch(id -> id.startsWith("offense:"));
    boolean cloud = labelled.stream().anyMatch(id -> !id.startsWith("offense:"));
    return new Found(
        name,
        best + 1,
        most,
        core.size(),
        labelled.size(),
        all.size(),
        held.size() - labelled.size(),
        cloud,
        onPremises,
        false);
  }

  /**
   * Where a story came out.
   *
   * @param name the story's
   * @param rank its incident's place, from 1; 0 if nothing of its core is in any
   * @param core how many core signals that incident holds
   * @param coreAll how many there are
   * @param labelled how many labelled signals it holds
   * @param labelledAll how many there are
   * @param strangers how many signals it holds that no label names
   * @param cloud whether it holds one from AWS
   * @param onPremises whether it holds an offense
   * @param shared whether another story came out in the same incident
   */
  record Found(
      String name,
      int rank,
      long core,
      int coreAll,
      int labelled,
      int labelledAll,
      int strangers,
      boolean cloud,
      boolean onPremises,
      boolean shared) {

    boolean passed() {
      return rank > 0 && rank <= FIRST && core == coreAll && cloud && onPremises && !shared;
    }

    Found merged() {
      return new Found(
          name, rank, core, coreAll, labelled, labelledAll, strangers, cloud, onPremises, true);
    }
  }
}
