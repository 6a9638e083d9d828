// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.exposure;

import io.qraws.core.enrich.exposure.ConfigItems;
import io.qraws.core.enrich.exposure.Exposure;
import io.qraws.core.enrich.exposure.Exposure.State;
import io.qraws.examples.trials.exposure.Network.Route;
import io.qraws.examples.trials.exposure.Network.Table;
import io.qraws.examples.trials.exposure.Network.Targets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Holds answers about random networks against the walk of packets: those about whole networks, and
 * those about the same with pieces removed, which must be so however these are filled in.
 */
public final class ExposureJudge {
  private static final int COMPLETIONS = 8;
  private static final int MOST_EXAMPLES = 5;

  private final Function<ConfigItems, Exposure> judged;
  private final UnaryOperator<String> misread;
  private final Map<State, Integer> whole = new EnumMap<>(State.class);
  private final Map<State, Integer> torn = new EnumMap<>(State.class);
  private final List<String> disagreements = new ArrayList<>();
  private int networks;
  private int completions;
  private int needless;

  /**
   * Of something that judges {@code i-1}.
   *
   * @param judged says from the items whether it is exposed
   */
  public ExposureJudge(Function<ConfigItems, Exposure> judged) {
    this(judged, UnaryOperator.identity());
  }

  ExposureJudge(Function<ConfigItems, Exposure> judged, UnaryOperator<String> misread) {
    this.judged = judged;
    this.misread = misread;
    for (State state : State.values()) {
      whole.put(state, 0);
      torn.put(state, 0);
    }
  }

  /** Judges some networks, each of its own seed. */
  public void run(long seed, int count) {
    for (int i = 0; i < count; i++) {
      SplittableRandom random = new SplittableRandom(seed * 1_000_003L + i);
      NetworkMaker maker = new NetworkMaker(random);
      Network network = maker.make();
      String name = "network " + i;
      networks++;
      Exposure answer = judged.apply(new ConfigView(network, Set.of(), misread));
      whole.merge(answer.state(), 1, Integer::sum);
      Set<Boolean> truths = truths(network, random);
      compare(name, answer, truths);
      if (answer.state() == State.UNKNOWN && truths.size() == 1) {
        needless++;
      }
      torn(name, network, maker, random);
    }
  }

  private void torn(String name, Network network, NetworkMaker maker, SplittableRandom random) {
    List<String> ids = List.copyOf(network.pieces().keySet());
    Set<String> removed = new TreeSet<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      removed.add(ids.get(random.nextInt(ids.size())));
    }
    Exposure answer = judged.apply(new ConfigView(network, removed, misread));
    torn.merge(answer.state(), 1, Integer::sum);
    if (answer.state() == State.UNKNOWN) {
      return;
    }
    for (int i = 0; i < COMPLETIONS; i++) {
      Network filled = network;
      for (String id : removed) {
        Object piece = network.piece(id);
        int kind = i < 2 ? i : random.nextInt(4);
        Object other =
            kind < 2
                ? NetworkMaker.extreme(piece, kind == 0)
                : kind == 2 ? maker.instead(id, piece) : piece;
        filled = filled.with(id, other);
      }
      completions++;
      compare(name + " without " + removed, answer, truths(filled, random));
    }
  }

  /** What packets say, under all that no map tells. */
  private static Set<Boolean> truths(Network network, SplittableRandom random) {
    boolean elsewhere =
        network.all(Table.class).stream()
            .anyMatch(table -> table.edge() || table.routes().stream().anyMatch(Route::elsewhere));
    boolean balanced = !network.all(Targets.class).isEmpty();
    Set<Boolean> truths = new TreeSet<>();
    for (int node : balanced ? new int[] {4, random.nextInt(5, 250), 250} : new int[] {4}) {
      truths.add(new PacketWalk(network, false, node).open());
      if (elsewhere) {
        truths.add(new PacketWalk(network, true, node).open());
      }
    }
    return truths;
  }

  private void compare(String name, Exposure answer, Set<Boolean> truths) {
    boolean wrong =
        switch (answer.state()) {
          case EXPOSED -> truths.contains(false);
          case NOT_EXPOSED -> truths.contains(true);
          case UNKNOWN -> false;
        };
    if (wrong) {
      String shown = answer.state() + " " + answer.detail() + ", packets say " + truths;
      disagreements.add(name + ": " + shown);
    }
  }

  /** The figures, in {@code key=value} words. */
  public String measures() {
    return String.join(
        " ",
        "networks=" + networks,
        "exposed=" + whole.get(State.EXPOSED),
        "not=" + whole.get(State.NOT_EXPOSED),
        "unknown=" + whole.get(State.UNKNOWN),
        "needless=" + needless,
        "torn_exposed=" + torn.get(State.EXPOSED),
        "torn_not=" + torn.get(State.NOT_EXPOSED),
        "torn_unknown=" + torn.get(State.UNKNOWN),
        "completions=" + completions,
        "disagreements=" + disagreements.size());
  }

  /** The first disagreements. */
  public List<String> examples() {
    return disagreements.stream().limit(MOST_EXAMPLES).toList();
  }

  /** Whether there was no disagreement, and something of each kind was seen. */
  public boolean passed() {
    return disagreements.isEmpty() && completions > 0 && !whole.containsValue(0);
  }
}
