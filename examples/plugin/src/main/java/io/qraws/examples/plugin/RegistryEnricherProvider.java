// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.plugin;

import io.qraws.core.enrich.Enricher;
import io.qraws.core.enrich.EnricherProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Makes {@code registry}, which asks a company's host registry. Its one setting is {@code url}. */
public final class RegistryEnricherProvider implements EnricherProvider {
  /** For the service loader. */
  public RegistryEnricherProvider() {}

  @Override
  public String name() {
    return "registry";
  }

  @Override
  public Enricher create(Map<String, String> settings) {
    String url = settings.getOrDefault("url", "");
    if (!url.matches("https?://[^?#]+")) {
      throw new IllegalArgumentException("url must be the registry's address, http or https");
    }
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    return new RegistryEnricher(client, URI.create(url), Clock.systemUTC());
  }
}
