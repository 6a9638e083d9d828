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
import io.qraws.correlation.pattern.PatternMatch;
import io.qraws.correlation.pattern.SignalPattern;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The title and summary of an incident, each word of which stands in its signals or links.
 *
 * <p>The title tells who did what to whom, by the most telling signal, and what the other side, AWS
 * or QRadar, saw of it. In the summary {@code [3]} means the third signal.
 */
final class CaseText {
  private static final int LONGEST_TITLE = 160;
  private static final int LONGEST_NAME = 48;
  private static final int LONGEST_QUOTE = 120;
  private static final int LONGEST_REASON = 160;
  private static final int MOST_PLACES = 3;

  private final Incident incident;

  /** What somebody did before how something is set up; then the graver, the earlier. */
  private final Comparator<Signal> mostTelling;

  private final Signal lead;
  private final Optional<Signal> other;
  private final Map<String, Integer> places = new HashMap<>();

  CaseText(Incident incident) {
    this.incident = incident;
    // API calls have no severity of their own.
    mostTelling =
        Comparator.comparingInt(CaseText::sort)
            .thenComparingInt(signal -> -grade(signal))
            .thenComparing(signal -> signal.kind() != SignalKind.FINDING)
            .thenComparingInt(signal -> -signal.severity().normalized())
            .thenComparingDouble(signal -> -incident.salience().getOrDefault(signal.id(), 0.0))
            .thenComparing(Signal::time)
            .thenComparing(Signal::id);
    lead = incident.signals().stream().min(mostTelling).orElseThrow();
    boolean qradar = Incident.fromQradar(lead);
    other =
        incident.signals().stream()
            .filter(signal -> Incident.fromQradar(signal) != qradar)
            .filter(signal -> sort(signal) == 0 || incident.tactics().containsKey(signal.id()))
            .min(mostTelling);
    incident.signals().forEach(signal -> places.put(signal.id(), places.size() + 1));
  }

  String title() {
    String what = what(lead);
    String who = absent(who(lead), what);
    String target = absent(mainTarget(), what);
    StringBuilder title = new StringBuilder();
    if (!who.isEmpty()) {
      title.append(who).append(target.isEmpty() ? "" : " → " + target).append(": ").append(what);
    } else {
      title.append(what).append(target.isEmpty() ? "" : " (" + target + ")");
    }
    other
        .filter(signal -> !what(signal).equalsIgnoreCase(what))
        .ifPresent(
            signal ->
                title
                    .append(
                        signal.time().isAfter(lead.time()) ? "; after that in " : "; before in ")
                    .append(side(signal))
                    .append(": ")
                    .append(what(signal)));
    return cut(title.toString(), LONGEST_TITLE);
  }

  String summary() {
    StringBuilder text = new StringBuilder();
    counts(text);
    text.append(" Most telling: ").append(told(lead));
    other.ifPresent(signal -> text.append("; and ").append(told(signal)));
    text.append('.');
    if (!incident.stages().isEmpty()) {
      text.append(incident.stages().size() == 1 ? " Stage: " : " Stages: ");
      text.append(incident.stages().stream().map(this::stage).collect(Collectors.joining(", ")));
      text.append('.');
    }
    patterns(text);
    incident.links().stream()
        .max(Comparator.comparingDouble(Link::weight))
        .ifPresent(
            link ->
                text.append(
                        incident.links().size() == 1
                            ? " The one link: "
                            : " Strongest of " + incident.links().size() + " links: ")
                    .append(place(link.a()))
                    .append(" and ")
                    .append(place(link.b()))
                    .append(' ')
                    .append(cut(link.reason(), LONGEST_REASON))
                    .append(link.reason().length() > LONGEST_REASON ? "" : "."));
    return text.toString();
  }

  /** By title, the most telling first. */
  private void patterns(StringBuilder text) {
    List<String> titles =
        incident.patterns().stream()
            .map(PatternMatch::pattern)
            .distinct()
            .sorted(Comparator.comparing(SignalPattern::level).reversed())
            .map(pattern -> "“" + cut(pattern.title(), LONGEST_QUOTE) + "”")
            .toList();
    if (!titles.isEmpty()) {
      text.append(titles.size() == 1 ? " Matches the pattern " : " Matches the patterns ");
      text.append(titles.stream().limit(MOST_PLACES).collect(Collectors.joining(", ")));
      int more = titles.size() - MOST_PLACES;
      text.append(more > 0 ? " and " + more + " more." : ".");
    }
  }

  private void counts(StringBuilder text) {
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
    text.append(": ").append(kinds()).append('.');
    if (incident.omitted() > 0) {
      text.append(
          incident.omitted() == 1
              ? " One more signal lies beside them and is left out."
              : " " + incident.omitted() + " more signals lie beside them and are left out.");
    }
  }

  private static String sides(int all, long qradar) {
    if (qradar == 0) {
      return " from AWS";
    }
    return qradar == all
        ? " from QRadar"
        : ", " + (all - qradar) + " from AWS and " + qradar + " from QRadar,";
  }

  private String kinds() {
    Map<SignalKind, Long> counts =
        new TreeMap<>(
            incident.signals().stream()
                .collect(Collectors.groupingBy(Signal::kind, Collectors.counting())));
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + word(e.getKey(), e.getValue() == 1))
        .collect(Collectors.joining(", "));
  }

  private static String word(SignalKind kind, boolean one) {
    return switch (kind) {
      case FINDING -> one ? "finding" : "findings";
      case API_CALL -> one ? "API call" : "API calls";
      case NETWORK_FLOW -> one ? "network flow" : "network flows";
      case OFFENSE -> one ? "offense" : "offenses";
      case SIEM_EVENT -> one ? "SIEM event" : "SIEM events";
      case CONFIG_CHANGE -> one ? "configuration change" : "configuration changes";
      case ANOMALY -> one ? "anomaly" : "anomalies";
    };
  }

  /** A signal quoted, with who did it and to what, as far as that is not in the quote. */
  private String told(Signal signal) {
    String what = cut(what(signal), LONGEST_QUOTE);
    String who = absent(who(signal), what);
    String target = absent(target(signal), what);
    return "in "
        + side(signal)
        + " “"
        + what
        + "” "
        + place(signal.id())
        + (who.isEmpty() ? "" : " by " + who)
        + (target.isEmpty() ? "" : " to " + target);
  }

  private String stage(Tactic stage) {
    List<String> shown = new ArrayList<>();
    for (Signal signal : incident.signals()) {
      if (incident.tactics().get(signal.id()) == stage) {
        shown.add(place(signal.id()));
      }
    }
    int more = shown.size() - MOST_PLACES;
    return stage.title()
        + shown.stream().limit(MOST_PLACES).map(place -> " " + place).collect(Collectors.joining())
        + (more > 0 ? " and " + more + " more" : "");
  }

  private String place(String id) {
    return "[" + places.getOrDefault(id, 0) + "]";
  }

  private static String side(Signal signal) {
    return Incident.fromQradar(signal) ? "QRadar" : "AWS";
  }

  private static String what(Signal signal) {
    String text = signal.title().isBlank() ? signal.id() : signal.title().strip();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  /** The one who acted; empty if the signal does not show it. */
  private static String who(Signal signal) {
    for (ObservableKind kind :
        List.of(ObservableKind.USER, ObservableKind.PRINCIPAL, ObservableKind.RESOURCE)) {
      Set<String> names = names(signal, o -> o.kind() == kind && o.role() == Role.ACTOR);
      if (!names.isEmpty()) {
        return names.iterator().next();
      }
    }
    return names(signal, o -> o.kind() == ObservableKind.IP && o.role() == Role.SOURCE).stream()
        .findFirst()
        .orElse("");
  }

  /** The lead's target, or else that of another telling signal by the same actor. */
  private String mainTarget() {
    String direct = target(lead);
    String who = who(lead);
    if (!direct.isEmpty() || who.isEmpty()) {
      return direct;
    }
    return incident.signals().stream()
        .filter(signal -> incident.tactics().containsKey(signal.id()))
        .filter(signal -> who(signal).equals(who) && !target(signal).isEmpty())
        .min(mostTelling)
        .map(CaseText::target)
        .orElse("");
  }

  /** What it was done to; empty if the signal does not show it. */
  private static String target(Signal signal) {
    Set<String> names =
        names(
            signal,
            o ->
                o.role() == Role.TARGET
                    && (o.kind() == ObservableKind.RESOURCE || o.kind() == ObservableKind.HOST));
    if (names.isEmpty() || names.contains(who(signal))) {
      names =
          names(
              signal,
              o ->
                  o.role() == Role.DESTINATION
                      && (o.kind() == ObservableKind.DOMAIN || o.kind() == ObservableKind.IP));
    }
    if (names.isEmpty()) {
      return "";
    }
    String first = names.iterator().next();
    return names.size() == 1 ? first : first + " and " + (names.size() - 1) + " more";
  }

  private static Set<String> names(Signal signal, Predicate<Observable> wanted) {
    return signal.observables().stream()
        .filter(wanted)
        .map(observable -> cut(brief(observable), LONGEST_NAME))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** An ARN's last part, a user without his domain. */
  private static String brief(Observable observable) {
    String value = observable.value();
    if (value.startsWith("arn:")) {
      String[] parts = value.split(":", 6);
      String resource = parts[parts.length - 1];
      boolean path = parts.length == 6 && parts[2].equals("s3");
      int from = path ? -1 : Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':'));
      return from + 1 < resource.length() ? resource.substring(from + 1) : resource;
    }
    if (observable.kind() == ObservableKind.USER) {
      String name = value.substring(value.lastIndexOf('\\') + 1);
      int at = name.indexOf('@');
      return name.isEmpty() ? value : at > 0 ? name.substring(0, at) : name;
    }
    return value;
  }

  private static String absent(String name, String text) {
    return text.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT)) ? "" : name;
  }

  private static int sort(Signal signal) {
    return switch (signal.kind()) {
      case FINDING -> isSetup((Finding) signal) ? 2 : 0;
      case OFFENSE, ANOMALY -> 0;
      case API_CALL -> 1;
      case SIEM_EVENT, CONFIG_CHANGE -> 3;
      case NETWORK_FLOW -> 4;
    };
  }

  /** Whether a finding is about how something is set up, or does not stand. */
  private static boolean isSetup(Finding finding) {
    return finding.state() != Finding.State.ACTIVE
        || finding.control() != null
        || finding.attributes().containsKey(Finding.Attributes.COMPLIANCE)
        || finding.attributes().containsKey(Finding.Attributes.EPSS);
  }

  /** High and critical are of one grade: producers disagree about which is which. */
  private static int grade(Signal signal) {
    int severity = signal.severity().normalized();
    return severity >= 70 ? 2 : severity >= 40 ? 1 : 0;
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
