// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.fuzz;

import static io.qraws.examples.trials.fuzz.Target.promise;

import io.qraws.core.read.Rejected;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Signal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** What is promised of reading anything at all. */
final class ReadingJudge {
  /** A record that stands beside whatever comes, and must be read all the same. */
  private static final String NEIGHBOUR =
      """
      {"eventVersion":"1.08","eventID":"%s","eventTime":"2026-03-17T09:00:00Z",\
      "eventName":"ListUsers","eventSource":"iam.amazonaws.com"}""";

  /** A list of records in which there are none. */
  private static final Pattern EMPTY_LIST =
      Pattern.compile(
          "\"(Records|Findings|findings|Events|events|flows|offenses|configurationItems|Messages"
              + "|logEvents)\"\\s*:\\s*\\[\\s*]");

  private static final Pattern EMPTY_ARRAY =
      Pattern.compile("\\uFEFF?\\s*(?:\\[[\\s,}]*][\\s,\\]}]*)*(?:\\[[\\s,}]*)?");

  /** What brings bytes into a record that do not stand so in the input. */
  private static final Pattern WRITTEN_ANEW =
      Pattern.compile("\\\\|H4sI|NaN|INF|Infinity|\\uFFFD|\\x00");

  private final Reading.Reads reads;

  ReadingJudge(Reading.Reads reads) {
    this.reads = reads;
  }

  /** The input as a stream of its own, at once and in pieces. */
  void check(byte[] input) {
    checked(input, Packing.text(input));
  }

  /** The input packed: as it is, and where it is gzip itself, what is in it. */
  void checkPacked(byte[] input) {
    Packing packing = Packing.of(input);
    Reading reading = checked(input, packing.plain());
    if (packing.damaged()) {
      promise(!reading.rejected().isEmpty(), "damaged gzip is told", packing.plain());
    }
    byte[] packed = Packing.pack(input, 0, input.length / 2);
    byte[] rest = Packing.pack(input, input.length / 2, input.length);
    Reading plain = Reading.of(reads, new ByteArrayInputStream(input));
    Reading unpacked = Reading.of(reads, Reading.slowly(joined(packed, rest), packed.length, 7));
    if (!packing.isPacked()) {
      promise(plain.equals(unpacked), "two members are read as what is in them", plain, unpacked);
    }
  }

  /** The input as one of three lines, of which the others are sound. */
  void checkAmongLines(byte[] input) {
    byte[] line = input.clone();
    for (int i = 0; i < line.length; i++) {
      line[i] = line[i] == '\n' ? (byte) ' ' : line[i];
    }
    byte[] first = (NEIGHBOUR.formatted("first") + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] last = ("\n" + NEIGHBOUR.formatted("last")).getBytes(StandardCharsets.UTF_8);
    byte[] lines = joined(first, line, last);
    Reading reading = checked(lines, new String(lines, StandardCharsets.UTF_8));
    List<Signal> signals = reading.signals();
    promise(signals.size() >= 2, "sound lines are read beside any other", reading);
    promise(signals.get(0).id().equals("first"), "the line before is read", reading);
    promise(
        signals.get(signals.size() - 1).id().equals("last"), "the line behind is read", reading);
  }

  private Reading checked(byte[] input, String plain) {
    Reading reading = Reading.of(reads, new ByteArrayInputStream(input));
    places(reading);
    // A byte order mark alone says no more than blanks do.
    String told = plain.startsWith("\uFEFF") ? plain.substring(1) : plain;
    promise(
        !reading.isEmpty() || told.isBlank() || saysNothing(plain),
        "what is not empty is told",
        plain);
    for (Signal signal : reading.signals()) {
      SignalJudge.check(signal);
      promise(
          isPart(signal.raw(), plain)
              || WRITTEN_ANEW.matcher(plain).find()
              || Packing.isUtf16(input),
          "raw bytes are of the input",
          signal,
          plain);
    }
    for (Rejected rejected : reading.rejected()) {
      promise(!rejected.reason().isBlank(), "a rejection has a reason", rejected);
    }
    int seed = input.length == 0 ? 1 : 1 + (input[input.length / 2] & 0x3f);
    Reading slowly = Reading.of(reads, Reading.slowly(input, seed, 1, 3 * seed, 4096));
    promise(
        reading.equals(slowly), "the pieces in which it arrives change nothing", reading, slowly);
    return reading;
  }

  /** Each signal and each rejection has a place of its own, and there is no gap. */
  private static void places(Reading reading) {
    BitSet taken = new BitSet();
    for (Signal signal : reading.signals()) {
      place(taken, signal.source().index(), reading);
    }
    for (Rejected rejected : reading.rejected()) {
      place(taken, rejected.source().index(), reading);
    }
    promise(taken.cardinality() == taken.length(), "places have no gap", reading);
  }

  private static void place(BitSet taken, long index, Reading reading) {
    promise(!taken.get((int) index), "a place is taken once", index, reading);
    taken.set((int) index);
  }

  /** The few inputs that hold something and yet no record: empty lists, and a flow log's header. */
  private static boolean saysNothing(String plain) {
    String letters = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return EMPTY_ARRAY.matcher(plain).matches()
        || EMPTY_LIST.matcher(plain).find()
        || letters.contains("srcaddr")
        || letters.contains("sourceaddress")
        || letters.contains("srcip")
        || letters.contains("interfaceid");
  }

  /** A row's raw bytes are the table's header and the row, which need not stand together. */
  private static boolean isPart(Raw raw, String plain) {
    String text = raw.text();
    int line = text.indexOf('\n');
    return plain.contains(text)
        || (line > 0
            && plain.contains(text.substring(0, line))
            && plain.contains(text.substring(line + 1)));
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(Objects.requireNonNull(part));
    }
    return all.toByteArray();
  }
}
