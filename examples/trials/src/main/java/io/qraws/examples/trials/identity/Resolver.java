// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.identity;

import io.qraws.core.signal.Signal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What puts names together, as the trial sees it. */
@FunctionalInterface
public interface Resolver {

  /**
   * Learns from a company's signals and tables.
   *
   * @param signals in the order of time
   * @param directory the directory's export, CSV with a header
   * @param table names written down by hand, CSV with a header
   * @return for a name, what it was put under: equal for two names that were put together, null for
   *     one that stands alone
   */
  Function<Name, @Nullable Object> resolve(List<Signal> signals, String directory, String table);
}
