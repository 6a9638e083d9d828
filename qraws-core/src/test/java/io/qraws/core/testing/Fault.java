// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.testing;

import java.util.Map;

/**
 * How {@link QradarServer} misbehaves once.
 *
 * @param kind what it does
 * @param status the HTTP status, where it answers
 * @param headers more headers of the answer
 * @param body the body, where it answers with one of its own
 */
public record Fault(Kind kind, int status, Map<String, String> headers, String body) {
  /** What happens. */
  public enum Kind {
    /** The request is not looked at; the fault's own answer is sent. */
    ANSWER,
    /** The connection is closed before the request is looked at. */
    RESET,
    /** The request is carried out, and the connection closed without an answer. */
    RESET_AFTER,
    /** The request is carried out, and no answer comes as long as the server runs. */
    HANG,
    /** The answer breaks off in the middle, and an error object with code 13 follows. */
    CUT
  }

  /** Copies the headers. */
  public Fault {
    headers = Map.copyOf(headers);
  }

  /**
   * An error as QRadar writes it.
   *
   * @param status the HTTP status
   * @param code QRadar's own
   * @param message QRadar's own
   */
  public static Fault error(int status, int code, String message) {
    return new Fault(
        Kind.ANSWER,
        status,
        Map.of("Content-Type", "application/json"),
        ApiError.json(status, code, message));
  }

  /**
   * A page for people, as a proxy or a starting console sends.
   *
   * @param status the HTTP status
   */
  public static Fault html(int status) {
    return new Fault(
        Kind.ANSWER,
        status,
        Map.of("Content-Type", "text/html;charset=UTF-8"),
        "<!DOCTYPE html><html><body>Sign in</body></html>");
  }

  /**
   * Too many requests.
   *
   * @param retryAfter what stands in {@code Retry-After}
   */
  public static Fault tooMany(String retryAfter) {
    return new Fault(Kind.ANSWER, 429, Map.of("Retry-After", retryAfter), "");
  }

  /**
   * A redirect.
   *
   * @param location to where
   */
  public static Fault redirect(String location) {
    return new Fault(Kind.ANSWER, 302, Map.of("Location", location), "");
  }

  /** The connection is closed before the request is looked at. */
  public static Fault reset() {
    return new Fault(Kind.RESET, 0, Map.of(), "");
  }

  /** The request is carried out, and its answer is lost. */
  public static Fault resetAfter() {
    return new Fault(Kind.RESET_AFTER, 0, Map.of(), "");
  }

  /** The request is carried out, and its answer does not come. */
  public static Fault hang() {
    return new Fault(Kind.HANG, 0, Map.of(), "");
  }

  /** The answer breaks off, with an error object behind it. */
  public static Fault cut() {
    return new Fault(Kind.CUT, 0, Map.of(), "");
  }
}
