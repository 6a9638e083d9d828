// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import io.qraws.examples.trials.identity.Label;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether the set is fair: all names of one owner must hang together by what one record or one line
 * of a table shows side by side. How to tell whose a name is, and which of what stands side by side
 * is a trap, is not looked at.
 */
class IdentityEvidenceTest {
  private final Map<String, List<Integer>> byValue = new HashMap<>();
  private final Map<String, List<Set<String>>> rowsByName = new HashMap<>();
  private List<Label> labels = List.of();
  private int[] group = new int[0];

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {7, 8})
  void make_namesOfOneOwner_hangTogether(long seed) throws IOException {
    IdentitySet set = IdentitySet.make(seed, 300);
    labels = set.labels();
    group = new int[labels.size()];
    for (int i = 0; i < group.length; i++) {
      group[i] = i;
      String value = folded(labels.get(i).name().kind(), labels.get(i).name().value());
      byValue.computeIfAbsent(value, any -> new ArrayList<>()).add(i);
    }
    List<Set<String>> rows = new ArrayList<>(directory(set.directory()));
    rows.addAll(table(set.table()));
    for (Set<String> row : rows) {
      together(row);
      for (String name : row) {
        String folded = name.toLowerCase(Locale.ROOT);
        rowsByName.computeIfAbsent(folded, any -> new ArrayList<>()).add(row);
      }
    }
    records(set.read());
    assertThat(torn()).isEmpty();
  }

  /** Looks at each record, and at all records of one principal id, which may have two names. */
  private void records(List<Signal> signals) throws IOException {
    Map<String, Set<String>> byPrincipal = new HashMap<>();
    for (Signal signal : signals) {
      JsonNode record = Json.MAPPER.readTree(signal.raw().bytes());
      Set<String> shown = shown(signal, record);
      together(shown);
      String principal = record.path("userIdentity").path("principalId").asText();
      if (!principal.isEmpty()) {
        byPrincipal.computeIfAbsent(principal, any -> new HashSet<>()).addAll(shown);
      }
    }
    byPrincipal.values().forEach(this::together);
  }

  /** What a record shows, and what the tables have beside it, only one of which may be labelled. */
  private Set<String> shown(Signal signal, JsonNode record) {
    Set<String> shown = new HashSet<>();
    texts(record, shown);
    for (Observable seen : signal.observables()) {
      shown.add(folded(seen.kind(), seen.value()));
    }
    // A request names a user by account and name.
    shown.add(
        "arn:aws:iam::"
            + record.path("recipientAccountId").asText()
            + ":user/"
            + record.path("requestParameters").path("userName").asText());
    for (String name : Set.copyOf(shown)) {
      rowsByName.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).forEach(shown::addAll);
    }
    return shown;
  }

  /** The names that are not in the group of their owner's first name. */
  private List<String> torn() {
    Map<String, Integer> first = new HashMap<>();
    List<String> torn = new ArrayList<>();
    for (int i = 0; i < group.length; i++) {
      Label label = labels.get(i);
      Integer known = first.putIfAbsent(label.owner(), find(i));
      if (known != null && known != find(i)) {
        torn.add(label.kind() + " " + label.name().value() + " of " + label.owner());
      }
    }
    return torn;
  }

  /** Case never matters, nor the domain behind a host's name. */
  private static String folded(ObservableKind kind, String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return kind == ObservableKind.HOST ? lower.replaceFirst("\\..*", "") : lower;
  }

  private static void texts(JsonNode node, Set<String> to) {
    if (node.isTextual()) {
      to.add(node.asText());
    }
    node.forEach(child -> texts(child, to));
  }

  /** A line's names; lines of one employee or of a second account and its first are one. */
  private static List<Set<String>> directory(String csv) {
    Map<String, Set<String>> rows = new HashMap<>();
    Map<String, Set<String>> employees = new HashMap<>();
    for (Map<String, String> row : rows(csv)) {
      Set<String> names = names(row);
      rows.put(domain(row) + "\\" + row.get("SamAccountName"), names);
      String employee = row.getOrDefault("EmployeeID", "");
      if (!employee.isEmpty()) {
        employees.computeIfAbsent(employee, any -> new HashSet<>()).addAll(names);
      }
    }
    rows.forEach(
        (account, names) -> {
          String first = account.replaceFirst("\\\\(?:adm-|da_|admin\\.)", "\\\\");
          Set<String> own = rows.get(first.replaceFirst("-adm$", ""));
          if (own != null) {
            names.addAll(own);
          }
        });
    List<Set<String>> all = new ArrayList<>(rows.values());
    all.addAll(employees.values());
    return all;
  }

  private static List<Map<String, String>> rows(String csv) {
    List<String> lines = List.of(csv.split("\r\n", -1));
    List<String> columns = fields(lines.get(0));
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size() - 1)) {
      List<String> fields = fields(line);
      assertThat(fields).hasSameSizeAs(columns);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < fields.size(); i++) {
        row.put(columns.get(i), fields.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Set<String> names(Map<String, String> row) {
    Set<String> names = new HashSet<>();
    names.add(row.getOrDefault("SamAccountName", ""));
    names.add(domain(row) + "\\" + row.get("SamAccountName"));
    names.add(row.getOrDefault("UserPrincipalName", ""));
    names.add(row.getOrDefault("mail", ""));
    for (String proxy : row.getOrDefault("proxyAddresses", "").split(";", -1)) {
      names.add(proxy.replaceFirst("(?i)^smtp:", ""));
    }
    String description = row.getOrDefault("Description", "");
    if (description.startsWith("Admin account of ")) {
      names.add(domain(row) + "\\" + description.substring(17));
    }
    names.remove("");
    return names;
  }

  private static String domain(Map<String, String> row) {
    String upn = row.getOrDefault("UserPrincipalName", "");
    return upn.substring(upn.indexOf('@') + 1).replaceFirst("\\..*", "");
  }

  private static List<Set<String>> table(String csv) {
    Map<String, Set<String>> identities = new HashMap<>();
    for (String line : csv.split("\n", -1)) {
      List<String> fields = fields(line);
      if (fields.size() >= 2) {
        identities.computeIfAbsent(fields.get(1), any -> new HashSet<>()).add(fields.get(0));
      }
    }
    return List.copyOf(identities.values());
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    for (String field : line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
      fields.add(field.replaceAll("^\"|\"$", ""));
    }
    return fields;
  }

  /** Puts together what stands side by side and is of one owner. */
  private void together(Set<String> values) {
    Map<String, Integer> owners = new HashMap<>();
    for (String value : values) {
      for (int i : byValue.getOrDefault(value.toLowerCase(Locale.ROOT), List.of())) {
        Integer other = owners.putIfAbsent(labels.get(i).owner(), i);
        if (other != null) {
          group[find(i)] = find(other);
        }
      }
    }
  }

  private int find(int label) {
    int at = label;
    while (group[at] != at) {
      group[at] = group[group[at]];
      at = group[at];
    }
    return at;
  }
}
