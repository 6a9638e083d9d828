// SPDX-License-Identifier: Apache-2.0
/** Reports for people: one self-contained HTML file. */
@NullMarked
package io.qraws.response.report;

import org.jspecify.annotations.NullMarked;
