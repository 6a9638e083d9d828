// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import static java.util.Objects.requireNonNull;

import io.qraws.core.enrich.exposure.ConfigItems.Answer;
import io.qraws.core.enrich.exposure.ConfigItems.Completeness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether resources and addresses are open to the internet.
 *
 * <p>The pieces are fetched in rounds, for all that is asked at once: each round asks for what the
 * answers still depend on, so the number of rounds follows the length of the way (about six through
 * a load balancer), not the number of resources. Immutable; as safe for several threads as the
 * items are.
 */
public final class ExposureFinder {
  private static final int MOST_ROUNDS = 16;

  private final ConfigItems items;
  private final PublicBlock organisation;

  /**
   * Over configuration items.
   *
   * @param items where they come from
   * @param organisation S3's block of public access for the whole organisation, which AWS Config
   *     does not record; {@link PublicBlock#NONE} if there is none
   */
  public ExposureFinder(ConfigItems items, PublicBlock organisation) {
    this.items = requireNonNull(items, "items");
    this.organisation = requireNonNull(organisation, "organisation");
  }

  /**
   * Judges resources: EC2 instances, network interfaces, load balancers, RDS instances, S3 buckets,
   * SQS queues, SNS topics, Lambda functions, KMS keys, Secrets Manager secrets.
   *
   * @param resources ARNs, ids or names; an object in a bucket stands for its bucket
   * @return by resource, in the order given; without those that are of no such type, and without
   *     bare names that nothing has
   */
  public Map<String, Exposure> resources(Collection<String> resources) {
    return judge(resources, Subject::resource);
  }

  /**
   * Judges addresses, each by the network interface that has it.
   *
   * @param addresses IPv4 or IPv6, private or public
   * @return by address, in the order given; without those that no interface has
   */
  public Map<String, Exposure> addresses(Collection<String> addresses) {
    return judge(addresses, Subject::address);
  }

  private Map<String, Exposure> judge(
      Collection<String> values, Function<String, Optional<Subject>> reader) {
    Map<String, Exposure> found = new LinkedHashMap<>();
    List<Subject> left = new ArrayList<>();
    for (String value : new LinkedHashSet<>(values)) {
      reader.apply(value).ifPresent(left::add);
    }
    Pieces pieces = new Pieces();
    Evaluation evaluation = new Evaluation(pieces, organisation);
    for (int round = 0; round < MOST_ROUNDS && !left.isEmpty(); round++) {
      Set<Wanted> wanted = new LinkedHashSet<>();
      List<Subject> undecided = new ArrayList<>();
      for (Subject subject : left) {
        Exposure exposure = judge(subject, pieces, evaluation);
        Set<Wanted> open = pieces.takeOpen();
        // Kept in the order given, whichever round decides.
        Exposure sofar = Exposure.unknown(subject.value() + ": too many pieces");
        found.put(subject.value(), exposure == null ? sofar : exposure);
        boolean decided = exposure != null && exposure.state() != Exposure.State.UNKNOWN;
        if (!decided && !open.isEmpty()) {
          wanted.addAll(open);
          undecided.add(subject);
        } else if (exposure == null) {
          found.remove(subject.value());
        }
      }
      if (!wanted.isEmpty()) {
        pieces.add(wanted, items.find(wanted));
      }
      left = undecided;
    }
    return found;
  }

  /** Null if there is nothing that could be judged. */
  private static @Nullable Exposure judge(Subject subject, Pieces pieces, Evaluation evaluation) {
    Map<String, ConfigItem> newest = new LinkedHashMap<>();
    Set<String> missing = new LinkedHashSet<>();
    for (Wanted place : subject.places()) {
      Answer answer = pieces.answer(place);
      for (ConfigItem item : answer.items()) {
        newest.merge(item.toString(), item, (a, b) -> b.time().isAfter(a.time()) ? b : a);
      }
      boolean counts =
          answer.completeness() == Completeness.FAILED
              || (answer.completeness() == Completeness.NOT_RECORDED
                  && place.type().equals(Types.INTERFACE));
      if (counts) {
        missing.add(subject.value() + ": " + answer.reason());
      }
    }
    newest.values().removeIf(ConfigItem::stale);
    if (newest.isEmpty() && missing.isEmpty() && !subject.certain()) {
      return null;
    }
    if (newest.isEmpty() || !missing.isEmpty()) {
      missing.add(subject.value() + ": AWS Config has no item that is up to date");
      return Exposure.unknown(missing.stream().limit(1).toList().get(0));
    }
    List<Exposure> exposures = newest.values().stream().map(evaluation::judge).toList();
    boolean same = exposures.stream().map(Exposure::state).distinct().count() == 1;
    return same
        ? exposures.get(0)
        : Exposure.unknown(subject.value() + ": names several resources that differ");
  }
}
