// SPDX-License-Identifier: Apache-2.0
package io.qraws.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The modules as an application on the module path sees them; the other tests run without. */
final class ModulePathTest {
  private static final Set<String> NAMED =
      Set.of("io.qraws.core", "io.qraws.correlation", "io.qraws.scoring");

  private static ModuleLayer layer() {
    Path[] entries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(entry -> Files.exists(entry) && !entry.endsWith("test-classes"))
            .toArray(Path[]::new);
    Configuration resolved =
        ModuleLayer.boot()
            .configuration()
            .resolve(ModuleFinder.of(entries), ModuleFinder.of(), Set.of("io.qraws.scoring"));
    return ModuleLayer.boot().defineModulesWithOneLoader(resolved, null);
  }

  @Test
  void modules_onTheModulePath_areNamedAndExportWhatTheyPromise() {
    ModuleLayer layer = layer();
    assertThat(layer.modules().stream().map(Module::getName)).containsAll(NAMED);
    for (Module module : layer.modules()) {
      if (NAMED.contains(module.getName())) {
        assertThat(module.getDescriptor().isAutomatic()).as(module.getName()).isFalse();
        assertThat(exported(module)).as(module.getName()).isNotEmpty();
      }
    }
  }

  private static Set<String> exported(Module module) {
    return module.getDescriptor().exports().stream()
        .map(java.lang.module.ModuleDescriptor.Exports::source)
        .collect(Collectors.toSet());
  }

  /** Resources and services of a named module are found another way than on the class path. */
  @Test
  void chain_onTheModulePath_scoresWhatItReads() throws Exception {
    ClassLoader loader = layer().findLoader("io.qraws.scoring");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try {
      Thread.currentThread().setContextClassLoader(loader);
      Object signals = read(loader);
      Object correlator = made(loader, "io.qraws.correlation.incident.IncidentCorrelator");
      List<?> incidents =
          (List<?>)
              correlator
                  .getClass()
                  .getMethod("correlate", java.util.Collection.class, java.time.Instant.class)
                  .invoke(correlator, signals, java.time.Instant.parse("2026-03-17T10:00:00Z"));
      assertThat(incidents).hasSize(1);
      Object scorer = made(loader, "io.qraws.scoring.factor.FactorRiskScorer");
      Object assessment =
          scorer
              .getClass()
              .getMethod("assess", incidents.get(0).getClass(), List.class)
              .invoke(scorer, incidents.get(0), List.of());
      assertThat(assessment.getClass().getModule().getName()).isEqualTo("io.qraws.scoring");
      assertThat((int) assessment.getClass().getMethod("score").invoke(assessment)).isPositive();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static Object made(ClassLoader loader, String name) throws ReflectiveOperationException {
    return loader.loadClass(name).getMethod("create").invoke(null);
  }

  private static List<Object> read(ClassLoader loader)
      throws ReflectiveOperationException, IOException {
    String offense =
        """
        [{"id":1,"description":"Beaconing","start_time":1773738000000,
         "last_updated_time":1773738000000,"magnitude":8,"severity":5,"credibility":3,
         "relevance":2,"status":"OPEN","offense_source":"192.0.2.1","offense_type":0}]""";
    List<Object> signals = new java.util.ArrayList<>();
    Class<?> listener = loader.loadClass("io.qraws.core.read.ReadListener");
    Object reader = made(loader, "io.qraws.core.read.SignalReader");
    Object collecting =
        java.lang.reflect.Proxy.newProxyInstance(
            loader,
            new Class<?>[] {listener},
            (proxy, method, args) -> {
              assertThat(method.getName()).isEqualTo("signal");
              signals.add(args[0]);
              return null;
            });
    reader
        .getClass()
        .getMethod("read", String.class, java.io.InputStream.class, listener)
        .invoke(
            reader,
            "offenses.json",
            new java.io.ByteArrayInputStream(
                offense.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            collecting);
    return signals;
  }
}
