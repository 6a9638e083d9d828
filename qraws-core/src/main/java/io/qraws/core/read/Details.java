// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.util.Map;

/** The scalars in a part of a record by dotted path, but for what may be a secret. */
final class Details {
  private static final int MOST = 64;
  private static final int LONGEST = 1024;
  private static final int LONGEST_PATH = 200;

  /** A member whose name has one of these words in it, in any case, holds a secret. */
  private static final String[] SECRETS = {
    "password", "secretkey", "secretaccesskey", "secretstring", "sessiontoken"
  };

  private Details() {}

  /** Adds the scalars of the node under paths that begin so, at most 64 in all. */
  static void add(String path, Node node, Map<String, String> details) {
    add(path, path, isSecret(path), node, details);
  }

  private static void add(
      String path, String name, boolean secret, Node node, Map<String, String> details) {
    if (details.size() >= MOST || path.length() > LONGEST_PATH) {
      return;
    }
    if (node.isObject()) {
      String prefix = path.concat(".");
      for (int i = 0; i < node.members(); i++) {
        String key = node.name(i);
        boolean hidden = secret || isSecret(key) || isToken(name, key);
        add(prefix.concat(key), key, hidden, node.value(i), details);
      }
    } else if (node.isArray()) {
      int i = 0;
      for (Node element : node) {
        add(path + "." + i++, "", secret, element, details);
      }
    } else if (!secret) {
      String value = Json.text(node);
      if (value != null) {
        details.put(path, Names.cut(value, LONGEST));
      }
    }
  }

  private static boolean isSecret(String name) {
    for (int i = 0; i + 8 < name.length() + 1; i++) {
      int c = name.charAt(i) | 0x20;
      if (c == 's' || c == 'p') {
        for (String word : SECRETS) {
          if (name.regionMatches(true, i, word, 0, word.length())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** A token among credentials. */
  private static boolean isToken(String parent, String name) {
    return name.regionMatches(true, 0, "token", 0, 5)
        && (endsWith(parent, "credential") || endsWith(parent, "credentials"));
  }

  private static boolean endsWith(String name, String word) {
    return name.regionMatches(true, name.length() - word.length(), word, 0, word.length());
  }
}
