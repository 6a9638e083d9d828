// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.quickstart;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files below the inputs, folder by folder in order of name, and the day that ships with the
 * program. Links to folders are followed, each folder once for each input; what is passed over is
 * told.
 */
final class InputFiles {
  private static final String DAY = "day/";

  /** Takes what is found. */
  interface Visitor {
    /** A file to read. */
    void file(Path file, boolean named);

    /** Something that is not read, and need not be. */
    void skipped(Path path, String reason);

    /** Something that should be read and can't. */
    void unreadable(Path path, String reason);
  }

  private final Path out;
  private final Visitor visitor;
  private final Set<Path> entered = new HashSet<>();
  private int own;

  private InputFiles(Path out, Visitor visitor) {
    this.out = out;
    this.visitor = visitor;
  }

  /**
   * Visits what a path names.
   *
   * @param input a file, or a folder to visit with all below it
   * @param out where this run writes, the real path; what it writes there is not input
   */
  static void visit(Path input, Path out, Visitor visitor) {
    InputFiles files = new InputFiles(out, visitor);
    if (!Files.exists(input)) {
      throw Failure.io("no such file or folder: " + Terminal.visible(input.toString()));
    }
    if (Files.isDirectory(input)) {
      String problem = files.folder(input);
      if (problem != null) {
        throw Failure.io("could not list " + Terminal.visible(input.toString()) + ": " + problem);
      }
    } else if (files.isOwn(input)) {
      throw Failure.usage(
          "--input names a file that this run writes: " + Terminal.visible(input.toString()));
    } else {
      visitor.file(input, true);
    }
    if (files.own > 0) {
      visitor.skipped(out, "what an earlier run wrote there, " + files.own + " files");
    }
  }

  /** Visits a folder's children; what is wrong with the folder itself, or null. */
  private @Nullable String folder(Path folder) {
    List<Path> children = new ArrayList<>();
    try {
      if (!entered.add(folder.toRealPath())) {
        visitor.skipped(folder, "a link to a folder that is read already");
        return null;
      }
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
        found.forEach(children::add);
      }
    } catch (DirectoryIteratorException e) {
      return Failure.why(requireNonNull(e.getCause()));
    } catch (IOException e) {
      return Failure.why(e);
    }
    children.sort(null);
    children.forEach(this::child);
    return null;
  }

  private void child(Path path) {
    if (Files.isDirectory(path)) {
      String problem = folder(path);
      if (problem != null) {
        visitor.unreadable(path, problem);
      }
    } else if (Files.isRegularFile(path)) {
      if (isOwn(path)) {
        own++;
      } else {
        visitor.file(path, false);
      }
    } else {
      visitor.skipped(
          path, Files.exists(path) ? "not a regular file" : "a link that leads nowhere");
    }
  }

  private boolean isOwn(Path file) {
    Path name = file.getFileName();
    if (name == null || !Output.isOwn(name.toString())) {
      return false;
    }
    try {
      return out.equals(file.toRealPath().getParent());
    } catch (IOException e) {
      return false;
    }
  }

  /** The names of the shipped day's files. */
  static List<String> day() {
    try (InputStream in = dayFile("index.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
