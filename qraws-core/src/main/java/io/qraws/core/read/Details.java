// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The scalars in parts of a record by dotted path, but for what may be a secret. */
final class Details {
  private static final int MOST = 64;
  private static final int LONGEST = 1024;
  private static final int LONGEST_PATH = 200;

  private final List<Map.Entry<String, String>> found = new ArrayList<>();

  /** Adds the scalars of the node under paths that begin so, at most 64 in all. */
  void add(DetailPath root, Node node) {
    add(root, root.name().secret(), node);
  }

  private void add(DetailPath path, boolean secret, Node node) {
    if (found.size() >= MOST || path.text().length() > LONGEST_PATH) {
      return;
    }
    if (node.isObject()) {
      int members = node.members();
      for (int i = 0; i < members; i++) {
        MemberName name = node.name(i);
        boolean hidden = secret || name.secret() || path.name().hides(name);
        add(path.to(name), hidden, node.value(i));
      }
    } else if (node.isArray()) {
      int i = 0;
      for (Node element : node) {
        add(path.to(i++), secret, element);
      }
    } else if (!secret) {
      String value = Json.text(node);
      if (value != null) {
        found.add(Map.entry(path.text(), Names.cut(value, LONGEST)));
      }
    }
  }

  /** All that was added; where two have the same path, the later. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  Map<String, String> map() {
    try {
      return Map.ofEntries(found.toArray(new Map.Entry[0]));
    } catch (IllegalArgumentException e) {
      // A name with a dot in it may look like a path.
      Map<String, String> map = new HashMap<>();
      found.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
      return Map.copyOf(map);
    }
  }
}
