// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The events and flows behind an offense, bounded in rows and time. Safe for use by many threads;
 * the client bounds how many searches run at once.
 *
 * <p>Events can be searched for only some time after their offense exists, and QRadar folds events
 * and adds its own, so there may be fewer or more rows than {@link QradarOffense#eventCount}. To
 * look again later, call again: the window then stops later, which makes it another search.
 */
public final class OffenseEvents {
  private static final Duration EARLIER = Duration.ofMinutes(5);

  private final Ariel ariel;
  private final Clock clock;
  private final int rows;
  private final Duration deadline;

  private OffenseEvents(Ariel ariel, Clock clock, int rows, Duration deadline) {
    this.ariel = ariel;
    this.clock = clock;
    this.rows = rows;
    this.deadline = deadline;
  }

  /**
   * Bounds for all searches.
   *
   * @param client whose Ariel, clock and limit of searches are used
   * @param rows how many rows a search gives at most, 1 to 100,000
   * @param deadline how long a search may take; positive
   */
  public static OffenseEvents of(QradarClient client, int rows, Duration deadline) {
    if (rows < 1 || rows > 100_000) {
      throw new IllegalArgumentException("rows must be 1 to 100000: " + rows);
    }
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("the deadline must be positive: " + deadline);
    }
    return new OffenseEvents(
        requireNonNull(client, "client").ariel(), client.clock(), rows, deadline);
  }

  /**
   * The offense's events, with the payload as text.
   *
   * @param offense as it was read; its start, less five minutes, begins the window
   * @return rows that {@code SignalReader} reads as QRadar events
   * @throws QradarException see {@link Ariel#search}; {@link QradarException.Refused} if the
   *     offense is no longer there
   * @throws InterruptedException if the thread is interrupted
   */
  public ArielResult events(QradarOffense offense) throws InterruptedException {
    return search(
        offense,
        Aql.events()
            .call("QIDNAME", "qid", "event_name")
            .column("qid", "qid")
            .call("LOGSOURCENAME", "logsourceid", "log_source")
            .call("LOGSOURCETYPENAME", "devicetype", "log_source_type")
            .call("CATEGORYNAME", "category", "category")
            .column("starttime", "start_time")
            .column("devicetime", "device_time")
            .column("sourceip", "source_ip")
            .column("sourceport", "source_port")
            .column("destinationip", "destination_ip")
            .column("destinationport", "destination_port")
            .column("username", "user_name")
            .column("magnitude", "magnitude")
            .column("severity", "severity")
            .column("credibility", "credibility")
            .column("relevance", "relevance")
            .column("eventcount", "event_count")
            .column("domainid", "domain_id")
            .call("UTF8", "payload", "payload"));
  }

  /**
   * The offense's flows, without their payload, which is binary.
   *
   * @param offense as it was read; its start, less five minutes, begins the window
   * @return rows that {@code SignalReader} reads as QRadar flows
   * @throws QradarException see {@link Ariel#search}; {@link QradarException.Refused} if the
   *     offense is no longer there
   * @throws InterruptedException if the thread is interrupted
   */
  public ArielResult flows(QradarOffense offense) throws InterruptedException {
    return search(
        offense,
        Aql.flows()
            .column("firstpackettime", "first_packet_time")
            .column("lastpackettime", "last_packet_time")
            .column("starttime", "start_time")
            .column("endtime", "end_time")
            .column("sourceip", "source_ip")
            .column("sourceport", "source_port")
            .column("destinationip", "destination_ip")
            .column("destinationport", "destination_port")
            .column("protocolid", "protocol_id")
            .call("APPLICATIONNAME", "applicationid", "application_name")
            .column("sourcebytes", "source_bytes")
            .column("destinationbytes", "destination_bytes")
            .column("sourcepackets", "source_packets")
            .column("destinationpackets", "destination_packets")
            .column("flowtype", "flow_type")
            .column("flowdirection", "flow_direction")
            .column("domainid", "domain_id"));
  }

  private ArielResult search(QradarOffense offense, Aql.Builder query) throws InterruptedException {
    Instant now = clock.instant();
    Instant started =
        offense.startTime() == null ? offense.firstPersistedTime() : offense.startTime();
    Instant from = started == null || started.isAfter(now) ? now : started;
    return ariel.search(
        query
            .where(AqlCondition.inOffense(offense.id()))
            .between(from.minus(EARLIER), now)
            .limit(rows)
            .build(),
        deadline);
  }
}
