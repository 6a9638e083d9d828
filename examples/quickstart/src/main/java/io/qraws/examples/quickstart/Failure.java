// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** A failure that ends the program with a line for the user and an exit code. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private Failure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The command line is wrong. */
  static Failure usage(String message) {
    return new Failure(2, message);
  }

  /** Something named on the command line could not be read or written. */
  static Failure io(String message) {
    return new Failure(1, message);
  }

  /** A file could not be read. */
  static Failure unreadable(Path file, IOException e) {
    return io("could not read " + Terminal.visible(file.toString()) + ": " + why(e));
  }

  /** What went wrong, in words; the JDK's own messages are often only the file's name. */
  static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "access denied";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "a file stands where a folder should be";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "a folder stands where a file should be";
    }
    if (e instanceof CharacterCodingException) {
      return "not UTF-8";
    }
    if (e instanceof JsonProcessingException json) {
      return Terminal.visible("not JSON: " + json.getOriginalMessage());
    }
    String message = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return Terminal.visible(message == null ? e.getClass().getSimpleName() : message);
  }

  int exitCode() {
    return exitCode;
  }
}
