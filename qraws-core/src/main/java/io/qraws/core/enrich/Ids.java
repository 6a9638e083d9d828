// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The forms under which one thing is named: in full, and bare. */
final class Ids {
  private Ids() {}

  static String lower(String id) {
    return id.strip().toLowerCase(Locale.ROOT);
  }

  /** What an ARN ends in; nothing for what is no ARN. In lower case. */
  static Set<String> bare(String id) {
    String[] parts = lower(id).split(":", 6);
    Set<String> bare = new LinkedHashSet<>();
    if (parts.length < 6 || !parts[0].equals("arn")) {
      return bare;
    }
    String resource = parts[5];
    if (parts[2].equals("s3")) {
      // An object belongs to its bucket; the end of its key names nothing of its own.
      bare.add(segment(resource, 0));
    } else if (resource.startsWith("assumed-role/")) {
      // The session's name is the caller's choice, so only the role counts.
      bare.add(segment(resource, 1));
    } else {
      bare.add(resource);
      bare.add(resource.substring(resource.lastIndexOf('/') + 1));
      if (resource.indexOf('/') < 0) {
        bare.add(resource.substring(resource.lastIndexOf(':') + 1));
      }
    }
    bare.remove("");
    // The root user of every account ends in this, so it tells none from another.
    bare.remove("root");
    return bare;
  }

  /** A user's name without domain prefix and e-mail suffix. In lower case. */
  static Set<String> withoutDomain(String user) {
    String lower = lower(user);
    String unprefixed = lower.substring(lower.lastIndexOf('\\') + 1);
    int at = unprefixed.indexOf('@');
    String plain = at > 0 ? unprefixed.substring(0, at) : unprefixed;
    return plain.isEmpty() || plain.equals(lower) ? Set.of() : Set.of(plain);
  }

  private static String segment(String path, int index) {
    List<String> segments = List.of(path.split("/", -1));
    return index < segments.size() ? segments.get(index) : "";
  }
}
