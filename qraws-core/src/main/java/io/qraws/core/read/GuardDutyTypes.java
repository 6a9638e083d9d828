// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * GuardDuty's finding types: their tactics, and their names in ASFF, which can't be turned back by
 * rule.
 *
 * <p>Source: Amazon GuardDuty user guide, finding types and the mapping to ASFF.
 */
final class GuardDutyTypes {
  private static final Map<String, String> BY_ASFF = new HashMap<>();
  private static final Map<String, String> TACTICS = new HashMap<>();

  static {
    try (InputStream in = GuardDutyTypes.class.getResourceAsStream("guardduty-types.csv");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    Objects.requireNonNull(in, "guardduty-types.csv"), StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        if (!cells[1].isBlank()) {
          TACTICS.put(cells[0], cells[1]);
        }
        if (!cells[2].isBlank()) {
          BY_ASFF.put(cells[2], cells[0]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private GuardDutyTypes() {}

  /** Whether it has the shape of GuardDuty's types: {@code Purpose:Resource/Detail}. */
  static boolean isType(String text) {
    int colon = text.indexOf(':');
    int slash = text.indexOf('/', colon + 1);
    if (colon < 2 || slash < colon + 2 || slash == text.length() - 1) {
      return false;
    }
    for (int i = 0; i < slash; i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      boolean digit = c >= '0' && c <= '9';
      if (i != colon && !letter && !(digit && i > colon)) {
        return false;
      }
    }
    return text.charAt(0) <= 'Z';
  }

  /** GuardDuty's own type of an ASFF type, or null if it is not known. */
  static @Nullable String ofAsff(String asffType) {
    return BY_ASFF.get(asffType);
  }

  /** The ATT&CK tactic id of GuardDuty's own type, or null. */
  static @Nullable String tactic(String type) {
    return TACTICS.get(type);
  }
}
