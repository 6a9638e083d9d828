// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the program's own file and the target say, held against what was sent. */
record IngestJudge(
    long without, long twice, long strange, long rejected, long dead, long open, long repeated) {

  static IngestJudge of(Path store, IngestInput input, Map<String, Integer> written)
      throws SQLException {
    String url = "jdbc:h2:file:" + store.toAbsolutePath() + ";ACCESS_MODE_DATA=r";
    Map<String, Integer> outcomes = new HashMap<>();
    long rejected = 0;
    long strange = 0;
    try (Connection database = DriverManager.getConnection(url, "qraws", "")) {
      try (Statement statement = database.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT id, outcome FROM qraws_outcome WHERE scope = 'signals'")) {
        while (rows.next()) {
          String outcome = rows.getString(2);
          if (outcome.equals("rejected")) {
            rejected++;
            continue;
          }
          // An id stands between the kind and what tells versions apart.
          String id = rows.getString(1).split("\\|", -1)[1];
          boolean writes = input.writeBacks.contains(id);
          strange += outcome.equals(writes ? "written back" : "kept") ? 0 : 1;
          outcomes.merge(id, 1, Integer::sum);
        }
      }
      long without = absent(input.findings, outcomes) + absent(input.calls, outcomes);
      long twice = outcomes.values().stream().filter(n -> n > 1).count();
      strange +=
          outcomes.keySet().stream()
              .filter(id -> !input.findings.contains(id) && !input.calls.contains(id))
              .count();
      long unwritten = absent(input.writeBacks, written);
      long repeated =
          written.entrySet().stream()
              .filter(e -> e.getValue() > 1 || !input.writeBacks.contains(e.getKey()))
              .count();
      return new IngestJudge(
          without + unwritten,
          twice,
          strange,
          rejected,
          count(database, "qraws_dead_letter") - rejected,
          count(database, "qraws_write_back WHERE concluded_at IS NULL")
              + count(database, "qraws_checkpoint WHERE name LIKE '%/progress/%'"),
          repeated);
    }
  }

  boolean passed(int cut) {
    return without == 0
        && twice == 0
        && strange == 0
        && rejected == cut
        && dead == 0
        && open == 0
        && repeated == 0;
  }

  private static long absent(Set<String> expected, Map<String, Integer> found) {
    return expected.stream().filter(id -> !found.containsKey(id)).count();
  }

  private static long count(Connection database, String what) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + what)) {
      row.next();
      return row.getLong(1);
    }
  }
}
