// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the store is to answer, from plain maps, by the definition of each operation. */
final class MapOracle {
  static final int OPERATIONS = 16;

  private final Set<String> seen = new HashSet<>();
  private final Map<String, String> checkpoints = new HashMap<>();
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final Map<String, Integer> tries = new HashMap<>();
  private final Map<String, WriteBack> writeBacks = new HashMap<>();
  private final Map<String, List<byte[]>> queues = new HashMap<>();

  MapOracle copy() {
    MapOracle copy = new MapOracle();
    copy.seen.addAll(seen);
    copy.checkpoints.putAll(checkpoints);
    copy.outcomes.putAll(outcomes);
    copy.tries.putAll(tries);
    copy.writeBacks.putAll(writeBacks);
    queues.forEach((name, entries) -> copy.queues.put(name, new ArrayList<>(entries)));
    return copy;
  }

  Object step(StateStorePropertyTest.Step step, Instant now) {
    String id = step.id();
    String text = step.text();
    return switch (step.operation()) {
      case 0 -> seen.add(id);
      case 1 -> seen.contains(id);
      case 2 -> {
        checkpoints.put(id, text);
        yield text;
      }
      case 3 -> checkpoints.remove(id) != null;
      case 4 -> outcomes.putIfAbsent(id, new Outcome(text, text, 1, now)) == null;
      case 5 -> changeOutcome(id, text, now);
      case 6 -> {
        Map<String, Long> counts = new TreeMap<>();
        outcomes.values().forEach(each -> counts.merge(each.outcome(), 1L, Long::sum));
        yield counts;
      }
      case 7 -> Optional.ofNullable(outcomes.get(id));
      case 8 -> tries.merge(id, 1, Integer::sum);
      case 9 -> Optional.ofNullable(tries.remove(id)).orElse(0);
      case 14 -> {
        List<byte[]> queue = queues.computeIfAbsent(id, name -> new ArrayList<>());
        queue.add(text.getBytes(StandardCharsets.UTF_8));
        yield (long) queue.size();
      }
      case 15 -> {
        List<byte[]> queue = queues.getOrDefault(id, new ArrayList<>());
        List<byte[]> first = queue.subList(0, Math.min(2, queue.size()));
        List<String> shown = first.stream().map(Arrays::toString).toList();
        first.clear();
        yield shown;
      }
      default -> writeBack(step, now);
    };
  }

  private boolean changeOutcome(String id, String from, Instant now) {
    Outcome old = outcomes.get(id);
    if (old == null || !old.outcome().equals(from)) {
      return false;
    }
    outcomes.put(id, new Outcome("z", old.location(), old.index(), now));
    return true;
  }

  private Object writeBack(StateStorePropertyTest.Step step, Instant now) {
    WriteBack old = writeBacks.get(step.id());
    boolean open = old != null && old.concluded().isEmpty();
    switch (step.operation()) {
      case 10 -> {
        if (old == null) {
          writeBacks.put(
              step.id(), new WriteBack(step.text(), now, Optional.empty(), Optional.empty()));
        }
        return old == null;
      }
      case 11 -> {
        if (open) {
          writeBacks.put(
              step.id(),
              new WriteBack(
                  old.what(), old.intended(), Optional.of(step.text()), Optional.of(now)));
        }
        return open;
      }
      case 12 -> {
        if (open) {
          writeBacks.remove(step.id());
        }
        return open;
      }
      case 13 -> {
        return Optional.ofNullable(old);
      }
      default -> throw new IllegalArgumentException("no such operation: " + step);
    }
  }
}
