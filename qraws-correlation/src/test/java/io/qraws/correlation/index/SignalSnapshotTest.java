// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import io.qraws.correlation.identity.LinkKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignalSnapshotTest {
  private static final Instant NINE = Instant.parse("2026-03-17T09:00:00Z");
  private static final LinkKey ANN = new LinkKey(ObservableKind.USER, "ann");
  private static final LinkKey HOST = new LinkKey(ObservableKind.IP, "192.0.2.1");

  private final Map<String, Signal> signals = new HashMap<>();

  private Signal signal(String id, int minute) {
    SignalHeader header =
        SignalHeader.builder(id, Format.CLOUDTRAIL, new SourceRef("sample", 0), Raw.of(id))
            .time(NINE.plusSeconds(60L * minute))
            .build();
    Signal made = new ApiCall(header, "iam", "GetUser", false, null, "IAMUser", "", null, Map.of());
    signals.put(id, made);
    return made;
  }

  private static byte[] written(SignalIndex index) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    index.write(bytes, Signal::id);
    return bytes.toByteArray();
  }

  private SignalIndex read(byte[] bytes, IndexOptions options) throws IOException {
    return SignalIndex.read(
        new ByteArrayInputStream(bytes), options, KeyHash.random(), signals::get);
  }

  private byte[] two() throws IOException {
    SignalIndex index = new SignalIndex(IndexOptions.DEFAULT, KeyHash.random());
    index.add(signal("a", 0), Set.of(ANN));
    index.add(signal("b", 1), Set.of(ANN, HOST));
    return written(index);
  }

  /** The one that was read goes on as the one that was written would, under another seed. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void read_whatWasWritten_answersTheSame(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    IndexOptions options =
        IndexOptions.DEFAULT.withCapacity(random.nextInt(1, 300)).withPerKey(random.nextInt(1, 9));
    SignalIndex first = new SignalIndex(options, KeyHash.random());
    int number = 0;
    for (; number < 500; number++) {
      first.add(signal("s" + number, random.nextInt(3_000)), keys(random));
    }
    SignalIndex second = read(written(first), options);
    assertThat(second.stats().live()).isEqualTo(first.stats().live());
    for (; number < 1_000; number++) {
      Signal signal = signal("s" + number, random.nextInt(3_000));
      Set<LinkKey> keys = keys(random);
      assertThat(second.add(signal, keys)).isEqualTo(first.add(signal, keys));
    }
  }

  private static Set<LinkKey> keys(SplittableRandom random) {
    Set<LinkKey> keys = new LinkedHashSet<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      keys.add(new LinkKey(ObservableKind.USER, "ü" + random.nextInt(40)));
    }
    return keys;
  }

  @Test
  void read_signalThatIsGone_isForgotten() throws IOException {
    byte[] bytes = two();
    signals.remove("b");
    SignalIndex index = read(bytes, IndexOptions.DEFAULT);
    assertThat(index.stats().live()).isOne();
    assertThat(index.add(signal("c", 2), Set.of(ANN)))
        .extracting(match -> match.signal().id())
        .containsExactly("a");
  }

  @Test
  void read_intoLess_keepsTheNewest() throws IOException {
    SignalIndex index = read(two(), IndexOptions.DEFAULT.withCapacity(1));
    assertThat(index.related(signal("c", 2), List.of(ANN)))
        .extracting(match -> match.signal().id())
        .containsExactly("b");
  }

  @Test
  void write_empty_isReadEmpty() throws IOException {
    byte[] bytes = written(new SignalIndex(IndexOptions.DEFAULT, KeyHash.random()));
    assertThat(read(bytes, IndexOptions.DEFAULT).stats().live()).isZero();
  }

  @Test
  void read_cutShortOrChangedAnywhere_isRefused() throws IOException {
    byte[] bytes = two();
    for (int i = 0; i < bytes.length; i++) {
      byte[] cut = Arrays.copyOf(bytes, i);
      assertThatThrownBy(() -> read(cut, IndexOptions.DEFAULT))
          .isInstanceOf(StreamCorruptedException.class);
      byte[] changed = bytes.clone();
      changed[i] ^= 0x40;
      assertThatThrownBy(() -> read(changed, IndexOptions.DEFAULT))
          .as("byte %d", i)
          .isInstanceOf(StreamCorruptedException.class);
    }
  }

  @Test
  void read_anotherVersion_isNamed() throws IOException {
    byte[] bytes = two();
    bytes[7] = 9;
    assertThatThrownBy(() -> read(bytes, IndexOptions.DEFAULT)).hasMessageContaining("version 9");
  }
}
