// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import io.qraws.correlation.pattern.SignalPattern.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A rule as it is written, before what it refers to is looked up.
 *
 * @param place where it is read
 * @param node all of it
 * @param name by which others refer to it, possibly empty
 * @param ownId by which others refer to it, possibly empty
 * @param about what people read of it
 */
record Draft(Place place, YamlNode node, String name, String ownId, SignalPattern about) {
  private static final Pattern TAG = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)+");
  private static final Set<String> STATUS =
      Set.of("stable", "test", "experimental", "deprecated", "unsupported");
  private static final int LONGEST_TITLE = 256;
  private static final int LONGEST = 65_535;

  /** What Sigma has at the top of a rule; what is not near to any of it is somebody's own. */
  private static final List<String> KNOWN =
      List.of(
          "title",
          "id",
          "name",
          "status",
          "description",
          "author",
          "references",
          "date",
          "modified",
          "logsource",
          "detection",
          "correlation",
          "fields",
          "falsepositives",
          "level",
          "tags",
          "related",
          "taxonomy",
          "license",
          "scope",
          "generate");

  static Draft read(String file, YamlNode node) {
    Place place = new Place(file, "");
    place.map(node, "a rule");
    String title = place.text(node, "title", LONGEST_TITLE);
    String name = place.text(node, "name", LONGEST_TITLE);
    String id = place.text(node, "id", LONGEST_TITLE);
    if (title.isEmpty() && name.isEmpty()) {
      throw place.fault(node, "a rule has neither title nor name; give it a title");
    }
    place = new Place(file, title.isEmpty() ? name : title);
    checked(place, node);
    SignalPattern about =
        new SignalPattern(
            !id.isEmpty() ? id : !name.isEmpty() ? name : title,
            title.isEmpty() ? name : title,
            place.text(node, "description", LONGEST),
            level(place, node),
            tags(place, node));
    return new Draft(place, node, name, id, about);
  }

  private static void checked(Place place, YamlNode node) {
    if (node.members().containsKey("filter") || node.members().containsKey("action")) {
      throw place.fault(
          node, "filters and actions are not taken; write the rule out in one document");
    }
    if (node.members().containsKey("detection") == node.members().containsKey("correlation")) {
      throw place.fault(node, "it must have either detection or correlation");
    }
    node.members()
        .forEach(
            (key, value) -> {
              if (!KNOWN.contains(key) && !Names.near(key, KNOWN).isEmpty()) {
                throw place.fault(
                    value, "there is no key " + Names.shown(key) + Names.suggestion(key, KNOWN));
              }
            });
    String status = place.text(node, "status", LONGEST);
    if (!status.isEmpty() && !STATUS.contains(status)) {
      throw place.fault(node, "status must be one of " + sorted(STATUS));
    }
    String taxonomy = place.text(node, "taxonomy", LONGEST);
    if (!taxonomy.isEmpty() && !taxonomy.equals("sigma") && !taxonomy.equals("qraws")) {
      throw place.fault(node, "the taxonomy must be sigma or qraws");
    }
  }

  private static Level level(Place place, YamlNode node) {
    String word = place.text(node, "level", LONGEST);
    for (Level level : Level.values()) {
      if (level.name().toLowerCase(Locale.ROOT).equals(word)) {
        return level;
      }
    }
    if (!word.isEmpty()) {
      throw place.fault(node, "level must be one of informational, low, medium, high, critical");
    }
    return Level.MEDIUM;
  }

  private static List<String> tags(Place place, YamlNode node) {
    List<String> tags = new ArrayList<>();
    for (String tag : place.texts(node, "tags")) {
      String lower = tag.toLowerCase(Locale.ROOT);
      if (!TAG.matcher(lower).matches()) {
        throw place.fault(node, "no tag: " + Names.shown(tag) + "; write it as attack.t1078.004");
      }
      tags.add(lower);
    }
    return tags;
  }

  private static String sorted(Set<String> words) {
    return String.join(", ", words.stream().sorted().toList());
  }

  boolean isCorrelation() {
    return node.members().containsKey("correlation");
  }

  /** Whether what it refers to is a pattern by itself as well. */
  boolean generates() {
    YamlNode generate = place.find(node, "generate");
    if (generate == null) {
      return false;
    }
    if (generate.kind() != YamlNode.Kind.BOOLEAN) {
      throw place.fault(generate, "generate must be true or false");
    }
    return generate.text().equals("true");
  }
}
