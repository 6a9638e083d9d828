// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import io.qraws.correlation.identity.LinkKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SignalIndexTest {
  private static final Instant NINE = Instant.parse("2026-03-17T09:00:00Z");
  private static final LinkKey ANN = new LinkKey(ObservableKind.USER, "ann");
  private static final LinkKey BOB = new LinkKey(ObservableKind.USER, "bob");
  private static final LinkKey HOST = new LinkKey(ObservableKind.IP, "192.0.2.1");
  private static final IndexOptions HOUR = IndexOptions.DEFAULT.withWindow(Duration.ofHours(1));

  private final SignalIndex index = new SignalIndex(HOUR, KeyHash.random());

  private static Signal signal(String id, Instant time) {
    SignalHeader header =
        SignalHeader.builder(id, Format.CLOUDTRAIL, new SourceRef("sample", 0), Raw.of(id))
            .time(time)
            .title(id)
            .severity(Severity.NONE)
            .account("111122223333")
            .type(id)
            .build();
    return new ApiCall(header, "iam", "GetUser", false, null, "IAMUser", "", null, Map.of());
  }

  @Test
  void add_sharedKeys_newestFirstInTheOrderAskedFor() {
    Signal first = signal("a", NINE);
    Signal second = signal("b", NINE);
    index.add(first, Set.of(ANN));
    index.add(second, new LinkedHashSet<>(List.of(HOST, BOB)));
    List<Match> matches =
        index.add(signal("c", NINE), new LinkedHashSet<>(List.of(BOB, ANN, HOST)));
    assertThat(matches)
        .containsExactly(new Match(second, List.of(BOB, HOST)), new Match(first, List.of(ANN)));
  }

  /** What is longer apart by a nanosecond is not related, though the index counts milliseconds. */
  @Test
  void add_edgeOfTheWindow_toTheNanosecond() {
    Signal first = signal("a", NINE.plusNanos(1));
    index.add(first, Set.of(ANN));
    assertThat(index.related(signal("b", NINE.plusSeconds(3_600).plusNanos(1)), Set.of(ANN)))
        .hasSize(1);
    assertThat(index.related(signal("c", NINE.plusSeconds(3_600).plusNanos(2)), Set.of(ANN)))
        .isEmpty();
  }

  @Test
  void related_theSameSignal_isNotInTheAnswer() {
    Signal signal = signal("a", NINE);
    index.add(signal, Set.of(ANN));
    assertThat(index.related(signal, Set.of(ANN))).isEmpty();
    assertThat(index.related(signal("b", NINE), Set.of(ANN))).hasSize(1);
  }

  /** Two stories must not become one because two names have one hash. */
  @Test
  void add_hashesCollide_onlyWhatIsReallySharedIsTold() {
    SignalIndex colliding = new SignalIndex(HOUR, key -> 7);
    Signal ann = signal("a", NINE);
    colliding.add(ann, Set.of(ANN));
    Signal bob = signal("b", NINE);
    assertThat(colliding.add(bob, Set.of(BOB))).isEmpty();
    assertThat(colliding.related(signal("c", NINE), List.of(BOB, ANN)))
        .containsExactly(new Match(bob, List.of(BOB)), new Match(ann, List.of(ANN)));
  }

  @Test
  void add_absurdTimes_areTaken() {
    index.add(signal("a", Instant.MIN), Set.of(ANN));
    index.add(signal("b", Instant.MAX), Set.of(ANN));
    assertThat(index.add(signal("c", Instant.MAX), Set.of(ANN))).hasSize(1);
    assertThat(index.stats().live()).isEqualTo(3);
  }

  @Test
  void add_full_forgetsTheFirst() {
    SignalIndex small = new SignalIndex(HOUR.withCapacity(2), KeyHash.random());
    for (int i = 0; i < 500; i++) {
      Signal signal = signal("s" + i, NINE);
      assertThat(small.add(signal, Set.of(ANN))).hasSize(Math.min(i, 2));
    }
  }

  /** One overlong signal must not end a run over all. */
  @Test
  void add_keysWithoutEnd_theFirstCount() {
    Set<LinkKey> keys = new LinkedHashSet<>();
    for (int i = 0; i < 10_000; i++) {
      keys.add(new LinkKey(ObservableKind.HOST, "host-" + i));
    }
    index.add(signal("a", NINE), keys);
    assertThat(index.add(signal("b", NINE), keys).get(0).shared()).hasSize(8_192);
  }

  @Test
  void options_outOfRange_areNamed() {
    assertThatThrownBy(() -> HOUR.withWindow(Duration.ZERO)).hasMessageContaining("window");
    assertThatThrownBy(() -> HOUR.withCapacity(0)).hasMessageContaining("capacity");
    assertThatThrownBy(() -> HOUR.withPerKey(257)).hasMessageContaining("perKey");
    assertThatThrownBy(() -> HOUR.withMatches(0)).hasMessageContaining("matches");
    assertThatThrownBy(() -> HOUR.withDisorder(Duration.ofMillis(-1)))
        .hasMessageContaining("disorder");
    assertThatThrownBy(() -> HOUR.withMaxBytes(0)).hasMessageContaining("maxBytes");
    assertThat(HOUR.withWindow(Duration.ofSeconds(Long.MAX_VALUE)).windowMillis()).isPositive();
  }
}
