// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import io.qraws.correlation.hypothesis.DailyHunt;
import io.qraws.correlation.hypothesis.DayPartition;
import io.qraws.correlation.hypothesis.Dialect;
import io.qraws.correlation.hypothesis.HuntCatalog;
import io.qraws.correlation.hypothesis.HuntQuery;
import io.qraws.correlation.hypothesis.HuntSource;
import io.qraws.correlation.hypothesis.Hypotheses;
import io.qraws.correlation.hypothesis.Hypothesis;
import io.qraws.correlation.hypothesis.Lead;
import io.qraws.correlation.hypothesis.QueryTargets;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.IncidentCorrelator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Asks all hunts about incidents in a folder of records, and runs their Athena SQL in a real engine
 * over the calls and flows of that folder.
 *
 * <p>Asked about are the incidents that the correlator finds and, so that rare hunts have their
 * turn, single calls and flows. The same hunt is asked of CloudTrail's table and of Security
 * Lake's; both hold the same records, so both must find the same.
 */
final class HuntsTrial {
  private static final QueryTargets TARGETS =
      QueryTargets.builder()
          .cloudTrail("cloudtrail", DayPartition.text("timestamp"))
          .flowLogs("flow_logs", DayPartition.date("date"))
          .securityLake("lake_calls", "lake_flows")
          .build();

  private final Options options;
  private final Map<String, Tally> tallies = new TreeMap<>();
  private int leads;
  private int incidents;
  private int queries;
  private int failures;
  private int disagreements;

  /** What one hunt found. */
  private static final class Tally {
    private int asked;
    private int answered;
    private final Set<String> rows = new HashSet<>();
  }

  HuntsTrial(Options options) {
    this.options = options;
  }

  Trials.Verdict run() throws IOException {
    try (Scratch scratch = Scratch.create();
        HuntTables tables = new HuntTables()) {
      Path folder = Path.of(options.text("corpus", scratch.path().toString()));
      if (folder.equals(scratch.path())) {
        DayFiles.write(options.seed(), folder);
      }
      List<Signal> signals = read(folder, tables);
      tables.load(scratch.path());
      Hypotheses hypotheses = Hypotheses.of(HuntCatalog.builtIn(), TARGETS);
      Instant now =
          signals.stream().map(Signal::time).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
      List<Incident> correlated = IncidentCorrelator.create().correlate(signals, now);
      leads(DailyHunt.of(hypotheses).leads(signals, correlated), tables);
      for (Incident incident : incidents(signals, correlated)) {
        incidents++;
        for (Hypothesis one : hypotheses.about(incident, Integer.MAX_VALUE)) {
          ask(one, tables);
        }
      }
      return verdict(tables);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Signal> read(Path folder, HuntTables tables) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    List<Signal> signals = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    SignalReader reader = SignalReader.create();
    for (Path file : files) {
      reader.readFile(
          file,
          new ReadListener() {
            @Override
            public void signal(Signal signal) {
              if (seen.add(signal.kind() + "|" + signal.id())) {
                signals.add(signal);
                row(signal, tables);
              }
            }

            @Override
            public void rejected(Rejected rejected) {}
          });
    }
    return signals;
  }

  private static void row(Signal signal, HuntTables tables) {
    String raw = signal.raw().text();
    if (signal.kind() == SignalKind.NETWORK_FLOW) {
      tables.flow(raw.strip().split(" "));
    } else if (signal.kind() == SignalKind.API_CALL) {
      try {
        JsonNode record = Json.MAPPER.readTree(raw);
        tables.call(record, signal.time());
      } catch (JsonProcessingException e) {
        // A table's row or another form that CloudTrail itself does not deliver.
        return;
      }
    }
  }

  private void leads(List<Lead> found, HuntTables tables) {
    leads = found.size();
    for (Lead lead : found) {
      System.out.printf(
          Locale.ROOT,
          "lead %.3f %s: %s%n",
          lead.weight(),
          lead.subject(),
          String.join("; ", lead.reasons()));
      lead.hypotheses().forEach(one -> ask(one, tables));
    }
  }

  private List<Incident> incidents(List<Signal> signals, List<Incident> correlated) {
    List<Signal> activity =
        signals.stream()
            .filter(
                one -> one.kind() == SignalKind.API_CALL || one.kind() == SignalKind.NETWORK_FLOW)
            .sorted(Comparator.comparing(Signal::time).thenComparing(Signal::id))
            .toList();
    int half = Math.max(1, Integer.parseInt(options.text("incidents", "400")) / 2);
    List<Incident> chosen = new ArrayList<>(spread(correlated, half));
    for (Signal signal : spread(activity, half)) {
      chosen.add(Incident.of("single-" + signal.id(), List.of(signal)));
    }
    return chosen;
  }

  /** As many as that, evenly out of all. */
  private static <T> List<T> spread(List<T> all, int most) {
    List<T> some = new ArrayList<>();
    int step = (all.size() + most - 1) / most;
    for (int i = 0; i < all.size(); i += step) {
      some.add(all.get(i));
    }
    return some;
  }

  private void ask(Hypothesis hypothesis, HuntTables tables) {
    List<List<String>> found = new ArrayList<>();
    for (HuntQuery query : hypothesis.queries()) {
      if (query.dialect() == Dialect.AQL) {
        continue;
      }
      queries++;
      try {
        found.add(tables.run(query.text()));
      } catch (SQLException e) {
        failures++;
        System.out.println(hypothesis.hunt() + " " + query.dialect() + ": " + e.getMessage());
        System.out.println("  " + query.text());
      }
    }
    if (hypothesis.hunt().source() == HuntSource.SIEM_EVENTS || found.isEmpty()) {
      return;
    }
    Tally tally = tallies.computeIfAbsent(hypothesis.hunt().id(), id -> new Tally());
    List<String> rows = found.get(0);
    tally.asked++;
    tally.answered += rows.isEmpty() ? 0 : 1;
    tally.rows.addAll(rows);
    if (found.size() == 2 && !sorted(found.get(1)).equals(sorted(rows))) {
      disagreements++;
      System.out.printf(
          Locale.ROOT,
          "%s: %d rows in CloudTrail's or Flow Logs' table, %d in Security Lake's%n",
          hypothesis.hunt(),
          rows.size(),
          found.get(1).size());
    }
  }

  private static List<String> sorted(List<String> rows) {
    return rows.stream().sorted().toList();
  }

  private Trials.Verdict verdict(HuntTables tables) {
    int finding = 0;
    for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
      Tally tally = entry.getValue();
      finding += tally.answered > 0 ? 1 : 0;
      System.out.printf(
          Locale.ROOT,
          "%-24s asked %5d, answered %5d, different rows %5d%n",
          entry.getKey(),
          tally.asked,
          tally.answered,
          tally.rows.size());
    }
    String measures =
        String.format(
            Locale.ROOT,
            "calls=%d flows=%d leads=%d incidents=%d queries=%d hunts=%d finding=%d failures=%d"
                + " disagreements=%d",
            tables.calls(),
            tables.flows(),
            leads,
            incidents,
            queries,
            tallies.size(),
            finding,
            failures,
            disagreements);
    return new Trials.Verdict(measures, finding > 0 && failures == 0 && disagreements == 0);
  }
}
