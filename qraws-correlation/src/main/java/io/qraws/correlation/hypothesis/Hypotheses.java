// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import static java.util.Objects.requireNonNull;

import io.qraws.correlation.incident.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what probably came before an incident, beside it and comes next, by the stages of ATT&amp;CK
 * that are missing and by what the incident shows, with queries that would confirm or refute it.
 *
 * <pre>{@code
 * Hypotheses hypotheses =
 *     Hypotheses.of(
 *         HuntCatalog.builtIn(),
 *         QueryTargets.builder()
 *             .cloudTrail("security.cloudtrail_logs_pp", DayPartition.text("timestamp"))
 *             .build());
 * for (Hypothesis one : hypotheses.about(incident, 10)) {
 *   one.queries().forEach(query -> System.out.println(query.text()));
 * }
 * }</pre>
 *
 * <p>Immutable and safe for use by many threads; does no I/O. The same incident gives the same
 * list. One costs O(s·o + h) for s signals of o observables and h hunts.
 */
public final class Hypotheses {
  private static final int MOST_ABOUT = 5;
  private static final Comparator<Hypothesis> LIKELIEST =
      Comparator.comparingDouble(Hypothesis::likelihood)
          .reversed()
          .thenComparing(one -> one.hunt().id());

  private final HuntCatalog catalog;
  private final QueryTargets targets;

  private Hypotheses(HuntCatalog catalog, QueryTargets targets) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.targets = requireNonNull(targets, "targets");
  }

  /**
   * Hypotheses from these hunts.
   *
   * @param catalog what may be looked for
   * @param targets where
   */
  public static Hypotheses of(HuntCatalog catalog, QueryTargets targets) {
    return new Hypotheses(catalog, targets);
  }

  /**
   * The likeliest hypotheses about an incident, likeliest first; of equal ones by the hunt's id.
   *
   * <p>A hunt is left out where the incident shows none of the values that it needs, or where no
   * target of its dialects is set.
   *
   * @param incident with one signal at least
   * @param most how many, 1 or more
   * @throws IllegalArgumentException if {@code most} is less than 1
   */
  public List<Hypothesis> about(Incident incident, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1: " + most);
    }
    Bindings bindings = Bindings.of(incident.signals());
    List<Hypothesis> all = new ArrayList<>();
    for (Hunt hunt : catalog.hunts()) {
      Hypothesis hypothesis = hypothesis(hunt, incident, bindings);
      if (hypothesis != null) {
        all.add(hypothesis);
      }
    }
    all.sort(LIKELIEST);
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }

  private @Nullable Hypothesis hypothesis(Hunt hunt, Incident incident, Bindings bindings) {
    List<Condition> conditions = hunt.bound(bindings);
    if (conditions == null
        || hunt.dialects().stream().noneMatch(one -> targets.has(one, hunt.source()))) {
      return null;
    }
    Hunt.Span span = hunt.span(incident.firstSeen(), incident.lastSeen());
    List<HuntQuery> queries = new ArrayList<>();
    List<String> gaps = new ArrayList<>();
    for (Dialect dialect : Dialect.values()) {
      String absent = hunt.absent().get(dialect);
      if (absent != null) {
        gaps.add(dialect + ": " + absent);
      } else if (targets.has(dialect, hunt.source())) {
        write(hunt, dialect, conditions, span, queries, gaps);
      }
    }
    Likelihood likelihood = Likelihood.of(hunt, incident, bindings);
    return new Hypothesis(
        hunt, likelihood.value(), likelihood.reasons(), about(hunt, bindings), queries, gaps);
  }

  private void write(
      Hunt hunt,
      Dialect dialect,
      List<Condition> conditions,
      Hunt.Span span,
      List<HuntQuery> queries,
      List<String> gaps) {
    String text;
    List<String> leftOut;
    QueryTargets.Table table = targets.table(dialect, hunt.source());
    if (table == null) {
      AqlWriter writer = new AqlWriter(hunt.source(), targets);
      text = writer.write(conditions, span, hunt.rows());
      leftOut = writer.leftOut();
    } else {
      SqlWriter writer = new SqlWriter(dialect, hunt.source());
      text = writer.write(table, conditions, span, hunt.rows());
      leftOut = writer.leftOut();
    }
    if (text == null) {
      gaps.add(dialect + ": " + String.join("; ", leftOut));
    } else {
      queries.add(
          new HuntQuery(
              dialect, hunt.source(), text, span.from(), span.to(), hunt.rows(), leftOut));
    }
  }

  private static List<String> about(Hunt hunt, Bindings bindings) {
    Set<String> about = new LinkedHashSet<>();
    hunt.conditions().stream()
        .flatMap(condition -> condition.bindings().stream())
        .forEach(binding -> about.addAll(bindings.values(binding)));
    return about.stream().limit(MOST_ABOUT).toList();
  }
}
