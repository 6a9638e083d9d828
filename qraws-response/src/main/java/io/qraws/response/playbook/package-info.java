// SPDX-License-Identifier: Apache-2.0
/**
 * Playbooks: which SSM runbook fits an incident, with which parameters and which impact.
 *
 * <p>Start at {@link io.qraws.response.playbook.Planner}. The playbooks are YAML files, described
 * at {@link io.qraws.response.playbook.PlaybookCatalog}.
 */
@NullMarked
package io.qraws.response.playbook;

import org.jspecify.annotations.NullMarked;
