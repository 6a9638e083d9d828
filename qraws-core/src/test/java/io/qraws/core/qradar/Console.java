// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import io.qraws.core.testing.ManualClock;
import io.qraws.core.testing.QradarServer;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server and a client of it that never really waits. */
final class Console implements AutoCloseable {
  final QradarServer server = QradarServer.start();
  final ManualClock clock = new ManualClock(Instant.parse("2026-03-17T08:00:00Z"));
  private final ExecutorService executor = Executors.newFixedThreadPool(4);
  final HttpClient http = HttpClient.newBuilder().executor(executor).build();

  QradarClient client() {
    return builder().build();
  }

  QradarClient.Builder builder() {
    return QradarClient.builder(server.base(), http, () -> QradarServer.TOKEN)
        .clock(clock)
        .pause(clock)
        .timeout(Duration.ofSeconds(20))
        .seed(1);
  }

  static String offense(long id) {
    return """
        {"id":%d,"description":"Multiple Login Failures\\n","status":"OPEN","inactive":false,\
        "offense_type":3,"offense_source":"svc-deploy","magnitude":5,"severity":6,"relevance":3,\
        "credibility":4,"assigned_to":null,"closing_user":null,"close_time":null,\
        "closing_reason_id":null,"protected":false,"follow_up":false,\
        "start_time":1773734400123,"last_updated_time":1773734500456,\
        "first_persisted_time":1773734402000,"last_persisted_time":1773734503000,\
        "event_count":42,"flow_count":0,"source_address_ids":[3],\
        "local_destination_address_ids":[7],"domain_id":0,"later_field":{"x":[1]}}"""
        .formatted(id);
  }

  @Override
  public void close() {
    server.close();
    executor.shutdownNow();
  }
}
