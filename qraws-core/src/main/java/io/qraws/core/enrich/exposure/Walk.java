// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import io.qraws.core.enrich.exposure.Endpoint.Doors;
import io.qraws.core.enrich.exposure.Terrain.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a packet that gets from the internet to an endpoint and whose answer gets back.
 *
 * <p>All addresses are taken through the pieces at once, as sets, for one part of the ports after
 * the other within which no rule changes.
 */
final class Walk {
  private final Pieces pieces;

  Walk(Pieces pieces) {
    this.pieces = pieces;
  }

  /** How far a packet got. */
  private enum Stage {
    ADDRESS,
    ROUTE,
    GROUP,
    ANSWER,
    ACL_IN,
    ACL_OUT,
    BEYOND
  }

  private record Stop(Stage stage, Exposure why) {}

  /** A way in. */
  private record Opening(Entry entry, Ports ports, AddressSet sources, AddressSet most) {
    String text() {
      boolean narrow = sources.isNarrow();
      String source = narrow && !sources.sameAs(most) ? sources.largestRange() : entry.source();
      return entry.group() + " " + source + ":" + ports + (narrow ? " (narrow)" : "");
    }
  }

  /** What one reading of the terrain gives: a path, or where the furthest packet was stopped. */
  private static final class Attempt {
    private @Nullable List<String> path;
    private @Nullable Stop furthest;

    void stop(Stage stage, Exposure why) {
      if (furthest == null || furthest.stage.compareTo(stage) < 0) {
        furthest = new Stop(stage, why);
      }
    }
  }

  Exposure judge(Endpoint endpoint) {
    List<String> path = attempt(new Terrain(pieces, true), endpoint).path;
    if (path != null) {
      return Exposure.exposed(path);
    }
    Terrain possible = new Terrain(pieces, false);
    Attempt attempt = attempt(possible, endpoint);
    if (attempt.path == null && attempt.furthest != null) {
      return attempt.furthest.why;
    }
    return Exposure.unknown(possible.missing());
  }

  private static Attempt attempt(Terrain terrain, Endpoint endpoint) {
    Attempt attempt = new Attempt();
    for (boolean v6 : new boolean[] {false, true}) {
      attempt(terrain, endpoint, v6, attempt);
      if (attempt.path != null) {
        break;
      }
    }
    return attempt;
  }

  private static void attempt(Terrain terrain, Endpoint endpoint, boolean v6, Attempt attempt) {
    Routing routing = new Routing(terrain, endpoint, v6);
    AddressSet sources = routing.answered();
    if (sources.isEmpty()) {
      if (endpoint.address(v6)) {
        attempt.stop(Stage.ROUTE, routing.stop());
      } else {
        String name = endpoint.name();
        attempt.stop(Stage.ADDRESS, Exposure.stopped(name, name + " has no public address"));
      }
      return;
    }
    NetworkAcl acl = terrain.acl(endpoint.subnet());
    Opening best = best(terrain, endpoint, routing, sources, acl, attempt);
    if (best != null) {
      attempt.path = List.of(routing.gateway(), routing.tableId(), acl.id(), best.text());
    }
  }

  private static @Nullable Opening best(
      Terrain terrain,
      Endpoint endpoint,
      Routing routing,
      AddressSet answered,
      NetworkAcl acl,
      Attempt attempt) {
    boolean v6 = routing.v6();
    List<Opening> openings = new ArrayList<>();
    List<Ports> doors = terrain.sure() ? endpoint.doors().sure() : endpoint.doors().possible();
    if (!endpoint.doors().missing().isEmpty()) {
      terrain.unsure(endpoint.doors().missing());
    }
    attempt.stop(Stage.GROUP, closed(endpoint));
    for (Entry entry : terrain.entries(endpoint.groups(), v6)) {
      AddressSet most = entry.sources().and(AddressSet.open(v6));
      AddressSet sources = most.and(answered);
      for (Ports door : doors) {
        if (most.isEmpty() || !entry.ports().meets(door)) {
          continue;
        }
        if (sources.isEmpty()) {
          attempt.stop(Stage.ANSWER, unanswered(routing.tableId(), entry.group()));
        } else {
          Ports ports = entry.ports().and(door);
          for (Ports part : acl.parts(false, ports)) {
            AddressSet through = through(terrain, endpoint, v6, sources, acl, part, attempt);
            add(openings, new Opening(entry, part, through, most));
          }
        }
      }
    }
    return openings.stream()
        .min(
            Comparator.comparing((Opening opening) -> opening.sources.isNarrow())
                .thenComparing(opening -> opening.ports.protocol())
                .thenComparing(opening -> opening.ports.from()))
        .orElse(null);
  }

  /** Adds a way in, if it is one; to the one before if that differs only in its ports. */
  private static void add(List<Opening> openings, Opening opening) {
    if (opening.sources.isEmpty()) {
      return;
    }
    Ports ports = opening.ports;
    Opening last = openings.isEmpty() ? null : openings.get(openings.size() - 1);
    if (last != null
        && last.entry.equals(opening.entry)
        && last.ports.protocol() == ports.protocol()
        && last.ports.to() + 1 == ports.from()
        && last.sources.sameAs(opening.sources)) {
      Ports both = new Ports(ports.protocol(), last.ports.from(), ports.to());
      openings.set(openings.size() - 1, new Opening(last.entry, both, last.sources, last.most));
    } else {
      openings.add(opening);
    }
  }

  private static AddressSet through(
      Terrain terrain,
      Endpoint endpoint,
      boolean v6,
      AddressSet sources,
      NetworkAcl acl,
      Ports part,
      Attempt attempt) {
    String name = acl.id();
    AddressSet in = sources.and(acl.allowed(false, part.protocol(), part.from(), v6));
    if (in.isEmpty()) {
      attempt.stop(
          Stage.ACL_IN, Exposure.stopped(name, name + " stops what the security groups let in"));
      return in;
    }
    boolean answered = false;
    AddressSet through = AddressSet.none(v6);
    for (Ports answer : acl.parts(true, Ports.ephemeral(part.protocol()))) {
      AddressSet out = in.and(acl.allowed(true, answer.protocol(), answer.from(), v6));
      if (!out.isEmpty()) {
        answered = true;
        through = through.plus(endpoint.beyond().through(terrain, v6, out, answer));
      }
    }
    if (!answered) {
      attempt.stop(Stage.ACL_OUT, Exposure.stopped(name, name + " stops the answers"));
    } else if (through.isEmpty()) {
      String behind = "what is behind " + endpoint.name();
      attempt.stop(Stage.BEYOND, Exposure.stopped(endpoint.name(), behind + " lets nothing in"));
    }
    return through;
  }

  private static Exposure unanswered(String table, String group) {
    return Exposure.stopped(
        table, table + " leads the answers to what " + group + " lets in elsewhere");
  }

  private static Exposure closed(Endpoint endpoint) {
    String groups = String.join(", ", endpoint.groups());
    String verb = endpoint.groups().size() == 1 ? " lets" : " let";
    String doors =
        endpoint.doors().equals(Doors.ALL)
            ? ""
            : " to "
                + endpoint.doors().possible().stream()
                    .map(Ports::toString)
                    .collect(Collectors.joining(", "));
    return Exposure.stopped(groups, groups + verb + " no public address in" + doors);
  }
}
