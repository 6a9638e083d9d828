// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static java.util.Objects.requireNonNull;

import io.qraws.core.qradar.Answer.Element;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Offenses with their notes, addresses, types and closing reasons. Safe for use by many threads.
 *
 * <p>All methods block, throw {@link InterruptedException} if the thread is interrupted, and {@link
 * QradarException} if QRadar fails or refuses. Source: QRadar API reference, {@code /siem}.
 */
public final class Offenses {
  private static final int NO_SUCH_OFFENSE = 1002;
  private static final int PAGE = 100;
  private static final int LONGEST_LIST = 100_000;

  /** Our choice below the 2,000 of the user interface; the API states none. */
  private static final int LONGEST_NOTE = 1_900;

  /** A note travels in the URL, which web servers limit to some 8,000 bytes. */
  private static final int LONGEST_ENCODED_NOTE = 6_000;

  private static final Pattern MARKER = Pattern.compile("[A-Za-z0-9-]{8,64}");

  private final Http http;

  Offenses(Http http) {
    this.http = http;
  }

  /**
   * The first offenses that a filter lets through.
   *
   * @param filter on fields that QRadar can filter by
   * @param sort {@code +id}, or {@code -last_persisted_time,+id}
   * @param most 1 to 1,000; to go on, ask for what lies behind the last one, since a list that
   *     changes can't be paged by offsets without missing something
   */
  public OffensePage list(Filter filter, String sort, int most) throws InterruptedException {
    requireNonNull(filter, "filter");
    if (!sort.matches("[+-][a-z_]{1,60}(,[+-][a-z_]{1,60})*")) {
      throw new IllegalArgumentException(
          "sort is like -last_persisted_time,+id: " + Fields.plain(sort, 80));
    }
    if (most < 1 || most > 1_000) {
      throw new IllegalArgumentException("most must be 1 to 1000: " + most);
    }
    Http.Page page =
        http.page(
            () -> Call.get("/siem/offenses").query("filter", filter).query("sort", sort), 0, most);
    return new OffensePage(
        page.elements().stream().map(e -> QradarOffense.of(e.fields(), e.raw())).toList(),
        page.end());
  }

  /**
   * An offense.
   *
   * @param id its id
   * @return empty if QRadar says that there is none, or none that the token may see
   */
  public Optional<QradarOffense> find(long id) throws InterruptedException {
    try {
      return Optional.of(http.send(Call.get("/siem/offenses/{id}", id), Offenses::offense));
    } catch (QradarException.NotFound e) {
      // Any other 404 is a proxy's or a wrong base address: no proof that the offense is gone.
      if (e.code() == NO_SUCH_OFFENSE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static QradarOffense offense(Answer answer) {
    return QradarOffense.of(answer.object(), answer.raw());
  }

  /**
   * Changes an offense, and looks whether the change took.
   *
   * <p>Reads it first, and writes nothing if all is as wanted already. QRadar has no lock and no
   * version on an offense: who writes last wins. The write may be repeated, since it sets the same
   * values again.
   *
   * @param id its id
   * @param update the changes
   * @return the offense behind the change
   * @throws QradarException.NotFound if there is none
   * @throws QradarException.Conflict if its state forbids the change, being closed for instance, or
   *     if it is not as wanted behind the write
   */
  public QradarOffense update(long id, OffenseUpdate update) throws InterruptedException {
    QradarOffense before = http.send(Call.get("/siem/offenses/{id}", id), Offenses::offense);
    if (update.missing(before).isEmpty()) {
      return before;
    }
    Call call = Call.post("/siem/offenses/{id}", id).repeatable();
    update.wanted().forEach(call::query);
    QradarOffense after = http.send(call, Offenses::offense);
    List<String> missing = update.missing(after);
    if (!missing.isEmpty()) {
      throw new QradarException.Conflict(
          Http.failure(call, "not as wanted behind the write: " + missing, null));
    }
    return after;
  }

  /**
   * Whom an offense can be given to.
   *
   * @param id the offense
   * @return user names
   */
  public List<String> assignableUsers(long id) throws InterruptedException {
    return http
        .all(() -> Call.get("/siem/offenses/{id}/assignable_actors", id), PAGE, LONGEST_LIST)
        .stream()
        .map(e -> e.fields().textOr("username", ""))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /**
   * The notes of an offense, in QRadar's order.
   *
   * @param id the offense
   */
  public List<OffenseNote> notes(long id) throws InterruptedException {
    return http.all(() -> Call.get("/siem/offenses/{id}/notes", id), PAGE, LONGEST_LIST).stream()
        .map(e -> note(e.fields()))
        .toList();
  }

  private static OffenseNote note(Fields fields) {
    return new OffenseNote(
        fields.whole("id", -1),
        fields.textOr("note_text", ""),
        fields.time("create_time"),
        fields.textOr("username", ""));
  }

  /**
   * Writes a note once, however often it is asked to.
   *
   * <p>QRadar writes a note anew with each request. So before each try, the first included, the
   * notes are read, and one that has the marker is taken for ours. A marker that others can guess
   * lets them keep the note out, and two callers at the same moment may both write.
   *
   * @param id the offense
   * @param text at most 1,900 characters, which are at most 6,000 bytes when encoded for a URL;
   *     holds the marker; line feeds and tabs are the only control characters
   * @param marker 8 to 64 letters, digits and {@code -}, in the text with none of these beside it
   * @return the note, written or found
   * @throws IllegalArgumentException if the text or the marker is not of that form
   * @throws QradarException.NotFound if there is no such offense
   */
  public OffenseNote addNote(long id, String text, String marker) throws InterruptedException {
    check(text, marker);
    for (int failed = 1; ; failed++) {
      Optional<OffenseNote> found =
          notes(id).stream().filter(note -> marked(note.text(), marker)).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Call call = Call.post("/siem/offenses/{id}/notes", id).query("note_text", text);
      try {
        return http.send(call, answer -> note(answer.object()));
      } catch (QradarException e) {
        Duration wait = failed > http.settings.retries() ? null : http.wait(e, failed);
        if (wait == null) {
          throw e;
        }
        http.settings.pause().pause(wait);
      }
    }
  }

  private static void check(String text, String marker) {
    Quoting.checked("a note", text.replace('\n', ' ').replace('\t', ' '));
    int encoded = Call.encode(text).length();
    if (text.isBlank() || text.length() > LONGEST_NOTE || encoded > LONGEST_ENCODED_NOTE) {
      throw new IllegalArgumentException(
          "a note has 1 to %d characters and %d bytes encoded: %d, %d"
              .formatted(LONGEST_NOTE, LONGEST_ENCODED_NOTE, text.length(), encoded));
    }
    if (!MARKER.matcher(marker).matches() || !marked(text, marker)) {
      throw new IllegalArgumentException(
          "a marker has 8 to 64 letters, digits and -, and stands alone in the text");
    }
  }

  private static boolean marked(String text, String marker) {
    return Pattern.compile("(?<![A-Za-z0-9-])" + marker + "(?![A-Za-z0-9-])").matcher(text).find();
  }

  /** The closing reasons of this deployment that may be used. */
  public List<ClosingReason> closingReasons() throws InterruptedException {
    return http.all(() -> Call.get("/siem/offense_closing_reasons"), PAGE, LONGEST_LIST).stream()
        .map(Element::fields)
        .map(
            f ->
                new ClosingReason(
                    (int) f.whole("id", -1),
                    f.textOr("text", ""),
                    f.truth("is_reserved"),
                    f.truth("is_deleted")))
        .filter(reason -> !reason.reserved() && !reason.deleted())
        .toList();
  }

  /** What offenses of this deployment can be indexed by. */
  public List<OffenseType> types() throws InterruptedException {
    return http
        .all(() -> Call.get("/siem/offense_types").query("sort", "+id"), PAGE, LONGEST_LIST)
        .stream()
        .map(Element::fields)
        .map(
            f ->
                new OffenseType(
                    f.whole("id", -1),
                    f.textOr("name", ""),
                    f.textOr("property_name", ""),
                    f.truth("custom")))
        .toList();
  }

  /**
   * The source addresses with these ids; asked for 100 at a time.
   *
   * @param ids those of {@link QradarOffense#sourceAddressIds}
   * @return in no order; without those that QRadar does not know
   */
  public List<OffenseAddress> sourceAddresses(Collection<Long> ids) throws InterruptedException {
    return addresses("/siem/source_addresses", "source_ip", ids);
  }

  /**
   * The local destination addresses with these ids; asked for 100 at a time.
   *
   * @param ids those of {@link QradarOffense#localDestinationAddressIds}
   * @return in no order; without those that QRadar does not know
   */
  public List<OffenseAddress> localDestinationAddresses(Collection<Long> ids)
      throws InterruptedException {
    return addresses("/siem/local_destination_addresses", "local_destination_ip", ids);
  }

  private List<OffenseAddress> addresses(String endpoint, String ip, Collection<Long> ids)
      throws InterruptedException {
    List<Long> distinct = new ArrayList<>(new LinkedHashSet<>(ids));
    List<OffenseAddress> addresses = new ArrayList<>();
    for (int from = 0; from < distinct.size(); from += PAGE) {
      Filter filter =
          Filter.in("id", distinct.subList(from, Math.min(from + PAGE, distinct.size())));
      http.all(() -> Call.get(endpoint).query("filter", filter), PAGE, LONGEST_LIST)
          .forEach(e -> addresses.add(address(e.fields(), ip)));
    }
    return List.copyOf(addresses);
  }

  private static OffenseAddress address(Fields fields, String ip) {
    return new OffenseAddress(
        fields.whole("id", -1),
        fields.textOr(ip, ""),
        fields.textOr("network", ""),
        (int) fields.whole("magnitude", -1),
        fields.wholes("offense_ids"),
        fields.time("first_event_flow_seen"),
        fields.time("last_event_flow_seen"),
        fields.whole("domain_id"));
  }
}
