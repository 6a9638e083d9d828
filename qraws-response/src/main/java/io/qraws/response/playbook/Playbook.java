// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.playbook;

import io.qraws.core.signal.ObservableKind;
import io.qraws.correlation.incident.Tactic;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * One way to answer an incident, as a playbook file tells it.
 *
 * @param types prefixes of finding types
 * @param onlyActor whether the resource must be what acted, not what was attacked
 * @param pattern what the observable's whole value looks like; its named groups feed parameters
 */
record Playbook(
    String id,
    String title,
    String runbook,
    Phase phase,
    List<String> types,
    Set<String> controls,
    Set<String> operations,
    Set<Tactic> tactics,
    ObservableKind kind,
    boolean onlyActor,
    Pattern pattern,
    SortedMap<String, Parameter> parameters,
    String impact,
    boolean reversible,
    String rollback,
    BlastRadius blastRadius) {

  /** Where the value of a parameter comes from. */
  enum Source {
    LITERAL,
    /** The whole observable. */
    OBSERVABLE,
    /** A named group of the observable's pattern. */
    GROUP,
    /** One of the planner's settings. */
    SETTING
  }

  /**
   * One parameter of the runbook.
   *
   * @param text the literal, or the name of the group or setting
   * @param optional whether it is left out where its setting is absent
   */
  record Parameter(Source source, String text, Pattern pattern, boolean optional) {}

  /** What kind of answer it is. */
  enum Phase {
    CONTAIN,
    FORENSICS,
    REMEDIATE
  }

  /** How much is hit, least first. */
  enum BlastRadius {
    LOW,
    MEDIUM,
    HIGH
  }

  static <E extends Enum<E>> E word(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }
}
