// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.qraws.core.enrich.Enricher;
import io.qraws.core.enrich.Enrichers;
import io.qraws.core.enrich.Enrichment;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.testing.EnricherContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryEnricherTest extends EnricherContract {
  private static final Observable WEB1 = new Observable(ObservableKind.HOST, "web1", Role.TARGET);

  private HttpServer registry;

  @BeforeEach
  void start() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext("/hosts", RegistryEnricherTest::answer);
    registry.start();
  }

  @AfterEach
  void stop() {
    registry.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    byte[] owner = "team-a\n".getBytes(StandardCharsets.UTF_8);
    switch (exchange.getRequestURI().getQuery()) {
      case "host=web1" -> {
        exchange.sendResponseHeaders(200, owner.length);
        exchange.getResponseBody().write(owner);
      }
      case "host=broken" -> exchange.sendResponseHeaders(500, -1);
      default -> exchange.sendResponseHeaders(404, -1);
    }
    exchange.close();
  }

  private Map<String, String> settings() {
    return Map.of("url", "http://localhost:" + registry.getAddress().getPort() + "/hosts");
  }

  @Override
  protected Enricher enricher() {
    return new RegistryEnricherProvider().create(settings());
  }

  @Override
  protected Set<Observable> known() {
    return Set.of(WEB1);
  }

  @Test
  void plugIn_byName_isFoundAndAsked() {
    Observable broken = new Observable(ObservableKind.HOST, "broken", Role.TARGET);
    try (Enrichers enrichers = Enrichers.builder().plugIn("registry", settings()).build()) {
      assertThat(enrichers.enrich(List.of(WEB1, broken), List.of()))
          .extracting(Enrichment::value)
          .containsExactly("team-a", "the registry answered 500");
    }
  }

  @Test
  void plugIn_wrongSetting_isNamed() {
    assertThatThrownBy(() -> Enrichers.builder().plugIn("registry", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("url must be");
  }
}
