// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.operation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What single parameters of single operations tell: a trail kept to one region, a machine's start
 * script read or replaced, objects written with a key that only the caller has.
 *
 * <p>The table is ours. A parameter is one or more names of a path that follow each other; its
 * values are told apart by {@code |} and compared without case, {@code *} in front stands for
 * anything.
 */
final class Parameters {
  private static final Map<String, List<Parameter>> TABLE = load();

  private record Parameter(String dotted, List<String> values, double salience) {
    boolean hasValue(String value) {
      for (String one : values) {
        if (one.startsWith("*") ? value.endsWith(one.substring(1)) : value.equals(one)) {
          return true;
        }
      }
      return false;
    }
  }

  private Parameters() {}

  /** Whether there is anything to look for. */
  static boolean known(String operation) {
    return TABLE.containsKey(operation);
  }

  /** From 0, nothing, to 1. */
  static double salience(String operation, String key, String value) {
    List<Parameter> parameters = TABLE.get(operation);
    if (parameters == null) {
      return 0;
    }
    String path = '.' + key.toLowerCase(Locale.ROOT) + '.';
    String folded = value.toLowerCase(Locale.ROOT);
    double most = 0;
    for (Parameter parameter : parameters) {
      if (path.contains(parameter.dotted) && parameter.hasValue(folded)) {
        most = Math.max(most, parameter.salience);
      }
    }
    return most;
  }

  private static Map<String, List<Parameter>> load() {
    Map<String, List<Parameter>> parameters = new HashMap<>();
    for (List<String> cells : Table.rows("parameters.csv")) {
      parameters
          .computeIfAbsent(cells.get(0), operation -> new ArrayList<>(1))
          .add(
              new Parameter(
                  '.' + cells.get(1).toLowerCase(Locale.ROOT) + '.',
                  List.of(cells.get(2).toLowerCase(Locale.ROOT).split("\\|", -1)),
                  Double.parseDouble(cells.get(3))));
    }
    return parameters;
  }
}
