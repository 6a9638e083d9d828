// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Items that are at hand, from a snapshot file of AWS Config, say. Immutable.
 *
 * <p>Looking up costs a pass over the items of the type.
 */
public final class ItemsAtHand implements ConfigItems {
  private final Map<String, List<ConfigItem>> byType = new LinkedHashMap<>();
  private final Set<String> recorded;

  private ItemsAtHand(Collection<ConfigItem> items, Set<String> recorded) {
    for (ConfigItem item : items) {
      byType.computeIfAbsent(item.type(), type -> new ArrayList<>()).add(item);
    }
    this.recorded = new TreeSet<>(recorded);
    this.recorded.addAll(byType.keySet());
  }

  /**
   * Of some items.
   *
   * @param items all that there are of each type that occurs
   * @param recorded further types, of which there are none
   */
  public static ItemsAtHand of(Collection<ConfigItem> items, Set<String> recorded) {
    return new ItemsAtHand(items, recorded);
  }

  /**
   * Of a snapshot file, unpacked.
   *
   * @param json {@code {"configurationItems": […]}}
   * @param recorded as for {@link #of}
   * @throws IllegalArgumentException if it, or an item in it, is something else
   */
  public static ItemsAtHand ofSnapshot(String json, Set<String> recorded) {
    List<ConfigItem> items = new ArrayList<>();
    JsonNode list = Fields.at(ConfigItem.tree(json), "configurationItems");
    if (!list.isArray()) {
      throw new IllegalArgumentException("no configurationItems");
    }
    list.forEach(item -> items.add(ConfigItem.of(item)));
    return new ItemsAtHand(items, recorded);
  }

  @Override
  public Map<Wanted, Answer> find(Set<Wanted> wanted) {
    Map<Wanted, Answer> answers = new LinkedHashMap<>();
    for (Wanted one : wanted) {
      List<ConfigItem> found =
          byType.getOrDefault(one.type(), List.of()).stream()
              .filter(item -> item.holds(one))
              .toList();
      answers.put(
          one,
          recorded.contains(one.type())
              ? Answer.complete(found)
              : Answer.notRecorded("no " + one.type() + " is at hand"));
    }
    return answers;
  }
}
