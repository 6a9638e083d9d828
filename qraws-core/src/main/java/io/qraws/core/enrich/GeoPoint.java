// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import org.jspecify.annotations.Nullable;

/**
 * A point on the earth and how far off it may be.
 *
 * @param latitude degrees, -90 to 90, north positive
 * @param longitude degrees, -180 to 180, east positive
 * @param radius kilometres within which the true place probably is, 0 or more; null if unknown
 */
public record GeoPoint(double latitude, double longitude, @Nullable Integer radius) {
  /** Kilometres. Source: the mean radius R1 of the GRS 80 ellipsoid, as the IUGG defines it. */
  private static final double EARTH = 6371.0088;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of its range or no number
   */
  public GeoPoint {
    if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException("no place on the earth: " + latitude + "," + longitude);
    }
    if (radius != null && radius < 0) {
      throw new IllegalArgumentException("radius must be 0 or more: " + radius);
    }
  }

  /**
   * Kilometres along the great circle between the two points themselves, by the haversine formula
   * on a sphere; right to half a percent, since the earth is none.
   *
   * @param other where to
   */
  public double kilometres(GeoPoint other) {
    double north = Math.toRadians(other.latitude - latitude);
    double east = Math.toRadians(other.longitude - longitude);
    double half =
        square(Math.sin(north / 2))
            + Math.cos(Math.toRadians(latitude))
                * Math.cos(Math.toRadians(other.latitude))
                * square(Math.sin(east / 2));
    return 2 * EARTH * Math.asin(Math.sqrt(Math.min(1, half)));
  }

  private static double square(double number) {
    return number * number;
  }
}
