// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.plugin;

import io.qraws.core.enrich.Enricher;
import io.qraws.core.enrich.Enrichment;
import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Asks {@code url?host=NAME}, which answers with the owner's name in one line, or with 404. */
final class RegistryEnricher implements Enricher {
  private final HttpClient client;
  private final URI url;
  private final Clock clock;

  RegistryEnricher(HttpClient client, URI url, Clock clock) {
    this.client = client;
    this.url = url;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "registry";
  }

  @Override
  public Set<ObservableKind> kinds() {
    return Set.of(ObservableKind.HOST);
  }

  @Override
  public List<Enrichment> enrich(Set<Observable> observables, List<Signal> signals) {
    List<Enrichment> facts = new ArrayList<>();
    for (Observable host : observables) {
      // No host is called so; and what comes from outside must not make a request of its own.
      if (!host.value().matches("[A-Za-z0-9._-]{1,253}")) {
        continue;
      }
      HttpResponse<String> answer = get(host.value());
      String owner = answer.body().strip();
      if (answer.statusCode() == 200 && !owner.isEmpty()) {
        facts.add(new Enrichment(host, Fact.OWNER, owner, true, name(), clock.instant()));
      } else if (answer.statusCode() != 404) {
        String why = "the registry answered " + answer.statusCode();
        facts.add(new Enrichment(host, Fact.OWNER, why, false, name(), clock.instant()));
      }
    }
    return facts;
  }

  private HttpResponse<String> get(String host) {
    String query = "?host=" + URLEncoder.encode(host, StandardCharsets.UTF_8);
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(url + query)).timeout(limits().timeout()).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (IOException e) {
      throw new IllegalStateException("the registry could not be asked: " + e.getMessage(), e);
    }
  }
}
