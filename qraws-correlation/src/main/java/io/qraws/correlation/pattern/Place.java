// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import io.qraws.correlation.pattern.YamlNode.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in a file of patterns something is read, and how its members are asked for.
 *
 * @param file how the file is called
 * @param rule how the rule is called in messages; empty before that is known
 */
record Place(String file, String rule) {
  private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

  PatternFormatException fault(YamlNode at, String what) {
    return new PatternFormatException(
        file, at.line(), (rule.isEmpty() ? "" : "rule " + Names.shown(rule) + ": ") + what);
  }

  /** A member of a map; null where it is missing or null. */
  @Nullable YamlNode find(YamlNode map, String key) {
    YamlNode member = map.members().get(key);
    return member == null || member.kind() == Kind.NULL ? null : member;
  }

  YamlNode need(YamlNode map, String key, String toDo) {
    YamlNode member = find(map, key);
    if (member == null) {
      throw fault(map, key + " is missing; " + toDo);
    }
    return member;
  }

  YamlNode map(YamlNode node, String what) {
    return checked(node, what, Kind.MAP);
  }

  private YamlNode checked(YamlNode node, String what, Kind kind) {
    if (node.kind() != kind) {
      throw fault(node, what + " must be " + kind.words() + ", but it is " + node.kind().words());
    }
    return node;
  }

  /** A scalar that is not empty. */
  String text(YamlNode node, String what) {
    if (!node.isScalar() || node.text().isBlank()) {
      throw fault(node, what + " must be a text, but it is " + node.kind().words());
    }
    return node.text().strip();
  }

  /** The text of a member, or empty where there is none. */
  String text(YamlNode map, String key, int longest) {
    YamlNode node = find(map, key);
    if (node == null) {
      return "";
    }
    String text = text(node, key);
    if (text.length() > longest) {
      throw fault(node, key + " is longer than " + longest + " characters");
    }
    return text;
  }

  List<String> texts(YamlNode map, String key) {
    YamlNode node = find(map, key);
    List<String> texts = new ArrayList<>();
    if (node != null) {
      for (YamlNode element : node.asList()) {
        texts.add(text(element, key));
      }
    }
    return texts;
  }

  int whole(YamlNode node, String what, int least, int most) {
    if (node.kind() == Kind.NUMBER && WHOLE.matcher(node.text()).matches()) {
      int number = Integer.parseInt(node.text());
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw fault(node, what + " must be a whole number from " + least + " to " + most);
  }

  void only(YamlNode map, String what, Set<String> known) {
    map.members()
        .forEach(
            (key, node) -> {
              if (!known.contains(key)) {
                throw fault(
                    node, what + " has no key " + Names.shown(key) + Names.suggestion(key, known));
              }
            });
  }
}
