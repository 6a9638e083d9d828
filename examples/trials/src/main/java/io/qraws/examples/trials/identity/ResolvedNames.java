// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.identity;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.Directory;
import io.qraws.correlation.identity.IdentityResolver;
import io.qraws.correlation.identity.NameTable;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The resolver of QRAWS with its defaults: no role's trust and no domain is told to it. */
public final class ResolvedNames implements Resolver {

  /** Needs nothing. */
  public ResolvedNames() {}

  @Override
  public Function<Name, @Nullable Object> resolve(
      List<Signal> signals, String directory, String table) {
    IdentityResolver resolver;
    try {
      resolver =
          IdentityResolver.builder(Clock.systemUTC())
              .directory(Directory.read(new StringReader(directory), "directory.csv"))
              .table(NameTable.read(new StringReader(table), "table.csv"))
              .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    signals.forEach(resolver::learn);
    return name ->
        resolver.resolve(new Observable(name.kind(), name.value(), Role.ACTOR), name.time()).id();
  }
}
