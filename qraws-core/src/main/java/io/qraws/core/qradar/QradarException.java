// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static java.util.Objects.requireNonNull;

import io.qraws.core.QrawsException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * QRadar, or what stands before it, failed or refused.
 *
 * <p>QRadar's {@link #code} means something only together with {@link #status} and {@link
 * #operation}: 1002 is "no such offense" at one endpoint and "no such set" at another. Source: API
 * overview, error messages.
 */
public abstract sealed class QradarException extends QrawsException {
  private static final long serialVersionUID = 1;

  private final String operation;
  private final int status;
  private final int code;
  private final String serverMessage;

  QradarException(Failure failure) {
    super(failure.text(), failure.cause());
    this.operation = failure.operation();
    this.status = failure.status();
    this.code = failure.code();
    this.serverMessage = failure.serverMessage();
  }

  /** The endpoint, with names in braces for what varies: {@code GET /siem/offenses/{id}}. */
  public String operation() {
    return operation;
  }

  /** The HTTP status, or 0 if there was no answer. */
  public int status() {
    return status;
  }

  /** QRadar's own code, or -1 if the answer had none. */
  public int code() {
    return code;
  }

  /** QRadar's own message, at most 500 characters without control characters; possibly empty. */
  public String serverMessage() {
    return serverMessage;
  }

  /**
   * What went wrong.
   *
   * @param operation as in {@link QradarException#operation}
   * @param subject what was asked for, to be told to people; possibly empty
   * @param status as in {@link QradarException#status}
   * @param code as in {@link QradarException#code}
   * @param serverMessage as in {@link QradarException#serverMessage}
   * @param problem in our words
   */
  record Failure(
      String operation,
      String subject,
      int status,
      int code,
      String serverMessage,
      String problem,
      @Nullable Throwable cause) {

    String text() {
      StringBuilder text = new StringBuilder("QRadar: ").append(operation);
      if (!subject.isEmpty()) {
        text.append(" (").append(subject).append(')');
      }
      text.append(": ").append(problem);
      if (status != 0) {
        text.append(": HTTP ").append(status);
      }
      if (code >= 0) {
        text.append(", code ").append(code);
      }
      return serverMessage.isEmpty() ? text.toString() : text + ": " + serverMessage;
    }
  }

  /** The token is wrong, has expired, or lacks a capability: 401 and 403. A person must act. */
  public static final class Access extends QradarException {
    private static final long serialVersionUID = 1;

    Access(Failure failure) {
      super(failure);
    }

    @Override
    public boolean retryable() {
      return false;
    }
  }

  /** What was named is not there, or the endpoint is not: 404 and 410. */
  public static final class NotFound extends QradarException {
    private static final long serialVersionUID = 1;

    NotFound(Failure failure) {
      super(failure);
    }

    @Override
    public boolean retryable() {
      return false;
    }
  }

  /** The present state forbids it: 409, or somebody else wrote meanwhile. Read anew and decide. */
  public static final class Conflict extends QradarException {
    private static final long serialVersionUID = 1;

    Conflict(Failure failure) {
      super(failure);
    }

    @Override
    public boolean retryable() {
      return false;
    }
  }

  /** The request is not one that this server takes: 400, 405, 413, 414, 419, 420, 422 and so on. */
  public static final class Refused extends QradarException {
    private static final long serialVersionUID = 1;

    Refused(Failure failure) {
      super(failure);
    }

    @Override
    public boolean retryable() {
      return false;
    }
  }

  /**
   * No answer, or one that says "later": a broken connection, a time-out, 429, 5xx, 550. Thrown
   * once the tries are used up. Whether a write was applied is then unknown.
   */
  public static final class Unavailable extends QradarException {
    private static final long serialVersionUID = 1;

    private final boolean retryable;
    private final transient @Nullable Duration retryAfter;

    Unavailable(Failure failure, boolean retryable, @Nullable Duration retryAfter) {
      super(failure);
      this.retryable = retryable;
      this.retryAfter = retryAfter;
    }

    /** False only where time does not heal: a certificate that is not trusted, for instance. */
    @Override
    public boolean retryable() {
      return retryable;
    }

    /** How long the server asked to wait; empty if it did not say. */
    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }
  }

  /**
   * The answer is not what the API promises: HTML from a proxy or a login page, JSON that breaks
   * off, a redirect, a body beyond the limit.
   */
  public static final class Unreadable extends QradarException {
    private static final long serialVersionUID = 1;

    private final boolean retryable;

    Unreadable(Failure failure, boolean retryable) {
      super(failure);
      this.retryable = retryable;
    }

    /** False where the same request would give the same again, as with a redirect. */
    @Override
    public boolean retryable() {
      return retryable;
    }
  }

  /** An Ariel search ended without its result, or did not end in time. */
  public static final class SearchFailed extends QradarException {
    private static final long serialVersionUID = 1;

    private final String searchId;
    private final String searchStatus;
    private final transient List<String> searchErrors;

    SearchFailed(Failure failure, ArielSearch search) {
      super(failure);
      this.searchId = requireNonNull(search.id());
      this.searchStatus = search.status();
      this.searchErrors = search.errors();
    }

    /** Which search, as QRadar names it; empty if none could be started in time. */
    public String searchId() {
      return searchId;
    }

    /** {@code ERROR}, {@code CANCELED}, or how far it had come when time was up. */
    public String searchStatus() {
      return searchStatus;
    }

    /** What QRadar said of it, at most 20 messages; possibly empty. */
    public List<String> searchErrors() {
      return searchErrors;
    }

    /** False after {@code ERROR}, since the same query fails again. */
    @Override
    public boolean retryable() {
      return !searchStatus.equals("ERROR");
    }
  }
}
