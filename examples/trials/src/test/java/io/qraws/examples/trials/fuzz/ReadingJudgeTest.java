// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import io.qraws.examples.trials.fuzz.Reading.Reads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A judge that sees nothing passes everything: readers with one fault each, and the real one. */
final class ReadingJudgeTest {
  private static final SignalReader READER = SignalReader.create();

  private static final byte[] THREE =
      """
      {"eventName":"A","eventSource":"s3","eventTime":"2026-03-17T09:00:00Z","eventID":"a"}
      {"broken"
      {"eventName":"B","eventSource":"s3","eventTime":"2026-03-17T09:00:00Z","eventID":"b"}
      """
          .getBytes(StandardCharsets.UTF_8);

  /** Readers by their fault. */
  private static final Map<String, Reads> FAULTY =
      Map.of(
          "throws",
          (name, in, listener) -> {
            throw new IllegalStateException("a fault");
          },
          "reads nothing",
          (name, in, listener) -> in.readAllBytes(),
          "drops a signal",
          changing(
              (signal, listener) -> {
                if (!signal.id().equals("a")) {
                  listener.signal(signal);
                }
              }),
          "repeats a signal",
          changing(
              (signal, listener) -> {
                listener.signal(signal);
                listener.signal(signal);
              }),
          "drops what it rejects",
          (name, in, listener) -> READER.read(name, in, onlySignals(listener)),
          "stops where a network pauses",
          (name, in, listener) -> READER.read(name, untilPause(in), listener),
          "makes up raw bytes",
          changing((signal, listener) -> listener.signal(with(signal, signal.time(), "made up"))),
          "makes up a time",
          changing(
              (signal, listener) ->
                  listener.signal(
                      with(signal, Instant.parse("2400-01-01T00:00:00Z"), signal.raw().text()))));

  static Iterable<String> faults() {
    return FAULTY.keySet();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void check_faultyReader_isSeen(String fault) {
    ReadingJudge judge = new ReadingJudge(FAULTY.get(fault));
    assertThatThrownBy(() -> judge.check(THREE))
        .isInstanceOfAny(AssertionError.class, IllegalStateException.class);
  }

  @Test
  void check_soundReader_passes() {
    ReadingJudge judge = new ReadingJudge(READER::read);
    assertThatCode(() -> judge.check(THREE)).doesNotThrowAnyException();
    assertThatCode(() -> judge.checkAmongLines(THREE)).doesNotThrowAnyException();
    assertThatCode(() -> judge.checkPacked(THREE)).doesNotThrowAnyException();
  }

  /** A byte order mark alone holds nothing that could be lost. */
  @Test
  void check_byteOrderMarkAlone_passes() {
    ReadingJudge judge = new ReadingJudge(READER::read);
    byte[] mark = {(byte) 0xff, (byte) 0xfe};
    assertThatCode(() -> judge.check(mark)).doesNotThrowAnyException();
    assertThatCode(() -> judge.checkPacked(Packing.pack(mark, 0, 2))).doesNotThrowAnyException();
  }

  @Test
  void checkAmongLines_readerThatLosesTheLineBehind_isSeen() {
    Reads losing =
        (name, in, listener) -> {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          String kept = text.substring(0, text.lastIndexOf('\n'));
          READER.read(name, stream(kept), listener);
        };
    assertThatThrownBy(() -> new ReadingJudge(losing).checkAmongLines(THREE))
        .isInstanceOf(AssertionError.class);
  }

  /** The JDK's stream ends with a member where the one beneath says that nothing is at hand. */
  @Test
  void checkPacked_readerThatLosesMembers_isSeen() {
    Reads losing =
        (name, in, listener) -> {
          in.mark(2);
          boolean packed = in.read() == 0x1f && in.read() == 0x8b;
          in.reset();
          READER.read(name, packed ? new GZIPInputStream(in, 16) : in, listener);
        };
    assertThatThrownBy(() -> new ReadingJudge(losing).checkPacked(THREE))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void growth_readerThatReadsAgainAndAgain_isSeen() {
    Reads again =
        (name, in, listener) -> {
          byte[] all = in.readAllBytes();
          for (int i = 0; i < all.length; i += 16 << 10) {
            READER.read(name, new ByteArrayInputStream(all), listener);
          }
        };
    assertThatCode(() -> new GrowthJudge(READER::read).check(THREE)).doesNotThrowAnyException();
    assertThatThrownBy(() -> new GrowthJudge(again).check(THREE))
        .isInstanceOf(AssertionError.class);
  }

  private static Reads changing(BiConsumer<Signal, ReadListener> change) {
    return (name, in, listener) ->
        READER.read(
            name,
            in,
            new ReadListener() {
              @Override
              public void signal(Signal signal) {
                change.accept(signal, listener);
              }

              @Override
              public void rejected(Rejected rejected) {
                listener.rejected(rejected);
              }
            });
  }

  private static ReadListener onlySignals(ReadListener listener) {
    return new ReadListener() {
      @Override
      public void signal(Signal signal) {
        listener.signal(signal);
      }

      @Override
      public void rejected(Rejected rejected) {}
    };
  }

  private static InputStream untilPause(InputStream in) throws IOException {
    byte[] first = new byte[1 << 16];
    return new ByteArrayInputStream(first, 0, Math.max(0, in.read(first)));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Signal with(Signal signal, Instant time, String raw) {
    SourceRef source = signal.source();
    return signal.withHeader(
        SignalHeader.builder(signal.id(), signal.format(), source, Raw.of(raw))
            .time(time)
            .title(signal.title())
            .build());
  }
}
