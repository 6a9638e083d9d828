// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.examples.trials.index.OracleJudge;
import java.io.IOException;

/** Has the index of signals judged by the definition of what it tells. */
final class IndexOracleTrial {
  private final Options options;

  IndexOracleTrial(Options options) {
    this.options = options;
  }

  Trials.Verdict run() throws IOException {
    int streams = Integer.parseInt(options.text("streams", "1000"));
    int signals = Integer.parseInt(options.text("signals", "2000"));
    OracleJudge judge = new OracleJudge();
    for (int stream = 0; stream < streams; stream++) {
      judge.judge(options.seed() + stream, signals);
    }
    judge.examples().forEach(System.out::println);
    return new Trials.Verdict("seed=" + options.seed() + " " + judge.measures(), judge.passed());
  }
}
