// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.enrich.exposure.ConfigItems;
import io.qraws.core.enrich.exposure.Exposure;
import io.qraws.core.enrich.exposure.ExposureFinder;
import io.qraws.core.enrich.exposure.PublicBlock;
import io.qraws.examples.trials.exposure.ExposureJudge;
import java.util.List;

/** Has the exposure of random networks judged, and walks packets through them. */
final class ExposureTrial {
  private final Options options;

  ExposureTrial(Options options) {
    this.options = options;
  }

  Trials.Verdict run() {
    ExposureJudge judge = new ExposureJudge(ExposureTrial::exposure);
    judge.run(options.seed(), Integer.parseInt(options.text("networks", "10000")));
    judge.examples().forEach(System.out::println);
    return new Trials.Verdict("seed=" + options.seed() + " " + judge.measures(), judge.passed());
  }

  private static Exposure exposure(ConfigItems items) {
    Exposure exposure =
        new ExposureFinder(items, PublicBlock.NONE).resources(List.of("i-1")).get("i-1");
    if (exposure == null) {
      throw new IllegalStateException("no answer for i-1");
    }
    return exposure;
  }
}
