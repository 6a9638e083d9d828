// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * The configuration items of a type that hold a value in a field.
 *
 * @param type an AWS Config resource type such as {@code AWS::EC2::SecurityGroup}
 * @param field {@code resourceId}, {@code resourceName}, {@code arn}, {@code accountId}, or a path
 *     of members that begins with {@code configuration.}; lists on the way are passed through
 * @param value what it must hold
 */
public record Wanted(String type, String field, String value) implements Comparable<Wanted> {
  static final String ID = "resourceId";

  private static final Comparator<Wanted> ORDER =
      Comparator.comparing(Wanted::type).thenComparing(Wanted::field).thenComparing(Wanted::value);

  /** Checks for null. */
  public Wanted {
    requireNonNull(type, "type");
    requireNonNull(field, "field");
    requireNonNull(value, "value");
  }

  @Override
  public int compareTo(Wanted other) {
    return ORDER.compare(this, other);
  }

  static Wanted id(String type, String id) {
    return new Wanted(type, ID, id);
  }

  boolean byId() {
    return field.equals(ID);
  }
}
