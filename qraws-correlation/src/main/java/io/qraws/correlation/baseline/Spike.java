// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

/**
 * The most striking number of calls that a call brings about, its principal's or its service's.
 *
 * @param part what it adds to the surprise; 0 for nothing
 * @param feature calls or errors
 * @param usual what is usual, in words
 * @param counted what was counted, in words
 */
record Spike(double part, Feature feature, String usual, String counted) {
  private static final String[] CALLS = {"reading calls", "writing calls", "failed calls"};
  private static final Spike NONE = new Spike(0, Feature.VOLUME, "", "");

  /** Counts a call and looks at the numbers. */
  static Spike of(Traits traits, PendingDay day, Profile own, Profile service) {
    if (traits.kind() < 0) {
      return NONE;
    }
    Spike most = NONE;
    for (int kind :
        traits.failed() ? new int[] {traits.kind(), Peaks.FAILED} : new int[] {traits.kind()}) {
      int calls = day.count(traits.principal(), traits.hour(), kind);
      most = higher(most, own.peaks, kind, calls, "");
      calls = day.count(traits.service(), traits.hour(), kind);
      most = higher(most, service.peaks, kind, calls, " of the service");
    }
    return most;
  }

  private static Spike higher(Spike most, Peaks peaks, int kind, int calls, String whose) {
    double part = Surprise.spike(peaks, kind, calls, !whose.isEmpty());
    return part <= most.part
        ? most
        : new Spike(
            part,
            kind == Peaks.FAILED ? Feature.ERRORS : Feature.VOLUME,
            "at most " + peaks.most(kind) + " " + CALLS[kind] + whose + " an hour",
            calls + " " + CALLS[kind] + whose + " within the hour");
  }
}
