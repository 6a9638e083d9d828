// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ids that stay while incidents grow: each judgement remembers the incident that it was in.
 *
 * <p>Not safe for several threads.
 */
final class IncidentIds {
  /** Stands for the id that is made from the judgement itself, as most are of one alone. */
  private static final String OWN = "";

  /** By kind and id: the ids are the signals' own, so that they take no room again. */
  private Map<SignalKind, Map<String, String>> incidentOf = new EnumMap<>(SignalKind.class);

  private Set<String> given = new HashSet<>();
  private final List<IncidentChange> changes = new ArrayList<>();

  /** Begins a round, in which each id is given once. */
  void begin() {
    changes.clear();
  }

  /**
   * The id that the earliest already known member had, or one made from the earliest member; of two
   * parts of what was one the first that is asked for keeps it.
   */
  String of(List<Signal> members) {
    Set<String> before = new LinkedHashSet<>();
    for (Signal member : members) {
      String known = known(member);
      if (known != null) {
        before.add(known);
      }
    }
    String id =
        before.stream()
            .filter(known -> !given.contains(known))
            .findFirst()
            .orElseGet(() -> made(members.get(0)));
    given.add(id);
    for (String known : before) {
      if (!known.equals(id)) {
        IncidentChange.Kind kind =
            given.contains(known) ? IncidentChange.Kind.SPLIT : IncidentChange.Kind.MERGED;
        changes.add(new IncidentChange(kind, known, id));
      }
    }
    for (Signal member : members) {
      put(incidentOf, member.kind(), member.id(), id);
    }
    if (id.equals(made(members.get(0)))) {
      put(incidentOf, members.get(0).kind(), members.get(0).id(), OWN);
    }
    return id;
  }

  private static void put(
      Map<SignalKind, Map<String, String>> incidentOf,
      SignalKind kind,
      String id,
      String incident) {
    incidentOf.computeIfAbsent(kind, k -> new HashMap<>()).put(id, incident);
  }

  private @Nullable String known(Signal member) {
    String known = incidentOf.getOrDefault(member.kind(), Map.of()).get(member.id());
    return known != null && known.isEmpty() ? made(member) : known;
  }

  private static String made(Signal member) {
    return "inc-" + digest(member.key());
  }

  /** What came together or apart in this round. */
  List<IncidentChange> changes() {
    return List.copyOf(changes);
  }

  /** Takes up again which incident these were in. */
  void remember(Set<String> keys, String id) {
    for (String key : keys) {
      int bar = key.indexOf('|');
      SignalKind kind = SignalKind.valueOf(key.substring(0, bar).toUpperCase(Locale.ROOT));
      put(incidentOf, kind, key.substring(bar + 1), id);
    }
  }

  /** Ends a round: forgets all judgements but these. */
  void retain(List<Signal> judgements) {
    Map<SignalKind, Map<String, String>> kept = new EnumMap<>(SignalKind.class);
    for (Signal judgement : judgements) {
      String known = incidentOf.getOrDefault(judgement.kind(), Map.of()).get(judgement.id());
      if (known != null) {
        put(kept, judgement.kind(), judgement.id(), known);
      }
    }
    incidentOf = kept;
    given = new HashSet<>();
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
