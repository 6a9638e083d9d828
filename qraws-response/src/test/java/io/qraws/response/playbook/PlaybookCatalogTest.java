// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaybookCatalogTest {
  private static final String GOOD =
      """
      id: stop
      title: 'Stop it'
      runbook: AWS-StopEC2Instance
      phase: contain
      fits:
        types:
          - 'Backdoor:EC2/'
      resource:
        kind: resource
        role: actor
        pattern: '(?<id>i-[0-9a-f]{8,17})'
      parameters:
        InstanceId:
          value: '${observable.id}'
          pattern: 'i-[0-9a-f]{8,17}'
      impact: 'It stops.'
      reversible: true
      rollback: 'Start it.'
      blastRadius: low
      """;

  @TempDir Path folder;

  @Test
  void builtIn_allFiles_areRead() {
    assertThat(PlaybookCatalog.builtIn().ids())
        .hasSize(15)
        .doesNotHaveDuplicates()
        .contains("contain-iam-user", "block-s3-public-access", "create-image");
  }

  @Test
  void read_folder_givesItsYamlFilesInOrder() throws IOException {
    Files.writeString(folder.resolve("b.yaml"), GOOD);
    Files.writeString(folder.resolve("a.yaml"), GOOD.replace("id: stop", "id: halt"));
    Files.writeString(folder.resolve("notes.txt"), "no playbook");
    assertThat(PlaybookCatalog.read(folder).ids()).containsExactly("halt", "stop");
  }

  @Test
  void read_idTwice_isRefusedWithBothFiles() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), GOOD);
    Files.writeString(folder.resolve("b.yaml"), GOOD);
    assertThatThrownBy(() -> PlaybookCatalog.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.yaml")
        .hasMessageContaining("b.yaml");
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "phase: contain|phase: destroy|phase",
        "title: 'Stop it'|titel: 'Stop it'|titel: unknown key",
        "impact: 'It stops.'||impact: is missing",
        "(?<id>i-[0-9a-f]{8,17})|(?<id>i-[|resource.pattern: not a regular expression",
        "role: actor|role: boss|resource.role",
        "kind: resource|kind: thing|resource.kind",
        "'${observable.id}'|'${observable.name}'|parameters.InstanceId.value",
        "'${observable.id}'|'x${observable.id}'|parameters.InstanceId.value",
        "'${observable.id}'|'i-1'|parameters.InstanceId.value: does not match its own pattern",
        "reversible: true|reversible: maybe|reversible",
        "- 'Backdoor:EC2/'|- 7|fits.types",
        "runbook: AWS-StopEC2Instance|runbook: 'a b'|runbook"
      })
  void read_faulty_namesFileAndKey(String good, String bad, String problem) throws IOException {
    Path file = folder.resolve("bad.yaml");
    assertThat(GOOD).contains(good);
    Files.writeString(file, GOOD.replace(good, bad == null ? "" : bad));
    assertThatThrownBy(() -> PlaybookCatalog.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("bad.yaml: ")
        .hasMessageContaining(problem);
  }

  @Test
  void read_keyTwice_isRefused() throws IOException {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(file, GOOD + "title: 'Again'\n");
    assertThatThrownBy(() -> PlaybookCatalog.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("bad.yaml: ");
  }
}
