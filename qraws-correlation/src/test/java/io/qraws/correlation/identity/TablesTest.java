// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.qradar.ReferenceEntry;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TablesTest {
  private static Directory directory(String csv) throws IOException {
    return Directory.read(new StringReader(csv), "ad.csv");
  }

  private static NameTable table(String csv) throws IOException {
    return NameTable.read(new StringReader(csv), "names.csv");
  }

  /** As PowerShell 5 and 7 write it, as a spreadsheet in Europe saves it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        #TYPE Selected.Microsoft.ActiveDirectory.Management.ADUser
        "mail","whenCreated","SamAccountName","Enabled"
        "ann@corp.example","1/15/2024 9:30:00 AM","alee","True"
        """,
        "\ufeffSamAccountName;MAIL;WhenCreated\r\nalee;ann@corp.example;15.01.2024 09:30:00\r\n\r\n",
        "samaccountname\twhencreated\tmail\nalee\t2024-01-15T09:30:00Z\tann@corp.example",
        "SamAccountName,proxyAddresses,whenCreated\nalee,\"X500:/o=x;SMTP:ann@corp.example\",20240115093000.0Z\n"
      })
  void read_exportInAnyManner_isTheSame(String csv) throws IOException {
    Directory directory = directory(csv);
    assertThat(directory.problems()).isEmpty();
    assertThat(directory.size()).isEqualTo(1);
    DirectoryEntry entry = directory.byAddress("ann@corp.example", World.NINE).get(0);
    assertThat(entry.account()).isEqualTo("alee");
    assertThat(entry.created()).isEqualTo(Instant.parse("2024-01-15T09:30:00Z"));
  }

  @Test
  void read_rowsWithoutUse_areKeptOutAndTold() throws IOException {
    Directory directory =
        directory(
            """
            SamAccountName,mail,whenCreated
            ,,
            alee,nobody,yesterday
            alee,,
            """);
    assertThat(directory.size()).isEqualTo(1);
    assertThat(directory.problems())
        .containsExactlyInAnyOrder(
            "ad.csv:2: names nobody",
            "ad.csv:3, column whenCreated: not a time",
            "ad.csv:4: the same account as in an earlier row");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DisplayName,Title\\nx,y | ad.csv:1: the header has no column SamAccountName or UserPrincipalName or mail",
        "mail,Mail\\nx,y | ad.csv:1, column 2: a second column Mail",
        "mail\\na@b\\nc@d,e | ad.csv:3, column 2: the header has no such",
        "mail,sn\\na@b,\"never | ad.csv:2, column 2: the quote is never closed"
      })
  void read_brokenExport_tellsWhere(String csv, String message) {
    assertThatThrownBy(() -> directory(csv.replace("\\n", "\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name,who\\na,b | names.csv:1: the header has no column identity",
        "name,identity\\nann,\\n | names.csv:2, column identity: missing or no name",
        "name,identity\\n ,Ann\\n | names.csv:2, column name: missing or no name",
        "name,identity\\nx\\y\\z,Ann\\n | names.csv:2, column name: missing or no name",
        "name,identity,from\\nann,Ann,soon\\n | names.csv:2, column from: not a time",
        "name,identity,from,to\\nann,Ann,2026-01-02,2026-01-01\\n | names.csv:2, column to: not after from"
      })
  void read_brokenTable_tellsWhere(String csv, String message) {
    assertThatThrownBy(() -> table(csv.replace("\\n", "\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void read_fieldWithoutEnd_isNotHeldWhole() {
    assertThatThrownBy(() -> table("name,identity\n" + "a".repeat(100_000) + ",b"))
        .hasMessage("names.csv:2, column 1: longer than 65536");
  }

  @Test
  void of_referenceMap_isATable() {
    ReferenceEntry entry = new ReferenceEntry("Ann Lee", "hr", null, null, null);
    World world = new World();
    world.builder.table(NameTable.of(Map.of("CORP\\alee", entry, "10.0.0.5", entry), "people"));
    assertThat(world.id("ip:10.0.0.5", 0)).isEqualTo(world.id("user:corp\\ALEE", 0));
    assertThat(world.of("ip:10.0.0.5", 0).links().get(0).source()).isEqualTo("people");
    assertThatThrownBy(() -> NameTable.of(Map.of("a\\b\\c", entry), "people"))
        .hasMessage("people, key a\\b\\c: no name");
  }

  @Test
  void resolve_tablesThatDisagree_joinNothingButHint() {
    World world =
        new World().table("name,identity\nann,Ann A\n").table("name,identity\nann,Ann B\n");
    Identity ann = world.of("user:ann", 0);
    assertThat(ann.links()).isEmpty();
    assertThat(ann.hints())
        .extracting(IdentityHint::name)
        .containsExactly("label:ann a", "label:ann b");
  }
}
