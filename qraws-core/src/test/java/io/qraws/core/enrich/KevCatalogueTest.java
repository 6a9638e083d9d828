// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KevCatalogueTest {
  private final List<String> problems = new ArrayList<>();

  @Test
  void read_asPublished_tellsEntriesAndTheCataloguesDates() throws IOException {
    KevCatalogue kev =
        read(
            """
            {"title":"t","catalogVersion":"2026.03.01","dateReleased":"2026-03-01T17:04:19.9796Z",
             "count":1,"vulnerabilities":[{"cveID":"CVE-2026-1001","dateAdded":"2026-02-01",
             "dueDate":"2026-02-22","knownRansomwareCampaignUse":"Known","cwes":["CWE-1"]}]}
            """);
    assertThat(kev.size()).isEqualTo(1);
    assertThat(kev.version()).isEqualTo("2026.03.01");
    assertThat(kev.released()).contains(Instant.parse("2026-03-01T17:04:19.9796Z"));
    assertThat(kev.find("cve-2026-1001"))
        .contains(
            new KevCatalogue.Entry(
                LocalDate.of(2026, 2, 1), LocalDate.of(2026, 2, 22), Boolean.TRUE));
    assertThat(kev.find("CVE-2026-1002")).isEmpty();
    assertThat(kev.find("GHSA-1")).isEmpty();
  }

  @Test
  void read_oddMembers_areUnknownAndEntriesWithoutIdAreTold() throws IOException {
    KevCatalogue kev =
        read(
            """
            {"catalogVersion":"a b\\n","dateReleased":"soon","vulnerabilities":[
             {"cveID":"CVE-2026-1001","dateAdded":"2026-02-31","knownRansomwareCampaignUse":"Unknown"},
             {"cveID":"none"},7]}
            """);
    assertThat(kev.version()).isEmpty();
    assertThat(kev.released()).isEmpty();
    assertThat(kev.find("CVE-2026-1001")).contains(new KevCatalogue.Entry(null, null, null));
    assertThat(problems)
        .containsExactly("vulnerabilities[1]: no CVE id", "vulnerabilities[2]: no CVE id");
  }

  /** A wrong file would otherwise say that nothing is exploited. */
  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "{\"vulnerabilities\":{}}", "{\"vulnerabilities\":[", "x", ""})
  void read_noCatalogue_fails(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
  }

  private KevCatalogue read(String json) throws IOException {
    return KevCatalogue.read(Sample.in(json), problems::add);
  }
}
