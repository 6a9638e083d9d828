// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.quickstart;

import io.qraws.core.enrich.Enrichers;
import io.qraws.core.enrich.InventoryEnricher;
import io.qraws.core.enrich.TagEnricher;
import io.qraws.correlation.baseline.Baseline;
import io.qraws.correlation.pattern.PatternCatalog;
import io.qraws.response.policy.AutonomyPhase;
import io.qraws.response.policy.Gate;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the command line names beside the input. */
final class Parts {
  private final Arguments arguments;

  Parts(Arguments arguments) {
    this.arguments = arguments;
  }

  Gate.Builder gate() {
    Gate.Builder gate = Gate.builder();
    Path policy = arguments.policy();
    if (policy != null) {
      try {
        gate.phase(AutonomyPhase.APPROVE).cedarPolicy(Files.readString(policy));
      } catch (IOException e) {
        throw Failure.unreadable(policy, e);
      } catch (IllegalArgumentException e) {
        throw Failure.io(
            "the policy "
                + Terminal.visible(policy.toString())
                + ": "
                + Terminal.visible("" + e.getMessage()));
      }
    }
    return gate;
  }

  PatternCatalog patterns() {
    PatternCatalog builtIn = PatternCatalog.builtIn();
    Path own = arguments.patterns();
    if (own == null) {
      return builtIn;
    }
    try {
      return builtIn.with(PatternCatalog.read(own));
    } catch (IOException e) {
      throw Failure.unreadable(own, e);
    } catch (IllegalArgumentException e) {
      throw Failure.io(
          "the patterns "
              + Terminal.visible(own.toString())
              + ": "
              + Terminal.visible("" + e.getMessage()));
    }
  }

  Enrichers.Builder enrichers() {
    Enrichers.Builder enrichers = Enrichers.builder();
    Path assets = arguments.assets();
    try {
      if (assets != null) {
        enrichers.enricher(InventoryEnricher.read(assets));
      } else if (arguments.inputs().isEmpty()) {
        enrichers.enricher(
            InventoryEnricher.ofCsv(
                new InputStreamReader(InputFiles.dayFile("assets.csv"), StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      throw Failure.io(
          "could not read the inventory " + Terminal.visible("" + assets) + ": " + Failure.why(e));
    } catch (IllegalArgumentException e) {
      // The message begins with the file's name.
      throw Failure.io("the inventory " + Terminal.visible("" + e.getMessage()));
    }
    return enrichers.enricher(TagEnricher.create());
  }

  /** What was learned before; null if none is asked for. */
  @Nullable Baseline baseline() {
    Path file = arguments.baseline();
    if (file == null) {
      return null;
    }
    if (!Files.exists(file)) {
      return Baseline.create();
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return Baseline.builder().restore(in);
    } catch (IOException e) {
      throw Failure.unreadable(file, e);
    }
  }
}
