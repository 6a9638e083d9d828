// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.Raw;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One piece of input that is read as a whole: a message, an object, a page of an API. */
public final class RawInput {
  /** Opens an input's content. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Opens the content from its beginning; the same content each time.
     *
     * @throws GoneException if this content is no longer there and will not come back
     * @throws io.qraws.core.QrawsException if something outside failed; a retryable one is tried
     *     again for as long as it takes
     * @throws IOException if it can't be opened, which is tried a few times
     */
    InputStream open() throws IOException;
  }

  private final String id;
  private final String location;
  private final Raw raw;
  private final @Nullable Opener opener;
  private final @Nullable String reason;
  private final int deliveries;

  private RawInput(
      String id,
      String location,
      Raw raw,
      @Nullable Opener opener,
      @Nullable String reason,
      int deliveries) {
    this.id = requireNonNull(id, "id");
    this.location = requireNonNull(location, "location");
    this.raw = requireNonNull(raw, "raw");
    this.opener = opener;
    this.reason = reason;
    this.deliveries = deliveries;
  }

  /**
   * An input whose content is at hand; its id is the location with the content's SHA-256.
   *
   * @param location see {@link #location}
   * @param content the bytes to read
   */
  public static RawInput of(String location, Raw content) {
    return of(location + "#" + Keys.sha256(content), location, content);
  }

  /**
   * An input whose content is at hand, under an id of its own.
   *
   * @param id see {@link #id}
   * @param location see {@link #location}
   * @param content the bytes to read
   */
  public static RawInput of(String id, String location, Raw content) {
    byte[] bytes = content.bytes();
    return of(id, location, content, () -> new ByteArrayInputStream(bytes));
  }

  /**
   * An input whose content is fetched when it is read.
   *
   * @param id see {@link #id}
   * @param location see {@link #location}
   * @param raw see {@link #raw}
   * @param opener fetches the content
   */
  public static RawInput of(String id, String location, Raw raw, Opener opener) {
    return new RawInput(id, location, raw, requireNonNull(opener, "opener"), null, 0);
  }

  /**
   * An input in which there is nothing to read, such as a test message: the reason is recorded as
   * its outcome.
   *
   * @param id see {@link #id}
   * @param location see {@link #location}
   * @param raw see {@link #raw}
   * @param reason why it is passed over, for people
   */
  public static RawInput passedOver(String id, String location, Raw raw, String reason) {
    return new RawInput(id, location, raw, null, requireNonNull(reason, "reason"), 0);
  }

  /**
   * The same input with another count of deliveries.
   *
   * @param count as in {@link #deliveries}
   */
  public RawInput withDeliveries(int count) {
    return new RawInput(id, location, raw, opener, reason, count);
  }

  /**
   * Names this content, the same at each delivery and after a restart: progress, tries and the mark
   * that it is dealt with are kept under it. Other content has another id.
   */
  public String id() {
    return id;
  }

  /** Where it came from, for people and for {@code SourceRef.file()}. */
  public String location() {
    return location;
  }

  /** What is kept if it can't be dealt with: what {@link Source#replay} needs to make it again. */
  public Raw raw() {
    return raw;
  }

  /** Why there is nothing to read; empty if it is to be read. */
  public Optional<String> passedOver() {
    return Optional.ofNullable(reason);
  }

  /**
   * How often it has been handed out, this time included, as the source counts; 0 if it doesn't.
   */
  public int deliveries() {
    return deliveries;
  }

  /**
   * Opens the content from its beginning; may be called again.
   *
   * @return closed by the caller
   * @throws GoneException if this content is no longer there and will not come back
   * @throws io.qraws.core.QrawsException if something outside failed
   * @throws IOException if it can't be opened
   * @throws IllegalStateException if it is passed over
   */
  public InputStream open() throws IOException {
    if (opener == null) {
      throw new IllegalStateException("nothing to read: " + reason);
    }
    return opener.open();
  }

  @Override
  public String toString() {
    return "RawInput[" + location + "]";
  }
}
