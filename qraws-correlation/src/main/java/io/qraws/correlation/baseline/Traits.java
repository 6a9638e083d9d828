// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import io.qraws.core.enrich.PlaceLookup;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.ConfigChange;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.index.KeyHash;
import io.qraws.correlation.operation.Operations;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a signal shows of each feature, and in which scopes that is looked up.
 *
 * @param time when it happened
 * @param principal who did it, or which resource changed
 * @param name the same as text
 * @param peers the group of that principal
 * @param account where
 * @param service which service there
 * @param kind the kind of call whose number is counted, see {@link Peaks}; -1 for none
 * @param attackers the share of attackers' calls that are of this operation
 * @param values the text of each feature that it shows
 * @param keys the keys of these texts
 */
record Traits(
    Instant time,
    long principal,
    String name,
    long peers,
    long account,
    long service,
    int kind,
    double attackers,
    Map<Feature, String> values,
    Map<Feature, Long> keys) {

  /** Opens what was closed; a call of the same operation that does not is another thing. */
  private static final String OPENS = " (opens)";

  private static final double SETTING = 2e-5;

  int day() {
    return (int) Math.floorDiv(time.getEpochSecond(), 86_400L);
  }

  long hour() {
    return Math.floorDiv(time.getEpochSecond(), 3_600L);
  }

  boolean failed() {
    return "denied".equals(values.get(Feature.OUTCOME))
        || "failed".equals(values.get(Feature.OUTCOME));
  }

  /** The traits of a call or of a configuration; null for any other signal. */
  static @Nullable Traits of(Signal signal, KeyHash hash, @Nullable PlaceLookup places) {
    if (signal instanceof ApiCall call) {
      return ofCall(call, hash, places);
    }
    return signal instanceof ConfigChange change ? ofChange(change, hash) : null;
  }

  private static Traits ofCall(ApiCall call, KeyHash hash, @Nullable PlaceLookup places) {
    Caller caller = Caller.of(call);
    String account = call.account() == null ? "unknown account" : call.account();
    Map<Feature, String> values = new EnumMap<>(Feature.class);
    boolean opens = Operations.asked(call) > 0 && !call.readOnly();
    values.put(Feature.OPERATION, call.service() + ":" + call.operation() + (opens ? OPENS : ""));
    values.put(Feature.SERVICE, call.service());
    if (call.region() != null) {
      values.put(Feature.REGION, call.region());
    }
    Origin.of(call, places).tell(values);
    values.put(Feature.HOUR, hour(call.time()));
    values.put(Feature.OUTCOME, outcome(call.errorCode()));
    values.put(Feature.PRINCIPAL, caller.principal());
    return new Traits(
        call.time(),
        scope(hash, "principal " + caller.principal()),
        caller.principal(),
        scope(hash, "peers " + caller.peers()),
        scope(hash, "account " + account),
        scope(hash, "service " + account + " " + call.service()),
        call.readOnly() ? 0 : 1,
        Sensitivity.of(call),
        values,
        keys(hash, values));
  }

  private static Traits ofChange(ConfigChange change, KeyHash hash) {
    double telling = Operations.exposure(change);
    String account = change.account() == null ? "unknown account" : change.account();
    String name = change.resourceType() + " " + change.resourceId();
    Map<Feature, String> values = new EnumMap<>(Feature.class);
    values.put(Feature.CONFIGURATION, change.resourceType() + (telling > 0 ? OPENS : " changes"));
    return new Traits(
        change.time(),
        scope(hash, "resource " + account + " " + name),
        name,
        scope(hash, "resources " + change.resourceType()),
        scope(hash, "account " + account),
        0,
        -1,
        Sensitivity.of(telling, SETTING),
        values,
        keys(hash, values));
  }

  private static Map<Feature, Long> keys(KeyHash hash, Map<Feature, String> values) {
    Map<Feature, Long> keys = new EnumMap<>(Feature.class);
    values.forEach(
        (feature, value) -> {
          long key = hash.of(ObservableKind.RESOURCE, value) >>> 4 | (long) feature.index() << 60;
          keys.put(feature, key == 0 ? 1 : key);
        });
    return keys;
  }

  private static long scope(KeyHash hash, String name) {
    return hash.of(ObservableKind.PRINCIPAL, name);
  }

  private static String hour(Instant time) {
    var at = time.atOffset(ZoneOffset.UTC);
    int from = at.getHour() / 4 * 4;
    return (at.getDayOfWeek().getValue() > 5 ? "weekend " : "working day ")
        + from
        + "-"
        + (from + 4)
        + "h";
  }

  private static String outcome(@Nullable String error) {
    if (error == null) {
      return "done";
    }
    return error.contains("Denied") || error.contains("Unauthorized") || error.contains("Forbidden")
        ? "denied"
        : error.contains("Throttl") || error.contains("SlowDown") || error.contains("Limit")
            ? "throttled"
            : "failed";
  }
}
