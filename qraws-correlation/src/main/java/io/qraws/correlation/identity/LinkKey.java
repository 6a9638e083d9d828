// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An observable in the form in which it is compared: {@code CORP\\ann}, {@code ann@corp.example},
 * {@code adm-ann} and the session {@code ann} are one user.
 *
 * <p>Ordered by kind and value, so that keys made to have the same hash slow no hash table down.
 *
 * @param kind what it names
 * @param value the compared form
 */
public record LinkKey(ObservableKind kind, String value) implements Comparable<LinkKey> {
  private static final Comparator<LinkKey> ORDER =
      Comparator.comparing(LinkKey::kind).thenComparing(LinkKey::value);

  /**
   * {@code adm-ann}, {@code ann.admin}: habits of naming; the person's part is 3 letters or more.
   */
  private static final Pattern PRIVILEGED =
      Pattern.compile(
          "(?:adm|admin|da|priv)[-_.]([^-_.].{2,})|(.{2,}[^-_.])[-_.](?:adm|admin|priv)");

  @Override
  public int compareTo(LinkKey other) {
    return ORDER.compare(this, other);
  }

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
      case PRINCIPAL ->
          ofAws(observable.value())
              ? Optional.empty()
              : Optional.of(new LinkKey(observable.kind(), principal(observable.value())));
      case ACCESS_KEY -> Optional.of(new LinkKey(observable.kind(), observable.value()));
      case RESOURCE ->
          ofAws(observable.value())
              ? Optional.empty()
              : Optional.of(new LinkKey(observable.kind(), resource(observable.value())));
    };
  }

  /**
   * The key of an identity: of a person, a program, or whoever has a user name.
   *
   * @return nothing for a machine, a role, root, and what only a key or session speaks for
   */
  static Optional<LinkKey> of(Identity identity) {
    boolean user =
        switch (identity.kind()) {
          case PERSON, WORKLOAD -> true;
          case UNKNOWN -> identity.id().startsWith("user:") || identity.id().startsWith("label:");
          case MACHINE, ROLE, ROOT -> false;
        };
    return user ? user(identity.name()) : Optional.empty();
  }

  /** Managed policies, SSM documents and keys that every customer of AWS has. */
  private static boolean ofAws(String value) {
    return value.contains("::aws:")
        || value.startsWith("AWS-")
        || value.startsWith("AWSSupport-")
        || value.startsWith("Amazon-")
        || value.contains("alias/aws/");
  }

  /** A bucket or a part of EC2 by its own name, which is the same with an ARN around it or not. */
  private static String resource(String value) {
    if (!value.startsWith("arn:")) {
      return value;
    }
    String[] parts = value.split(":", 6);
    if (parts.length == 6 && parts[2].equals("s3")) {
      int slash = parts[5].indexOf('/');
      return slash < 0 ? parts[5] : parts[5].substring(0, slash);
    }
    return parts.length == 6 && parts[2].equals("ec2")
        ? parts[5].substring(parts[5].indexOf('/') + 1)
        : value;
  }

  /** A role without its path, which findings do not know. */
  private static String principal(String arn) {
    int role = arn.indexOf(":role/");
    return role < 0 ? arn : arn.substring(0, role + 6) + arn.substring(arn.lastIndexOf('/') + 1);
  }

  /**
   * Drops a domain before a backslash and the part from the at sign on, folds the case, and leaves
   * out what tells an administrator's account from the same person's other one, and the marks
   * between parts, which one directory has and another has not.
   */
  private static Optional<LinkKey> user(String value) {
    String name = value.substring(value.lastIndexOf('\\') + 1);
    int at = name.indexOf('@');
    String local = (at > 0 ? name.substring(0, at) : name).strip().toLowerCase(Locale.ROOT);
    Matcher privileged = PRIVILEGED.matcher(local);
    if (privileged.matches()) {
      local = privileged.group(1) == null ? privileged.group(2) : privileged.group(1);
    }
    String folded = local.replace(".", "").replace("_", "").replace("-", "");
    return folded.isEmpty()
        ? Optional.empty()
        : Optional.of(new LinkKey(ObservableKind.USER, folded));
  }
}
