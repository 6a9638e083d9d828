// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.Raw;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Objects below a prefix of a bucket, found by listing it again and again: CloudTrail, VPC Flow
 * Logs, Config and exports, in the layouts that AWS writes or any other.
 *
 * <p>Each content of an object comes once: one that is overwritten has another ETag and comes
 * again. Objects come in no order of time. Late ones are found, whatever their key: an object is
 * new if it was last modified after the last listing began, by S3's own clock, less the {@link
 * Builder#overlap}. Folders that are named for a day ({@code 2026/03/17}, {@code
 * year=2026/month=03/day=17}) are not listed any more once that day has been over for longer than
 * {@link Builder#lateness}; a listing thus costs one request for each folder of the recent days and
 * for each 1,000 objects in them. CloudTrail's digests are not listed.
 *
 * <p>What was dealt with before a restart is handed out again once, and is known to {@code Ingest}
 * without being fetched. Where the bucket can notify, {@link SqsSource} is cheaper and faster. Used
 * by one thread at a time. Needs {@code software.amazon.awssdk:s3}.
 */
public final class S3Source implements Source {
  /** Ids beyond these are asked of the store once more. */
  private static final int MOST_REMEMBERED = 100_000;

  private final String name;
  private final S3Client client;
  private final String bucket;
  private final String prefix;
  private final S3Objects objects;
  private final @Nullable Instant since;
  private final Duration lateness;
  private final Duration overlap;
  private final Duration interval;

  private final Map<String, Boolean> dealtWith = new Remembered();
  private @Nullable S3Pass pass;
  private long nextPass = System.nanoTime();

  private S3Source(Builder builder) {
    this.name = builder.name;
    this.client = builder.client;
    this.bucket = builder.bucket;
    this.prefix = builder.prefix;
    this.objects = new S3Objects(builder.client);
    this.since = builder.since;
    this.lateness = builder.lateness;
    this.overlap = builder.overlap;
    this.interval = builder.interval;
  }

  /**
   * A builder.
   *
   * @param name see {@link Source#name}
   * @param client made and closed by the caller
   * @param bucket the bucket's name
   * @param prefix what the keys begin with, such as {@code AWSLogs/}; empty for the whole bucket
   */
  // Whoever has a client has its module; for all others it is optional.
  @SuppressWarnings("exports")
  public static Builder builder(String name, S3Client client, String bucket, String prefix) {
    return new Builder(name, client, bucket, prefix);
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A batch holds what is new on one page of the listing, at most 1,000 objects, none of which
   * is fetched yet. The position moves when a listing has come to its end and none of its objects
   * was left, so that what can't be dealt with for long makes each listing longer.
   *
   * @throws IllegalArgumentException if the position is not one of this source
   */
  @Override
  public Optional<Batch> poll(@Nullable String position, Duration wait)
      throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    if (pass == null) {
      long left = nextPass - System.nanoTime();
      if (left > 0) {
        TimeUnit.NANOSECONDS.sleep(Math.min(left, wait.toNanos()));
        if (left > wait.toNanos()) {
          return Optional.empty();
        }
      }
      pass = new S3Pass(name, client, bucket, prefix, mark(position), lateness, overlap);
    }
    S3Pass current = pass;
    do {
      List<S3Object> page = next(current);
      if (page == null) {
        return ended(current, position);
      }
      page.removeIf(found -> dealtWith.containsKey(found.id()));
      if (!page.isEmpty()) {
        return Optional.of(new PassBatch(current, page));
      }
    } while (System.nanoTime() < end);
    return Optional.empty();
  }

  private @Nullable List<S3Object> next(S3Pass current) throws InterruptedException {
    try {
      return current.next();
    } catch (SourceException e) {
      if (!e.retryable()) {
        // Such as a continuation token that is not valid any more: only a new listing can help.
        pass = null;
      }
      throw e;
    }
  }

  private Optional<Batch> ended(S3Pass ended, @Nullable String position) {
    pass = null;
    nextPass = System.nanoTime() + interval.toNanos();
    Instant mark = ended.mark();
    return mark == null || mark.toString().equals(position)
        ? Optional.empty()
        : Optional.of(Batch.of(List.of(), mark.toString()));
  }

  private @Nullable Instant mark(@Nullable String position) {
    try {
      return position == null ? since : Instant.parse(position);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(name + ": not a position of this source", e);
    }
  }

  @Override
  public List<RawInput> replay(String location, Raw raw) {
    List<RawInput> inputs = objects.inputs(raw.text(), location);
    return inputs == null ? Source.super.replay(location, raw) : inputs;
  }

  /** Does nothing: the client is the caller's. */
  @Override
  public void close() {}

  /** Objects of one page. */
  private final class PassBatch implements Batch {
    private final S3Pass of;
    private final List<RawInput> inputs;
    private final Set<RawInput> open;

    PassBatch(S3Pass of, List<S3Object> found) {
      this.of = of;
      inputs = found.stream().map(objects::input).toList();
      open = new HashSet<>(inputs);
    }

    @Override
    public List<RawInput> inputs() {
      return inputs;
    }

    @Override
    public @Nullable String position() {
      return null;
    }

    @Override
    public void done(RawInput input) {
      open.remove(input);
      dealtWith.put(input.id(), true);
    }

    @Override
    public void abandon(RawInput input, String reason) {}

    @Override
    public void close() {
      if (!open.isEmpty()) {
        of.leave();
      }
    }
  }

  private static final class Remembered extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > MOST_REMEMBERED;
    }
  }

  /** Gathers the settings; not safe for several threads. */
  public static final class Builder {
    private final String name;
    private final S3Client client;
    private final String bucket;
    private final String prefix;
    private @Nullable Instant since;
    private Duration lateness = Duration.ofDays(3);
    private Duration overlap = Duration.ofHours(1);
    private Duration interval = Duration.ofMinutes(1);

    private Builder(String name, S3Client client, String bucket, String prefix) {
      this.name = Keys.name(name);
      this.client = requireNonNull(client, "client");
      this.bucket = requireNonNull(bucket, "bucket");
      this.prefix = requireNonNull(prefix, "prefix");
    }

    /**
     * Where to begin as long as no position is stored: what was last modified before, by more than
     * the overlap, is not read. Default: everything is read.
     *
     * @param since by S3's clock
     */
    public Builder since(Instant since) {
      this.since = requireNonNull(since, "since");
      return this;
    }

    /**
     * How long after a day's end objects may still appear in the folder of that day. Default: 3
     * days. What appears later in an old folder is not found.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder lateness(Duration lateness) {
      this.lateness = notNegative("lateness", lateness);
      return this;
    }

    /**
     * How much later an object may become visible than its time of modification says; for one that
     * is uploaded in parts, that is the time when the upload began. Default: 1 hour.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder overlap(Duration overlap) {
      this.overlap = notNegative("overlap", overlap);
      return this;
    }

    /**
     * How long to wait between the end of a listing and the beginning of the next. Default: 1
     * minute.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder interval(Duration interval) {
      this.interval = notNegative("interval", interval);
      return this;
    }

    /** Makes the source; nothing is asked yet. */
    public S3Source build() {
      return new S3Source(this);
    }

    private static Duration notNegative(String what, Duration duration) {
      if (requireNonNull(duration, what).isNegative()) {
        throw new IllegalArgumentException(what + " must not be negative: " + duration);
      }
      return duration;
    }
  }
}
