// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.playbook;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One playbook bound to one incident: what would be started, with which parameters.
 *
 * @param incidentId the incident it answers
 * @param playbook the playbook's id
 * @param title what it does, for people
 * @param runbook the SSM Automation document
 * @param account where it would run; empty if unknown
 * @param region where it would run; empty if unknown
 * @param parameters the runbook's parameters, in order of name
 * @param unbound why a required parameter could not be bound; empty if all are
 * @param impact what will be hit, in words
 * @param reversible whether there is a known way back
 * @param rollback the way back, in words; empty if there is none
 * @param targets values of the incident that the parameters name, for allow and deny lists
 */
public record ProposedAction(
    String incidentId,
    String playbook,
    String title,
    String runbook,
    String account,
    String region,
    SortedMap<String, List<String>> parameters,
    String unbound,
    String impact,
    boolean reversible,
    String rollback,
    List<String> targets) {

  /** Copies the collections. */
  public ProposedAction {
    requireNonNull(incidentId, "incidentId");
    requireNonNull(playbook, "playbook");
    requireNonNull(title, "title");
    requireNonNull(runbook, "runbook");
    requireNonNull(account, "account");
    requireNonNull(region, "region");
    parameters = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    requireNonNull(unbound, "unbound");
    requireNonNull(impact, "impact");
    requireNonNull(rollback, "rollback");
    targets = List.copyOf(targets);
  }
}
