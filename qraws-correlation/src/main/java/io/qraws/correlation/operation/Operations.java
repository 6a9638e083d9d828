// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.operation;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.ConfigChange;
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
public final class Operations {
  /** The root user is hardly ever needed, whatever he changes. */
  private static final double ROOT_CHANGES = 0.6;

  private static final Set<String> LOGINS =
      Set.of("ConsoleLogin", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "GetSigninToken");

  private static final Map<String, Operation> TABLE = load();

  private record Operation(String tactic, double salience) {}

  private Operations() {}

  /**
   * The ATT&amp;CK tactic that the operation serves, by the name of its constant in {@code Tactic};
   * nothing if it is not in the table.
   */
  public static Optional<String> tactic(ApiCall call) {
    return Optional.ofNullable(TABLE.get(call.operation())).map(Operation::tactic);
  }

  /** Whether somebody logged in, or took a role from outside. */
  public static boolean login(ApiCall call) {
    return LOGINS.contains(call.operation());
  }

  /** From 0 to 1; a call that failed tells half as much as one that succeeded. */
  public static double salience(ApiCall call) {
    Operation operation = TABLE.get(call.operation());
    double salience = operation == null ? 0 : operation.salience();
    if ("Root".equals(call.userType()) && !call.readOnly()) {
      salience = Math.max(salience, ROOT_CHANGES);
    }
    salience = Math.max(salience, Requests.salience(call));
    return call.errorCode() == null ? salience : salience / 2;
  }

  /** From 0 to 1: what the call asks for alone tells, whatever its name does. */
  public static double asked(ApiCall call) {
    return Requests.salience(call);
  }

  /** From 0 to 1: how telling it is what a resource's configuration changed to. */
  public static double exposure(ConfigChange change) {
    return Settings.exposure(change);
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
        operations.put(cells[0], new Operation(cells[1], Double.parseDouble(cells[2])));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return operations;
  }
}
