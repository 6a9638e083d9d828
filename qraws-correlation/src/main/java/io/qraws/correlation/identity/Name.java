// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An observable's value in the form in which it is compared, with what its shape says it names.
 *
 * @param kind what it names
 * @param value canonical; at most {@value #LONGEST} characters
 */
record Name(Kind kind, String value) implements Comparable<Name> {
  private static final int LONGEST = 2048;
  private static final int LONGEST_USER = 256;
  private static final int LONGEST_HOST = 253;

  private static final Comparator<Name> ORDER =
      Comparator.comparing(Name::kind).thenComparing(Name::value);

  /** In order of precedence: of two names of one identity, the earlier kind speaks for it. */
  enum Kind {
    /** A directory's entry. */
    ENTRY,
    /** What a table calls an identity. */
    LABEL,
    /** A user name: {@code a@b}, {@code d\a} or {@code a}, in lower case. */
    USER,
    IAM_USER,
    /** The subject of a token, with the provider that signed it. */
    WORKLOAD,
    INSTANCE,
    ROOT,
    /** A role, without its path. */
    ROLE,
    /** A session of a role or of a federated user, by ARN. */
    SESSION,
    KEY,
    /** What two accounts' records of one call share. */
    EVENT,
    HOST,
    IP,
    /** Whoever holds an address that was given back. */
    NOBODY,
    /** What is no name of an identity, or too odd to be compared with others. */
    OTHER;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Name NOBODY = new Name(Kind.NOBODY, "");

  @Override
  public int compareTo(Name other) {
    return ORDER.compare(this, other);
  }

  /** How it is told to users: the kind, a colon, the value. */
  String id() {
    return kind.label() + ':' + value;
  }

  /** The name that an observable is. */
  static Name of(Observable observable) {
    String value = observable.value();
    Name name =
        switch (observable.kind()) {
          case IP -> ip(value);
          case USER -> user(value);
          case PRINCIPAL -> Arns.principal(value);
          case ACCESS_KEY -> key(value);
          case HOST -> host(value);
          case RESOURCE -> resource(value);
          case ACCOUNT, DOMAIN, FILE_HASH, VULNERABILITY -> null;
        };
    return name == null ? other(observable.kind(), value) : name;
  }

  /** A name that is one with no other; a long value by its hash. */
  private static Name other(ObservableKind kind, String value) {
    String told = value.length() <= LONGEST_USER ? value : "sha256:" + sha256(value);
    return new Name(Kind.OTHER, kind.label() + ':' + told);
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static @Nullable Name resource(String value) {
    return value.startsWith("arn:") && (value.contains(":iam:") || value.contains(":sts:"))
        ? Arns.principal(value)
        : instance(value);
  }

  /** An instance by its id or ARN. */
  static @Nullable Name instance(String value) {
    String id = value.startsWith("arn:") ? value.substring(value.lastIndexOf('/') + 1) : value;
    if (id.length() < 10 || id.length() > 19 || !id.startsWith("i-")) {
      return null;
    }
    for (int i = 2; i < id.length(); i++) {
      if (Character.digit(id.charAt(i), 16) < 0 || Character.isUpperCase(id.charAt(i))) {
        return null;
      }
    }
    return new Name(Kind.INSTANCE, id);
  }

  static @Nullable Name key(String value) {
    if (value.length() < 4 || value.length() > 128) {
      return null;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_') {
        return null;
      }
    }
    return new Name(Kind.KEY, value);
  }

  static @Nullable Name ip(String value) {
    String address = Addresses.canonical(value);
    return address == null ? null : new Name(Kind.IP, address);
  }

  /** A host name without a dot at its end, in lower case; an address is named as one. */
  static @Nullable Name host(String value) {
    Name address = ip(value);
    if (address != null) {
      return address;
    }
    String host = value.endsWith(".") ? value.substring(0, value.length() - 1) : value;
    if (host.isEmpty() || host.length() > LONGEST_HOST) {
      return null;
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && c != '.' && c != '-' && c != '_') {
        return null;
      }
    }
    return new Name(Kind.HOST, host.toLowerCase(Locale.ROOT));
  }

  /** A user name in lower case, or null where it is none or its form is odd. */
  static @Nullable Name user(String value) {
    String folded = fold(value, LONGEST_USER);
    return folded == null || !UserName.wellFormed(folded) ? null : new Name(Kind.USER, folded);
  }

  static @Nullable Name workload(String provider, String subject) {
    String from = provider.substring(provider.indexOf("oidc-provider/") < 0 ? 0 : behind(provider));
    String told = from.replace("https://", "") + " " + subject;
    return fold(told, LONGEST) == null ? null : new Name(Kind.WORKLOAD, told);
  }

  private static int behind(String provider) {
    return provider.indexOf("oidc-provider/") + "oidc-provider/".length();
  }

  /**
   * Lower case, or null for what is blank, too long, or has characters that are not seen. No letter
   * beyond ASCII becomes one of ASCII (a Kelvin sign is no k), so that what looks alike stays
   * apart.
   */
  static @Nullable String fold(String value, int longest) {
    String text = value.length() > longest ? "" : value.strip();
    if (text.isEmpty()) {
      return null;
    }
    if (isPlain(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    if (!isSeen(text)) {
      return null;
    }
    String folded = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return ascii(folded) > ascii(text) ? null : folded;
  }

  /** Printable ASCII, as nearly all names are. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static long ascii(String text) {
    return text.chars().filter(c -> c < 0x80).count();
  }

  private static boolean isSeen(String text) {
    return text.codePoints()
        .noneMatch(
            point ->
                switch (Character.getType(point)) {
                  case Character.CONTROL,
                      Character.FORMAT,
                      Character.SURROGATE,
                      Character.PRIVATE_USE,
                      Character.UNASSIGNED,
                      Character.LINE_SEPARATOR,
                      Character.PARAGRAPH_SEPARATOR ->
                      true;
                  default -> false;
                });
  }
}
