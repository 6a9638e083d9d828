// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import io.qraws.core.enrich.Enrichment.Fact;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says where an address is ({@link Fact#LOCATION}) and whose network it is of ({@link
 * Fact#NETWORK_OWNER}), from MMDB files of the user's: City, Country, ASN, with MaxMind's nested
 * fields or the flat ones of others. The first file that tells something counts.
 *
 * <p>An address that no file has is unknown; of private addresses nothing is said, since they are
 * in the user's own networks. A fact bears the time at which its file was made. The files are
 * mapped into memory, so a look-up reads no more than it needs. Safe for use by many threads until
 * it is closed. Needs {@code com.maxmind.db:maxmind-db}.
 */
public final class GeoEnricher implements Enricher, AutoCloseable {
  private final List<GeoFile> files;

  private GeoEnricher(List<GeoFile> files) {
    this.files = List.copyOf(files);
  }

  /**
   * Opens files.
   *
   * @param paths at least one; the first that tells something counts
   * @throws IOException if one can't be read or is no MMDB file
   * @throws IllegalArgumentException without any
   * @throws IllegalStateException without {@code com.maxmind.db:maxmind-db}
   */
  public static GeoEnricher open(List<Path> paths) throws IOException {
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("paths must not be empty");
    }
    List<GeoFile> files = new ArrayList<>();
    try {
      for (Path path : paths) {
        files.add(new GeoFile(path));
      }
      return new GeoEnricher(files);
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException("add com.maxmind.db:maxmind-db to read MMDB files", e);
    } catch (IOException | RuntimeException e) {
      for (GeoFile file : files) {
        file.close();
      }
      throw e;
    }
  }

  @Override
  public String name() {
    return "geography";
  }

  @Override
  public Set<ObservableKind> kinds() {
    return Set.of(ObservableKind.IP);
  }

  /** Not kept: the files are as near. */
  @Override
  public EnricherLimits limits() {
    return EnricherLimits.UNKEPT;
  }

  @Override
  public List<Enrichment> enrich(Set<Observable> observables, List<Signal> signals) {
    List<Enrichment> facts = new ArrayList<>();
    for (Observable observable : observables) {
      InetAddress address = address(observable.value());
      if (address != null) {
        facts(observable, address, facts);
      }
    }
    return List.copyOf(facts);
  }

  /**
   * What all files together say of an address, for {@link Travel}.
   *
   * @param address a literal; nothing is known of any other text, or of a private address
   * @throws IOException if a file is damaged there
   */
  public GeoPlace place(String address) throws IOException {
    InetAddress literal = address(address);
    GeoPlace all = GeoPlace.UNKNOWN;
    if (literal != null) {
      for (GeoFile file : files) {
        GeoPlace one = file.find(literal);
        all = one == null ? all : both(all, one);
      }
    }
    return all;
  }

  private void facts(Observable observable, InetAddress address, List<Enrichment> to) {
    boolean located = false;
    boolean owned = false;
    List<String> silent = new ArrayList<>();
    for (GeoFile file : files) {
      GeoPlace place;
      try {
        place = file.find(address);
      } catch (IOException e) {
        silent.add(file.title() + " is damaged");
        continue;
      }
      silent.add(file.title() + " does not tell");
      if (place == null) {
        continue;
      }
      if (!located && (place.country() != null || place.point() != null)) {
        located = true;
        to.add(location(observable, place, file));
      }
      if (!owned && place.network() != null) {
        owned = true;
        String who = place.organisation() == null ? "" : " " + place.organisation();
        to.add(
            fact(observable, Fact.NETWORK_OWNER, "AS" + place.network() + who, true, file)
                .withDetail(file.title()));
      }
    }
    if (!located && !owned) {
      to.add(fact(observable, Fact.LOCATION, String.join("; ", silent), false, files.get(0)));
    }
  }

  private Enrichment location(Observable observable, GeoPlace place, GeoFile file) {
    String country = place.country() == null ? "unknown country" : place.country();
    GeoPoint point = place.point();
    String where = "coordinates unknown";
    if (point != null) {
      where =
          String.format(Locale.ROOT, "%.4f,%.4f", point.latitude(), point.longitude())
              + (point.radius() == null
                  ? ", accuracy unknown"
                  : " within " + point.radius() + " km");
    }
    return fact(
            observable,
            Fact.LOCATION,
            country + (place.city() == null ? "" : " " + place.city()),
            true,
            file)
        .withDetail(where + "; " + file.title());
  }

  private Enrichment fact(
      Observable observable, Fact fact, String value, boolean known, GeoFile file) {
    return new Enrichment(observable, fact, value, known, name(), file.built());
  }

  /** What the first tells, and else the second. Country, city and point are of one file. */
  private static GeoPlace both(GeoPlace first, GeoPlace second) {
    boolean place = first.country() != null || first.point() != null;
    GeoPlace where = place ? first : second;
    GeoPlace network = first.network() != null ? first : second;
    boolean told = first.relay() == null || Boolean.TRUE.equals(second.relay());
    Boolean relay = told ? second.relay() : first.relay();
    return new GeoPlace(
        where.country(),
        where.city(),
        where.point(),
        network.network(),
        network.organisation(),
        relay);
  }

  /** A public address from a literal, without asking DNS; null for anything else. */
  private static @Nullable InetAddress address(String text) {
    if (IpRange.address(text) == null) {
      return null;
    }
    try {
      InetAddress address = InetAddress.getByName(text);
      return isPublic(address) ? address : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    boolean own =
        bytes.length == 4
            // RFC 6598: what carriers share among their customers.
            ? first == 100 && second >= 64 && second < 128
            // RFC 4193: unique local addresses.
            : (first & 0xfe) == 0xfc;
    return !own
        && !address.isSiteLocalAddress()
        && !address.isLinkLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isAnyLocalAddress()
        && !address.isMulticastAddress();
  }

  /** Closes the files; twice is harmless. */
  @Override
  public void close() throws IOException {
    for (GeoFile file : files) {
      file.close();
    }
  }
}
