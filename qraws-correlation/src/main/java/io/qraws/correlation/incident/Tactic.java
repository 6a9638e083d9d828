// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import java.util.Arrays;
import java.util.Optional;

/**
 * The tactics of ATT&amp;CK for Enterprise, in the order of the matrix.
 *
 * <p>Source: MITRE ATT&amp;CK Enterprise matrix, tactic ids.
 */
public enum Tactic {
  /** Gathering information beforehand. */
  RECONNAISSANCE("TA0043", "Reconnaissance"),
  /** Making or getting means. */
  RESOURCE_DEVELOPMENT("TA0042", "Resource Development"),
  /** Getting in. */
  INITIAL_ACCESS("TA0001", "Initial Access"),
  /** Running code. */
  EXECUTION("TA0002", "Execution"),
  /** Keeping the foothold. */
  PERSISTENCE("TA0003", "Persistence"),
  /** Getting higher rights. */
  PRIVILEGE_ESCALATION("TA0004", "Privilege Escalation"),
  /** Not being seen. */
  DEFENSE_EVASION("TA0005", "Defense Evasion"),
  /** Stealing credentials. */
  CREDENTIAL_ACCESS("TA0006", "Credential Access"),
  /** Looking around. */
  DISCOVERY("TA0007", "Discovery"),
  /** Moving on. */
  LATERAL_MOVEMENT("TA0008", "Lateral Movement"),
  /** Gathering what is wanted. */
  COLLECTION("TA0009", "Collection"),
  /** Steering from outside. */
  COMMAND_AND_CONTROL("TA0011", "Command and Control"),
  /** Taking data out. */
  EXFILTRATION("TA0010", "Exfiltration"),
  /** Destroying, encrypting, using up. */
  IMPACT("TA0040", "Impact");

  private final String id;
  private final String title;

  Tactic(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** The id in ATT&amp;CK, {@code TA0001}. */
  public String id() {
    return id;
  }

  /** The name for people, {@code Initial Access}. */
  public String title() {
    return title;
  }

  /**
   * The tactic of an id.
   *
   * @param id {@code TA0001}; {@code TA0112} (Defense Impairment, ATT&amp;CK v19) is Defense
   *     Evasion
   * @return nothing for an id that is not in the list
   */
  public static Optional<Tactic> ofId(String id) {
    String known = id.equals("TA0112") ? "TA0005" : id;
    return Arrays.stream(values()).filter(tactic -> tactic.id.equals(known)).findFirst();
  }
}
