// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.Signal;
import io.qraws.examples.trials.identity.Label;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A company's documents, its tables, and whose the names in them truly are.
 *
 * @param documents by file name, as the services write them
 * @param directory the directory's export
 * @param table names written down by hand
 * @param labels the truth
 */
record IdentitySet(
    Map<String, String> documents, String directory, String table, List<Label> labels) {
  private static final int RECORDS = 2_000;

  /**
   * Makes a company up.
   *
   * @param people how many; there are a fifth as many service accounts
   */
  static IdentitySet make(long seed, int people) {
    Company company = new Company(new Dice(seed), people);
    new OfficeDays(company).write();
    new CloudDays(company).write();
    new MachineDays(company).write(Math.max(30, people * 3 / 20));
    new ServiceDays(company).write(people / 5);
    List<Label> labels = company.labels();
    Map<String, String> documents = new LinkedHashMap<>();
    company.calls.sort(Comparator.comparing(call -> call.path("eventTime").asText()));
    company.rows.sort(Comparator.comparing(row -> row.path("starttime").asLong()));
    write(documents, "cloudtrail", "Records", company.calls);
    write(documents, "ariel", "events", company.rows);
    write(documents, "config", "configurationItems", company.configs);
    company.offenses.sort(Comparator.comparing((Offense offense) -> offense.time));
    int number = 500;
    List<ObjectNode> offenses = new ArrayList<>();
    for (Offense offense : company.offenses) {
      offense.number = number++;
      offenses.add(offense.json(company.dice));
    }
    documents.put("offenses.json", Json.text(Json.list(offenses)));
    return new IdentitySet(
        documents, DirectoryExport.csv(company), DirectoryExport.table(company), labels);
  }

  /** What the documents say, in the order of time. */
  List<Signal> read() throws IOException {
    List<Signal> signals = new ArrayList<>();
    SignalReader reader = SignalReader.create();
    for (Map.Entry<String, String> document : documents.entrySet()) {
      byte[] bytes = document.getValue().getBytes(StandardCharsets.UTF_8);
      reader.read(document.getKey(), new ByteArrayInputStream(bytes), into(signals));
    }
    signals.sort(Comparator.comparing(Signal::time));
    return signals;
  }

  private static ReadListener into(List<Signal> signals) {
    return new ReadListener() {
      @Override
      public void signal(Signal signal) {
        signals.add(signal);
      }

      @Override
      public void rejected(Rejected rejected) {
        throw new IllegalStateException(rejected.source() + ": " + rejected.reason());
      }
    };
  }

  private static void write(
      Map<String, String> documents, String name, String member, List<ObjectNode> records) {
    for (int i = 0; i < records.size(); i += RECORDS) {
      List<ObjectNode> part = records.subList(i, Math.min(records.size(), i + RECORDS));
      documents.put(
          name + "-" + i / RECORDS + ".json", Json.text(Json.obj(member, Json.list(part))));
    }
  }
}
