// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import io.qraws.core.signal.ApiCall;
import io.qraws.correlation.operation.Operations;
import java.util.regex.Pattern;

/**
 * How likely an attacker's call is of an operation, from how telling the operation is.
 *
 * <p>{@link Operations} knows the operations that attacks are known for. Of all others, reading
 * tells least, and words of credentials and permissions in a name tell more. The numbers are ours.
 */
final class Sensitivity {
  private static final double TELLING = .025;
  private static final double READS = 1e-6;
  private static final double READS_CREDENTIALS = 1e-4;
  private static final double WRITES = 2e-5;
  private static final double WRITES_PERMISSIONS = 3e-4;

  private static final Pattern CREDENTIALS =
      Pattern.compile(
          "Secret|Password|Credential|Parameters?(?!Groups?)|Token|AuthorizationDetails|PrivateKey");

  private static final Pattern PERMISSIONS =
      Pattern.compile(
          "Polic|Permission|Password|Credential|Login|AccessKey|Trust|Entitlement|Grant|Federat"
              + "|(?:Delete|Stop|Disable|Remove).*(?:Log|Trail|Detector|Alarm|Audit|Monitor|Backup)");

  private Sensitivity() {}

  /** The share of attackers' calls, over 0 to 1. */
  static double of(ApiCall call) {
    double telling = Operations.salience(call);
    double least;
    if (call.readOnly()) {
      least = CREDENTIALS.matcher(call.operation()).find() ? READS_CREDENTIALS : READS;
    } else {
      least = PERMISSIONS.matcher(call.operation()).find() ? WRITES_PERMISSIONS : WRITES;
    }
    return of(telling, call.errorCode() == null ? least : least / 2);
  }

  /** The share for what is as telling as that, over 0 to 1. */
  static double of(double telling, double least) {
    return Math.max(least, TELLING * telling * telling);
  }
}
