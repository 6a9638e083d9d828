// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where configuration items come from. Implementations are safe for use by many threads. */
public interface ConfigItems {
  /**
   * Finds items, as many as possible in one go.
   *
   * @param wanted what is looked for
   * @return an answer for each; one that is not there counts as failed
   */
  Map<Wanted, Answer> find(Set<Wanted> wanted);

  /** How much an answer says. */
  enum Completeness {
    /** These are all: there are no others. */
    COMPLETE,
    /** None was found, and AWS Config may not record the type: there may be some. */
    NOT_RECORDED,
    /** There may be more, since something went wrong. */
    FAILED
  }

  /**
   * What was found.
   *
   * @param items the items, in a fixed order
   * @param completeness whether there may be more
   * @param reason why there may be more; empty if complete
   */
  record Answer(List<ConfigItem> items, Completeness completeness, String reason) {
    /** Checks for null. */
    public Answer {
      items = List.copyOf(items);
      requireNonNull(completeness, "completeness");
      requireNonNull(reason, "reason");
    }

    /** All that there are. */
    public static Answer complete(List<ConfigItem> items) {
      return new Answer(items, Completeness.COMPLETE, "");
    }

    /** None, of a type that may not be recorded. */
    public static Answer notRecorded(String reason) {
      return new Answer(List.of(), Completeness.NOT_RECORDED, reason);
    }

    /** Some at most, since something went wrong. */
    public static Answer failed(List<ConfigItem> items, String reason) {
      return new Answer(items, Completeness.FAILED, reason);
    }
  }
}
