// SPDX-License-Identifier: Apache-2.0
/** Incidents in the forms in which others read them: MITRE Attack Flow and OCSF. */
@NullMarked
package io.qraws.correlation.export;

import org.jspecify.annotations.NullMarked;
