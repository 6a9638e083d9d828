// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody could have got from one sighting to another: "impossible travel".
 *
 * <p>Of the distance, both accuracy radii are taken off, so that what could be near is not called
 * far. Where coordinates or a radius are missing, the answer is that it is unknown. Sightings from
 * one network, or from behind a relay, are not counted unless asked for, since there the address
 * moves and not the person. Pure arithmetic; immutable.
 */
public final class Travel {
  /** Kilometres an hour; faster than airliners fly. */
  private static final double FASTEST = 1_000;

  private static final double SECONDS = 3_600;

  private final double fastest;
  private final boolean sameNetwork;
  private final boolean relays;
  private final Set<Long> relayNetworks;

  private Travel(Builder builder) {
    this.fastest = builder.fastest;
    this.sameNetwork = builder.sameNetwork;
    this.relays = builder.relays;
    this.relayNetworks = builder.relayNetworks;
  }

  /** Starts with 1,000 km/h, and counts neither one network nor relays. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Somebody at a time and place.
   *
   * @param time when
   * @param place where the address is
   */
  public record Sighting(Instant time, GeoPlace place) {
    /** Checks for null. */
    public Sighting {
      requireNonNull(time, "time");
      requireNonNull(place, "place");
    }
  }

  /** What can be said of two sightings. */
  public enum Verdict {
    /** Nobody gets there in that time. */
    IMPOSSIBLE,
    /** It can be. */
    POSSIBLE,
    /** The addresses say nothing of where the person was. */
    NOT_COUNTED,
    /** Something is missing. */
    UNKNOWN
  }

  /**
   * The answer.
   *
   * @param verdict what can be said
   * @param reason why, with its figures, for people
   * @param kilometres the least distance there can have been; null if unknown
   * @param speed kilometres an hour for that distance, infinite where no time lies between; null if
   *     unknown
   */
  public record Result(
      Verdict verdict, String reason, @Nullable Double kilometres, @Nullable Double speed) {}

  /**
   * Judges two sightings of one identity, in any order.
   *
   * @param one a sighting
   * @param other another
   */
  public Result between(Sighting one, Sighting other) {
    GeoPlace here = one.place();
    GeoPlace there = other.place();
    if (!sameNetwork && here.network() != null && here.network().equals(there.network())) {
      return none(Verdict.NOT_COUNTED, "both from AS" + here.network());
    }
    if (!relays && (relayed(here) || relayed(there))) {
      return none(Verdict.NOT_COUNTED, "from behind a VPN, proxy or hosting provider");
    }
    GeoPoint from = here.point();
    GeoPoint to = there.point();
    if (from == null || to == null) {
      return none(Verdict.UNKNOWN, "no coordinates");
    }
    if (from.radius() == null || to.radius() == null) {
      return none(Verdict.UNKNOWN, "coordinates of unknown accuracy");
    }
    double least = Math.max(0, from.kilometres(to) - from.radius() - to.radius());
    Duration between = Duration.between(one.time(), other.time()).abs();
    double hours = (between.getSeconds() + between.getNano() / 1e9) / SECONDS;
    double speed = least == 0 ? 0 : least / hours;
    String figures =
        String.format(Locale.ROOT, "at least %.0f km in %.2f h", least, hours)
            + String.format(Locale.ROOT, ", fastest %.0f km/h", fastest);
    return new Result(
        speed > fastest ? Verdict.IMPOSSIBLE : Verdict.POSSIBLE, figures, least, speed);
  }

  private boolean relayed(GeoPlace place) {
    return Boolean.TRUE.equals(place.relay())
        || (place.network() != null && relayNetworks.contains(place.network()));
  }

  private static Result none(Verdict verdict, String reason) {
    return new Result(verdict, reason, null, null);
  }

  /** Gathers the rules; not safe for several threads. */
  public static final class Builder {
    private double fastest = FASTEST;
    private boolean sameNetwork;
    private boolean relays;
    private Set<Long> relayNetworks = Set.of();

    private Builder() {}

    /**
     * The speed above which travel is impossible. Default: 1,000.
     *
     * @param kilometresPerHour more than 0
     * @throws IllegalArgumentException if it is not
     */
    public Builder fastest(double kilometresPerHour) {
      if (!(kilometresPerHour > 0) || Double.isInfinite(kilometresPerHour)) {
        throw new IllegalArgumentException("fastest must be more than 0: " + kilometresPerHour);
      }
      this.fastest = kilometresPerHour;
      return this;
    }

    /** Whether two sightings from one autonomous system count. Default: no. */
    public Builder countSameNetwork(boolean counts) {
      this.sameNetwork = counts;
      return this;
    }

    /** Whether sightings from VPNs, proxies and hosting providers count. Default: no. */
    public Builder countRelays(boolean counts) {
      this.relays = counts;
      return this;
    }

    /**
     * The autonomous systems of VPNs, clouds and hosting providers, for files that do not mark
     * them. Default: none.
     */
    public Builder relayNetworks(Set<Long> numbers) {
      this.relayNetworks = Set.copyOf(numbers);
      return this;
    }

    /** Makes the rules. */
    public Travel build() {
      return new Travel(this);
    }
  }
}
