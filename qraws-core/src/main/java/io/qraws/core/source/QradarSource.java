// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static java.util.Objects.requireNonNull;

import io.qraws.core.qradar.Filter;
import io.qraws.core.qradar.OffensePage;
import io.qraws.core.qradar.QradarClient;
import io.qraws.core.qradar.QradarOffense;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offenses from QRadar: each when it is new, and again each time it has changed or was closed.
 *
 * <p>Each state of an offense that is seen comes once, as one input with the JSON object as QRadar
 * sent it. An offense that changes twice between two looks comes with its later state only, since
 * QRadar keeps no history. What the token may not see, or was removed before it was looked at, does
 * not come. Events and flows of an offense are not read here: see {@code OffenseEvents}.
 *
 * <p>Used by one thread at a time. The client stays the caller's.
 */
public final class QradarSource implements Source {
  /*
   * Three cursors take turns, a page each: new offenses by id; changed ones by last_persisted_time;
   * closed ones by close_time. None filters by status, which would hide closings for ever.
   *
   * A page is never asked for by an offset, since an offense that changes moves to the end of the
   * list and shifts what comes behind it. Instead each page asks for what lies behind the last
   * (time, id) it saw, so offenses that share a time are told apart by their id.
   *
   * A time is no proof that all of its changes have been seen: it is in whole seconds, a second may
   * not be over, and a change may become visible late. So each pass begins anew some time before
   * the newest time seen (the overlap), and what was handed out of that stretch is remembered by id
   * and content. Once the newest time has stood still for longer than the overlap, by the local
   * clock, nothing can come behind it any more, and the next pass begins after it. Only differences
   * of the local clock count, so it need not agree with QRadar's.
   *
   * An id that becomes visible after a higher one is not found as new, but as changed: it is below
   * the newest id, and its time lies within the overlap. In the same way everything is found after
   * a hard clean, when ids start anew below the newest one known.
   */
  private static final Logger LOG = LoggerFactory.getLogger(QradarSource.class);

  /** An offense made this much later than one with a higher id means that ids started anew. */
  private static final Duration IDS_ANEW = Duration.ofMinutes(10);

  private final String name;
  private final QradarClient client;
  private final int page;
  private final Duration interval;
  private final Duration overlap;

  private QradarSource(Builder builder) {
    this.name = builder.name;
    this.client = builder.client;
    this.page = builder.page;
    this.interval = builder.interval;
    this.overlap = builder.overlap;
  }

  /**
   * Starts with what a source needs.
   *
   * @param name see {@link Source#name}
   * @param client whose clock and pause are used too
   * @throws IllegalArgumentException if the name has not 1 to 200 characters
   */
  public static Builder builder(String name, QradarClient client) {
    return new Builder(name, client);
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Without a position it begins with all offenses that QRadar holds, by id. A batch has at most
   * one page of inputs. The position holds at most some 400 changed offenses; if more changed
   * within the overlap, some states may come twice, under the same input id.
   *
   * @throws IllegalArgumentException if the position is not one of this source
   */
  @Override
  public Optional<Batch> poll(@Nullable String position, Duration wait)
      throws InterruptedException {
    Instant end = client.clock().instant().plus(wait);
    OffensePosition at = position == null ? first() : OffensePosition.parse(position);
    while (true) {
      Set<OffensePosition.Turn> open = EnumSet.allOf(OffensePosition.Turn.class);
      while (!open.isEmpty()) {
        OffensePosition.Turn turn = at.nextTurn();
        List<RawInput> inputs = new ArrayList<>();
        if (open.contains(turn) && read(turn, at, inputs)) {
          open.remove(turn);
        }
        if (!inputs.isEmpty()) {
          return Optional.of(Batch.of(inputs, at.text()));
        }
      }
      Duration left = Duration.between(client.clock().instant(), end);
      if (left.isNegative() || left.isZero()) {
        String moved = at.text();
        return moved.equals(position) ? Optional.empty() : Optional.of(Batch.of(List.of(), moved));
      }
      client.pause().pause(left.compareTo(interval) < 0 ? left : interval);
    }
  }

  /** Changes are followed from before the first offense is read, so none is missed meanwhile. */
  private OffensePosition first() throws InterruptedException {
    List<QradarOffense> newest =
        client.offenses().list(Filter.ge("id", 0), "-last_persisted_time", 1).offenses();
    long time = newest.isEmpty() ? 0 : millis(newest.get(0).lastPersistedTime());
    return OffensePosition.first(Math.max(0, time - overlap.toMillis()));
  }

  /** Lets a cursor read a page; true if it has come to its end. */
  private boolean read(OffensePosition.Turn turn, OffensePosition at, List<RawInput> inputs)
      throws InterruptedException {
    return switch (turn) {
      case NEW -> fresh(at, inputs);
      case CHANGED ->
          moved(at, at.changed, "last_persisted_time", QradarOffense::lastPersistedTime, inputs);
      case CLOSED -> moved(at, at.closed, "close_time", QradarOffense::closeTime, inputs);
    };
  }

  private boolean fresh(OffensePosition at, List<RawInput> inputs) throws InterruptedException {
    OffensePage found = client.offenses().list(Filter.gt("id", at.newest), "+id", page);
    for (QradarOffense offense : found.offenses()) {
      if (offense.id() <= at.newest) {
        throw new OutOfOrderException("QRadar gave offense " + offense.id() + " out of order");
      }
      at.newest = offense.id();
      at.newestMade = Math.max(at.newestMade, millis(offense.firstPersistedTime()));
      hand(at, offense, inputs);
    }
    return found.end();
  }

  private boolean moved(
      OffensePosition at,
      OffenseCursor cursor,
      String field,
      Function<QradarOffense, @Nullable Instant> timeOf,
      List<RawInput> inputs)
      throws InterruptedException {
    long now = client.clock().millis();
    cursor.begin(now);
    Filter behind =
        Filter.or(
            Filter.gt(field, cursor.time()),
            Filter.and(Filter.eq(field, cursor.time()), Filter.gt("id", cursor.id())));
    OffensePage found =
        client
            .offenses()
            .list(Filter.and(Filter.le("id", at.newest), behind), "+" + field + ",+id", page);
    for (QradarOffense offense : found.offenses()) {
      if (!cursor.pass(millis(timeOf.apply(offense)), offense.id(), now)) {
        throw new OutOfOrderException("QRadar gave offense " + offense.id() + " out of order");
      }
      watchIds(at, offense);
      hand(at, offense, inputs);
    }
    if (found.end()) {
      cursor.end(overlap.toMillis());
    }
    return found.end();
  }

  private void hand(OffensePosition at, QradarOffense offense, List<RawInput> inputs) {
    String print = OffensePrint.of(offense.raw());
    if (at.handOut(offense, print)) {
      inputs.add(
          RawInput.of(
              name + "/offense/" + offense.id() + "#" + print,
              name + "/offense/" + offense.id(),
              offense.raw()));
    }
  }

  private void watchIds(OffensePosition at, QradarOffense offense) {
    long made = millis(offense.firstPersistedTime());
    if (offense.id() < at.newest && made > at.newestMade + IDS_ANEW.toMillis()) {
      LOG.warn(
          "{}: offense {} is younger than {}: ids have started anew, after a hard clean perhaps",
          name,
          offense.id(),
          at.newest);
      at.newestMade = made;
    }
  }

  private static long millis(@Nullable Instant time) {
    return time == null ? 0 : time.toEpochMilli();
  }

  /** Does nothing: the client is the caller's. */
  @Override
  public void close() {}

  /** Configures a source. */
  public static final class Builder {
    private final String name;
    private final QradarClient client;
    private int page = 100;
    private Duration interval = Duration.ofSeconds(10);
    private Duration overlap = Duration.ofSeconds(15);

    private Builder(String name, QradarClient client) {
      if (requireNonNull(name, "name").isEmpty() || name.length() > 200) {
        throw new IllegalArgumentException("a name has 1 to 200 characters: " + name.length());
      }
      this.name = name;
      this.client = requireNonNull(client, "client");
    }

    /**
     * How many offenses are asked for at once, and handed over at most. Default: 100.
     *
     * @param offenses 1 to 1,000
     */
    public Builder page(int offenses) {
      if (offenses < 1 || offenses > 1_000) {
        throw new IllegalArgumentException("page must be 1 to 1000: " + offenses);
      }
      this.page = offenses;
      return this;
    }

    /**
     * How long to wait before asking again if there was nothing. Default: 10 seconds.
     *
     * @param interval positive
     */
    public Builder interval(Duration interval) {
      if (interval.isNegative() || interval.isZero()) {
        throw new IllegalArgumentException("interval must be positive: " + interval);
      }
      this.interval = interval;
      return this;
    }

    /**
     * How late a change may become visible after the time that it carries. Default: 15 seconds.
     * What changed within it is read again with each look.
     *
     * @param overlap 1 second to 1 hour
     */
    public Builder overlap(Duration overlap) {
      if (overlap.compareTo(Duration.ofSeconds(1)) < 0
          || overlap.compareTo(Duration.ofHours(1)) > 0) {
        throw new IllegalArgumentException("overlap must be 1 second to 1 hour: " + overlap);
      }
      this.overlap = overlap;
      return this;
    }

    /** The source. */
    public QradarSource build() {
      return new QradarSource(this);
    }
  }
}
