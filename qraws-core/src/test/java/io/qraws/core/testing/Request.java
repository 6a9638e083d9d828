// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request as the server got it.
 *
 * @param method {@code GET} and so on
 * @param path below the base, as sent: {@code /siem/offenses/16}
 * @param query decoded once
 * @param headers names in lower case
 * @param body as text
 */
public record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Copies the maps. */
  public Request {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** {@code GET /siem/offenses/16}. */
  public String line() {
    return method + " " + path;
  }

  /** The path's parts, decoded twice, as QRadar does. */
  List<String> segments() {
    return Stream.of(path.substring(1).split("/", -1)).map(s -> decode(decode(s))).toList();
  }

  @Nullable String parameter(String name) {
    return query.get(name);
  }

  String required(String name) {
    String value = query.get(name);
    if (value == null || value.isEmpty()) {
      throw new ApiError(422, 8, "missing required parameter " + name);
    }
    return value;
  }

  /** A parameter of the URL or of a form in the body. */
  String formOrQuery(String name) {
    String type = headers.getOrDefault("content-type", "");
    if (type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
      String value = pairs(body).get(name);
      if (value != null) {
        return value;
      }
    }
    return required(name);
  }

  JsonNode json() {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new ApiError(400, 1001, "JSON parse error");
    }
  }

  static Map<String, String> pairs(@Nullable String encoded) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (encoded != null && !encoded.isEmpty()) {
      for (String pair : encoded.split("&", -1)) {
        int equals = pair.indexOf('=');
        pairs.put(
            decode(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return pairs;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
