// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.enrich.GeoPlace;
import io.qraws.core.enrich.PlaceLookup;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.NetworkFlow;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.identity.Lineage;
import io.qraws.correlation.identity.LinkKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From which places signals come, and how much it says that two come from one.
 *
 * <p>A place is a country, or a network: the autonomous system, and where that is unknown the /24
 * or /48 around the address. It says little where many come from it: the company's own country and
 * network, a provider of many, a popular VPN. Who is counted is users, and addresses where no user
 * was let in, since one sprayer tries many names.
 *
 * <p>Not safe for several threads.
 */
final class Geography {
  /** What it says to come from one network that hardly anybody else does; less than a link. */
  private static final double NETWORK = 0.4;

  /** The same of a country. */
  private static final double COUNTRY = 0.25;

  /** Behind a relay may be anybody, and from anywhere. */
  private static final double RELAY = 0.4;

  /** A network that more come from than these is nobody's in particular. */
  private static final double FEW = 3;

  /** The same of a country. */
  private static final double FEW_OF_A_COUNTRY = 2;

  /** A place is that of many if more than one of so many comes from it. */
  private static final double ONE_OF = 4;

  /** More than these are not told apart. */
  private static final int MOST_VISITORS = 64;

  /** Whoever comes from more networks at once comes from everywhere. */
  private static final int MOST_NETWORKS = 3;

  /** A place that says less is not compared. */
  private static final double TELLING = 0.1;

  /** Keys of addresses are in lower case, so none begins like this. */
  private static final String MARK = "From ";

  private final @Nullable PlaceLookup lookup;
  private final Lineage lineage;
  private final Map<String, List<Place>> byAddress = new HashMap<>();
  private final Map<LinkKey, Place> places = new HashMap<>();
  private final Set<String> all = new HashSet<>();
  private int located;

  /** A place as signals come from it. */
  private static final class Place {
    private final LinkKey key;
    private final double full;
    private final double few;
    private final String words;
    private final Set<String> visitors = new HashSet<>(4);
    private boolean relay;
    private int signals;

    Place(LinkKey key, double full, double few, String words) {
      this.key = key;
      this.full = full;
      this.few = few;
      this.words = words;
    }
  }

  /**
   * Knows nothing yet.
   *
   * @param lookup null where only the networks around addresses are known
   * @param lineage gives the keys of observables
   */
  Geography(@Nullable PlaceLookup lookup, Lineage lineage) {
    this.lookup = lookup;
    this.lineage = lineage;
  }

  /** Whether a key is of a place, and not of an observable. */
  static boolean isPlace(LinkKey key) {
    return key.value().startsWith(MARK);
  }

  /** Counts one signal. */
  void count(Signal signal) {
    boolean seen = false;
    Set<Place> here = new LinkedHashSet<>(4);
    for (Observable address : signal.observables()) {
      if (source(address)) {
        List<Place> of = of(address.value());
        if (!of.isEmpty()) {
          String visitor = visitor(signal, address.value());
          seen = true;
          here.addAll(of);
          all.add(visitor);
          for (Place place : of) {
            if (place.visitors.size() < MOST_VISITORS) {
              place.visitors.add(visitor);
            }
          }
        }
      }
    }
    located += seen ? 1 : 0;
    here.forEach(place -> place.signals++);
  }

  private static boolean source(Observable observable) {
    return observable.kind() == ObservableKind.IP && observable.role() == Role.SOURCE;
  }

  /** Whoever was let in, or else the address: QRadar names those that were tried, too. */
  private String visitor(Signal signal, String address) {
    if (Incident.fromQradar(signal)
        || signal instanceof NetworkFlow
        || (signal instanceof ApiCall call && call.errorCode() != null)) {
      return address;
    }
    Observable first = null;
    for (Observable observable : signal.observables()) {
      if (observable.role() == Role.ACTOR && observable.kind() != ObservableKind.ACCOUNT) {
        if (observable.kind() == ObservableKind.USER) {
          return lineage.key(observable).map(LinkKey::value).orElse(address);
        }
        first = first == null ? observable : first;
      }
    }
    return first == null ? address : first.value();
  }

  private List<Place> of(String address) {
    List<Place> known = byAddress.get(address);
    if (known == null) {
      known = find(address);
      byAddress.put(address, known);
    }
    return known;
  }

  private List<Place> find(String address) {
    String around = SourceNetwork.of(address).orElse(null);
    if (around == null) {
      return List.of();
    }
    GeoPlace told = PlaceLookup.told(lookup, address);
    boolean relay = Boolean.TRUE.equals(told.relay());
    List<Place> found = new ArrayList<>(2);
    if (told.network() == null) {
      found.add(place(around, NETWORK, FEW, around));
    } else {
      String who = told.organisation() == null ? "" : " (" + told.organisation() + ")";
      String name = "AS" + told.network();
      found.add(place(name, NETWORK, FEW, name + who));
    }
    if (told.country() != null && !relay) {
      String name = "country " + told.country();
      found.add(place(name, COUNTRY, FEW_OF_A_COUNTRY, name));
    }
    found.get(0).relay |= relay;
    return List.copyOf(found);
  }

  private Place place(String name, double full, double few, String words) {
    return places.computeIfAbsent(
        new LinkKey(ObservableKind.IP, MARK + name), key -> new Place(key, full, few, words));
  }

  /**
   * The keys of the places that a signal comes from and that say something, once all is counted.
   */
  Set<LinkKey> keys(Signal signal) {
    Set<LinkKey> keys = Set.of();
    Set<Place> networks = new HashSet<>(4);
    for (Observable address : signal.observables()) {
      if (source(address)) {
        List<Place> of = byAddress.getOrDefault(address.value(), List.of());
        if (!of.isEmpty()) {
          networks.add(of.get(0));
        }
        for (Place place : of) {
          if (weight(place) >= TELLING) {
            keys = keys.isEmpty() ? new LinkedHashSet<>(4) : keys;
            keys.add(place.key);
          }
        }
      }
    }
    return networks.size() > MOST_NETWORKS ? Set.of() : keys;
  }

  /** From 0 to 1: how much it says that two signals come from this place. */
  double weight(LinkKey key) {
    Place place = places.get(key);
    return place == null ? 0 : weight(place);
  }

  private double weight(Place place) {
    int visitors = place.visitors.size();
    double spread = 1 - ONE_OF * visitors / Math.max(1, all.size());
    return place.full
        * Math.max(0, spread)
        * Math.min(1, place.few / Math.max(1, visitors))
        * (place.relay ? RELAY : 1);
  }

  /** The place in words for people, with how many signals come from there. */
  String words(LinkKey key) {
    Place place = places.get(key);
    return place == null
        ? ""
        : String.format(
            Locale.ROOT, "%s, which %,d of %,d signals do", place.words, place.signals, located);
  }
}
