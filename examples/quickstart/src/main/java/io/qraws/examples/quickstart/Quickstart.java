// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.quickstart;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import io.qraws.core.audit.AuditTrail;
import io.qraws.core.audit.AuditVerifier;
import io.qraws.core.audit.FileAuditTrail;
import io.qraws.core.enrich.Enrichers;
import io.qraws.core.read.Rejected;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SourceRef;
import io.qraws.correlation.baseline.Baseline;
import io.qraws.correlation.incident.IncidentCorrelator;
import io.qraws.correlation.pattern.PatternCatalog;
import io.qraws.response.Qraws;
import io.qraws.response.QrawsListener;
import io.qraws.response.policy.Gate;
import io.qraws.response.report.Case;
import io.qraws.response.report.HtmlReport;
import io.qraws.response.report.ReportFacts;
import io.qraws.scoring.Disposition;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads files, judges what belongs together in them, and writes what matters. */
public final class Quickstart {
  private final Arguments arguments;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean interactive;
  private final int width;
  private long rejectedCount;

  private Quickstart(
      Arguments arguments, PrintStream out, PrintStream err, boolean interactive, int width) {
    this.width = width;
    this.arguments = arguments;
    this.out = out;
    this.err = err;
    this.interactive = interactive;
  }

  /** Runs the program; see {@code --help}. */
  public static void main(String[] args) {
    System.exit(
        run(args, System.out, System.err, terminal(), Terminal.width(System.getenv("COLUMNS"))));
  }

  /** From JDK 22 on there is a console without a terminal too, and only it can tell. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean terminal() {
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  static int run(String[] args, PrintStream out, PrintStream err, boolean interactive, int width) {
    try {
      Arguments arguments = Arguments.parse(args);
      if (arguments.help()) {
        out.print(Arguments.USAGE);
        return 0;
      }
      if (arguments.verifyAudit() != null) {
        return verify(arguments.verifyAudit(), out, err);
      }
      new Quickstart(arguments, out, err, interactive, width).run();
      return 0;
    } catch (Failure e) {
      err.println("quickstart: " + e.getMessage());
      if (e.exitCode() == 2) {
        err.print(Arguments.USAGE);
      }
      return e.exitCode();
    } catch (OutOfMemoryError e) {
      err.println(
          "quickstart: the input does not fit into memory; give more with java -Xmx4g, say");
      return 1;
    }
  }

  private static int verify(Path file, PrintStream out, PrintStream err) {
    AuditVerifier.Result result;
    try {
      result = AuditVerifier.verify(file);
    } catch (UncheckedIOException e) {
      throw Failure.unreadable(file, requireNonNull(e.getCause()));
    }
    if (!result.intact()) {
      err.println("The audit trail is damaged at line " + result.line() + ": " + result.problem());
      return 1;
    }
    out.println(
        "The audit trail is intact: "
            + result.records()
            + " records, head "
            + result.head()
            + (result.closed()
                ? "."
                : "; it was not closed, so records may be missing at its end."));
    return 0;
  }

  private void run() {
    Path dir = folder();
    // What the command line names is looked at before the input, which may take minutes to read.
    Parts parts = new Parts(arguments);
    Enrichers.Builder enrichers = parts.enrichers();
    Gate.Builder gate = parts.gate();
    PatternCatalog patterns = parts.patterns();
    Baseline baseline = parts.baseline();
    // Read first, without a gate: the clock of the audit stands at the time of the newest signal.
    List<Signal> signals;
    int read;
    Instant now;
    Rejections rejections = new Rejections();
    try (Qraws reading = Qraws.builder().listener(rejections).build()) {
      write(
          dir.resolve(Output.REJECTED),
          writer -> {
            try (JsonGenerator json = Output.lines(writer)) {
              rejections.json = json;
              read(reading, dir, rejections);
            }
          });
      signals = reading.signals();
      read = signals.size();
      now = now(signals);
      if (baseline != null) {
        signals = new BaselineDays(baseline, patterns).observe(signals, now);
      }
      writeSignals(reading, signals, dir.resolve(Output.SIGNALS));
    }
    IncidentCorrelator correlator = IncidentCorrelator.builder().patterns(patterns).build();
    judge(signals, read, enrichers, gate, correlator, now, dir);
    Path learned = arguments.baseline();
    if (baseline != null && learned != null) {
      save(baseline, learned);
    }
  }

  private Instant now(List<Signal> signals) {
    Instant given = arguments.now();
    return given != null
        ? given
        : signals.stream().map(Signal::time).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
  }

  /** Makes the folder to write to; its real path. */
  private Path folder() {
    Path dir = arguments.out();
    try {
      Files.createDirectories(dir);
      return dir.toRealPath();
    } catch (IOException e) {
      throw Failure.io(
          "could not make the folder " + Terminal.visible(dir.toString()) + ": " + Failure.why(e));
    }
  }

  private void judge(
      List<Signal> signals,
      int read,
      Enrichers.Builder enrichers,
      Gate.Builder gate,
      IncidentCorrelator correlator,
      Instant now,
      Path dir) {
    Path auditFile = dir.resolve(Output.AUDIT);
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    List<Case> cases;
    try {
      Files.deleteIfExists(auditFile);
    } catch (IOException e) {
      throw unwritable(auditFile, e);
    }
    // Nothing is started here, so the records need not reach the disk one by one.
    try (AuditTrail audit = FileAuditTrail.openForBatch(auditFile, clock);
        Qraws qraws =
            Qraws.builder()
                .enrichers(enrichers)
                .correlator(correlator)
                .gate(gate.auditTrail(audit).clock(clock).build())
                .build()) {
      signals.forEach(qraws::accept);
      cases = qraws.cases(now);
    } catch (UncheckedIOException e) {
      throw unwritable(auditFile, requireNonNull(e.getCause()));
    }
    write(dir.resolve(Output.INCIDENTS), writer -> Output.incidents(writer, cases));
    long suppressed =
        cases.stream().filter(c -> c.assessment().disposition() == Disposition.SUPPRESS).count();
    ReportFacts facts = new ReportFacts(now, read, rejectedCount, suppressed, note(signals));
    write(dir.resolve(Output.REPORT), writer -> HtmlReport.create().write(cases, facts, writer));
    new Terminal(out, width).print(cases, read, rejectedCount, arguments.out());
    if (arguments.inputs().isEmpty()) {
      Path stories = dir.resolve(Output.STORIES);
      try (InputStream note = InputFiles.dayFile(Output.STORIES)) {
        Files.copy(note, stories, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw unwritable(stories, e);
      }
      out.println("  stories.md       which seven attacks are hidden in this day");
    }
  }

  /** What was read, for the report's reader. */
  private String note(List<Signal> signals) {
    Map<String, Long> formats =
        signals.stream()
            .collect(
                Collectors.groupingBy(
                    s -> s.format().label(), TreeMap::new, Collectors.counting()));
    return (arguments.inputs().isEmpty()
            ? "A day that ships with QRAWS; all of it is invented. "
            : "")
        + (formats.isEmpty() ? "" : "Signals by format: ")
        + formats.entrySet().stream()
            .map(e -> e.getKey() + " " + String.format(Locale.ROOT, "%,d", e.getValue()))
            .collect(Collectors.joining(", "))
        + (formats.isEmpty() ? "" : ".")
        + (rejectedCount == 0
            ? ""
            : " Why records were rejected stands in " + Output.REJECTED + ".");
  }

  private void read(Qraws qraws, Path dir, Rejections rejections) {
    if (arguments.inputs().isEmpty()) {
      for (String name : InputFiles.day()) {
        try (InputStream in = InputFiles.dayFile(name)) {
          qraws.read("day/" + name, in);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return;
    }
    Reading reading = new Reading(qraws, rejections);
    for (Path input : arguments.inputs()) {
      InputFiles.visit(input, dir, reading);
    }
    if (interactive) {
      err.print("\r\033[K");
    }
  }

  /** Reads each file that is found, and tells what is not read. */
  private final class Reading implements InputFiles.Visitor {
    private final Qraws qraws;
    private final Rejections rejections;
    private int files;

    Reading(Qraws qraws, Rejections rejections) {
      this.qraws = qraws;
      this.rejections = rejections;
    }

    @Override
    public void file(Path file, boolean named) {
      try (InputStream in = Files.newInputStream(file)) {
        qraws.read(file.toString(), in);
      } catch (IOException e) {
        if (named) {
          throw Failure.unreadable(file, e);
        }
        unreadable(file, Failure.why(e));
      }
      files++;
      if (interactive && files % 10 == 0) {
        err.print("\r" + files + " files read");
      }
    }

    @Override
    public void skipped(Path path, String reason) {
      err.println("quickstart: skipped " + Terminal.visible(path.toString()) + ": " + reason);
    }

    /** One file of many must not cost the others, but it must not be missing silently either. */
    @Override
    public void unreadable(Path path, String reason) {
      err.println(
          "quickstart: could not read " + Terminal.visible(path.toString()) + ": " + reason);
      rejections.rejected(
          new Rejected(
              new SourceRef(path.toString(), 0), "could not read it: " + reason, Raw.EMPTY));
    }
  }

  private static void writeSignals(Qraws qraws, List<Signal> signals, Path file) {
    write(
        file,
        writer -> {
          try (JsonGenerator json = Output.lines(writer)) {
            for (Signal signal : signals) {
              Output.signal(json, signal, qraws.repeats(signal));
            }
          }
        });
  }

  private static void save(Baseline baseline, Path file) {
    Path part = file.resolveSibling(file.getFileName() + Output.PART);
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        baseline.save(out);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(file, discarded(part, e));
    }
  }

  /** Half a surrogate pair in text from outside is written as a question mark, not refused. */
  private static Writer lenientWriter(Path file) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8));
  }

  private interface Writing {
    void to(Writer writer) throws IOException;
  }

  /** Writes beside the file and moves it into place, so that no half file is ever seen. */
  private static void write(Path file, Writing writing) {
    Path part = file.resolveSibling(file.getFileName() + Output.PART);
    try {
      try (Writer writer = lenientWriter(part)) {
        writing.to(writer);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(file, discarded(part, e));
    } catch (UncheckedIOException e) {
      throw unwritable(file, discarded(part, requireNonNull(e.getCause())));
    }
  }

  private static IOException discarded(Path part, IOException cause) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return cause;
  }

  private static Failure unwritable(Path file, IOException e) {
    return Failure.io(
        "could not write " + Terminal.visible(file.toString()) + ": " + Failure.why(e));
  }

  private final class Rejections implements QrawsListener {
    private JsonGenerator json = noGenerator();

    @Override
    public void rejected(Rejected rejected) {
      rejectedCount++;
      try {
        Output.rejected(json, rejected);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static JsonGenerator noGenerator() {
    try {
      return Output.lines(Writer.nullWriter());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
