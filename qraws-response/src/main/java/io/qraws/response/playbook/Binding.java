// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.playbook;

import io.qraws.core.enrich.Enrichment;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Binds one playbook to one observable. */
final class Binding {
  /* Runbooks put values into scripts and expand {{ }}; the gate checks the same once more. */
  private static final Pattern UNSAFE =
      Pattern.compile("\\{\\{|\\}\\}|[\"'`$;|&<>\\\\]|[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
  private static final int MAX_LENGTH = 2048;

  private Binding() {}

  static boolean isSafe(String value) {
    return value.length() <= MAX_LENGTH && !UNSAFE.matcher(value).find();
  }

  static ProposedAction bind(
      Playbook playbook,
      String incidentId,
      Signal signal,
      Observable observable,
      Map<String, String> settings,
      List<Enrichment> enrichments) {
    Matcher matcher = playbook.pattern().matcher(observable.value());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("the observable does not match: " + observable);
    }
    SortedMap<String, List<String>> parameters = new TreeMap<>();
    List<String> unbound = new ArrayList<>();
    playbook
        .parameters()
        .forEach(
            (name, parameter) -> {
              String value = value(parameter, matcher, settings);
              if (value == null) {
                if (!parameter.optional()) {
                  unbound.add(name + ": the setting " + parameter.text() + " is missing");
                }
              } else if (!isSafe(value) || !parameter.pattern().matcher(value).matches()) {
                unbound.add(name + ": the value does not match its pattern");
              } else {
                parameters.put(name, List.of(value));
              }
            });
    if (is(Enrichment.Fact.PRIVILEGE, "break-glass", observable, enrichments)) {
      unbound.add("the target is for emergencies (break-glass)");
    }
    return action(
        playbook,
        incidentId,
        place(signal.account(), observable.value(), 4),
        place(signal.region(), observable.value(), 3),
        parameters,
        String.join("; ", unbound),
        playbook.impact() + known(observable, enrichments),
        List.of(observable.value()));
  }

  /** The playbook without a resource, which says that it has none. */
  static ProposedAction none(Playbook playbook, String incidentId, Signal signal) {
    String account = signal.account();
    String region = signal.region();
    return action(
        playbook,
        incidentId,
        account == null ? "" : account,
        region == null ? "" : region,
        new TreeMap<>(),
        "no " + playbook.kind().label() + " of the expected form is shown",
        playbook.impact(),
        List.of());
  }

  private static ProposedAction action(
      Playbook playbook,
      String incidentId,
      String account,
      String region,
      SortedMap<String, List<String>> parameters,
      String unbound,
      String impact,
      List<String> targets) {
    return new ProposedAction(
        incidentId,
        playbook.id(),
        playbook.title(),
        playbook.runbook(),
        account,
        region,
        parameters,
        unbound,
        impact,
        playbook.reversible(),
        playbook.rollback(),
        targets);
  }

  private static @Nullable String value(
      Playbook.Parameter parameter, Matcher matcher, Map<String, String> settings) {
    return switch (parameter.source()) {
      case LITERAL -> parameter.text();
      case OBSERVABLE -> matcher.group();
      case GROUP -> matcher.group(parameter.text());
      case SETTING -> settings.get(parameter.text());
    };
  }

  /** The part of the resource's own ARN, which is surer than the signal's, or else the signal's. */
  private static String place(@Nullable String ofSignal, String value, int part) {
    String[] parts = value.split(":", 6);
    if (parts.length == 6 && parts[0].equals("arn") && !parts[part].isEmpty()) {
      return parts[part];
    }
    return ofSignal == null ? "" : ofSignal;
  }

  private static boolean is(
      Enrichment.Fact fact, String value, Observable observable, List<Enrichment> enrichments) {
    return enrichments.stream()
        .anyMatch(
            each ->
                each.known()
                    && each.fact() == fact
                    && each.observable().value().equals(observable.value())
                    && each.value().equalsIgnoreCase(value));
  }

  private static String known(Observable observable, List<Enrichment> enrichments) {
    String facts =
        enrichments.stream()
            .filter(each -> each.known() && each.observable().value().equals(observable.value()))
            .filter(each -> isSafe(each.value()))
            .map(each -> each.fact().name().toLowerCase(Locale.ROOT) + " " + each.value())
            .distinct()
            .collect(Collectors.joining(", "));
    return facts.isEmpty() ? "" : " Known of it: " + facts + ".";
  }
}
