// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The hunts that hypotheses are made of. Immutable.
 *
 * <p>A file of hunts is JSON, {@code {"groups": {NAME: [COMPARISON, …]}, "hunts": [HUNT, …]}}:
 *
 * <pre>{@code
 * {"id": "iam-user-created", "title": "A user was created", "tactic": "PERSISTENCE",
 *  "techniques": ["T1136.003"], "weight": 0.7,
 *  "claim": "The same identity made a user to come back with.",
 *  "confirms": "A CreateUser that succeeded.", "refutes": "No row, if the trail was on.",
 *  "source": "API_CALLS", "direction": "AFTER", "hours": 72, "rows": 200,
 *  "where": ["actor", {"field": "OPERATION", "op": "IN", "values": ["CreateUser"]}],
 *  "absent": {}}
 * }</pre>
 *
 * <p>A text in {@code where} names a group, of which one comparison must hold; all else in {@code
 * where} must hold. A comparison has a {@link HuntField}, an operator ({@code IN}, {@code
 * CONTAINS}, {@code STARTS_WITH}, {@code AT_LEAST}, {@code PRESENT}, {@code ABSENT}; default {@code
 * IN}) and either {@code values} or {@code bind}, the name of what the incident shows: {@code
 * PRINCIPAL}, {@code USER}, {@code TARGET_USER}, {@code ACCESS_KEY}, {@code ISSUED_KEY}, {@code
 * SOURCE_ADDRESS}, {@code TARGET_ADDRESS}, {@code ADDRESS}, {@code RESOURCE}, {@code HOST}, {@code
 * ACCOUNT}, {@code DOMAIN}, {@code FILE_HASH}. A dialect that lacks a field must stand in {@code
 * absent} with the reason. Members that are not known are refused.
 */
public final class HuntCatalog {
  private final List<Hunt> hunts;

  private HuntCatalog(List<Hunt> hunts) {
    this.hunts = List.copyOf(hunts);
  }

  /** The hunts that QRAWS brings, read anew with each call. */
  public static HuntCatalog builtIn() {
    try (InputStream in = HuntCatalog.class.getResourceAsStream("hunts.json")) {
      return read(requireNonNull(in, "hunts.json"), "hunts.json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads hunts.
   *
   * @param in a file of hunts in UTF-8; the caller closes it
   * @param name how messages call it
   * @throws IOException if it can't be read or is no JSON
   * @throws IllegalArgumentException if a hunt is not sound; the message names it and what is wrong
   */
  public static HuntCatalog read(InputStream in, String name) throws IOException {
    return new HuntCatalog(HuntReader.read(in, name));
  }

  /**
   * These hunts and others.
   *
   * @param more whose ids are none of these
   * @throws IllegalArgumentException if an id is there twice
   */
  public HuntCatalog with(HuntCatalog more) {
    List<Hunt> all = new ArrayList<>(hunts);
    all.addAll(more.hunts);
    Set<String> ids = new HashSet<>();
    for (Hunt hunt : all) {
      if (!ids.add(hunt.id())) {
        throw new IllegalArgumentException("two hunts are called " + hunt.id());
      }
    }
    return new HuntCatalog(all);
  }

  /** All, in the order of the file. */
  public List<Hunt> hunts() {
    return hunts;
  }
}
