// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import java.util.Locale;
import java.util.Optional;

/**
 * An observable in the form in which it is compared: {@code CORP\\ann}, {@code ann@corp.example}
 * and the session {@code ann} are one user.
 *
 * @param kind what it names
 * @param value the compared form
 */
public record LinkKey(ObservableKind kind, String value) {

  /**
   * The key of an observable.
   *
   * @param observable any
   * @return nothing for what never relates two signals: an account, a vulnerability
   */
  public static Optional<LinkKey> of(Observable observable) {
    return switch (observable.kind()) {
      case ACCOUNT, VULNERABILITY -> Optional.empty();
      case USER -> user(observable.value());
      case IP, HOST, DOMAIN, FILE_HASH ->
          Optional.of(new LinkKey(observable.kind(), observable.value().toLowerCase(Locale.ROOT)));
      case PRINCIPAL -> Optional.of(new LinkKey(observable.kind(), principal(observable.value())));
      case ACCESS_KEY, RESOURCE -> Optional.of(new LinkKey(observable.kind(), observable.value()));
    };
  }

  /** A role without its path, which findings do not know. */
  private static String principal(String arn) {
    int role = arn.indexOf(":role/");
    return role < 0 ? arn : arn.substring(0, role + 6) + arn.substring(arn.lastIndexOf('/') + 1);
  }

  /** Drops a domain before a backslash and the part from the at sign on, and folds the case. */
  private static Optional<LinkKey> user(String value) {
    String name = value.substring(value.lastIndexOf('\\') + 1);
    int at = name.indexOf('@');
    String local = (at > 0 ? name.substring(0, at) : name).strip().toLowerCase(Locale.ROOT);
    return local.isEmpty()
        ? Optional.empty()
        : Optional.of(new LinkKey(ObservableKind.USER, local));
  }
}
