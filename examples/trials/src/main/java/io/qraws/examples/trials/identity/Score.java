// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.identity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of labelled names, counted.
 *
 * @param names how many names are labelled
 * @param together pairs that were put together
 * @param one pairs that truly are one
 * @param both pairs that truly are one and were put together
 * @param merges what was put together and is not one, most pairs first
 * @param misses what is one and was not put together, most pairs first
 */
public record Score(
    int names, long together, long one, long both, List<Confusion> merges, List<Confusion> misses) {

  /** Pairs of two classes that went wrong the same way, and one of them. */
  public record Confusion(NameClass first, NameClass second, long pairs, String example) {}

  /** Rightly put together of what was put together; 1 where nothing was. */
  public double precision() {
    return together == 0 ? 1 : (double) both / together;
  }

  /** Rightly put together of what is one; 1 where nothing is. */
  public double recall() {
    return one == 0 ? 1 : (double) both / one;
  }

  /**
   * Judges what a resolver answers.
   *
   * @param labels each name once
   * @param answer what a name was put under, null where it stands alone
   */
  public static Score of(List<Label> labels, Function<Name, @Nullable Object> answer) {
    Map<Object, Integer> numbers = new HashMap<>();
    List<Cell> byCluster = new ArrayList<>();
    List<Cell> byOwner = new ArrayList<>();
    int alone = 0;
    for (Label label : labels) {
      Object under = answer.apply(label.name());
      int cluster = under == null ? --alone : numbers.computeIfAbsent(under, any -> numbers.size());
      byCluster.add(new Cell(Integer.toString(cluster), label.owner(), label));
      byOwner.add(new Cell(label.owner(), Integer.toString(cluster), label));
    }
    Tally merged = Tally.of(byCluster);
    Tally torn = Tally.of(byOwner);
    return new Score(
        labels.size(),
        merged.pairs,
        torn.pairs,
        merged.pairs - merged.across,
        merged.confusions(),
        torn.confusions());
  }

  /** A label in a group, and in which part of the group it is. */
  private record Cell(String group, String part, Label label) {}

  /**
   * Pairs within groups, and those across a group's parts by class. All are counted from how many
   * names of a class a group and its parts have, since there are too many pairs to list.
   */
  private static final class Tally {
    private final Map<NameClass, Map<NameClass, Long>> wrong = new TreeMap<>();
    private final Map<NameClass, Map<NameClass, String>> examples = new TreeMap<>();
    private long pairs;
    private long across;

    static Tally of(List<Cell> cells) {
      Map<String, List<Cell>> groups = new LinkedHashMap<>();
      cells.forEach(cell -> groups.computeIfAbsent(cell.group, g -> new ArrayList<>()).add(cell));
      Tally tally = new Tally();
      groups.values().forEach(tally::group);
      return tally;
    }

    private void group(List<Cell> cells) {
      pairs += pairs(cells.size());
      Map<String, List<Cell>> parts = new LinkedHashMap<>();
      cells.forEach(cell -> parts.computeIfAbsent(cell.part, p -> new ArrayList<>()).add(cell));
      if (parts.size() == 1) {
        return;
      }
      add(cells, 1);
      parts.values().forEach(part -> add(part, -1));
      across += pairs(cells.size());
      parts.values().forEach(part -> across -= pairs(part.size()));
      example(new ArrayList<>(parts.values()));
    }

    private void add(List<Cell> cells, int sign) {
      Map<NameClass, Long> counts = new TreeMap<>();
      cells.forEach(cell -> counts.merge(cell.label.kind(), 1L, Long::sum));
      counts.forEach(
          (first, many) ->
              counts.forEach(
                  (second, others) -> {
                    int order = first.compareTo(second);
                    if (order <= 0) {
                      long these = order == 0 ? pairs(many) : many * others;
                      wrong
                          .computeIfAbsent(first, any -> new TreeMap<>())
                          .merge(second, sign * these, Long::sum);
                    }
                  }));
    }

    /** One pair of each two classes that lie in different parts. */
    private void example(List<List<Cell>> parts) {
      Map<NameClass, Cell> seen = new TreeMap<>();
      for (List<Cell> part : parts) {
        for (Cell cell : part) {
          seen.forEach(
              (kind, other) -> {
                if (!other.part.equals(cell.part)) {
                  boolean turned = kind.compareTo(cell.label.kind()) > 0;
                  Label first = turned ? cell.label : other.label;
                  Label second = turned ? other.label : cell.label;
                  examples
                      .computeIfAbsent(first.kind(), any -> new TreeMap<>())
                      .putIfAbsent(second.kind(), tell(first) + " | " + tell(second));
                }
              });
        }
        part.forEach(cell -> seen.putIfAbsent(cell.label.kind(), cell));
      }
    }

    private static String tell(Label label) {
      return label.name().value() + " (" + label.owner() + ", " + label.name().time() + ")";
    }

    List<Confusion> confusions() {
      List<Confusion> out = new ArrayList<>();
      wrong.forEach(
          (first, seconds) ->
              seconds.forEach(
                  (second, many) -> {
                    if (many > 0) {
                      String example =
                          examples.getOrDefault(first, Map.of()).getOrDefault(second, "");
                      out.add(new Confusion(first, second, many, example));
                    }
                  }));
      out.sort(Comparator.comparingLong(Confusion::pairs).reversed());
      return List.copyOf(out);
    }

    private static long pairs(long many) {
      return many * (many - 1) / 2;
    }
  }
}
