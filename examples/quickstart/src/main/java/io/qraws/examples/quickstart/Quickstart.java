// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.quickstart;

import com.fasterxml.jackson.core.JsonGenerator;
import io.qraws.core.audit.AuditTrail;
import io.qraws.core.audit.AuditVerifier;
import io.qraws.core.audit.FileAuditTrail;
import io.qraws.core.enrich.Enricher;
import io.qraws.core.enrich.InventoryEnricher;
import io.qraws.core.enrich.TagEnricher;
import io.qraws.core.read.Rejected;
import io.qraws.core.signal.Signal;
import io.qraws.response.Qraws;
import io.qraws.response.QrawsListener;
import io.qraws.response.policy.AutonomyPhase;
import io.qraws.response.policy.Gate;
import io.qraws.response.report.Case;
import io.qraws.response.report.HtmlReport;
import io.qraws.response.report.ReportFacts;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads files, judges what belongs together in them, and writes what matters. */
public final class Quickstart {
  private final Arguments arguments;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean interactive;
  private long rejectedCount;

  private Quickstart(Arguments arguments, PrintStream out, PrintStream err, boolean interactive) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
    this.interactive = interactive;
  }

  /** Runs the program; see {@code --help}. */
  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err, terminal()));
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

  static int run(String[] args, PrintStream out, PrintStream err, boolean interactive) {
    try {
      Arguments arguments = Arguments.parse(args);
      if (arguments.help()) {
        out.print(Arguments.USAGE);
        return 0;
      }
      if (arguments.verifyAudit() != null) {
        return verify(arguments.verifyAudit(), out, err);
      }
      new Quickstart(arguments, out, err, interactive).run();
      return 0;
    } catch (Failure e) {
      err.println("quickstart: " + e.getMessage());
      if (e.exitCode() == 2) {
        err.print(Arguments.USAGE);
      }
      return e.exitCode();
    }
  }

  private static int verify(Path file, PrintStream out, PrintStream err) {
    AuditVerifier.Result result;
    try {
      result = AuditVerifier.verify(file);
    } catch (UncheckedIOException e) {
      throw Failure.io("could not read " + Terminal.visible(file.toString()));
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
    Path dir = arguments.out();
    try {
      Files.createDirectories(dir);
    } catch (IOException e) {
      throw Failure.io("could not make the folder " + Terminal.visible(dir.toString()));
    }
    Path rejectedFile = dir.resolve("rejected.jsonl");
    Rejections rejections = new Rejections();
    List<Enricher> enrichers = enrichers();
    // Read first, without a gate: the clock of the audit stands at the time of the newest signal.
    List<Signal> signals;
    try (Qraws reading = Qraws.builder().listener(rejections).build()) {
      try (Writer writer = lenientWriter(rejectedFile)) {
        rejections.json = Output.lines(writer);
        read(reading);
        rejections.json.close();
      } catch (IOException e) {
        throw Failure.io("could not write " + Terminal.visible(rejectedFile.toString()));
      }
      signals = reading.signals();
      writeSignals(reading, signals, dir.resolve("signals.jsonl"));
    }
    Instant now =
        arguments.now() != null
            ? arguments.now()
            : signals.stream()
                .map(Signal::time)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    judge(signals, enrichers, now, dir);
  }

  private void judge(List<Signal> signals, List<Enricher> enrichers, Instant now, Path dir) {
    Path auditFile = dir.resolve("audit.jsonl");
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    List<Case> cases;
    try {
      Files.deleteIfExists(auditFile);
    } catch (IOException e) {
      throw Failure.io("could not write " + Terminal.visible(auditFile.toString()));
    }
    try (AuditTrail audit = FileAuditTrail.open(auditFile, clock);
        Qraws qraws = Qraws.builder().enrichers(enrichers).gate(gate(audit, clock)).build()) {
      signals.forEach(qraws::accept);
      cases = qraws.cases(now);
    } catch (UncheckedIOException e) {
      throw Failure.io("could not write " + Terminal.visible(auditFile.toString()));
    }
    write(dir.resolve("incidents.json"), writer -> Output.incidents(writer, cases));
    long suppressed =
        cases.stream()
            .filter(c -> c.assessment().disposition() == io.qraws.scoring.Disposition.SUPPRESS)
            .count();
    ReportFacts facts =
        new ReportFacts(
            now,
            signals.size(),
            rejectedCount,
            suppressed,
            arguments.inputs().isEmpty()
                ? "A day that ships with QRAWS; all of it is invented."
                : "");
    write(dir.resolve("report.html"), writer -> HtmlReport.create().write(cases, facts, writer));
    Terminal.print(out, cases, signals.size(), rejectedCount, dir);
    if (arguments.inputs().isEmpty()) {
      try (InputStream note = InputFiles.dayFile("stories.md")) {
        Files.copy(note, dir.resolve("stories.md"), StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw Failure.io(
            "could not write " + Terminal.visible(dir.resolve("stories.md").toString()));
      }
      out.println("  stories.md       which seven attacks are hidden in this day");
    }
  }

  private Gate gate(AuditTrail audit, Clock clock) {
    Gate.Builder gate = Gate.builder().auditTrail(audit).clock(clock);
    Path policy = arguments.policy();
    if (policy != null) {
      try {
        gate.phase(AutonomyPhase.APPROVE).cedarPolicy(Files.readString(policy));
      } catch (IOException e) {
        throw Failure.io("could not read the policy " + Terminal.visible(policy.toString()));
      } catch (IllegalArgumentException e) {
        throw Failure.io(
            "the policy "
                + Terminal.visible(policy.toString())
                + ": "
                + Terminal.visible("" + e.getMessage()));
      }
    }
    return gate.build();
  }

  private List<Enricher> enrichers() {
    List<Enricher> enrichers = new ArrayList<>();
    Path assets = arguments.assets();
    try {
      if (assets != null) {
        enrichers.add(InventoryEnricher.read(assets));
      } else if (arguments.inputs().isEmpty()) {
        enrichers.add(
            InventoryEnricher.ofCsv(
                new InputStreamReader(InputFiles.dayFile("assets.csv"), StandardCharsets.UTF_8)));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw Failure.io(
          "could not read the inventory "
              + Terminal.visible("" + assets)
              + ": "
              + Terminal.visible("" + e.getMessage()));
    }
    enrichers.add(TagEnricher.create());
    return enrichers;
  }

  private void read(Qraws qraws) {
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
    int files = 0;
    for (Path input : arguments.inputs()) {
      for (Path file : InputFiles.below(input)) {
        try (InputStream in = Files.newInputStream(file)) {
          qraws.read(file.toString(), in);
        } catch (IOException e) {
          throw Failure.io("could not read " + Terminal.visible(file.toString()));
        }
        progress(++files);
      }
    }
    if (interactive) {
      err.print("\r\033[K");
    }
  }

  private void progress(int files) {
    if (interactive && files % 10 == 0) {
      err.print("\r" + files + " files read");
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
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (Writer writer = lenientWriter(part)) {
        writing.to(writer);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Failure.io("could not write " + Terminal.visible(file.toString()));
    }
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
