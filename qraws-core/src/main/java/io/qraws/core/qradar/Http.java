// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import io.qraws.core.qradar.Answer.Element;
import io.qraws.core.qradar.QradarException.Failure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that builds requests, so that none goes without token and version, and that repeats
 * what may be repeated. Safe for use by many threads.
 */
final class Http {
  private static final Logger LOG = LoggerFactory.getLogger(Http.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

  /** What a client is made of. */
  record Settings(
      HttpClient http,
      URI base,
      Supplier<String> token,
      String version,
      Duration timeout,
      int retries,
      int largestBody,
      Clock clock,
      Pause pause,
      SplittableRandom random) {

    Settings withVersion(String other) {
      return new Settings(
          http, base, token, other, timeout, retries, largestBody, clock, pause, random);
    }
  }

  /**
   * A part of a list.
   *
   * @param end whether the list ends with it
   */
  record Page(List<Element> elements, boolean end) {}

  final Settings settings;
  private final Set<String> deprecated = ConcurrentHashMap.newKeySet();

  Http(Settings settings) {
    this.settings = settings;
  }

  /** Sends, and again if that may help and is harmless; reads the answer within the same try. */
  <T> T send(Call call, Function<Answer, T> read) throws InterruptedException {
    for (int failed = 1; ; failed++) {
      try {
        return read.apply(once(call));
      } catch (QradarException e) {
        // A long list that broke off is asked for in smaller parts, not again as it is.
        boolean shorter = e instanceof QradarException.Unreadable && call.shrinks;
        boolean again = call.repeatable && !shorter && failed <= settings.retries;
        Duration wait = again ? wait(e, failed) : null;
        if (wait == null) {
          throw e;
        }
        LOG.debug("{}; again in {}", e.getMessage(), wait);
        settings.pause.pause(wait);
      }
    }
  }

  /** How long to wait before the same may help; null if it does not, or only much later. */
  @Nullable Duration wait(QradarException e, int failed) {
    if (!e.retryable()) {
      return null;
    }
    Duration wait = backoff(failed);
    if (e instanceof QradarException.Unavailable busy && busy.retryAfter().isPresent()) {
      Duration asked = busy.retryAfter().get();
      if (asked.compareTo(LONGEST_RETRY_AFTER) > 0) {
        return null;
      }
      return asked.compareTo(wait) > 0 ? asked : wait;
    }
    return wait;
  }

  /** Doubles with each failure, half of it by chance, so that clients do not come back together. */
  private Duration backoff(int failed) {
    long full = FIRST_WAIT.toMillis() << Math.min(failed - 1, 16);
    long half = Math.min(full, LONGEST_WAIT.toMillis()) / 2;
    synchronized (settings.random) {
      return Duration.ofMillis(half + settings.random.nextLong(half + 1));
    }
  }

  /** A whole list that changes little, in parts; refuses to hold more than the given number. */
  List<Element> all(Supplier<Call> call, int pageSize, int most) throws InterruptedException {
    return all(call, pageSize, most, Answer::elements);
  }

  /** A whole list that is read in a way of its own. */
  List<Element> all(
      Supplier<Call> call, int pageSize, int most, Function<Answer, List<Element>> read)
      throws InterruptedException {
    List<Element> elements = new ArrayList<>();
    while (true) {
      Page page = page(call, elements.size(), pageSize, read);
      elements.addAll(page.elements);
      if (elements.size() > most) {
        throw new QradarException.Unreadable(
            failure(call.get(), "the list has more than " + most + " elements", null), false);
      }
      if (page.end) {
        return elements;
      }
    }
  }

  /** A part of a list; halves it as long as the answer can't be read. */
  Page page(Supplier<Call> call, long from, int count) throws InterruptedException {
    return page(call, from, count, Answer::elements);
  }

  /** A part of a list that is read in a way of its own. */
  Page page(Supplier<Call> call, long from, int count, Function<Answer, List<Element>> read)
      throws InterruptedException {
    for (int asked = count; ; asked /= 2) {
      Call part = call.get().range(from, asked);
      part.shrinks = asked > 1;
      try {
        List<Element> elements = send(part, read);
        if (elements.size() > asked) {
          throw new QradarException.Unreadable(
              failure(part, elements.size() + " elements where " + asked + " were asked for", null),
              false);
        }
        return new Page(elements, elements.size() < asked);
      } catch (QradarException.Unreadable e) {
        if (!e.retryable() || asked == 1) {
          throw e;
        }
        LOG.debug("{}; again with {}", e.getMessage(), asked / 2);
      }
    }
  }

  private Answer once(Call call) throws InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> pending =
        settings.http.sendAsync(request(call), info -> new LimitedBody(settings.largestBody));
    HttpResponse<byte[]> response;
    try {
      response = pending.get(settings.timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      pending.cancel(true);
      throw e;
    } catch (TimeoutException e) {
      pending.cancel(true);
      String problem = "no answer within " + settings.timeout;
      throw new QradarException.Unavailable(failure(call, problem, null), true, null);
    } catch (ExecutionException e) {
      throw broken(call, e.getCause());
    }
    return checked(new Answer(call, response.statusCode(), response.headers(), response.body()));
  }

  private HttpRequest request(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.base + call.target()))
            .header("SEC", token())
            .header("Accept", "application/json");
    if (!settings.version.isEmpty()) {
      request.header("Version", settings.version);
    }
    call.headers.forEach(request::header);
    return request
        .method(
            call.method,
            call.body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body))
        .build();
  }

  /** Checked here, since the JDK would quote a bad header's value in its message. */
  private String token() {
    String token = settings.token.get();
    if (token == null || !token.matches("[\\x21-\\x7e]{1,4096}")) {
      throw new IllegalStateException("the token must be 1 to 4096 visible ASCII characters");
    }
    return token;
  }

  private QradarException broken(Call call, @Nullable Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof LimitedBody.TooLargeException) {
        String problem = String.valueOf(at.getMessage());
        return new QradarException.Unreadable(failure(call, problem, null), call.shrinks);
      }
      if (at instanceof CertificateException) {
        String problem = "the server's certificate is not trusted";
        return new QradarException.Unavailable(failure(call, problem, cause), false, null);
      }
    }
    return new QradarException.Unavailable(failure(call, "no answer", cause), true, null);
  }

  private Answer checked(Answer answer) {
    int status = answer.status();
    if (answer.headers().firstValue("Deprecated").isPresent()
        && deprecated.add(answer.call().operation)) {
      LOG.warn(
          "QRadar calls {} deprecated in version {}", answer.call().operation, settings.version);
    }
    if (status >= 200 && status < 300) {
      if (answer.isHtml()) {
        throw answer.unreadable("the answer is HTML, from a proxy or a login page perhaps", null);
      }
      return answer;
    }
    String problem = answer.isHtml() ? "refused by something that answers in HTML" : "refused";
    Failure failure = secretless(answer.failure(problem, null));
    throw switch (status) {
      case 401, 403 -> new QradarException.Access(failure);
      case 404, 410 -> new QradarException.NotFound(failure);
      case 409 -> new QradarException.Conflict(failure);
      case 408, 429, 500, 502, 503, 504, 550 ->
          new QradarException.Unavailable(failure, true, retryAfter(answer));
      default ->
          status < 400
              ? new QradarException.Unreadable(failure, false)
              : new QradarException.Refused(failure);
    };
  }

  private Failure secretless(Failure failure) {
    return new Failure(
        failure.operation(),
        failure.subject(),
        failure.status(),
        failure.code(),
        failure.serverMessage().replace(token(), "[token]"),
        failure.problem(),
        failure.cause());
  }

  private @Nullable Duration retryAfter(Answer answer) {
    String value = answer.headers().firstValue("Retry-After").orElse("").strip();
    if (value.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      Duration left =
          Duration.between(
              settings.clock.instant(),
              ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeException e) {
      return null;
    }
  }

  static Failure failure(Call call, String problem, @Nullable Throwable cause) {
    return new Failure(call.operation, call.subject(), 0, -1, "", problem, cause);
  }
}
