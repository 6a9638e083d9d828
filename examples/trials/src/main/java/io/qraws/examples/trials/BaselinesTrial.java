// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.signal.Anomaly;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.baseline.Baseline;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.IncidentCorrelator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Learns weeks of a company's calls, counts what later weeks raise though nothing bad is in them,
 * and plants attacks there.
 *
 * <p>Seed 1 was in view when the baseline's weights were chosen, so judge by others.
 */
final class BaselinesTrial {
  private static final double FOUND = .7;

  /** What tells less than this is no stage of an attack. */
  private static final double STAGE = .3;

  private final int learning;
  private final int judged;
  private final int victims;
  private final double scale;
  private final double rate;
  private final Options options;
  private final Map<String, Map<AttackLog.Disguise, int[]>> found = new LinkedHashMap<>();
  private final Map<String, int[]> byJob = new TreeMap<>();
  private final boolean details;
  private final boolean closing;
  private long calls;
  private long raised;
  private int incidents;
  private int withAnomalies;
  private int ofOneAnomaly;

  BaselinesTrial(Options options) {
    this.options = options;
    learning = Integer.parseInt(options.text("learning", "28"));
    judged = Integer.parseInt(options.text("judged", "10"));
    victims = Integer.parseInt(options.text("victims", "8"));
    scale = Double.parseDouble(options.text("scale", "1"));
    rate = Double.parseDouble(options.text("rate", "1e-4"));
    closing = options.text("closing", "true").equals("true");
    details = options.text("details", "false").equals("true");
  }

  Trials.Verdict run() throws IOException {
    String folder = options.text("attacks", "");
    List<AttackLog> attacks =
        folder.isEmpty()
            ? InventedAttacks.all()
            : AttackLog.readAll(Path.of(folder)).stream().map(AttackLog::narrowed).toList();
    for (long seed = options.seed(); seed < options.seed() + options.runs(); seed++) {
      company(seed, attacks);
    }
    double measured = (double) raised / Math.max(1, calls);
    System.out.print(table());
    double given = share(AttackLog.Disguise.GIVEN);
    double known = share(AttackLog.Disguise.KNOWN);
    String measures =
        String.format(
            Locale.ROOT,
            "seed=%d runs=%d calls=%d alarms=%d asked=%.1e measured=%.2e attacks=%d given=%.3f"
                + " known=%.3f inside=%.3f incidents=%d with_anomalies=%d of_one_anomaly=%d",
            options.seed(),
            options.runs(),
            calls,
            raised,
            rate,
            measured,
            attacks.size(),
            given,
            known,
            share(AttackLog.Disguise.INSIDE),
            incidents,
            withAnomalies,
            ofOneAnomaly);
    return new Trials.Verdict(measures, given >= FOUND && known >= FOUND && measured <= rate);
  }

  private void company(long seed, List<AttackLog> attacks) throws IOException {
    Estate estate = new Estate(seed, scale);
    Baseline baseline = Baseline.builder().alarmRate(rate).build();
    int planting = learning + judged - 1;
    while (Estate.weekend(planting)) {
      planting--;
    }
    for (int day = 0; day < learning + judged; day++) {
      List<Signal> signals = Records.read(estate.day(day));
      List<Signal> anomalies = new ArrayList<>();
      boolean counts = day >= learning;
      calls += counts ? signals.size() : 0;
      for (int i = 0; i < signals.size(); i++) {
        var anomaly = baseline.observe(signals.get(i));
        anomaly.ifPresent(anomalies::add);
        if (counts && anomaly.isPresent()) {
          raised++;
          if (details) {
            System.out.println(line(anomaly.get()));
          }
        }
        if (day == planting && i == signals.size() / 2) {
          plant(seed, attacks, estate, baseline, signals.get(i).time());
        }
      }
      if (day == planting) {
        correlate(signals, anomalies);
      }
      // Whoever closes no incident never lets what an anomaly is about be learned.
      baseline.learn(
          Estate.START.plusSeconds((day + 1) * 86_400L), closing ? List.of() : anomalies);
    }
    System.out.println(seed + " " + baseline.stats());
  }

  /** What a day without an attack becomes, without its anomalies and with them. */
  private void correlate(List<Signal> day, List<Signal> anomalies) {
    Instant end = day.get(day.size() - 1).time();
    incidents += IncidentCorrelator.create().correlate(day, end).size();
    List<Signal> all = new ArrayList<>(day);
    all.addAll(anomalies);
    for (Incident incident : IncidentCorrelator.create().correlate(all, end)) {
      withAnomalies++;
      long judged = incident.signals().stream().filter(s -> s instanceof Anomaly).count();
      boolean calls =
          incident.signals().stream()
              .anyMatch(s -> incident.salience().getOrDefault(s.id(), 0.0) >= STAGE);
      ofOneAnomaly += judged == 1 && !calls ? 1 : 0;
    }
  }

  private static String line(Anomaly anomaly) {
    return String.format(
        Locale.ROOT,
        "  %s p=%.1e %s | usual %s | %s",
        anomaly.time(),
        anomaly.probability(),
        anomaly.title(),
        anomaly.expected(),
        anomaly.observed());
  }

  private void plant(
      long seed, List<AttackLog> attacks, Estate estate, Baseline baseline, Instant now)
      throws IOException {
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    baseline.save(saved);
    Dice dice = new Dice(seed * 31 + 7);
    for (AttackLog attack : attacks) {
      for (AttackLog.Disguise disguise : AttackLog.Disguise.values()) {
        int times = disguise == AttackLog.Disguise.GIVEN ? 1 : victims;
        for (int i = 0; i < times; i++) {
          EstateMember victim = dice.pick(estate.members);
          boolean seen =
              !attack.calls().isEmpty()
                  && raises(
                      Baseline.builder()
                          .alarmRate(rate)
                          .restore(new ByteArrayInputStream(saved.toByteArray())),
                      attack.planted(disguise, victim, now.plusSeconds(dice.between(0, 20_000))));
          count(
              found
                  .computeIfAbsent(attack.name(), a -> new EnumMap<>(AttackLog.Disguise.class))
                  .computeIfAbsent(disguise, d -> new int[2]),
              seen);
          if (disguise != AttackLog.Disguise.GIVEN) {
            count(byJob.computeIfAbsent(disguise + " " + victim.job, j -> new int[2]), seen);
          }
        }
      }
    }
  }

  private static boolean raises(Baseline baseline, List<ApiCall> attack) {
    boolean seen = false;
    for (ApiCall call : attack) {
      seen |= baseline.observe(call).isPresent();
    }
    return seen;
  }

  private static void count(int[] of, boolean seen) {
    of[0] += seen ? 1 : 0;
    of[1]++;
  }

  private double share(AttackLog.Disguise disguise) {
    int seen = 0;
    int all = 0;
    for (Map<AttackLog.Disguise, int[]> one : found.values()) {
      int[] counted = one.getOrDefault(disguise, new int[2]);
      seen += counted[0];
      all += counted[1];
    }
    return all == 0 ? 0 : (double) seen / all;
  }

  private String table() {
    StringBuilder table = new StringBuilder();
    found.forEach(
        (name, one) -> {
          table.append(String.format(Locale.ROOT, "%-62s", name));
          one.forEach(
              (disguise, counted) ->
                  table.append(
                      String.format(
                          Locale.ROOT,
                          " %s %d/%d",
                          disguise.name().toLowerCase(Locale.ROOT),
                          counted[0],
                          counted[1])));
          table
              .append(one.values().stream().anyMatch(counted -> counted[0] == 0) ? " MISSED" : "")
              .append('\n');
        });
    byJob.forEach(
        (job, counted) ->
            table.append(String.format(Locale.ROOT, "%-20s %d/%d%n", job, counted[0], counted[1])));
    return table.toString();
  }
}
