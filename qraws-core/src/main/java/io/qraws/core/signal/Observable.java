// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value as a signal shows it, with the part it plays.
 *
 * <p>Ordered by kind, value and role, consistent with equals. Hash tables rely on that: values
 * whose hashes are the same, which anybody can think up, are then still found quickly.
 *
 * @param kind what the value names
 * @param value as sent, stripped of blanks around it; never blank
 * @param role the part it plays in the signal
 */
public record Observable(ObservableKind kind, String value, Role role)
    implements Comparable<Observable> {

  /** What producers write where there is no value (QRadar's zero addresses among them). */
  private static final Set<String> PLACEHOLDERS =
      Set.of("-", "null", "n/a", "unknown", "none", "0.0.0.0", "0:0:0:0:0:0:0:0", "::");

  private static final int LONGEST_PLACEHOLDER = 15;

  /** How placeholders begin, so that few other values are looked up among them. */
  private static final String STARTS = "-nNuU0:";

  private static final Comparator<Observable> ORDER =
      Comparator.comparing(Observable::kind)
          .thenComparing(Observable::value)
          .thenComparing(Observable::role);

  /** Refuses a blank value. */
  public Observable {
    requireNonNull(kind, "kind");
    requireNonNull(role, "role");
    if (requireNonNull(value, "value").isBlank()) {
      throw new IllegalArgumentException("an observable needs a value");
    }
  }

  @Override
  public int compareTo(Observable other) {
    return ORDER.compare(this, other);
  }

  /**
   * An observable, or nothing where the value is null, blank or a placeholder for absence.
   *
   * @param kind what the value names
   * @param value as sent
   * @param role the part it plays
   */
  public static Optional<Observable> of(ObservableKind kind, @Nullable String value, Role role) {
    return Optional.ofNullable(told(value)).map(told -> new Observable(kind, told, role));
  }

  /** The value without blanks around it; null if it tells nothing. */
  static @Nullable String told(@Nullable String value) {
    String told = value == null ? "" : value.strip();
    return told.isEmpty() || isPlaceholder(told) ? null : told;
  }

  private static boolean isPlaceholder(String told) {
    return told.length() <= LONGEST_PLACEHOLDER
        && STARTS.indexOf(told.charAt(0)) >= 0
        && PLACEHOLDERS.contains(told.toLowerCase(Locale.ROOT));
  }
}
