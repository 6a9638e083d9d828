// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;

/**
 * Findings of Security Hub, asked for by the time when their producer last updated them, oldest
 * first: with GetFindings as ASFF, or with GetFindingsV2 as OCSF.
 *
 * <p>An input is one page, as Security Hub sent it. Each round begins an {@link Builder#overlap}
 * before the newest time seen, since a finding reaches Security Hub some time after its producer
 * wrote its time into it; what comes again is known to {@code Ingest}. A finding that arrives later
 * than that is not found, and neither is one in which only a customer changed something: {@code
 * BatchUpdateFindings} does not change {@code UpdatedAt}. Both are seen with EventBridge and {@link
 * SqsSource}; this source is for a start, for a Hub that sends no events and for filling gaps.
 *
 * <p>Used by one thread at a time. Needs {@code software.amazon.awssdk:securityhub}.
 */
public final class SecurityHubSource implements Source {
  /* Source: Security Hub quotas: GetFindings 3 requests a second for an account and Region. */
  private static final Duration PACE = Duration.ofMillis(350);

  private final String name;
  private final FindingPages pages;
  private final @Nullable Instant since;
  private final Duration overlap;
  private final Duration interval;
  private final Duration pace;

  private @Nullable Round round;
  private long nextCall = System.nanoTime();

  private SecurityHubSource(Builder builder) {
    this.name = builder.name;
    this.pages = builder.pages;
    this.since = builder.since;
    this.overlap = builder.overlap;
    this.interval = builder.interval;
    this.pace = builder.pace;
  }

  /**
   * A builder for findings in ASFF, of Security Hub CSPM.
   *
   * @param name see {@link Source#name}
   * @param client made and closed by the caller
   */
  // Whoever has a client has its module; for all others it is optional.
  @SuppressWarnings("exports")
  public static Builder asff(String name, SecurityHubClient client) {
    return new Builder(name, new FindingPages(name, requireNonNull(client, "client"), false));
  }

  /**
   * A builder for findings in OCSF, of the newer Security Hub.
   *
   * @param name see {@link Source#name}
   * @param client made and closed by the caller
   */
  @SuppressWarnings("exports")
  public static Builder ocsf(String name, SecurityHubClient client) {
    return new Builder(name, new FindingPages(name, requireNonNull(client, "client"), true));
  }

  @Override
  public String name() {
    return name;
  }

  /** Where one round of pages stands. */
  private static final class Round {
    private final Instant from;
    private @Nullable String token;
    private Instant newest;
    private Instant last = Instant.EPOCH;

    /** Whether the pages came in the order asked for, so that the position may follow them. */
    private boolean ordered = true;

    Round(Instant mark, Instant from) {
      this.newest = mark;
      this.from = from;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A batch is one page of at most 100 findings.
   *
   * @throws IllegalArgumentException if the position is not one of this source
   */
  @Override
  public Optional<Batch> poll(@Nullable String position, Duration wait)
      throws InterruptedException {
    long left = nextCall - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(Math.min(left, wait.toNanos()));
      if (left > wait.toNanos()) {
        return Optional.empty();
      }
    }
    Round current = round;
    if (current == null) {
      Instant mark = mark(position);
      current = new Round(mark, mark.equals(Instant.EPOCH) ? mark : mark.minus(overlap));
      round = current;
    }
    nextCall = System.nanoTime() + pace.toNanos();
    FindingPages.Page page = next(current);
    current.ordered &= page.ordered() && !page.oldest().isBefore(current.last);
    current.last = page.newest();
    Instant newest = min(page.newest(), page.sent());
    current.newest = newest.isAfter(current.newest) ? newest : current.newest;
    current.token = page.token();
    boolean end = page.token() == null;
    String reached = end || current.ordered ? current.newest.toString() : null;
    if (end) {
      round = null;
      nextCall = System.nanoTime() + interval.toNanos();
    }
    if (page.count() == 0) {
      return reached == null || reached.equals(position)
          ? Optional.empty()
          : Optional.of(Batch.of(List.of(), reached));
    }
    return Optional.of(new PageBatch(RawInput.of(pages.location(), page.raw()), reached));
  }

  private FindingPages.Page next(Round current) throws InterruptedException {
    try {
      return pages.next(current.from, current.token);
    } catch (SourceException e) {
      if (!e.retryable()) {
        // Such as a token that is not valid any more: only a new round can help.
        round = null;
      }
      throw e;
    }
  }

  private Instant mark(@Nullable String position) {
    try {
      return position == null
          ? (since == null ? Instant.EPOCH : since.plus(overlap))
          : Instant.parse(position);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(name + ": not a position of this source", e);
    }
  }

  /** A time in the future, by Security Hub's clock, must not move the position there. */
  private static Instant min(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** Does nothing: the client is the caller's. */
  @Override
  public void close() {}

  /** One page; if it is not dealt with, the round begins anew at the stored position. */
  private final class PageBatch implements Batch {
    private final RawInput page;
    private final @Nullable String reached;
    private boolean done;

    PageBatch(RawInput page, @Nullable String reached) {
      this.page = page;
      this.reached = reached;
    }

    @Override
    public List<RawInput> inputs() {
      return List.of(page);
    }

    @Override
    public @Nullable String position() {
      return reached;
    }

    @Override
    public void done(RawInput input) {
      done = true;
    }

    @Override
    public void abandon(RawInput input, String reason) {}

    @Override
    public void close() {
      if (!done) {
        round = null;
        nextCall = System.nanoTime() + pace.toNanos();
      }
    }
  }

  /** Gathers the settings; not safe for several threads. */
  public static final class Builder {
    private final String name;
    private final FindingPages pages;
    private @Nullable Instant since;
    private Duration overlap = Duration.ofHours(1);
    private Duration interval = Duration.ofMinutes(1);
    private Duration pace = PACE;

    private Builder(String name, FindingPages pages) {
      this.name = Keys.name(name);
      this.pages = pages;
    }

    /**
     * Where to begin as long as no position is stored: what was updated before is not read.
     * Default: everything that Security Hub still holds.
     *
     * @param since by the producers' clocks
     */
    public Builder since(Instant since) {
      this.since = requireNonNull(since, "since");
      return this;
    }

    /**
     * How much later a finding may reach Security Hub than it says that it was updated. Default: 1
     * hour. What was updated within it is read again with each round.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder overlap(Duration overlap) {
      this.overlap = notNegative("overlap", overlap);
      return this;
    }

    /**
     * How long to wait between the end of a round and the beginning of the next. Default: 1 minute.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder interval(Duration interval) {
      this.interval = notNegative("interval", interval);
      return this;
    }

    /** How long to wait between two pages, for tests. */
    Builder pace(Duration pace) {
      this.pace = pace;
      return this;
    }

    /** Makes the source; nothing is asked yet. */
    public SecurityHubSource build() {
      return new SecurityHubSource(this);
    }

    private static Duration notNegative(String what, Duration duration) {
      if (requireNonNull(duration, what).isNegative()) {
        throw new IllegalArgumentException(what + " must not be negative: " + duration);
      }
      return duration;
    }
  }
}
