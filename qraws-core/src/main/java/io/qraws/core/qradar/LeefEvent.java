// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An event to be told to QRadar in its own format, LEEF. Immutable, and so safe for use by many
 * threads.
 *
 * <pre>{@code
 * LeefEvent event =
 *     LeefEvent.builder("AssessmentCreated", assessmentId)
 *         .set(LeefKey.CAT, "Assessment")
 *         .sev(7)
 *         .devTime(assessedAt)
 *         .set(LeefKey.SRC, "203.0.113.9")
 *         .attribute("riskScore", "68")
 *         .build();
 * }</pre>
 *
 * <p>A {@link LeefWriter} makes lines of it. Values may hold anything at all; what LEEF cannot
 * carry is escaped there.
 */
public final class LeefEvent {
  /** The attribute that holds the event's own id. */
  public static final String UID = "uid";

  static final String PART = "part";
  static final String PARTS = "parts";

  /** What follows a name's key where the whole of a long one stands. */
  static final String FULL = "Full";

  /** QRadar takes 255; the rest is for {@link LeefWriter#CONTINUED}. */
  static final int EVENT_ID_BYTES = 240;

  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
  private static final Pattern UID_FORM = Pattern.compile("[!-~]{1,255}");

  private static final String SEV = "sev";
  private static final String DEV_TIME = "devTime";
  private static final String DEV_TIME_FORMAT = "devTimeFormat";
  private static final Set<String> OURS = Set.of(UID, PART, PARTS, SEV, "devtime", "devtimeformat");

  /** QRadar reads an epoch of 13 digits as milliseconds, and none of 12 or 14. */
  private static final long FIRST_OF_13_DIGITS = 1_000_000_000_000L;

  private static final long LAST_OF_13_DIGITS = 9_999_999_999_999L;
  private static final String TIME_PATTERN = "yyyy-MM-dd'T'HH:mm:ss.SSSZ";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT);

  private final String eventId;
  private final String headerField;
  private final Map<String, String> attributes;

  private LeefEvent(String eventId, String headerField, Map<String, String> attributes) {
    this.eventId = eventId;
    this.headerField = headerField;
    this.attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /**
   * Starts an event.
   *
   * @param eventId what kind of event it is; together with {@link LeefKey#CAT} it decides the QID,
   *     so it should be one of a few that never change. 1 to 240 bytes of UTF-8 once escaped
   * @param uid the event's own, by which a receiver can tell that it has the event already; 1 to
   *     255 visible ASCII characters
   * @throws IllegalArgumentException if one of them is not of that form
   */
  public static Builder builder(String eventId, String uid) {
    return new Builder(eventId, uid);
  }

  /**
   * A severity from 1 to 10 for one from 0 to 100, such as QRAWS's own scores or a signal's: each
   * ten make one, and 0 to 14 are 1.
   *
   * @param value 0 to 100
   * @throws IllegalArgumentException if it is outside
   */
  public static int sevOf100(int value) {
    if (value < 0 || value > 100) {
      throw new IllegalArgumentException("a value is 0 to 100: " + value);
    }
    return Math.max(1, Math.round(value / 10f));
  }

  /** What kind of event it is, as given. */
  public String eventId() {
    return eventId;
  }

  /** What kind of event it is, escaped. */
  String headerField() {
    return headerField;
  }

  /** The attributes as given, in their order, beginning with {@link #UID}; unescaped. */
  public Map<String, String> attributes() {
    return attributes;
  }

  /** Names the kind and the id of the event, not what it holds. */
  @Override
  public String toString() {
    return "LeefEvent[" + eventId + ", " + attributes.get(UID) + "]";
  }

  /** Configures an event. Each attribute can be set once. */
  public static final class Builder {
    private final String eventId;
    private final String headerField;
    private final Map<String, String> attributes = new LinkedHashMap<>();

    private Builder(String eventId, String uid) {
      this.eventId = eventId;
      this.headerField = LeefText.headerField("eventId", eventId, EVENT_ID_BYTES);
      if (!UID_FORM.matcher(requireNonNull(uid, "uid")).matches()) {
        throw new IllegalArgumentException("uid must be 1 to 255 visible ASCII characters");
      }
      attributes.put(UID, uid);
    }

    /**
     * The severity. Default: none, and QRadar takes that of the QID.
     *
     * @param sev 1 to 10
     */
    public Builder sev(int sev) {
      if (sev < 1 || sev > 10) {
        throw new IllegalArgumentException("sev must be 1 to 10: " + sev);
      }
      return put(SEV, Integer.toString(sev));
    }

    /**
     * When it happened, which QRadar takes for the log source's time instead of the syslog
     * header's. Written as epoch milliseconds of 13 digits, and outside of September 2001 to
     * November 2286 as text with its {@code devTimeFormat}.
     *
     * @param time in the years 1 to 9999; what is finer than a millisecond is left out
     */
    public Builder devTime(Instant time) {
      OffsetDateTime utc = requireNonNull(time, "time").atOffset(ZoneOffset.UTC);
      if (utc.getYear() < 1 || utc.getYear() > 9999) {
        throw new IllegalArgumentException("devTime must be in the years 1 to 9999: " + time);
      }
      long millis = time.toEpochMilli();
      if (millis >= FIRST_OF_13_DIGITS && millis <= LAST_OF_13_DIGITS) {
        return put(DEV_TIME, Long.toString(millis));
      }
      return put(DEV_TIME, TIME.format(utc)).put(DEV_TIME_FORMAT, TIME_PATTERN);
    }

    /**
     * Sets an attribute that LEEF names.
     *
     * @param value of the form that the key asks for
     * @throws IllegalArgumentException if it is not, or the attribute is set already
     */
    public Builder set(LeefKey key, String value) {
      return put(key.key(), key.checked(requireNonNull(value, "value")));
    }

    /**
     * Sets an attribute of the caller's own, which needs a custom property in QRadar.
     *
     * @param key a letter, then up to 63 letters, digits and {@code _}; none that LEEF or QRAWS
     *     names, in any case of letters
     * @param value any text
     * @throws IllegalArgumentException if the key is not of that form, or the attribute is set
     *     already
     */
    public Builder attribute(String key, String value) {
      if (!KEY.matcher(requireNonNull(key, "key")).matches()) {
        throw new IllegalArgumentException(
            "a key is a letter, then up to 63 letters, digits and underscores: "
                + LeefText.shown(key));
      }
      if (OURS.contains(key.toLowerCase(Locale.ROOT))
          || LeefKey.named(key).isPresent()
          || full(key)) {
        throw new IllegalArgumentException("this key has a method or a meaning of its own: " + key);
      }
      return put(key, requireNonNull(value, "value"));
    }

    private static boolean full(String key) {
      return key.endsWith(FULL)
          && LeefKey.named(key.substring(0, key.length() - FULL.length()))
              .filter(LeefKey::isName)
              .isPresent();
    }

    private Builder put(String key, String value) {
      if (attributes.putIfAbsent(key, value) != null) {
        throw new IllegalArgumentException("this attribute is set already: " + key);
      }
      return this;
    }

    /** The event. */
    public LeefEvent build() {
      return new LeefEvent(eventId, headerField, attributes);
    }
  }
}
