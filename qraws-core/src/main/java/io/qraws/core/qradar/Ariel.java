// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static java.util.Objects.requireNonNull;

import io.qraws.core.qradar.QradarException.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Searches over events and flows. Safe for use by many threads, which share the client's limit of
 * searches at once.
 *
 * <p>All methods block, throw {@link InterruptedException} if the thread is interrupted, and {@link
 * QradarException} if QRadar fails or refuses. Source: QRadar API reference, {@code /ariel}.
 */
public final class Ariel {
  private static final int PAGE = 1_000;
  private static final int NO_SUCH_SEARCH = 1002;
  private static final int STARTS = 3;
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

  private final Http http;
  private final Semaphore slots;

  Ariel(Http http, Semaphore slots) {
    this.http = http;
    this.slots = slots;
  }

  /**
   * Runs a query to its end and gives its rows.
   *
   * <p>QRadar answers a query that it ran a short while ago with the same search. So a start whose
   * answer was lost is repeated, and a query that is to see later events must differ, in its stop
   * for instance. A search that vanishes is started anew, twice at most. A search that does not end
   * in time, and one whose thread is interrupted, is deleted on the server, since searches left
   * running clog it; one that ended is left to QRadar's retention.
   *
   * @param query what to search for
   * @param deadline how long to wait for a free slot and for the end; positive. Reading the rows is
   *     not counted.
   * @return at most {@link Aql#limit} rows, all held in memory
   * @throws QradarException.SearchFailed if it ended in an error, was cancelled by somebody, or did
   *     not end in time; it names the search
   * @throws QradarException.Refused if QRadar does not take the query: status 422, code 2000
   */
  public ArielResult search(Aql query, Duration deadline) throws InterruptedException {
    requireNonNull(query, "query");
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("the deadline must be positive: " + deadline);
    }
    Instant end = http.settings.clock().instant().plus(deadline);
    if (!slots.tryAcquire(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
      throw failed(new ArielSearch("", "WAIT", null, List.of()), "no slot free within " + deadline);
    }
    try {
      return started(query, end);
    } finally {
      slots.release();
    }
  }

  private ArielResult started(Aql query, Instant end) throws InterruptedException {
    for (int start = 1; ; start++) {
      ArielSearch search = start(query);
      try {
        await(search, end);
        return rows(search.id(), query.limit());
      } catch (QradarException.NotFound e) {
        if (e.code() != NO_SUCH_SEARCH || start == STARTS) {
          throw e;
        }
      } catch (RuntimeException | InterruptedException e) {
        delete(search.id(), e);
        throw e;
      }
    }
  }

  /** An earlier search of the same text that failed would be given again, unless it is deleted. */
  private ArielSearch start(Aql query) throws InterruptedException {
    ArielSearch search = post(query);
    if (search.failed()) {
      http.send(deletion(search.id()), answer -> answer);
      return post(query);
    }
    return search;
  }

  private ArielSearch post(Aql query) throws InterruptedException {
    // In the body, since a long query in the URL is refused with 414.
    return http.send(
        Call.post("/ariel/searches").form("query_expression", query.toString()).repeatable(),
        ArielSearch::of);
  }

  private void await(ArielSearch started, Instant end) throws InterruptedException {
    ArielSearch search = started;
    Duration look = Duration.ofMillis(500);
    while (!search.completed()) {
      if (search.failed()) {
        throw failed(search, "the search ended as " + search.status());
      }
      Duration left = Duration.between(http.settings.clock().instant(), end);
      if (left.isNegative() || left.isZero()) {
        throw failed(search, "the search did not end in time");
      }
      http.settings.pause().pause(left.compareTo(look) < 0 ? left : look);
      look = look.multipliedBy(2).compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : look.multipliedBy(2);
      search = http.send(Call.get("/ariel/searches/{search_id}", started.id()), ArielSearch::of);
    }
  }

  private ArielResult rows(String id, int limit) throws InterruptedException {
    List<ArielRow> rows = new ArrayList<>();
    boolean end = false;
    while (!end && rows.size() < limit) {
      Http.Page page =
          http.page(
              () -> Call.get("/ariel/searches/{search_id}/results", id),
              rows.size(),
              Math.min(PAGE, limit - rows.size()),
              Answer::rows);
      page.elements().forEach(e -> rows.add(new ArielRow(e.fields(), e.raw())));
      end = page.end();
    }
    return new ArielResult(id, rows, rows.size() == limit);
  }

  private void delete(String id, Exception first) {
    try {
      http.send(deletion(id), answer -> answer);
    } catch (QradarException e) {
      first.addSuppressed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      first.addSuppressed(e);
    }
  }

  private static Call deletion(String id) {
    return Call.of("DELETE", "/ariel/searches/{search_id}", id);
  }

  private static QradarException.SearchFailed failed(ArielSearch search, String problem) {
    Failure failure =
        new Failure(
            "GET /ariel/searches/{search_id}",
            "search_id=" + Fields.plain(search.id(), 100),
            0,
            -1,
            String.join("; ", search.errors()),
            problem,
            null);
    return new QradarException.SearchFailed(failure, search);
  }

  /** The columns of events in this deployment, custom properties among them. */
  public List<String> eventColumns() throws InterruptedException {
    return columns("events");
  }

  /** The columns of flows in this deployment, custom properties among them. */
  public List<String> flowColumns() throws InterruptedException {
    return columns("flows");
  }

  private List<String> columns(String database) throws InterruptedException {
    return http.send(
        Call.get("/ariel/databases/{database}", database),
        answer -> answer.object().list("columns", column -> column.textOr("name", "")));
  }

  /**
   * What QRadar has against a query, without running it.
   *
   * @param query what to look at
   * @return empty if it would run
   */
  public List<String> problems(Aql query) throws InterruptedException {
    return http.send(
        Call.post("/ariel/validators/aql").form("query_expression", query.toString()).repeatable(),
        answer -> ArielSearch.messages(answer.object()));
  }
}
