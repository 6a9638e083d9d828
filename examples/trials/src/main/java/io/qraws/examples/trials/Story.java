// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** An attack hidden in a day, with the signals that belong to it. */
final class Story {
  final String name;
  final String title;
  final String telling;

  /** Assets that matter in it, by id, and the address the reader should look for. */
  final Set<String> names = new LinkedHashSet<>();

  private final Map<String, Boolean> cloud = new LinkedHashMap<>();
  private final Map<Offense, Boolean> offenses = new LinkedHashMap<>();

  Story(String name, String title, String telling) {
    this.name = name;
    this.title = title;
    this.telling = telling;
  }

  /** A signal without which the story is not told. */
  Story core(String id) {
    cloud.put(id, true);
    return this;
  }

  /** A signal that belongs to it too. */
  Story also(String id) {
    cloud.put(id, false);
    return this;
  }

  /** An offense that belongs to it. */
  Story core(Offense offense) {
    offenses.put(offense, true);
    return this;
  }

  /** A lesser offense. */
  Story also(Offense offense) {
    offenses.put(offense, false);
    return this;
  }

  /** All signals, and whether each is core; offenses must have their numbers by now. */
  Map<String, Boolean> labels() {
    Map<String, Boolean> out = new LinkedHashMap<>(cloud);
    offenses.forEach((offense, core) -> out.put(offense.id(), core));
    return out;
  }
}
