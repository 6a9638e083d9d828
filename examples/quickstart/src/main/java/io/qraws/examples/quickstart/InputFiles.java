// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files to read, in order of name, and the day that ships with the program. */
final class InputFiles {
  private static final String DAY = "day/";

  private InputFiles() {}

  /** Regular files below a path; links to folders are not followed, so that no loop is possible. */
  static List<Path> below(Path input) {
    if (!Files.exists(input)) {
      throw Failure.io("no such file or folder: " + Terminal.visible(input.toString()));
    }
    if (!Files.isDirectory(input)) {
      return List.of(input);
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(input, new FileVisitOption[0])) {
      found
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(files::add);
    } catch (IOException | java.io.UncheckedIOException e) {
      throw Failure.io(
          "could not list " + Terminal.visible(input.toString()) + ": " + e.getMessage());
    }
    return files;
  }

  /** The names of the shipped day's files. */
  static List<String> day() {
    try (InputStream in = dayFile("index.txt")) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static InputStream dayFile(String name) {
    InputStream in = InputFiles.class.getResourceAsStream(DAY + name);
    if (in == null) {
      throw new IllegalStateException("the jar lacks " + DAY + name);
    }
    return in;
  }
}
