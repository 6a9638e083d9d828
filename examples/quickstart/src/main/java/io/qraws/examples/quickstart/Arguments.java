// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.quickstart;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line. */
record Arguments(
    List<Path> inputs,
    @Nullable Path assets,
    @Nullable Path policy,
    @Nullable Path patterns,
    @Nullable Path baseline,
    @Nullable Instant now,
    Path out,
    @Nullable Path verifyAudit,
    boolean help) {

  static final String USAGE =
      """
      usage: java -jar quickstart.jar [--input PATH]... [--assets FILE] [--policy FILE]
                                      [--patterns PATH] [--baseline FILE] [--now INSTANT]
                                      [--out DIR]
             java -jar quickstart.jar --verify-audit FILE

        --input PATH         a file or a folder, read recursively; .gz too; may be repeated;
                             without it, a day that ships with the program
        --assets FILE        inventory, CSV (id,owner,criticality,environment,internet_facing) or JSON
        --policy FILE        Cedar policies that say which runbooks may be started
        --patterns PATH      Sigma correlation rules of your own, a YAML file or a folder of them, beside
                             those that QRAWS brings
        --baseline FILE      what is usual: learned from each day that is over, and kept in this file;
                             after seven days and some 17,000 calls, unusual ones are anomalies
        --now INSTANT        judge as of this time (2026-03-17T18:00:00Z); default: the newest signal
        --out DIR            where to write; default: qraws-out
        --verify-audit FILE  check that an audit trail is whole and unchanged
        --help               this text

      exit codes: 0 done, 1 could not read or write something named here, 2 usage
      """;

  /** The years that a signal may be of, too. */
  private static final Instant EARLIEST = Instant.EPOCH;

  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  static Arguments parse(String... args) {
    List<Path> inputs = new ArrayList<>();
    Path assets = null;
    Path policy = null;
    Path patterns = null;
    Path baseline = null;
    Path out = Path.of("qraws-out");
    Path verify = null;
    Instant now = null;
    boolean help = false;
    for (int i = 0; i < args.length; i++) {
      String option = args[i];
      switch (option) {
        case "--help", "-h" -> help = true;
        case "--input" -> inputs.add(path(option, value(args, ++i, option)));
        case "--assets" -> assets = path(option, value(args, ++i, option));
        case "--policy" -> policy = path(option, value(args, ++i, option));
        case "--patterns" -> patterns = path(option, value(args, ++i, option));
        case "--baseline" -> baseline = path(option, value(args, ++i, option));
        case "--out" -> out = path(option, value(args, ++i, option));
        case "--verify-audit" -> verify = path(option, value(args, ++i, option));
        case "--now" -> now = instant(value(args, ++i, option));
        default ->
            throw Failure.usage(
                (option.startsWith("-") ? "unknown option: " : "what to read comes after --input: ")
                    + Terminal.visible(option));
      }
    }
    return new Arguments(
        List.copyOf(inputs), assets, policy, patterns, baseline, now, out, verify, help);
  }

  private static String value(String[] args, int at, String option) {
    if (at >= args.length) {
      throw Failure.usage(option + " needs a value");
    }
    return args[at];
  }

  private static Path path(String option, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw Failure.usage(option + ": not a path: " + Terminal.visible(text));
    }
  }

  private static Instant instant(String text) {
    try {
      Instant now = Instant.parse(text);
      if (!now.isBefore(EARLIEST) && now.isBefore(LATEST)) {
        return now;
      }
    } catch (DateTimeParseException e) {
      // Told below.
    }
    throw Failure.usage(
        "--now: not an instant from 1970 to 2099 such as 2026-03-17T18:00:00Z: "
            + Terminal.visible(text));
  }
}
