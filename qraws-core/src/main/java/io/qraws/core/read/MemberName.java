// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.util.Locale;

/**
 * The name of an object's member, with what readers ask of names of any object: found out once for
 * a name that {@link NameCache} knows, not for each member that has it.
 */
final class MemberName {
  /** A member whose name has one of these words in it, in any case, holds a secret. */
  private static final String[] SECRETS = {
    "password", "secretkey", "secretaccesskey", "secretstring", "sessiontoken"
  };

  private final String text;
  private final String lower;
  private final boolean secret;
  private final boolean token;
  private final boolean credential;
  private final AsffField asff;

  MemberName(String text) {
    this.text = text;
    lower = text.toLowerCase(Locale.ROOT);
    secret = isSecret(lower);
    token = lower.startsWith("token");
    credential = lower.endsWith("credential") || lower.endsWith("credentials");
    asff = AsffField.of(text);
  }

  private static boolean isSecret(String lower) {
    for (String word : SECRETS) {
      if (lower.contains(word)) {
        return true;
      }
    }
    return false;
  }

  String text() {
    return text;
  }

  /** In lower case. */
  String lower() {
    return lower;
  }

  /** Whether the member is a secret, as its name says. */
  boolean secret() {
    return secret;
  }

  /**
   * Whether a member of that name in the one of this name is a secret: a token among credentials.
   */
  boolean hides(MemberName inside) {
    return credential && inside.token;
  }

  /** What it is in an ASFF finding. */
  AsffField asff() {
    return asff;
  }
}
