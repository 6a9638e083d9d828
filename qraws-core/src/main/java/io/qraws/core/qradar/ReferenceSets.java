// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reference sets. Safe for use by many threads.
 *
 * <p>All methods block, throw {@link InterruptedException} if the thread is interrupted, and {@link
 * QradarException} if QRadar fails or refuses: {@link QradarException.NotFound} if there is no such
 * set, {@link QradarException.Refused} if a value is not of the set's type. Adding a value that is
 * there refreshes it. Source: QRadar API reference, {@code /reference_data_collections} from
 * version 16.0 on, {@code /reference_data/sets} before.
 */
public interface ReferenceSets {
  /**
   * A set by its name.
   *
   * @param name as in QRadar
   * @return empty if there is none, or none that the token may see
   */
  Optional<ReferenceSet> find(String name) throws InterruptedException;

  /**
   * Makes a shared set whose values do not expire.
   *
   * @param name not in use
   * @param type see {@link ReferenceSet#type}
   * @throws QradarException.Conflict if the name is in use; so too if an earlier try made it whose
   *     answer was lost
   */
  ReferenceSet create(String name, String type) throws InterruptedException;

  /**
   * All values of a set, or a failure: never a part of them.
   *
   * @param name as in QRadar
   * @return at most 100,000; a larger set is refused as {@link QradarException.Unreadable}
   */
  List<ReferenceEntry> entries(String name) throws InterruptedException;

  /**
   * Adds a value or refreshes it.
   *
   * @param name as in QRadar
   * @param value of the set's type
   * @param source free text that says who added it
   */
  void add(String name, String value, String source) throws InterruptedException;

  /**
   * Adds many values or refreshes them.
   *
   * @param name as in QRadar
   * @param values of the set's type; sent 1,000 at a time
   * @param source free text that says who added them
   * @return why values were not taken, by value; empty if all were. The older API takes all values
   *     of a request or fails, and keeps no source with them.
   */
  Map<String, String> addAll(String name, Collection<String> values, String source)
      throws InterruptedException;

  /**
   * Takes a value out. With the newer API, a value with both kinds of quotes can't be looked for
   * and is refused with an {@link IllegalArgumentException}.
   *
   * @param name as in QRadar
   * @param value as QRadar holds it
   * @return false if it was not in it
   */
  boolean remove(String name, String value) throws InterruptedException;
}
