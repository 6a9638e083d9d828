// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static java.util.Objects.requireNonNull;

import io.qraws.core.testing.Fault;
import io.qraws.core.testing.QradarServer;
import io.qraws.core.testing.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lets offenses change while they are paged, and looks whether the reader missed one or gave a
 * state twice.
 *
 * <p>What states there were is kept here, from what this generator itself put into the server. The
 * reader meets changes between any two requests: several in a second, some visible only seconds
 * after the time they carry, closings, new offenses. Its answers break off now and then, and it
 * loses batches that it had not stored, as after a crash.
 */
final class OffensesTrial {
  private static final long START = Instant.parse("2026-03-17T08:00:00Z").toEpochMilli();

  private final Options options;
  private final int offenses;
  private final int changing;
  private final int sharing;

  /** How many offenses the reader asks for at once; 0 for another number each run. */
  private final int page;

  OffensesTrial(Options options) {
    this.options = options;
    this.offenses = number("offenses", 5_000);
    this.changing = number("changing", 200);
    this.sharing = number("sharing", 50);
    this.page = number("page", 0);
    if (changing > offenses || sharing > offenses || page < 0) {
      throw new IllegalArgumentException("changing and sharing are among the offenses");
    }
  }

  private int number(String key, int otherwise) {
    return Integer.parseInt(options.text(key, Integer.toString(otherwise)));
  }

  Trials.Verdict run() throws InterruptedException {
    int states = 0;
    int handed = 0;
    int whilePaged = 0;
    Judgement all = new Judgement(0, 0, 0, 0);
    for (int i = 0; i < options.runs(); i++) {
      Run run = new Run(options.seed() + i);
      Judgement judgement = run.judge();
      System.out.printf(
          Locale.ROOT,
          "seed %d, pages of %d: %d states of %d offenses, %d changes while paged, %d requests,"
              + " %d faults, %d batches lost; handed over %d; %s%n",
          options.seed() + i,
          run.pageSize,
          run.states.size(),
          run.last.size(),
          run.whilePaged,
          run.requests,
          run.faults,
          run.lost,
          run.handed.size(),
          judgement);
      states += run.states.size();
      handed += run.handed.size();
      whilePaged += run.whilePaged;
      all = all.plus(judgement);
    }
    String measures =
        String.format(
            Locale.ROOT,
            "runs=%d offenses=%d changing=%d sharing=%d states=%d handed=%d while_paged=%d %s",
            options.runs(),
            offenses,
            changing,
            sharing,
            states,
            handed,
            whilePaged,
            all);
    // Without changes between the pages there would be nothing to miss.
    return new Trials.Verdict(
        measures, all.isClean() && whilePaged >= changing * options.runs() * 9 / 10);
  }

  /** What was wrong, in numbers of offenses or states. */
  private record Judgement(int unseen, int stale, int twice, int invented) {
    Judgement plus(Judgement other) {
      return new Judgement(
          unseen + other.unseen,
          stale + other.stale,
          twice + other.twice,
          invented + other.invented);
    }

    boolean isClean() {
      return unseen + stale + twice + invented == 0;
    }

    @Override
    public String toString() {
      return "unseen=%d stale=%d twice=%d invented=%d".formatted(unseen, stale, twice, invented);
    }
  }

  /** One server, one reader. */
  private final class Run {
    private final Dice dice;
    private final int pageSize;
    private final Set<Integer> share = new TreeSet<>();
    private final QradarServer server = QradarServer.start();
    private final TreeMap<Integer, List<Runnable>> plan = new TreeMap<>();
    private final Map<Long, String> last = new HashMap<>();
    private final Set<String> states = new HashSet<>();
    private final Map<String, Long> idOf = new HashMap<>();
    private final List<String> handed = new ArrayList<>();
    private @Nullable OffenseReading reading;
    private long now = START;
    private long nextId;
    private int requests;
    private int faults;
    private int lost;
    private int whilePaged;
    private boolean paging = true;

    Run(long seed) throws InterruptedException {
      dice = new Dice(seed);
      pageSize = page == 0 ? dice.of(20, 40, 100) : page;
      try (server) {
        backlog();
        plan();
        server.watch(this::between);
        reading =
            new OffenseReading(server.base(), QradarServer.TOKEN, pageSize, START - 7_200_000);
        read();
        // What is still planned happens to a reader that has caught up.
        paging = false;
        plan.values().forEach(actions -> actions.forEach(Runnable::run));
        plan.clear();
        read();
        // Nothing comes behind them that would have their second read once more.
        now += 60_000;
        changeTogether();
        read();
      }
    }

    private void backlog() {
      while (share.size() < sharing) {
        share.add(dice.between(1, offenses));
      }
      long shared = START - dice.between(1, 3_000) * 1_000L;
      for (int id = 1; id <= offenses; id++) {
        long time = share.contains(id) ? shared : START - dice.between(1, 86_400) * 1_000L;
        put(id, time, dice.chance(0.2) ? time + dice.between(0, 999) : 0);
      }
      nextId = offenses + 1L;
    }

    /** Each of the changing ones changes once at least, at a moment while the backlog is paged. */
    private void plan() {
      Set<Integer> ids = new HashSet<>();
      while (ids.size() < changing) {
        ids.add(dice.between(1, offenses));
      }
      // Behind each page of new offenses stand one of changed and one of closed ones at least.
      int requests = Math.max(3, offenses / pageSize * 5 / 2);
      for (int id : ids.stream().sorted().toList()) {
        for (int times = dice.of(1, 1, 1, 2, 3); times > 0; times--) {
          at(dice.between(2, requests), () -> change(id));
        }
      }
      at(dice.between(requests / 2, requests), this::changeTogether);
      for (int i = 0; i < offenses / 100; i++) {
        at(dice.between(2, requests), () -> put(nextId++, second(), 0));
      }
      for (int i = 0; i < 5; i++) {
        at(dice.between(2, requests), this::fault);
      }
    }

    private void at(int request, Runnable action) {
      plan.computeIfAbsent(request, r -> new ArrayList<>()).add(action);
    }

    private void change(int id) {
      whilePaged += paging ? 1 : 0;
      // Some become visible only seconds after the time that they carry.
      long time = second() - (dice.chance(0.1) ? dice.between(1, 8) * 1_000L : 0);
      put(id, time, dice.chance(0.3) ? time + dice.between(0, 999) : 0);
    }

    /** Those that share a time change at once and share one again: an analyst closes many. */
    private void changeTogether() {
      long time = second();
      for (int id : share) {
        whilePaged += paging ? 1 : 0;
        put(id, time, id % 2 == 0 ? time : 0);
      }
    }

    private void fault() {
      faults++;
      server.fail(
          "GET /siem/offenses",
          dice.of(Fault.cut(), Fault.reset(), Fault.error(503, -1, "busy"), Fault.html(200)));
    }

    private long second() {
      return now / 1_000 * 1_000;
    }

    private void between(Request request) {
      requests++;
      // Often none: many changes share a second.
      long passed = dice.chance(0.5) ? 0 : dice.between(1, 1_500);
      now += passed;
      if (reading != null) {
        reading.pass(passed);
      }
      List<Runnable> actions = plan.remove(requests);
      if (actions != null) {
        actions.forEach(Runnable::run);
      }
    }

    private void put(long id, long persisted, long closed) {
      String json =
          Json.text(
              Json.obj(
                  "id",
                  id,
                  "description",
                  "Odd traffic\n",
                  "status",
                  closed == 0 ? "OPEN" : "CLOSED",
                  "offense_type",
                  0,
                  "offense_source",
                  "192.0.2." + id % 250,
                  "magnitude",
                  dice.between(1, 10),
                  // Tells the states of one offense apart.
                  "event_count",
                  states.size(),
                  "categories",
                  Json.arr("Misc"),
                  "start_time",
                  START - 90_000_000 + id,
                  "last_updated_time",
                  persisted - 5,
                  "first_persisted_time",
                  START - 90_000_000 + id * 1_000,
                  "last_persisted_time",
                  persisted,
                  "close_time",
                  closed == 0 ? null : closed));
      server.offenses().put(json);
      states.add(json);
      idOf.put(json, id);
      last.put(id, json);
    }

    /** Until nothing comes; one batch in twenty is lost before it is stored. */
    private void read() throws InterruptedException {
      OffenseReading reader = requireNonNull(reading);
      while (true) {
        List<String> batch = reader.poll();
        if (batch.isEmpty() && reader.isIdle()) {
          return;
        }
        if (dice.chance(0.05)) {
          lost++;
        } else {
          reader.store();
          handed.addAll(batch);
        }
      }
    }

    Judgement judge() {
      Set<String> distinct = new HashSet<>(handed);
      Set<Long> seen = new HashSet<>();
      int invented = 0;
      for (String state : distinct) {
        Long id = idOf.get(state);
        if (id == null) {
          invented++;
        } else {
          seen.add(id);
        }
      }
      int stale = 0;
      for (Map.Entry<Long, String> entry : last.entrySet()) {
        stale += seen.contains(entry.getKey()) && !distinct.contains(entry.getValue()) ? 1 : 0;
      }
      return new Judgement(
          last.size() - seen.size(), stale, handed.size() - distinct.size(), invented);
    }
  }
}
