// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stand-in against what IBM documents, without QRAWS's own client. */
class QradarServerTest {
  private final QradarServer server = QradarServer.start();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void fill() {
    put(1, "\"ann\"", 100);
    put(2, "null", 300);
    put(3, "\"bob\"", 200);
  }

  private void put(int id, String assignee, int time) {
    server
        .offenses()
        .put(
            ("{\"id\":%d,\"assigned_to\":%s,\"last_persisted_time\":%d,\"source_address_ids\":[%d],"
                    + "\"log_sources\":[{\"id\":6%d,\"name\":\"n\",\"type_id\":18}]}")
                .formatted(id, assignee, time, id, id));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private HttpResponse<String> get(String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.base() + path));
    headers.forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(path, Map.of("SEC", QradarServer.TOKEN));
  }

  private String ids(String filter) throws IOException, InterruptedException {
    String encoded = URLEncoder.encode(filter, StandardCharsets.UTF_8);
    return get("/siem/offenses?fields=id&filter=" + encoded).body().replaceAll("[^0-9,]", "");
  }

  @ParameterizedTest
  @CsvSource({
    "items=0-1, items 0-1/3, 2",
    "items=0-99, items 0-2/3, 3",
    "items=3-5, items */3, 0",
    "items=2-2, items 2-2/3, 1"
  })
  void range_eachCase(String range, String contentRange, int items)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        get("/siem/offenses?fields=id", Map.of("SEC", QradarServer.TOKEN, "Range", range));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Range")).contains(contentRange);
    assertThat(response.body().split("\"id\"", -1)).hasSize(items + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "assigned_to = \"ann\" | 1",
        "assigned_to != 'ann' | 2,3",
        "assigned_to is null | 2",
        "assigned_to is not null | 1,3",
        "assigned_to in (ann, bob) | 1,3",
        "assigned_to not in (ann) | 2,3",
        "assigned_to like \"a%\" | 1",
        "assigned_to ilike 'A_N' | 1",
        "id between 2 and 3 | 2,3",
        "id not between 2 and 3 | 1",
        "not (id = 1 or id = 2) | 3",
        "id >= 2 AND last_persisted_time < 300 | 3",
        "source_address_ids contains (. < 2) | 1",
        "log_sources contains id = 63 | 3",
        "log_sources contains (id > 61 and type_id = 18) | 2,3"
      })
  void filter_eachKind(String filter, String ids) throws IOException, InterruptedException {
    assertThat(ids(filter)).isEqualTo(ids);
  }

  @Test
  void sort_twoKeys_andNestedFields() throws IOException, InterruptedException {
    assertThat(
            get("/siem/offenses?sort=-last_persisted_time%2C%2Bid&fields=id%2Clog_sources(id)")
                .body())
        .isEqualTo(
            "[{\"id\":2,\"log_sources\":[{\"id\":62}]},{\"id\":3,\"log_sources\":[{\"id\":63}]},"
                + "{\"id\":1,\"log_sources\":[{\"id\":61}]}]");
  }

  @ParameterizedTest
  @CsvSource({
    "/siem/offenses?filter=offense_source%3D1, 422, 1010",
    "/siem/offenses?filter=id%20%3D, 422, 1010",
    "/siem/offenses?sort=%2Bdescription, 422, 1030",
    "/siem/offenses?sort=+id, 422, 1030",
    "/siem/offenses?fields=nope, 422, 30",
    "/siem/offenses/99, 404, 1002",
    "/ariel/searches/none, 404, 1002",
    "/reference_data/sets/none, 404, 1002"
  })
  void errors_carryQradarsCode(String path, int status, int code)
      throws IOException, InterruptedException {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains("\"code\":" + code + ",", "\"http_response\":{");
  }

  @Test
  void token_missing_is401WithCode18() throws IOException, InterruptedException {
    HttpResponse<String> response = get("/siem/offenses", Map.of());
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains("\"code\":18,");
  }

  @ParameterizedTest
  @CsvSource({"16.0, 422, false", "17.0, 200, true", "18, 200, false", "99.0, 200, false"})
  void version_eachCase(String version, int status, boolean deprecated)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        get("/siem/offenses", Map.of("SEC", QradarServer.TOKEN, "Version", version));
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Deprecated").isPresent()).isEqualTo(deprecated);
  }

  @Test
  void range_malformed_is422() throws IOException, InterruptedException {
    HttpResponse<String> response =
        get("/siem/offenses", Map.of("SEC", QradarServer.TOKEN, "Range", "0-5"));
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("items=x-y");
  }
}
