// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
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
  private final Set<String> given = new HashSet<>();
  private final List<IncidentChange> changes = new ArrayList<>();

  /** Begins a round, in which each id is given once. */
  void begin() {
    given.clear();
    changes.clear();
  }

  /**
   * The id that the earliest already known member had, or one made from the earliest member; of two
   * parts of what was one the first that is asked for keeps it.
   */
  String of(List<Signal> members) {
    Set<String> before = new LinkedHashSet<>();
    for (Signal member : members) {
      String known = incidentOf.get(key(member));
      if (known != null) {
        before.add(known);
      }
    }
    String id =
        before.stream()
            .filter(known -> !given.contains(known))
            .findFirst()
            .orElseGet(() -> "inc-" + digest(key(members.get(0))));
    given.add(id);
    for (String known : before) {
      if (!known.equals(id)) {
        IncidentChange.Kind kind =
            given.contains(known) ? IncidentChange.Kind.SPLIT : IncidentChange.Kind.MERGED;
        changes.add(new IncidentChange(kind, known, id));
      }
    }
    for (Signal member : members) {
      incidentOf.put(key(member), id);
    }
    return id;
  }

  /** What came together or apart in this round. */
  List<IncidentChange> changes() {
    return List.copyOf(changes);
  }

  /** Takes up again which incident these were in. */
  void remember(Set<String> keys, String id) {
    keys.forEach(key -> incidentOf.put(key, id));
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
