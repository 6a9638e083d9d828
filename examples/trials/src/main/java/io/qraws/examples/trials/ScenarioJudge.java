// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judges the incidents of one day.
 *
 * <p>A story is found if one incident holds all of its core, no other story's signal, and among ten
 * signals at most one stranger. What a story's own people and machines did on that day besides, and
 * how they are set up, is neither the story's nor strange, since nobody could tell it apart; what
 * decoys did is strange, and so is a scanner's knocking.
 */
final class ScenarioJudge {
  private final ScenarioDays.Hidden hidden;
  private final Map<String, String> owner = new HashMap<>();
  private final Set<String> neutral = new HashSet<>();
  private final Map<String, Set<String>> cores = new LinkedHashMap<>();
  private final Map<String, String> stories = new LinkedHashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private int holding;
  private int joined;
  private int right;

  ScenarioJudge(ScenarioDays.Hidden hidden, List<Incident> incidents) throws IOException {
    this.hidden = hidden;
    for (Story story : hidden.day().stories) {
      Set<String> core = new HashSet<>();
      story.labels().keySet().forEach(id -> owner.put(id, story.name));
      story.labels().entrySet().stream()
          .filter(Map.Entry::getValue)
          .forEach(label -> core.add(label.getKey()));
      cores.put(story.name, core);
      stories.put(story.name, "in no incident");
    }
    for (Incident incident : incidents) {
      for (Signal signal : incident.signals()) {
        label(signal);
      }
    }
    for (Incident incident : incidents) {
      links(incident);
      signals(incident);
    }
  }

  private void label(Signal signal) throws IOException {
    Object row =
        switch (signal.kind()) {
          case SIEM_EVENT, CONFIG_CHANGE -> Json.MAPPER.readTree(signal.raw().bytes());
          case NETWORK_FLOW -> signal.raw().text();
          default -> signal.id();
        };
    Set<String> named = new HashSet<>();
    for (Observable observable : signal.observables()) {
      String story = hidden.names().get(observable.value());
      if (story != null) {
        named.add(story);
      }
    }
    String name = hidden.rows().get(row);
    boolean strange =
        signal.kind() == SignalKind.OFFENSE
            || hidden.decoys().contains(row)
            || signal.types().stream().anyMatch(type -> type.startsWith("Recon:EC2"));
    if (name != null && Set.of(name).containsAll(named)) {
      owner.put(signal.id(), name);
    } else if (!named.isEmpty() && !strange && !owner.containsKey(signal.id())) {
      neutral.add(signal.id());
    }
  }

  private void links(Incident incident) {
    Map<String, String> shown = new HashMap<>();
    incident.signals().forEach(s -> shown.put(s.id(), s.kind() + " " + s.types()));
    for (Link link : incident.links()) {
      String a = owner.get(link.a());
      String b = owner.get(link.b());
      if ((a == null && b == null) || neutral.contains(link.a()) || neutral.contains(link.b())) {
        continue;
      }
      if (a != null && a.equals(b)) {
        right++;
      } else {
        String shared =
            link.reason().replaceAll("(show|,|and) (access key|file hash|\\w+) [^ ,]+", "$2");
        wrong.add(shared + ": " + shown.get(link.a()) + " - " + shown.get(link.b()));
      }
    }
  }

  private void signals(Incident incident) {
    Map<String, Set<String>> held = new TreeMap<>();
    int strangers = 0;
    for (Signal signal : incident.signals()) {
      String name = owner.get(signal.id());
      if (name != null) {
        held.computeIfAbsent(name, n -> new HashSet<>()).add(signal.id());
      } else if (!neutral.contains(signal.id())) {
        strangers++;
      }
    }
    holding += held.isEmpty() ? 0 : 1;
    joined += held.size() > 1 ? 1 : 0;
    for (Map.Entry<String, Set<String>> story : held.entrySet()) {
      Set<String> missing = new HashSet<>(cores.getOrDefault(story.getKey(), Set.of()));
      missing.removeAll(story.getValue());
      String how = "";
      if (held.size() > 1) {
        how = "joined: " + held.keySet();
      } else if (!missing.isEmpty()) {
        how = "without " + missing;
      } else if (strangers * 10 > incident.signals().size()) {
        how = strangers + " strangers among " + incident.signals().size();
      }
      stories.merge(story.getKey(), how, ScenarioJudge::better);
    }
  }

  private static String better(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? "" : other;
  }

  /** What was missed of each story, by name; empty if it was found. */
  Map<String, String> stories() {
    return stories;
  }

  /** How many incidents hold any story's signal. */
  int holding() {
    return holding;
  }

  /** How many incidents hold those of two stories. */
  int joined() {
    return joined;
  }

  /** How many links are right. */
  int right() {
    return right;
  }

  /** The wrong links: what each shares, and between what. */
  List<String> wrong() {
    return wrong;
  }
}
