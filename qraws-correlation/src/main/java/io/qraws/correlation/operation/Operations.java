// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.operation;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.ConfigChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /** By name; several where services have an operation of the same name. */
  private static final Map<String, List<Operation>> TABLE = load();

  private record Operation(@Nullable String service, String tactic, double salience) {
    boolean isOf(ApiCall call) {
      return service == null || service.equals(call.service());
    }
  }

  private Operations() {}

  /**
   * The ATT&amp;CK tactic that the operation serves, by the name of its constant in {@code Tactic};
   * nothing if it is not in the table.
   */
  public static Optional<String> tactic(ApiCall call) {
    if (Requests.ransoms(call)) {
      return Optional.of("IMPACT");
    }
    return Optional.ofNullable(operation(call)).map(Operation::tactic);
  }

  /** Whether somebody logged in, or took a role from outside. */
  public static boolean login(ApiCall call) {
    return LOGINS.contains(call.operation());
  }

  /** From 0 to 1; a call that failed tells half as much as one that succeeded. */
  public static double salience(ApiCall call) {
    Operation operation = operation(call);
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

  private static @Nullable Operation operation(ApiCall call) {
    for (Operation operation : TABLE.getOrDefault(call.operation(), List.of())) {
      if (operation.isOf(call)) {
        return operation;
      }
    }
    return null;
  }

  private static Map<String, List<Operation>> load() {
    Map<String, List<Operation>> operations = new HashMap<>();
    for (List<String> cells : Table.rows("operations.csv")) {
      String name = cells.get(0);
      int colon = name.indexOf(':');
      String service = colon < 0 ? null : name.substring(0, colon);
      operations
          .computeIfAbsent(name.substring(colon + 1), operation -> new ArrayList<>(1))
          .add(new Operation(service, cells.get(1), Double.parseDouble(cells.get(2))));
    }
    return operations;
  }
}
