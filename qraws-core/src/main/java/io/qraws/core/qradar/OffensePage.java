// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.util.List;

/**
 * The first of some offenses.
 *
 * @param offenses in the order asked for
 * @param end whether there are no more; if not, there may still be fewer than were asked for, since
 *     an answer that broke off is asked for anew in a smaller part
 */
public record OffensePage(List<QradarOffense> offenses, boolean end) {
  /** Copies the list. */
  public OffensePage {
    offenses = List.copyOf(offenses);
  }
}
