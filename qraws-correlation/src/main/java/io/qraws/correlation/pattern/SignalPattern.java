// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is known about a declared pattern beside how it matches.
 *
 * @param id the rule's {@code id}, else its {@code name}, else its title; unique in its catalog
 * @param title a few words for people, at most 256 characters
 * @param description what it is about, possibly empty
 * @param level how much a match tells
 * @param tags such as {@code attack.t1078.004} and {@code attack.initial-access}, in lower case
 */
public record SignalPattern(
    String id, String title, String description, Level level, List<String> tags) {
  private static final String ATTACK = "attack.";
  private static final Pattern TECHNIQUE = Pattern.compile("t\\d{4}(\\.\\d{3})?");
  private static final Pattern TACTIC = Pattern.compile("[a-z]+([-_][a-z]+)*");

  /** Copies the list. */
  public SignalPattern {
    tags = List.copyOf(tags);
  }

  /** The ATT&amp;CK techniques among the tags, {@code T1078.004}; possibly none. */
  public List<String> techniques() {
    return attack(TECHNIQUE).map(tag -> tag.toUpperCase(Locale.ROOT)).toList();
  }

  /** The ATT&amp;CK tactics among the tags, by name, {@code initial-access}; possibly none. */
  public List<String> tactics() {
    return attack(TACTIC).map(tag -> tag.replace('_', '-')).toList();
  }

  private Stream<String> attack(Pattern form) {
    return tags.stream()
        .filter(tag -> tag.startsWith(ATTACK))
        .map(tag -> tag.substring(ATTACK.length()))
        .filter(tag -> form.matcher(tag).matches());
  }

  /** How much a match tells, as Sigma defines its levels. */
  public enum Level {
    /** Enriches what is seen, and is no alarm. */
    INFORMATIONAL,
    /** Notable, but rarely an incident by itself. */
    LOW,
    /** Should be looked at; also what a pattern without a level has. */
    MEDIUM,
    /** Should be looked at soon. */
    HIGH,
    /** Nearly certainly an incident. */
    CRITICAL
  }
}
