// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import io.qraws.core.enrich.exposure.ConfigItems.Answer;
import io.qraws.core.enrich.exposure.ConfigItems.Completeness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pieces that have been fetched. What is asked for and not yet there is missing for now, and
 * noted, so that it can be fetched and the question be asked again. Not safe for several threads.
 */
final class Pieces {
  private static final Answer NOT_YET = Answer.failed(List.of(), "not fetched");

  private final Map<Wanted, Answer> answers = new LinkedHashMap<>();
  private final Set<Wanted> open = new LinkedHashSet<>();

  /**
   * A piece.
   *
   * @param value what was read; null if it is missing
   * @param missing why it is missing; empty if it is not
   * @param failed whether that is because something went wrong
   */
  record Piece<T>(@Nullable T value, String missing, boolean failed) {}

  /**
   * Pieces that stand in a relation to something.
   *
   * @param values those found
   * @param missing why there may be more; empty if these are all
   * @param recorded whether AWS Config records them at all
   */
  record Group<T>(List<T> values, String missing, boolean recorded) {
    boolean complete() {
      return missing.isEmpty();
    }
  }

  /** What has been asked for since the last call and is not there. */
  Set<Wanted> takeOpen() {
    Set<Wanted> taken = new LinkedHashSet<>(open);
    open.clear();
    return taken;
  }

  /** Whether something has been asked for since {@link #takeOpen} that is not there. */
  boolean hasOpen() {
    return !open.isEmpty();
  }

  void add(Set<Wanted> wanted, Map<Wanted, Answer> found) {
    for (Wanted one : wanted) {
      answers.put(one, found.getOrDefault(one, Answer.failed(List.of(), "there was no answer")));
    }
  }

  /** What has been found, as it came. */
  Answer answer(Wanted wanted) {
    Answer answer = answers.get(wanted);
    if (answer == null) {
      open.add(wanted);
      return NOT_YET;
    }
    return answer;
  }

  /** The piece with an id; of several records of it, the newest. */
  <T> Piece<T> one(String type, String id, Function<ConfigItem, T> reader) {
    Answer answer = answer(Wanted.id(type, id));
    ConfigItem newest = null;
    for (ConfigItem item : answer.items()) {
      newest = newest == null || item.time().isAfter(newest.time()) ? item : newest;
    }
    if (newest == null) {
      String reason = answer.reason().isEmpty() ? "AWS Config has no item" : answer.reason();
      boolean failed = answer.completeness() == Completeness.FAILED;
      return new Piece<>(null, id + ": " + reason, failed);
    }
    if (newest.stale()) {
      return new Piece<>(null, id + ": was deleted or is not recorded any more", true);
    }
    try {
      return new Piece<>(reader.apply(newest), "", false);
    } catch (IllegalArgumentException e) {
      return new Piece<>(null, unreadable(id, e), true);
    }
  }

  /**
   * The pieces that hold a value in a field.
   *
   * @param what names them in a reason
   */
  <T> Group<T> all(
      String what, String type, String field, String value, Function<ConfigItem, T> reader) {
    Answer answer = answer(new Wanted(type, field, value));
    boolean recorded = answer.completeness() != Completeness.NOT_RECORDED;
    boolean complete = answer.completeness() == Completeness.COMPLETE;
    String missing = complete ? "" : what + ": " + answer.reason();
    List<T> values = new ArrayList<>();
    for (ConfigItem item : answer.items()) {
      if (item.stale()) {
        continue;
      }
      try {
        values.add(reader.apply(item));
      } catch (IllegalArgumentException e) {
        missing = missing.isEmpty() ? unreadable(item.id(), e) : missing;
      }
    }
    return new Group<>(values, missing, recorded);
  }

  private static String unreadable(String id, IllegalArgumentException e) {
    return id + ": can't be read, " + e.getMessage();
  }
}
