// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A note on an offense. It can be neither changed nor taken back.
 *
 * @param id unique in its offense
 * @param text as written
 * @param time when it was written
 * @param user who wrote it; {@code API_user:} and a label for a service; possibly empty
 */
public record OffenseNote(long id, String text, @Nullable Instant time, String user) {}
