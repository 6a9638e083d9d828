// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SourceRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The front door: recognises the format from the content and opens envelopes to any depth.
 *
 * <p>Reads JSON documents, JSON lines, flow log lines and tables with a header row, gzipped or not,
 * record by record: a document of any size is never held whole. Safe for use by many threads. What
 * can't be read goes to {@link ReadListener#rejected} with the reason, and its neighbours are read
 * all the same.
 */
public final class SignalReader {
  static final String UNKNOWN = "not a recognised format: no signal in it";

  /** One record may be this large, in bytes. Source: a finding in ASFF has 240 KB at most. */
  private static final int LARGEST_RECORD = 16 << 20;

  private static final int DEEPEST_GZIP = 8;

  private final Envelopes envelopes;
  private final int largest;

  SignalReader(List<FormatReader> readers, int largest) {
    envelopes = new Envelopes(readers);
    this.largest = largest;
  }

  /** A reader for all formats. */
  public static SignalReader create() {
    return new SignalReader(formats(), LARGEST_RECORD);
  }

  /** In the order in which they are asked. */
  static List<FormatReader> formats() {
    return List.of(
        new AsffReader(),
        new OcsfReader(),
        new GuardDutyReader(),
        new InspectorReader(),
        new AccessAnalyzerReader(),
        new MacieReader(),
        new CloudTrailReader(),
        new OcsfActivityReader(),
        new ConfigReader(),
        new OffenseReader(),
        new StixReader(),
        new QradarFlowReader(),
        new QradarEventReader(),
        new VpcFlowReader());
  }

  /**
   * Reads a file to its end.
   *
   * @param file named in {@link SourceRef#file()} as it is given
   * @param listener takes what is read
   * @throws IOException if the file can't be read; content never throws
   */
  public void readFile(Path file, ReadListener listener) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      read(file.toString(), in, listener);
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param file what to call the stream in {@link SourceRef#file()}
   * @param in not closed here
   * @param listener takes what is read
   * @throws IOException if the stream itself fails; content never throws
   */
  public void read(String file, InputStream in, ReadListener listener) throws IOException {
    Session session =
        new Session(requireNonNull(file, "file"), requireNonNull(listener, "listener"));
    ByteWindow window;
    try {
      window = new ByteWindow(plain(in, 0));
      window.peek();
    } catch (ZipException | java.io.EOFException e) {
      session.rejected("damaged gzip: " + e.getMessage(), Raw.EMPTY);
      return;
    }
    new Document(window, envelopes, session, largest).read();
    if (window.damage() != null) {
      session.rejected("damaged gzip, the rest is lost: " + window.damage(), Raw.EMPTY);
    }
  }

  /** Unpacks gzip in gzip, and turns UTF-16 with a byte order mark into UTF-8. */
  private static InputStream plain(InputStream in, int depth) throws IOException {
    PushbackInputStream start = new PushbackInputStream(in, 2);
    byte[] magic = start.readNBytes(2);
    start.unread(magic);
    if (magic.length < 2) {
      return start;
    }
    int first = magic[0] & 0xff;
    int second = magic[1] & 0xff;
    if (first == 0x1f && second == 0x8b && depth < DEEPEST_GZIP) {
      return plain(new Gunzip(start), depth + 1);
    }
    if ((first == 0xff && second == 0xfe) || (first == 0xfe && second == 0xff)) {
      String text = new String(start.readAllBytes(), StandardCharsets.UTF_16);
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
    return start;
  }

  /** One stream's records, numbered. */
  static final class Session implements RecordSink {
    private final String file;
    private final ReadListener listener;
    private final FlowLogLines flows = new FlowLogLines();
    private long index;

    Session(String file, ReadListener listener) {
      this.file = file;
      this.listener = listener;
    }

    @Override
    public void record(FormatReader reader, Node node, Raw raw) {
      SourceRef source = new SourceRef(file, index);
      Signal signal;
      try {
        signal = reader.read(node, raw, source);
      } catch (UnreadableException e) {
        rejected(name(reader) + ": " + e.getMessage(), raw);
        return;
      } catch (RuntimeException e) {
        // A fault of a reader on one odd record must not cost the others.
        rejected(name(reader) + ": could not be read (" + e.getClass().getSimpleName() + ")", raw);
        return;
      }
      index++;
      listener.signal(signal);
    }

    @Override
    public void rejected(String reason, Raw raw) {
      listener.rejected(new Rejected(new SourceRef(file, index++), reason, raw));
    }

    /** A line of a flow log; false if it is none. */
    @Override
    public boolean line(String line, @Nullable Node told) {
      if (FlowLogLines.looksLikeHeader(line)) {
        flows.header(line);
        return true;
      }
      if (!FlowLogLines.looksLikeRecord(line) && !flows.expects(line)) {
        return false;
      }
      Raw raw = Raw.of(line);
      Signal signal;
      try {
        signal = flows.read(line, raw, new SourceRef(file, index), told);
      } catch (UnreadableException e) {
        rejected("VPC flow log: " + e.getMessage(), raw);
        return true;
      }
      index++;
      listener.signal(signal);
      return true;
    }

    private static String name(FormatReader reader) {
      return reader.getClass().getSimpleName().replace("Reader", "");
    }
  }
}
