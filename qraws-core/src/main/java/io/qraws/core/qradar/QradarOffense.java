// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import io.qraws.core.signal.Raw;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An offense as QRadar holds it. What QRadar did not send, as old versions do with some fields, is
 * null, -1 or empty.
 *
 * @param id positive
 * @param status {@code OPEN}, {@code HIDDEN}, {@code CLOSED}, or what a later version may add
 * @param description the rules' names, often in several lines; possibly empty
 * @param offenseType what the offense is indexed by, an id of {@link Offenses#types}
 * @param offenseSource the value that it is indexed by: an address, a user name and so on
 * @param magnitude QRadar's own weight, 0 to 10
 * @param assignedTo a user name
 * @param closingReasonId an id of {@link Offenses#closingReasons}
 * @param eventCount how many events contributed
 * @param flowCount how many flows contributed
 * @param startTime when the first of them happened
 * @param lastUpdatedTime when the last of them happened; an edit does not move it
 * @param firstPersistedTime when the offense was made, in whole seconds
 * @param lastPersistedTime when anything of it last changed, in whole seconds
 * @param sourceAddressIds ids for {@link Offenses#sourceAddresses}
 * @param localDestinationAddressIds ids for {@link Offenses#localDestinationAddresses}
 * @param domainId absent if it belongs to several domains
 * @param raw the JSON object as it was sent
 */
public record QradarOffense(
    long id,
    String status,
    String description,
    int offenseType,
    String offenseSource,
    int magnitude,
    boolean followUp,
    boolean isProtected,
    boolean inactive,
    @Nullable String assignedTo,
    @Nullable String closingUser,
    @Nullable Integer closingReasonId,
    @Nullable Instant closeTime,
    long eventCount,
    long flowCount,
    @Nullable Instant startTime,
    @Nullable Instant lastUpdatedTime,
    @Nullable Instant firstPersistedTime,
    @Nullable Instant lastPersistedTime,
    List<Long> sourceAddressIds,
    List<Long> localDestinationAddressIds,
    @Nullable Long domainId,
    Raw raw) {

  /** Copies the lists. */
  public QradarOffense {
    sourceAddressIds = List.copyOf(sourceAddressIds);
    localDestinationAddressIds = List.copyOf(localDestinationAddressIds);
  }

  static QradarOffense of(Fields fields, Raw raw) {
    return new QradarOffense(
        fields.whole("id", -1),
        fields.textOr("status", ""),
        fields.textOr("description", ""),
        (int) fields.whole("offense_type", -1),
        fields.textOr("offense_source", ""),
        (int) fields.whole("magnitude", -1),
        fields.truth("follow_up"),
        fields.truth("protected"),
        fields.truth("inactive"),
        fields.text("assigned_to"),
        fields.text("closing_user"),
        fields.number("closing_reason_id"),
        fields.time("close_time"),
        fields.whole("event_count", -1),
        fields.whole("flow_count", -1),
        fields.time("start_time"),
        fields.time("last_updated_time"),
        fields.time("first_persisted_time"),
        fields.time("last_persisted_time"),
        fields.wholes("source_address_ids"),
        fields.wholes("local_destination_address_ids"),
        fields.whole("domain_id"),
        raw);
  }

  /** Whether it is closed, and so can't be opened again. */
  public boolean isClosed() {
    return status.equals("CLOSED");
  }

  /** Names the offense and its state, none of its content. */
  @Override
  public String toString() {
    return "QradarOffense[" + id + ", " + Fields.plain(status, 20) + "]";
  }
}
