// SPDX-License-Identifier: Apache-2.0
package io.qraws.response;

import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Link;
import io.qraws.correlation.incident.Tactic;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The title and summary of an incident, each word of which stands in its signals or links. */
final class CaseText {
  private static final int LONGEST_TITLE = 160;
  private static final int MOST_NAMED = 4;

  /**
   * Findings that stand come before offenses, both before calls; then the more severe, the earlier.
   */
  private static final Comparator<Signal> BY_WEIGHT =
      Comparator.<Signal>comparingInt(CaseText::rank)
          .thenComparing(
              Comparator.comparingInt((Signal s) -> s.severity().normalized()).reversed())
          .thenComparing(Signal::time)
          .thenComparing(Signal::id);

  private CaseText() {}

  static String title(Incident incident) {
    Signal lead = incident.signals().stream().min(BY_WEIGHT).orElseThrow();
    String what = lead.title().isEmpty() ? lead.id() : lead.title();
    Set<String> actors = named(incident, ObservableKind.USER, Role.ACTOR);
    String who = actors.isEmpty() || incident.signals().size() == 1 ? "" : first(actors) + ": ";
    List<Tactic> stages = incident.stages();
    String chain =
        stages.size() < 2
            ? ""
            : stages.get(0).title() + " to " + stages.get(stages.size() - 1).title() + ": ";
    return cut(who + chain + what);
  }

  static String summary(Incident incident) {
    StringBuilder text = new StringBuilder();
    int all = incident.signals().size();
    long qradar = incident.signals().stream().filter(Incident::fromQradar).count();
    text.append(all == 1 ? "One signal" : all + " signals").append(sides(all, qradar));
    if (all == 1) {
      text.append(" at ").append(incident.firstSeen().truncatedTo(ChronoUnit.SECONDS));
    } else {
      text.append(" between ")
          .append(incident.firstSeen().truncatedTo(ChronoUnit.SECONDS))
          .append(" and ")
          .append(incident.lastSeen().truncatedTo(ChronoUnit.SECONDS));
    }
    text.append(": ").append(kinds(incident)).append('.');
    names(text, " Actors: ", named(incident, ObservableKind.USER, Role.ACTOR));
    names(text, " Addresses: ", named(incident, ObservableKind.IP, Role.SOURCE));
    names(text, " Targets: ", named(incident, ObservableKind.RESOURCE, Role.TARGET));
    if (!incident.stages().isEmpty()) {
      text.append(" Stages: ")
          .append(incident.stages().stream().map(Tactic::title).collect(Collectors.joining(", ")))
          .append('.');
    }
    incident.links().stream()
        .max(Comparator.comparingDouble(Link::weight))
        .ifPresent(link -> text.append(" Strongest link: ").append(link.reason()).append('.'));
    return text.toString();
  }

  private static String sides(int all, long qradar) {
    if (qradar == 0) {
      return " from AWS";
    }
    return qradar == all
        ? " from QRadar"
        : ", " + (all - qradar) + " from AWS and " + qradar + " from QRadar,";
  }

  private static String kinds(Incident incident) {
    Map<SignalKind, Long> counts =
        new TreeMap<>(
            incident.signals().stream()
                .collect(Collectors.groupingBy(Signal::kind, Collectors.counting())));
    return counts.entrySet().stream()
        .map(
            entry ->
                entry.getValue()
                    + " "
                    + entry.getKey().label().replace('_', ' ')
                    + (entry.getValue() == 1 ? "" : "s"))
        .collect(Collectors.joining(", "));
  }

  private static void names(StringBuilder text, String lead, Set<String> names) {
    if (!names.isEmpty()) {
      text.append(lead)
          .append(names.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")))
          .append(names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "")
          .append('.');
    }
  }

  private static Set<String> named(Incident incident, ObservableKind kind, Role role) {
    Set<String> names = new LinkedHashSet<>();
    for (Observable observable : incident.observables()) {
      if (observable.kind() == kind && observable.role() == role) {
        names.add(observable.value());
      }
    }
    return names;
  }

  private static String first(Set<String> names) {
    return names.iterator().next();
  }

  private static int rank(Signal signal) {
    return switch (signal.kind()) {
      case FINDING -> rank((Finding) signal);
      case OFFENSE, ANOMALY -> 1;
      case SIEM_EVENT, CONFIG_CHANGE -> 4;
      case API_CALL -> 2;
      case NETWORK_FLOW -> 5;
    };
  }

  /** What somebody did tells more than how something is set up. */
  private static int rank(Finding finding) {
    boolean posture =
        finding.control() != null
            || finding.attributes().containsKey(Finding.Attributes.COMPLIANCE)
            || finding.attributes().containsKey(Finding.Attributes.EPSS);
    return finding.state() != Finding.State.ACTIVE || posture ? 3 : 0;
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_TITLE) {
      return text;
    }
    int end = LONGEST_TITLE - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
