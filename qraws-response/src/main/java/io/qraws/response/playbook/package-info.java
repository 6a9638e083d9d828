// SPDX-License-Identifier: Apache-2.0
/** Playbooks: which SSM runbook fits an incident, with which parameters and which impact. */
@NullMarked
package io.qraws.response.playbook;

import org.jspecify.annotations.NullMarked;
