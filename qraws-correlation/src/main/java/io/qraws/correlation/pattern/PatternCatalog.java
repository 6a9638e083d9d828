// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Declared patterns, written as Sigma rules and Sigma correlation rules. Immutable.
 *
 * <pre>{@code
 * title: Password logins of the console
 * name: password_login
 * logsource: {product: aws, service: cloudtrail}
 * detection:
 *     selection: {operation: ConsoleLogin, user_type: IAMUser, response.ConsoleLogin: Success}
 *     condition: selection
 * ---
 * title: Many console log-ins
 * id: many-console-logins
 * level: medium
 * correlation:
 *     type: event_count
 *     rules: [password_login]
 *     group-by: [actor.user]
 *     timespan: 1h
 *     condition: {gte: 5}
 * }</pre>
 *
 * <p>{@code docs/patterns.md} lists the fields and says what is taken of Sigma; what is not is an
 * error when it is read, never passed over. Reading takes {@code
 * com.fasterxml.jackson.dataformat:jackson-dataformat-yaml}.
 */
public final class PatternCatalog {
  private static final String BUILT_IN = "patterns.yml";

  private final List<Rule> rules;

  private PatternCatalog(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * The patterns that QRAWS brings, read anew with each call.
   *
   * @throws IllegalStateException without jackson-dataformat-yaml
   */
  public static PatternCatalog builtIn() {
    try (InputStream in = PatternCatalog.class.getResourceAsStream(BUILT_IN)) {
      return read(requireNonNull(in, BUILT_IN), BUILT_IN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads patterns.
   *
   * @param in YAML in UTF-8, at most 1 MiB: documents, each a rule or a list of rules; the caller
   *     closes it
   * @param name how messages call it
   * @throws IOException if it can't be read
   * @throws PatternFormatException if a rule can't be matched as it is meant
   * @throws IllegalStateException without jackson-dataformat-yaml
   */
  public static PatternCatalog read(InputStream in, String name) throws IOException {
    PatternReader reader = new PatternReader();
    reader.add(name, documents(name, in));
    return new PatternCatalog(reader.patterns(name));
  }

  /**
   * Reads the patterns of a folder, or of one file.
   *
   * @param path a file, or a folder whose {@code .yml} and {@code .yaml} files are read in order of
   *     name, not those of its folders; their rules may refer to each other
   * @throws IOException if something can't be read
   * @throws PatternFormatException if a rule can't be matched as it is meant
   * @throws IllegalStateException without jackson-dataformat-yaml
   */
  public static PatternCatalog read(Path path) throws IOException {
    PatternReader reader = new PatternReader();
    for (Path file : files(path)) {
      try (InputStream in = Files.newInputStream(file)) {
        String name = String.valueOf(file.getFileName());
        reader.add(name, documents(name, in));
      }
    }
    return new PatternCatalog(reader.patterns(path.toString()));
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file.toString().endsWith(".yml") || file.toString().endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  private static List<YamlNode> documents(String name, InputStream in) throws IOException {
    try {
      return YamlDocuments.read(name, in);
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "add com.fasterxml.jackson.dataformat:jackson-dataformat-yaml to read patterns", e);
    }
  }

  /**
   * These patterns and others.
   *
   * @param more whose ids are none of these
   * @throws IllegalArgumentException if an id is there twice
   */
  public PatternCatalog with(PatternCatalog more) {
    List<Rule> all = new ArrayList<>(rules);
    all.addAll(more.rules);
    Set<String> ids = new HashSet<>();
    for (Rule rule : all) {
      if (!ids.add(rule.about().id())) {
        throw new IllegalArgumentException("two patterns are called " + rule.about().id());
      }
    }
    return new PatternCatalog(all);
  }

  /** What is known of each, in the order of reading. */
  public List<SignalPattern> patterns() {
    return rules.stream().map(Rule::about).toList();
  }

  List<Rule> rules() {
    return rules;
  }
}
