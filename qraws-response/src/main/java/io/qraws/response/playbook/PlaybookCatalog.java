// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.playbook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The playbooks that a planner knows.
 *
 * <p>A playbook is a YAML file; the built-in ones, in this package's resources, show every key.
 * Immutable.
 */
public final class PlaybookCatalog {
  private final List<Playbook> playbooks;

  private PlaybookCatalog(List<Playbook> playbooks) {
    this.playbooks = List.copyOf(playbooks);
  }

  /** The playbooks that come with QRAWS. */
  public static PlaybookCatalog builtIn() {
    List<Playbook> playbooks = new ArrayList<>();
    for (String file : resource("index.txt").lines().toList()) {
      playbooks.add(PlaybookReader.read(file, resource(file)));
    }
    return new PlaybookCatalog(playbooks);
  }

  /**
   * The playbooks of a folder, or of one file.
   *
   * @param path a folder, whose {@code .yaml} files are read in order of name, or a file
   * @throws IllegalArgumentException if a file is faulty or two have one id; the message names file
   *     and key
   * @throws UncheckedIOException if something cannot be read
   */
  public static PlaybookCatalog read(Path path) {
    try {
      List<Playbook> playbooks = new ArrayList<>();
      Map<String, String> files = new HashMap<>();
      for (Path file : files(path)) {
        String name = String.valueOf(file.getFileName());
        Playbook playbook = PlaybookReader.read(name, Files.readString(file));
        String other = files.put(playbook.id(), name);
        if (other != null) {
          throw new IllegalArgumentException(
              name + ": id: " + other + " has it too: " + playbook.id());
        }
        playbooks.add(playbook);
      }
      return new PlaybookCatalog(playbooks);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the playbooks in " + path, e);
    }
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static String resource(String name) {
    try (InputStream in = PlaybookCatalog.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource is missing: " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + name, e);
    }
  }

  /** The ids of the playbooks, in order of reading. */
  public List<String> ids() {
    return playbooks.stream().map(Playbook::id).toList();
  }

  List<Playbook> playbooks() {
    return playbooks;
  }
}
