// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a reader gave. */
final class Taken implements ReadListener {
  final List<Signal> signals = new ArrayList<>();
  final List<Rejected> rejected = new ArrayList<>();

  static Taken of(byte[] bytes) {
    Taken taken = new Taken();
    try {
      SignalReader.create().read("test", new ByteArrayInputStream(bytes), taken);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return taken;
  }

  static Taken of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static Taken of(Path file) throws IOException {
    Taken taken = new Taken();
    SignalReader.create().readFile(file, taken);
    return taken;
  }

  /** The only signal of a text in which nothing is rejected. */
  static <S extends Signal> S only(Class<S> kind, String text) {
    Taken taken = of(text);
    if (!taken.rejected.isEmpty() || taken.signals.size() != 1) {
      throw new AssertionError(taken.signals.size() + " signals, rejected " + taken.rejected);
    }
    return kind.cast(taken.signals.get(0));
  }

  static Observable shown(ObservableKind kind, String value, Role role) {
    return new Observable(kind, value, role);
  }

  List<String> ids() {
    return signals.stream().map(Signal::id).toList();
  }

  @Override
  public void signal(Signal signal) {
    signals.add(signal);
  }

  @Override
  public void rejected(Rejected record) {
    rejected.add(record);
  }
}
