// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ids that stay while incidents grow: each judgement remembers the incident that it was in.
 *
 * <p>Not safe for several threads.
 */
final class IncidentIds {
  private final Map<String, String> incidentOf = new HashMap<>();

  /** The id that the earliest already known member had, or one made from the earliest member. */
  String of(List<Signal> members) {
    String id = null;
    for (Signal member : members) {
      String known = incidentOf.get(key(member));
      if (known != null) {
        id = known;
        break;
      }
    }
    if (id == null) {
      id = "inc-" + digest(key(members.get(0)));
    }
    for (Signal member : members) {
      incidentOf.put(key(member), id);
    }
    return id;
  }

  /** Forgets all judgements but these. */
  void retain(Set<String> keys) {
    incidentOf.keySet().retainAll(keys);
  }

  /** What tells a signal from all others. */
  static String key(Signal signal) {
    return signal.kind().label() + '|' + signal.id();
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
