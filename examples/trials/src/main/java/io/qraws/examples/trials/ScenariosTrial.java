// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalSet;
import io.qraws.correlation.incident.IncidentCorrelator;
import io.qraws.correlation.pattern.PatternCatalog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hides attack chains and decoys in many days, and counts what comes out as one incident each.
 *
 * <p>{@code places=told} hides one more, whose halves share nothing but a place, and tells the
 * correlator where addresses are; {@code places=untold} hides it and tells nothing.
 */
final class ScenariosTrial {
  private static final double INCIDENTS = 0.95;
  private static final double LINKS = 0.97;
  private static final double PLANTED = 0.9;

  private final Options options;

  ScenariosTrial(Options options) {
    this.options = options;
  }

  Trials.Verdict run() throws IOException {
    ScenarioScore score = new ScenarioScore();
    String told = options.text("places", "none");
    if (!List.of("none", "told", "untold").contains(told)) {
      throw new IllegalArgumentException("places must be none, told or untold: " + told);
    }
    for (long seed = options.seed(); seed < options.seed() + options.runs(); seed++) {
      PlaceTable places = new PlaceTable();
      ScenarioDays.Hidden day = ScenarioDays.generate(seed, told.equals("none") ? null : places);
      List<Signal> signals = read(DayFiles.input(day.day()));
      IncidentCorrelator correlator = correlator(told.equals("told") ? places : null);
      score.add(seed, day, correlator.correlate(signals, World.DAY.plusSeconds(90_000)));
    }
    System.out.print(score.table());
    PlantedAttacks real = new PlantedAttacks(options.seed(), () -> correlator(null));
    String folder = options.text("attacks", "");
    if (!folder.isEmpty()) {
      real.plant(Path.of(folder));
    }
    String measures =
        String.format(
            Locale.ROOT,
            "seed=%d runs=%d stories=%d recall=%.4f precision=%.4f joined=%d links=%.4f"
                + " planted=%d planted_found=%d",
            options.seed(),
            options.runs(),
            score.stories(),
            score.recall(),
            score.precision(),
            score.joined(),
            score.links(),
            real.planted(),
            real.found());
    return new Trials.Verdict(
        measures,
        score.recall() >= INCIDENTS
            && score.precision() >= INCIDENTS
            && score.joined() == 0
            && score.links() >= LINKS
            && real.found() >= PLANTED * real.planted());
  }

  private IncidentCorrelator correlator(@Nullable PlaceTable places) {
    IncidentCorrelator.Builder correlator = IncidentCorrelator.builder();
    if (options.text("patterns", "off").equals("on")) {
      correlator.patterns(PatternCatalog.builtIn());
    }
    if (places != null) {
      correlator.places(places::of);
    }
    return correlator.build();
  }

  /** The distinct signals of a day's files. */
  static List<Signal> read(Map<String, byte[]> files) throws IOException {
    SignalSet signals = new SignalSet();
    SignalReader reader = SignalReader.create();
    ReadListener listener =
        new ReadListener() {
          @Override
          public void signal(Signal signal) {
            signals.add(signal);
          }

          @Override
          public void rejected(Rejected rejected) {
            throw new IllegalStateException(rejected.reason());
          }
        };
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      reader.read(file.getKey(), new ByteArrayInputStream(file.getValue()), listener);
    }
    return signals.signals();
  }
}
