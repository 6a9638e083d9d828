// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.ApiCall;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an API operation is for, and how telling a call of it is by itself, 0 to 1.
 *
 * <p>The table is ours: no public source gives one. What a call asks for may tell more than its
 * name; see {@link Requests}.
 */
final class Operations {
  /** The root user is hardly ever needed, whatever he changes. */
  private static final double ROOT_CHANGES = 0.6;

  private static final Set<String> LOGINS =
      Set.of("ConsoleLogin", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "GetSigninToken");

  private static final Map<String, Operation> TABLE = load();

  private record Operation(Tactic tactic, double salience) {}

  private Operations() {}

  /** The tactic that the operation serves; nothing if it is not in the table. */
  static Optional<Tactic> tactic(ApiCall call) {
    return Optional.ofNullable(TABLE.get(call.operation())).map(Operation::tactic);
  }

  /** Whether somebody logged in, or took a role from outside. */
  static boolean login(ApiCall call) {
    return LOGINS.contains(call.operation());
  }

  /** From 0 to 1; a call that failed tells half as much as one that succeeded. */
  static double salience(ApiCall call) {
    Operation operation = TABLE.get(call.operation());
    double salience = operation == null ? 0 : operation.salience();
    if ("Root".equals(call.userType()) && !call.readOnly()) {
      salience = Math.max(salience, ROOT_CHANGES);
    }
    salience = Math.max(salience, Requests.salience(call));
    return call.errorCode() == null ? salience : salience / 2;
  }

  private static Map<String, Operation> load() {
    Map<String, Operation> operations = new HashMap<>();
    try (InputStream in = Operations.class.getResourceAsStream("operations.csv");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    requireNonNull(in, "operations.csv"), StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        operations.put(
            cells[0], new Operation(Tactic.valueOf(cells[1]), Double.parseDouble(cells[2])));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return operations;
  }
}
