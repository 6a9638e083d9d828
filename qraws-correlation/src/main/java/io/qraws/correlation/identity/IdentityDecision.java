// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.Observable;
import java.time.Instant;

/**
 * Somebody's word that two names are one identity's, or are not.
 *
 * @param joined whether they are
 * @param a a name
 * @param b another
 * @param by who said so, not blank, at most 200 characters
 * @param reason why, not blank, at most 2,000 characters
 * @param at when
 */
public record IdentityDecision(
    boolean joined, Observable a, Observable b, String by, String reason, Instant at) {

  /** Refuses texts that are blank or too long, and two names that are the same. */
  public IdentityDecision {
    requireNonNull(at, "at");
    check("by", by, 200);
    check("reason", reason, 2000);
    if (Name.of(a).equals(Name.of(b))) {
      throw new IllegalArgumentException("a and b are one name");
    }
  }

  private static void check(String what, String text, int most) {
    if (text.isBlank() || text.length() > most) {
      throw new IllegalArgumentException(what + " must be 1 to " + most + " characters");
    }
  }

  Name first() {
    Name x = Name.of(a);
    Name y = Name.of(b);
    return x.compareTo(y) < 0 ? x : y;
  }

  Name second() {
    Name x = Name.of(a);
    Name y = Name.of(b);
    return x.compareTo(y) < 0 ? y : x;
  }
}
