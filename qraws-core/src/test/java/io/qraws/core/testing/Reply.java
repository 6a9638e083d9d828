// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** What the server answers, if nothing goes wrong on the way. */
record Reply(int status, Map<String, String> headers, String body) {

  static Reply of(int status, String body) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    return new Reply(status, headers, body);
  }

  static Reply of(int status, JsonNode body) {
    return of(status, body.toString());
  }

  static Reply list(Lists.Part part) {
    Reply reply = of(200, part.items());
    reply.headers().put("Content-Range", part.contentRange());
    return reply;
  }
}
