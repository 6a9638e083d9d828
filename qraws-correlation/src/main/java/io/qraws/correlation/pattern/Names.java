// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names in messages: quoted, cut, and with those that may have been meant. */
final class Names {
  private static final int LONGEST = 80;
  private static final int MOST_SUGGESTED = 3;

  private Names() {}

  /** A name out of a file as a message shows it: on one line, and not too long. */
  static String shown(String name) {
    String line = name.replaceAll("\\p{Cntrl}", " ");
    return '"' + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line) + '"';
  }

  /** {@code ; did you mean x or y?}, or nothing where no known name is near. */
  static String suggestion(String name, Collection<String> known) {
    List<String> near = near(name, known);
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  /** The known names that need few changes, nearest first. */
  static List<String> near(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return List.of();
    }
    String folded = folded(name);
    int most = folded.length() < 5 ? 1 : Math.max(2, folded.length() / 3);
    return known.stream()
        .filter(one -> distance(folded, folded(one)) <= most)
        .sorted(
            Comparator.<String>comparingInt(one -> distance(folded, folded(one)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST_SUGGESTED)
        .collect(Collectors.toList());
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** How many letters must be put in, taken out or changed (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int same = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(same, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
