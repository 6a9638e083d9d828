// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.quickstart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qraws.core.read.Rejected;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SourceRef;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Link;
import io.qraws.correlation.incident.Tactic;
import io.qraws.correlation.pattern.PatternMatch;
import io.qraws.response.policy.ApprovedAction;
import io.qraws.response.policy.Decision;
import io.qraws.response.report.Case;
import io.qraws.scoring.Contribution;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes the JSON files; the names of the members are documented in the README. */
final class Output {
  static final String SIGNALS = "signals.jsonl";
  static final String REJECTED = "rejected.jsonl";
  static final String INCIDENTS = "incidents.json";
  static final String REPORT = "report.html";
  static final String AUDIT = "audit.jsonl";
  static final String STORIES = "stories.md";

  /** Behind the name of a file that is not complete yet. */
  static final String PART = ".part";

  private static final Set<String> FILES =
      Set.of(SIGNALS, REJECTED, INCIDENTS, REPORT, AUDIT, AUDIT + ".lock", STORIES);

  private static final int LONGEST_RAW = 2000;

  /** The same bytes on every system. */
  private static final DefaultPrettyPrinter PRETTY =
      new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

  private static final JsonFactory JSON = new ObjectMapper().getFactory();

  private Output() {}

  /** Whether this program writes a file of that name. */
  static boolean isOwn(String name) {
    return FILES.contains(
        name.endsWith(PART) ? name.substring(0, name.length() - PART.length()) : name);
  }

  static void signal(JsonGenerator json, Signal signal, List<SourceRef> repeats)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", signal.id());
    json.writeStringField("kind", signal.kind().label());
    json.writeStringField("format", signal.format().label());
    json.writeStringField("time", signal.time().toString());
    json.writeStringField("title", signal.title());
    if (signal.severity().known()) {
      json.writeNumberField("severity", signal.severity().normalized());
    } else {
      json.writeNullField("severity");
    }
    json.writeStringField("account", signal.account());
    json.writeStringField("region", signal.region());
    strings(json, "types", signal.types());
    observables(json, signal.observables());
    json.writeFieldName("source");
    source(json, signal.source());
    json.writeArrayFieldStart("also");
    for (SourceRef repeat : repeats) {
      source(json, repeat);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  static void rejected(JsonGenerator json, Rejected rejected) throws IOException {
    json.writeStartObject();
    json.writeFieldName("source");
    source(json, rejected.source());
    json.writeStringField("reason", rejected.reason());
    json.writeStringField("raw", cut(rejected.raw().text()));
    json.writeEndObject();
    json.writeRaw('\n');
  }

  /** Cuts between characters, never inside a surrogate pair. */
  private static String cut(String raw) {
    if (raw.length() <= LONGEST_RAW) {
      return raw;
    }
    int end =
        Character.isHighSurrogate(raw.charAt(LONGEST_RAW - 1)) ? LONGEST_RAW - 1 : LONGEST_RAW;
    return raw.substring(0, end);
  }

  static JsonGenerator lines(Writer out) throws IOException {
    JsonGenerator json = JSON.createGenerator(out);
    json.setRootValueSeparator(null);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    return json;
  }

  static void incidents(Writer out, List<Case> cases) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(PRETTY.createInstance());
      json.writeStartArray();
      for (Case judged : cases) {
        incident(json, judged);
      }
      json.writeEndArray();
    }
  }

  private static void incident(JsonGenerator json, Case judged) throws IOException {
    Incident incident = judged.incident();
    json.writeStartObject();
    json.writeStringField("id", incident.id());
    json.writeNumberField("score", hundredths(judged.assessment().score()));
    json.writeNumberField("confidence", rounded(judged.assessment().confidence()));
    json.writeStringField("disposition", judged.assessment().disposition().label());
    json.writeStringField("queue", judged.assessment().queue());
    json.writeStringField("title", judged.title());
    json.writeStringField("summary", judged.summary());
    strings(json, "stages", incident.stages().stream().map(Tactic::title).toList());
    json.writeStringField("firstSeen", incident.firstSeen().toString());
    json.writeStringField("lastSeen", incident.lastSeen().toString());
    strings(json, "signals", incident.signals().stream().map(Signal::id).toList());
    json.writeNumberField("omitted", incident.omitted());
    observables(json, incident.observables());
    json.writeArrayFieldStart("links");
    for (Link link : incident.links()) {
      json.writeStartObject();
      json.writeStringField("a", link.a());
      json.writeStringField("b", link.b());
      json.writeStringField("reason", link.reason());
      json.writeNumberField("weight", rounded(link.weight()));
      json.writeEndObject();
    }
    json.writeEndArray();
    patterns(json, incident.patterns());
    json.writeArrayFieldStart("contributions");
    for (Contribution contribution : judged.assessment().contributions()) {
      json.writeStartObject();
      json.writeStringField("factor", contribution.factor());
      json.writeNumberField("points", hundredths(contribution.points()));
      json.writeStringField("reason", contribution.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    strings(json, "unknowns", judged.assessment().unknowns());
    json.writeArrayFieldStart("plan");
    for (Case.Step step : judged.plan()) {
      step(json, step);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void patterns(JsonGenerator json, List<PatternMatch> matches) throws IOException {
    json.writeArrayFieldStart("patterns");
    for (PatternMatch match : matches) {
      json.writeStartObject();
      json.writeStringField("id", match.pattern().id());
      json.writeStringField("title", match.pattern().title());
      json.writeStringField("level", match.pattern().level().name().toLowerCase(Locale.ROOT));
      strings(json, "techniques", match.pattern().techniques());
      strings(json, "signals", match.signals().stream().map(Signal::id).toList());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void step(JsonGenerator json, Case.Step step) throws IOException {
    json.writeStartObject();
    json.writeStringField("playbook", step.action().playbook());
    json.writeStringField("runbook", step.action().runbook());
    json.writeObjectFieldStart("parameters");
    for (var parameter : step.action().parameters().entrySet()) {
      strings(json, parameter.getKey(), parameter.getValue());
    }
    json.writeEndObject();
    json.writeStringField("impact", step.action().impact());
    json.writeStringField(
        "decision", step.decision() instanceof ApprovedAction ? "approved" : "denied");
    json.writeStringField(
        "why",
        step.decision() instanceof Decision.Denied denied
            ? String.join("; ", denied.objections())
            : "a policy permits it");
    json.writeEndObject();
  }

  private static void observables(JsonGenerator json, Collection<Observable> observables)
      throws IOException {
    json.writeArrayFieldStart("observables");
    for (Observable observable : observables) {
      json.writeStartObject();
      json.writeStringField("kind", observable.kind().label());
      json.writeStringField("value", observable.value());
      json.writeStringField("role", observable.role().label());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void source(JsonGenerator json, SourceRef source) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", source.file());
    json.writeNumberField("index", source.index());
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String name, Collection<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static BigDecimal hundredths(int value) {
    return BigDecimal.valueOf(value, 2);
  }

  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(Math.round(value * 1000), 3);
  }
}
