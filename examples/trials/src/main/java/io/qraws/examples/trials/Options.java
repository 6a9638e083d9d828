// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What stands behind a trial's name on the command line. */
record Options(Map<String, String> values) {

  static Options of(String... args) {
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < args.length; i++) {
      int equals = args[i].indexOf('=');
      if (args[i].startsWith("--") && i + 1 < args.length) {
        values.put(args[i].substring(2), args[i + 1]);
        i++;
      } else if (equals > 0) {
        values.put(args[i].substring(0, equals), args[i].substring(equals + 1));
      } else {
        throw new IllegalArgumentException("neither --option VALUE nor key=value: " + args[i]);
      }
    }
    return new Options(Map.copyOf(values));
  }

  String text(String key, String otherwise) {
    return values.getOrDefault(key, otherwise);
  }

  long seed() {
    return Long.parseLong(text("seed", "20260317"));
  }

  int runs() {
    return Integer.parseInt(text("runs", "1"));
  }

  /** The jar to judge, found from the repository's root, which the script names. */
  Path quickstart() {
    String root = System.getProperty("trials.root", ".");
    return Path.of(
        text("jar", Path.of(root, "examples/quickstart/target/quickstart.jar").toString()));
  }
}
