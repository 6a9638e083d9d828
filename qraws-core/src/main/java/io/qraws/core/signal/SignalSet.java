// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Distinct signals: the same finding in three formats, or the same event delivered twice, is one.
 *
 * <p>Two signals of one kind and one id are the same thing if they are findings, offenses (where
 * the newer version wins and what the other one showed is kept), or tell the same time and title.
 * Where they do not, an id was used twice for different things; the second is kept under an id with
 * a prefix made from its content and set off by a colon.
 *
 * <p>Not safe for several threads. Adding costs O(1).
 */
public final class SignalSet {
  private final Map<String, Signal> byKey = new LinkedHashMap<>();
  private final Map<String, List<SourceRef>> repeats = new HashMap<>();

  /** An empty set. */
  public SignalSet() {}

  /**
   * Adds a signal.
   *
   * @param signal new, a repetition, or another version
   * @return whether it was new
   */
  public boolean add(Signal signal) {
    Signal known = byKey.get(signal.key());
    if (known == null) {
      byKey.put(signal.key(), signal);
      return true;
    }
    if (known.raw().equals(signal.raw())) {
      repeated(known, signal);
      return false;
    }
    if (!sameThing(known, signal)) {
      String prefix = Integer.toHexString(signal.raw().hashCode());
      return add(signal.withHeader(signal.header().withId(prefix + ":" + signal.id())));
    }
    repeated(known, signal);
    byKey.put(signal.key(), merged(known, signal));
    return false;
  }

  /** The distinct signals, in order of first arrival; a view that must not be held while adding. */
  public List<Signal> signals() {
    return List.copyOf(byKey.values());
  }

  /** How many distinct signals. */
  public int size() {
    return byKey.size();
  }

  /**
   * Where the signal was read again.
   *
   * @param signal one of {@link #signals()}
   */
  public List<SourceRef> repeats(Signal signal) {
    return Collections.unmodifiableList(repeats.getOrDefault(signal.key(), List.of()));
  }

  private void repeated(Signal known, Signal again) {
    repeats.computeIfAbsent(known.key(), k -> new ArrayList<>(1)).add(again.source());
  }

  private static boolean sameThing(Signal a, Signal b) {
    if (a instanceof Finding x && b instanceof Finding y) {
      return x.product().equalsIgnoreCase(y.product()) || a.id().startsWith("arn:");
    }
    if (a instanceof Offense) {
      return true;
    }
    return a.time().equals(b.time()) && a.title().equals(b.title());
  }

  /** The newer version under the place of the first, with what the older one showed beside it. */
  private static Signal merged(Signal known, Signal again) {
    boolean newer = newer(again, known);
    Signal kept = newer ? again : known;
    Signal other = newer ? known : again;
    SignalHeader header = kept.header().withMore(other.types(), other.observables());
    SignalHeader placed =
        new SignalHeader(
            header.id(),
            header.format(),
            header.time(),
            header.title(),
            header.severity().known() ? header.severity() : other.severity(),
            header.account() == null ? other.account() : header.account(),
            header.region() == null ? other.region() : header.region(),
            header.types(),
            header.observables(),
            known.source(),
            header.raw());
    if (kept instanceof Finding x && other instanceof Finding y) {
      return merged(x, y, placed);
    }
    return kept.withHeader(placed);
  }

  private static Finding merged(Finding kept, Finding other, SignalHeader header) {
    Map<String, String> tags = new HashMap<>(other.tags());
    tags.putAll(kept.tags());
    Map<String, String> attributes = new HashMap<>(other.attributes());
    attributes.putAll(kept.attributes());
    return new Finding(
        header,
        kept.product(),
        kept.description().isEmpty() ? other.description() : kept.description(),
        kept.state(),
        kept.sample() || other.sample(),
        kept.updated(),
        kept.control() == null ? other.control() : kept.control(),
        kept.resourceTypes().isEmpty() ? other.resourceTypes() : kept.resourceTypes(),
        tags,
        attributes);
  }

  private static boolean newer(Signal a, Signal b) {
    if (a instanceof Finding x && b instanceof Finding y) {
      int byVersion = x.updated().compareTo(y.updated());
      return byVersion != 0 ? byVersion > 0 : rank(x) < rank(y);
    }
    if (a instanceof Offense x && b instanceof Offense y) {
      return x.lastUpdated().isAfter(y.lastUpdated());
    }
    return false;
  }

  /** The producer's own format tells more than a converted one. */
  private static int rank(Finding finding) {
    return switch (finding.format()) {
      case ASFF -> 1;
      case OCSF -> 2;
      default -> 0;
    };
  }
}
