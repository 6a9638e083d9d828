// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import io.qraws.core.signal.Anomaly;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says in words what is usual, and what was seen instead. */
final class Telling {
  /** What an anomaly's id begins with; the rest is the id of what it is about. */
  static final String ID = "anomaly:";

  private static final String FIRST_SEEN = "first-seen";
  private static final String RARE = "rare";
  private static final String SPIKE = "spike";

  private static final int EXAMPLES = 3;

  private static final String[] NEW_TO = {
    "", "new to it", "new to its peers too", "new to the account too", "new altogether"
  };

  private final Traits traits;
  private final Surprise.Result result;
  private final Names names;
  private final Profile own;

  Telling(Traits traits, Surprise.Result result, Names names, Profile own) {
    this.traits = traits;
    this.result = result;
    this.names = names;
    this.own = own;
  }

  /**
   * The anomaly.
   *
   * @param usual what is usual of a spike, and what was counted instead; empty for anything else
   */
  Anomaly of(Signal signal, String usual, String counted, double chance) {
    Feature leading = result.leading();
    boolean spike = leading == Feature.VOLUME || leading == Feature.ERRORS;
    String kind = spike ? SPIKE : level(leading) == 0 ? RARE : FIRST_SEEN;
    String what = spike ? counted : text(leading);
    SignalHeader header =
        SignalHeader.builder(ID + signal.id(), Format.DERIVED, SourceRef.DERIVED, Raw.EMPTY)
            .time(signal.time())
            .title(kind + " " + leading.label() + ": " + what + " by " + traits.name())
            .account(signal.account())
            .region(signal.region())
            .type(leading.label() + "/" + kind)
            .build()
            .withMore(List.of(), signal.observables());
    return new Anomaly(
        header,
        leading.label(),
        spike ? usual : expected(leading),
        kind + ": " + what + newness(leading) + others(),
        chance);
  }

  private int level(Feature feature) {
    return result.levels.getOrDefault(feature, 0);
  }

  private String text(Feature feature) {
    return traits.values().getOrDefault(feature, "");
  }

  private String newness(Feature feature) {
    return level(feature) == 0 ? "" : " (" + NEW_TO[level(feature)] + ")";
  }

  private String expected(Feature feature) {
    if (feature == Feature.PRINCIPAL) {
      return "principals that the account knows";
    }
    long[] keys = own.counts.keys(feature);
    if (keys.length == 0) {
      return "nothing is known of " + traits.name() + " yet";
    }
    Map<String, Double> counted = new TreeMap<>();
    for (long key : keys) {
      String name = names.of(key);
      if (name != null) {
        counted.put(name, own.counts.of(key, traits.day()));
      }
    }
    List<String> most =
        counted.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .limit(EXAMPLES)
            .map(Map.Entry::getKey)
            .toList();
    String more = keys.length > most.size() ? " and " + (keys.length - most.size()) + " more" : "";
    return String.join(", ", most) + more + " on " + own.activeDays() + " days";
  }

  private String others() {
    List<Feature> told = result.told();
    List<String> also = new ArrayList<>();
    for (Feature feature : told.subList(1, told.size())) {
      also.add(feature.label() + " " + text(feature) + newness(feature));
    }
    return also.isEmpty() ? "" : "; also " + String.join(", ", also);
  }
}
