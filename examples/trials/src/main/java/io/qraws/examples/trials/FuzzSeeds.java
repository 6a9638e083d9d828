// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Inputs to begin with out of folders of samples, some for each target, chosen by a seed. */
final class FuzzSeeds {
  private static final int MOST = 500;
  private static final int LARGEST = 64 << 10;

  private final SplittableRandom random;
  private final Map<String, List<byte[]>> seeds = new HashMap<>();
  private final Map<String, Integer> offered = new HashMap<>();

  FuzzSeeds(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The inputs for a target; none if no sample is of its format. */
  List<byte[]> of(String target) {
    return seeds.getOrDefault(target, List.of());
  }

  /** Takes the files of a folder and the records in them. */
  void add(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    SignalReader reader = SignalReader.create();
    for (Path file : files) {
      if (Files.size(file) <= LARGEST) {
        byte[] bytes = Files.readAllBytes(file);
        offer("envelopes", bytes);
        offer("gzip", bytes);
      }
      reader.readFile(
          file,
          new ReadListener() {
            @Override
            public void signal(Signal signal) {
              offer(target(signal), signal.raw().bytes());
              offer("lines", signal.raw().bytes());
            }

            @Override
            public void rejected(Rejected rejected) {
              offer("envelopes", rejected.raw().bytes());
              offer("growth", rejected.raw().bytes());
            }
          });
    }
  }

  /** Keeps each of what is offered with the same chance. */
  private void offer(String target, byte[] input) {
    if (input.length == 0 || input.length > LARGEST) {
      return;
    }
    List<byte[]> kept = seeds.computeIfAbsent(target, name -> new ArrayList<>());
    int before = offered.merge(target, 1, Integer::sum) - 1;
    int place = before < MOST ? before : random.nextInt(before + 1);
    if (place == kept.size()) {
      kept.add(input);
    } else if (place < MOST) {
      kept.set(place, input);
    }
  }

  private static String target(Signal signal) {
    String text = signal.raw().text();
    if (!text.startsWith("{") && text.indexOf('\n') > 0) {
      return "table";
    }
    return switch (signal.format()) {
      case OCSF -> signal.kind() == SignalKind.FINDING ? "ocsf" : "ocsf-activity";
      case QRADAR_EVENT -> text.contains("observed-data") ? "stix" : "qradar-event";
      case QRADAR_OFFENSE -> "offense";
      default -> signal.format().label().replace('_', '-');
    };
  }
}
