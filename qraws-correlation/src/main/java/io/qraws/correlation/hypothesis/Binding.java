// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Which values of an incident a hunt's condition takes. */
enum Binding {
  /** The ARNs of who acted. */
  PRINCIPAL(ObservableKind.PRINCIPAL, 1, Role.ACTOR),
  /** The names of who acted, as they stand and without domain. */
  USER(ObservableKind.USER, .85, Role.ACTOR),
  /** The names of users to whom something was done. */
  TARGET_USER(ObservableKind.USER, .85, Role.TARGET),
  /** The keys that were used. */
  ACCESS_KEY(ObservableKind.ACCESS_KEY, 1, Role.ACTOR),
  /** The keys that were handed out. */
  ISSUED_KEY(ObservableKind.ACCESS_KEY, 1, Role.TARGET),
  /** The addresses that it came from. */
  SOURCE_ADDRESS(ObservableKind.IP, .85, Role.SOURCE, Role.ACTOR),
  /** The addresses that it went to, or of what was attacked. */
  TARGET_ADDRESS(ObservableKind.IP, .85, Role.DESTINATION, Role.TARGET),
  /** All addresses. */
  ADDRESS(ObservableKind.IP, .8, Role.values()),
  /** What something was done to, by the name that requests have for it. */
  RESOURCE(ObservableKind.RESOURCE, .9, Role.TARGET),
  /** The hosts. */
  HOST(ObservableKind.HOST, .9, Role.values()),
  /** The accounts. */
  ACCOUNT(ObservableKind.ACCOUNT, .6, Role.values()),
  /** The names outside. */
  DOMAIN(ObservableKind.DOMAIN, .9, Role.values()),
  /** The hashes of files. */
  FILE_HASH(ObservableKind.FILE_HASH, 1, Role.values());

  private final ObservableKind kind;
  private final double precision;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of never changes.
  private final Set<Role> roles;

  Binding(ObservableKind kind, double precision, Role... roles) {
    this.kind = kind;
    this.precision = precision;
    this.roles = Set.of(roles);
  }

  /** How surely a row with such a value belongs to the same matter, over 0 to 1; ours. */
  double precision() {
    return precision;
  }

  /** How it is called in texts for people. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  boolean takes(Observable observable) {
    return observable.kind() == kind && roles.contains(observable.role());
  }

  /** The forms in which a value is looked for; one at least. */
  List<String> forms(String value) {
    return switch (kind) {
      case USER -> Stream.of(value, bare(value)).distinct().toList();
      case RESOURCE -> List.of(plain(value));
      default -> List.of(value);
    };
  }

  /** {@code ann} of {@code CORP\ann} and of {@code ann@corp.example}. */
  private static String bare(String user) {
    String name = user.substring(user.lastIndexOf('\\') + 1);
    int at = name.indexOf('@');
    String bare = at > 0 ? name.substring(0, at) : name;
    return bare.isBlank() ? user : bare;
  }

  /** What a request calls the resource: the bucket of an S3 ARN, else what is behind the type. */
  private static String plain(String resource) {
    if (!resource.startsWith("arn:")) {
      return resource;
    }
    String[] parts = resource.split(":", 6);
    if (parts.length < 6 || parts[5].isBlank()) {
      return resource;
    }
    String path = parts[5];
    String plain =
        parts[2].equals("s3")
            ? path.substring(0, path.indexOf('/') < 0 ? path.length() : path.indexOf('/'))
            : path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
    return plain.isBlank() ? resource : plain;
  }
}
