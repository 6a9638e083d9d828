// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Raw;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Cuts one stream into units, a record or an envelope each, without holding the stream.
 *
 * <p>Structure is found by counting brackets outside strings, so that a unit that does not parse
 * costs only itself; where brackets or quotes are unbalanced, reading goes on at the next place
 * where a known record begins.
 */
final class Document {
  /** Members whose array elements are units of their own, so that the array may have any size. */
  static final Set<String> CONTAINERS =
      Set.of(
          "Records",
          "Findings",
          "findings",
          "Events",
          "events",
          "flows",
          "offenses",
          "configurationItems",
          "Messages",
          "logEvents");

  private static final Pattern EMPTY_CONTAINER =
      Pattern.compile("\"(?:" + String.join("|", CONTAINERS) + ")\"\\s*:\\s*\\[\\s*\\]");

  static final int KEPT_OF_BROKEN = 64 << 10;
  private static final int LARGEST_RESUMED = 256 << 10;
  private static final int MOST_RESUMES_TRIED = 64;

  /**
   * How often over the input may be read in vain: what stood behind something broken and was
   * scanned for its end is read again.
   */
  private static final int MOST_IN_VAIN = 64;

  private final ByteWindow window;
  private final Envelopes envelopes;
  private final SignalReader.Session session;
  private final int largest;

  private final Tape tape = new Tape();

  /** Whether the unit just read held a line break. */
  private boolean lineBroken;

  /** How many bytes were read in vain. */
  private long inVain;

  Document(ByteWindow window, Envelopes envelopes, SignalReader.Session session, int largest) {
    this.window = window;
    this.envelopes = envelopes;
    this.session = session;
    this.largest = largest;
  }

  void read() throws IOException {
    if (window.next() != 0xef || window.next() != 0xbb || window.next() != 0xbf) {
      window.rewind(0);
    }
    int first = skipBlank();
    if (first == '{' || first == '[') {
      values();
    } else if (first >= 0) {
      new TextLines(window, envelopes, session, largest).read();
    }
  }

  /** Top-level values, one after the other; a line each once the first has kept to its line. */
  private void values() throws IOException {
    boolean linewise = false;
    boolean firstValue = true;
    while (skipBlank() >= 0) {
      if (linewise) {
        line();
        continue;
      }
      lineBroken = false;
      int c = window.peek();
      if (c == '{') {
        if (!quick(true)) {
          value(Scan.watching());
        }
      } else if (c == '[') {
        window.next();
        elements();
      } else if (!firstValue && (c == ',' || c == ']' || c == '}')) {
        // What is left of an array or object in which reading was resumed.
        window.next();
        continue;
      } else {
        line();
      }
      if (firstValue && !lineBroken && endsLine()) {
        linewise = true;
      }
      firstValue = false;
    }
  }

  private boolean endsLine() throws IOException {
    while (window.peek() == ' ' || window.peek() == '\t' || window.peek() == '\r') {
      window.next();
    }
    return window.peek() == '\n';
  }

  /**
   * A unit that is sound and at hand, as nearly all are; false if it has to be read with care.
   *
   * @param watch whether an object with containers has to
   */
  private boolean quick(boolean watch) throws IOException {
    if (!window.take(tape, largest, watch)) {
      return false;
    }
    lineBroken |= tape.lineBroken();
    Node value = tape.root();
    if (envelopes.open(value, null, session) == 0) {
      session.rejected(SignalReader.UNKNOWN, value.raw());
    }
    window.mark();
    return true;
  }

  /** The same for a line of JSON lines. */
  private boolean quickLine() throws IOException {
    if (!window.take(tape, largest - 1, false) || tape.lineBroken() || !window.takeLineBreak()) {
      window.rewind(0);
      return false;
    }
    Node value = tape.root();
    if (envelopes.open(value, null, session) == 0 && !emptyContainer(value.toString())) {
      session.rejected(SignalReader.UNKNOWN, value.raw());
    }
    window.mark();
    return true;
  }

  /**
   * A value to its end: a unit, or, where the scan watches for them, a container whose elements are
   * read one by one.
   */
  private void value(Scan scan) throws IOException {
    window.mark();
    if (inVain > MOST_IN_VAIN * Math.max(window.taken(), LARGEST_RESUMED)) {
      hopeless();
      return;
    }
    while (true) {
      Scan.State state = scan.step(window);
      if (state == Scan.State.CONTAINER && CONTAINERS.contains(scan.key()) && !endsAtOnce(scan)) {
        container(scan);
        return;
      }
      if (state == Scan.State.DONE) {
        lineBroken |= scan.lineBroken();
        unit();
        return;
      }
      if (state == Scan.State.END) {
        broken("the input ends inside a record");
        return;
      }
      if (window.marked() > largest) {
        if (scan.watchesTop()) {
          // The records may lie in a container further down.
          window.rewind(0);
          value(Scan.watchingDeep(false));
        } else {
          oversized(scan);
        }
        return;
      }
    }
  }

  /**
   * Whether the array that begins is empty. What holds none but such is read as a unit, so that it
   * is told if it is broken.
   */
  private boolean endsAtOnce(Scan scan) throws IOException {
    while (isBlank(window.peek())) {
      scan.step(window);
    }
    return window.peek() == ']';
  }

  /** The elements of an object's containers; its other members are metadata. */
  private void container(Scan scan) throws IOException {
    Scan.State state = Scan.State.CONTAINER;
    while (state != Scan.State.DONE) {
      if (state == Scan.State.END) {
        broken("the input ends inside what holds records");
        return;
      }
      if (state == Scan.State.CONTAINER && CONTAINERS.contains(scan.key())) {
        if (!elements()) {
          return;
        }
        scan.closeArray();
        window.mark();
      }
      if (window.marked() > LARGEST_RESUMED) {
        window.mark();
      }
      state = scan.step(window);
    }
    window.mark();
    lineBroken |= scan.lineBroken();
  }

  /**
   * The elements of an array whose bracket has been taken, to its closing bracket.
   *
   * @return false if the input ends before that, which has been told
   */
  private boolean elements() throws IOException {
    while (true) {
      int c = skipBlank();
      if (c < 0) {
        session.rejected("the input ends inside an array", Raw.EMPTY);
        return false;
      }
      if (c == ']') {
        window.next();
        return true;
      }
      if (c == ',') {
        window.next();
      } else if (c == '{' || c == '[' || c == '"') {
        if (!quick(false)) {
          value(Scan.plain());
        }
      } else {
        scalar();
      }
    }
  }

  /** A number, word or stray byte where a record should be. */
  private void scalar() throws IOException {
    window.mark();
    do {
      window.next();
    } while (window.peek() >= 0 && ",]{[\"\n".indexOf(window.peek()) < 0);
    session.rejected("not a record: an object was expected", Raw.of(window.copy(KEPT_OF_BROKEN)));
  }

  private void unit() throws IOException {
    byte[] json = window.copy(Integer.MAX_VALUE);
    Envelopes.Opened opened = envelopes.open(json, session);
    if (opened.problem() != null) {
      broken(opened.problem());
      return;
    }
    if (opened.count() == 0 && !emptyContainer(new String(json, StandardCharsets.UTF_8))) {
      session.rejected(SignalReader.UNKNOWN, Raw.of(json));
    }
    window.mark();
  }

  /** Rejects from the mark to where a known record begins, and goes on there. */
  private void broken(String reason) {
    byte[] bytes = window.copy(Integer.MAX_VALUE);
    int resume = resume(bytes);
    rejectTo(resume < 0 ? bytes.length : resume, bytes, reason);
  }

  private void rejectTo(int end, byte[] bytes, String reason) {
    session.rejected(reason, Raw.of(bytes, 0, Math.min(end, KEPT_OF_BROKEN)));
    inVain += bytes.length - end;
    window.rewind(end);
    window.mark();
  }

  /**
   * Gives up a line. Each of many records that do not close costs a scan to the end of the input;
   * past a limit only what is sound and at hand is read, so that time grows with the input alone.
   */
  private void hopeless() throws IOException {
    byte[] line = window.takeLine(largest);
    session.rejected(
        "given up: too much before it is broken",
        Raw.of(line, 0, Math.min(line.length, KEPT_OF_BROKEN)));
  }

  /** Where, behind its start, a record begins that parses and is known; -1 if nowhere. */
  private int resume(byte[] bytes) {
    int tried = 0;
    for (int i = 1; i < bytes.length && tried < MOST_RESUMES_TRIED; i++) {
      if (bytes[i] == '{' && followsSeparator(bytes, i)) {
        tried++;
        int end = Scan.endOfValue(bytes, i, LARGEST_RESUMED);
        inVain += end > 0 ? end - i : Math.min(bytes.length - i, LARGEST_RESUMED);
        if (end > 0 && envelopes.known(Arrays.copyOfRange(bytes, i, end))) {
          return i;
        }
      }
    }
    return -1;
  }

  private static boolean followsSeparator(byte[] bytes, int at) {
    int i = at - 1;
    while (i >= 0 && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i--;
    }
    return i >= 0 && (bytes[i] == ',' || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '[');
  }

  /**
   * Skips a unit that is too large to be held, keeping its beginning: to a record in what is held,
   * since it may only seem large because a bracket is not closed, else to its end.
   */
  private void oversized(Scan scan) throws IOException {
    String reason = "a record larger than " + largest + " bytes";
    byte[] bytes = window.copy(Integer.MAX_VALUE);
    int resume = scan.endsWithLine() ? -1 : resume(bytes);
    if (resume >= 0) {
      rejectTo(resume, bytes, reason);
      return;
    }
    Scan.State state = Scan.State.MORE;
    while (state != Scan.State.DONE && state != Scan.State.END) {
      window.mark();
      state = scan.step(window);
    }
    window.mark();
    session.rejected(reason, Raw.of(bytes, 0, Math.min(bytes.length, KEPT_OF_BROKEN)));
  }

  /** One line of JSON lines; whatever is wrong with it ends at its end. */
  private void line() throws IOException {
    boolean object = window.peek() == '{';
    if (object && quickLine()) {
      return;
    }
    byte[] line = window.line(largest);
    if (object && line.length >= largest) {
      window.rewind(0);
      value(Scan.watchingDeep(true));
      return;
    }
    window.skipLine();
    if (line.length >= largest) {
      session.rejected(
          "a record larger than " + largest + " bytes",
          Raw.of(line, 0, Math.min(line.length, KEPT_OF_BROKEN)));
      return;
    }
    String text = new String(line, StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) {
      return;
    }
    if (text.charAt(0) == '{' || text.charAt(0) == '[') {
      // As where the line is taken at once: an id may be made from these bytes.
      byte[] json = withoutBlanks(line);
      Envelopes.Opened opened = envelopes.open(json, session);
      if (opened.problem() != null) {
        session.rejected(opened.problem(), Raw.of(json));
      } else if (opened.count() == 0 && !emptyContainer(text)) {
        session.rejected(SignalReader.UNKNOWN, Raw.of(json));
      }
    } else if (!session.line(text, null)) {
      session.rejected("not JSON", Raw.of(line));
    }
  }

  private static byte[] withoutBlanks(byte[] line) {
    int end = line.length;
    while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '\t' || line[end - 1] == '\r')) {
      end--;
    }
    return Arrays.copyOf(line, end);
  }

  private static boolean emptyContainer(String text) {
    return EMPTY_CONTAINER.matcher(text).find();
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private int skipBlank() throws IOException {
    int c = window.peek();
    while (isBlank(c)) {
      lineBroken |= c == '\n';
      window.next();
      c = window.peek();
    }
    window.mark();
    return c;
  }
}
