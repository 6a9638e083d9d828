// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.identity;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.LinkKey;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rival: two names are one where they are spelled alike, whenever and wherever. */
public final class FoldedNames implements Resolver {

  /** Needs nothing. */
  public FoldedNames() {}

  @Override
  public Function<Name, @Nullable Object> resolve(
      List<Signal> signals, String directory, String table) {
    return name -> LinkKey.of(new Observable(name.kind(), name.value(), Role.ACTOR)).orElse(null);
  }
}
