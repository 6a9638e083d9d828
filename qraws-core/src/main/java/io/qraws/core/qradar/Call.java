// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request, before it has a token. Used by one thread. */
final class Call {
  final String method;
  final String operation;
  private final StringBuilder path = new StringBuilder();
  private final Map<String, String> query = new LinkedHashMap<>();
  final Map<String, String> headers = new LinkedHashMap<>();
  private final StringBuilder subject = new StringBuilder();
  @Nullable String body;
  boolean repeatable;

  /** Whether a part of a list is asked for that can be made smaller. */
  boolean shrinks;

  private Call(String method, String template) {
    this.method = method;
    this.operation = method + " " + template;
    this.repeatable = !method.equals("POST");
  }

  /** A request that may be repeated. */
  static Call get(String template, Object... segments) {
    return new Call("GET", template).at(template, segments);
  }

  /** A request that is not repeated unless {@link #repeatable()} says so. */
  static Call post(String template, Object... segments) {
    return new Call("POST", template).at(template, segments);
  }

  /** Another method, each of which means the same when sent twice. */
  static Call of(String method, String template, Object... segments) {
    return new Call(method, template).at(template, segments);
  }

  /*
   * Path segments are encoded twice, since the server decodes them twice; a number is the same
   * either way. Parameters are encoded once, against the letter of IBM's text: encoded twice they
   * broke real clients.
   */
  private Call at(String template, Object... segments) {
    int next = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c != '{') {
        path.append(c);
        continue;
      }
      int end = template.indexOf('}', i);
      String value = String.valueOf(segments[next++]);
      path.append(encode(encode(value)));
      subject
          .append(subject.length() == 0 ? "" : ", ")
          .append(template, i + 1, end)
          .append('=')
          .append(Fields.plain(value, 100));
      i = end;
    }
    return this;
  }

  Call query(String name, @Nullable Object value) {
    if (value != null) {
      query.put(name, value.toString());
    }
    return this;
  }

  Call header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** The items from a first one on, as many as asked for at most. */
  Call range(long from, int count) {
    return header("Range", "items=" + from + "-" + (from + count - 1));
  }

  Call json(String json) {
    body = json;
    return header("Content-Type", "application/json");
  }

  Call form(String name, String value) {
    body = name + "=" + encode(value);
    return header("Content-Type", "application/x-www-form-urlencoded");
  }

  /** Sent twice it does the same as once. */
  Call repeatable() {
    repeatable = true;
    return this;
  }

  /** What was asked for, for people. */
  String subject() {
    return subject.toString();
  }

  /** The path with its query, encoded. */
  String target() {
    StringBuilder target = new StringBuilder(path);
    char separator = '?';
    for (Map.Entry<String, String> entry : query.entrySet()) {
      target.append(separator).append(entry.getKey()).append('=').append(encode(entry.getValue()));
      separator = '&';
    }
    return target.toString();
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
