// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring.factor;

import java.util.Locale;

/** What can raise or lower a score, with the words that a rationale uses for it. */
enum Factor {
  BASE("where every incident starts"),
  SEVERITY("how bad the signals are"),
  ASSET_CRITICALITY("how critical the asset is"),
  ENVIRONMENT("the environment it runs in"),
  EXPOSURE("its exposure to the internet"),
  ACTOR_PRIVILEGE("the actor's privileges"),
  THREAT_INTELLIGENCE("what is known of the other side"),
  EXPLOITABILITY("how easily it is exploited"),
  CROSS_ENVIRONMENT("that cloud and on-premises both saw it"),
  CHAIN_DEPTH("how many stages of an attack it shows"),
  PATTERN("that it matches a declared pattern"),
  NOVELTY("that it was not seen before"),
  STATE("that it no longer stands"),
  POSTURE("that only configuration was judged and nothing happened"),
  VOLUME("how often it was seen");

  private final String words;

  Factor(String words) {
    this.words = words;
  }

  /** The name as it stands in a contribution. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is about, to be put behind a verb. */
  String words() {
    return words;
  }
}
