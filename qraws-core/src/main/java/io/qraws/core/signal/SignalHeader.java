// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every signal has.
 *
 * @param id the producer's own id, never blank
 * @param format which format it was read from
 * @param time when it happened, by the producer's clock
 * @param title one line for people, possibly empty
 * @param severity how bad the producer thinks it is
 * @param account twelve digits, or null
 * @param region an AWS Region, or null
 * @param types the producer's type names
 * @param observables the values it shows
 * @param source where it was read
 * @param raw what was sent
 */
public record SignalHeader(
    String id,
    Format format,
    Instant time,
    String title,
    Severity severity,
    @Nullable String account,
    @Nullable String region,
    List<String> types,
    List<Observable> observables,
    SourceRef source,
    Raw raw) {

  /** Copies the lists, drops duplicate observables and refuses a blank id. */
  public SignalHeader {
    if (requireNonNull(id, "id").isBlank()) {
      throw new IllegalArgumentException("id is blank");
    }
    requireNonNull(format, "format");
    requireNonNull(time, "time");
    requireNonNull(title, "title");
    requireNonNull(severity, "severity");
    types = List.copyOf(types);
    observables = distinct(observables);
    requireNonNull(source, "source");
    requireNonNull(raw, "raw");
  }

  /** A copy without what is there twice. Of a few, a set costs more than it saves. */
  private static <T> List<T> distinct(List<T> list) {
    if (list.size() > 16) {
      return List.copyOf(new LinkedHashSet<>(list));
    }
    List<T> seen = new ArrayList<>(list.size());
    for (T one : list) {
      if (!seen.contains(one)) {
        seen.add(one);
      }
    }
    return List.copyOf(seen);
  }

  /**
   * The same header under another id.
   *
   * @param id never blank
   */
  public SignalHeader withId(String id) {
    return new SignalHeader(
        id, format, time, title, severity, account, region, types, observables, source, raw);
  }

  /**
   * The same header with more types and observables behind its own.
   *
   * @param moreTypes appended where absent
   * @param moreObservables appended where absent
   */
  public SignalHeader withMore(List<String> moreTypes, List<Observable> moreObservables) {
    Set<String> allTypes = new LinkedHashSet<>(types);
    allTypes.addAll(moreTypes);
    Set<Observable> all = new LinkedHashSet<>(observables);
    all.addAll(moreObservables);
    return new SignalHeader(
        id,
        format,
        time,
        title,
        severity,
        account,
        region,
        List.copyOf(allTypes),
        List.copyOf(all),
        source,
        raw);
  }

  /**
   * Starts a header from its four obligatory parts.
   *
   * @param id never blank
   * @param format which format it was read from
   * @param source where it was read
   * @param raw what was sent
   */
  public static Builder builder(String id, Format format, SourceRef source, Raw raw) {
    return new Builder(id, format, source, raw);
  }

  /** Gathers a header; not safe for several threads. */
  public static final class Builder {
    private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");

    private final String id;
    private final Format format;
    private final SourceRef source;
    private final Raw raw;
    private Instant time = Instant.EPOCH;
    private String title = "";
    private Severity severity = Severity.NONE;
    private @Nullable String account;
    private @Nullable String region;
    private final List<String> types = new ArrayList<>(4);
    private final List<Observable> observables = new ArrayList<>();

    private Builder(String id, Format format, SourceRef source, Raw raw) {
      this.id = id;
      this.format = format;
      this.source = source;
      this.raw = raw;
    }

    /** When it happened. Default: 1970-01-01T00:00:00Z, so set it. */
    public Builder time(Instant time) {
      this.time = time;
      return this;
    }

    /** One line for people: line breaks become blanks. Default: empty. */
    public Builder title(@Nullable String title) {
      this.title = title == null ? "" : oneLine(title.strip());
      return this;
    }

    private static String oneLine(String text) {
      for (int i = 0; i < text.length(); i++) {
        if (breaksLine(text.charAt(i))) {
          return LINE_BREAKS.matcher(text).replaceAll(" ");
        }
      }
      return text;
    }

    private static boolean breaksLine(char c) {
      return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** The producer's severity. Default: {@link Severity#NONE}. */
    public Builder severity(Severity severity) {
      this.severity = severity;
      return this;
    }

    /** The account; what is not twelve digits leaves it unknown. */
    public Builder account(@Nullable String account) {
      String stripped = blankToNull(account);
      this.account = stripped != null && isAccount(stripped) ? stripped : null;
      return this;
    }

    /** The Region; null and blank leave it unknown. */
    public Builder region(@Nullable String region) {
      this.region = blankToNull(region);
      return this;
    }

    /** Adds a type name; null and blank add nothing. */
    public Builder type(@Nullable String type) {
      if (blankToNull(type) != null) {
        types.add(requireNonNull(type));
      }
      return this;
    }

    /**
     * Adds an observable; a null or blank value, a placeholder such as 0.0.0.0, or an account that
     * is not twelve digits adds nothing.
     */
    public Builder observable(ObservableKind kind, @Nullable String value, Role role) {
      String told = Observable.told(value);
      if (told != null && (kind != ObservableKind.ACCOUNT || isAccount(told))) {
        observables.add(new Observable(kind, told, role));
      }
      return this;
    }

    /** Azure subscriptions, {@code ANONYMOUS_PRINCIPAL} and masked texts are none. */
    private static boolean isAccount(String text) {
      int digits = 0;
      while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
        digits++;
      }
      return digits == 12 && text.length() == 12;
    }

    /** Makes the header. */
    public SignalHeader build() {
      return new SignalHeader(
          id,
          format,
          time,
          title,
          severity,
          account,
          region,
          distinct(types),
          observables,
          source,
          raw);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
      return text == null || text.isBlank() ? null : text.strip();
    }
  }
}
