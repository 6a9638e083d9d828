// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Ends the handling of a request with an error. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1;

  final int status;
  final int code;

  ApiError(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static String json(int status, int code, String message) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.putObject("http_response").put("code", status).put("message", "As usual for " + status);
    error.put("code", code).put("message", message).put("description", "").putObject("details");
    return error.toString();
  }
}
