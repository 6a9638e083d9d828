// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpssScoresTest {
  private final List<String> problems = new ArrayList<>();

  @Test
  void read_asPublished_tellsScoresModelAndDay() throws IOException {
    EpssScores scores =
        read(
            "#model_version:v2025.03.14,score_date:2026-03-02T12:55:00Z\n"
                + "cve,epss,percentile\nCVE-1999-0001,0.0123,0.5\nCVE-2026-1234567,1,1.0\n");
    assertThat(scores.size()).isEqualTo(2);
    assertThat(scores.modelVersion()).isEqualTo("v2025.03.14");
    assertThat(scores.scoreDate()).contains(LocalDate.of(2026, 3, 2));
    assertThat(scores.find("cve-1999-0001"))
        .contains(new EpssScores.Score(new BigDecimal("0.0123"), new BigDecimal("0.5")));
    assertThat(scores.find("CVE-2026-1234567"))
        .contains(new EpssScores.Score(BigDecimal.ONE, BigDecimal.ONE));
    assertThat(scores.find("CVE-1999-0002")).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void read_gzip_isUnpacked() throws IOException {
    assertThat(EpssScores.read(gzip("cve,epss\nCVE-2026-0001,0.1\n"), problems::add).size())
        .isEqualTo(1);
  }

  /** Scores of a file cut short would pass for all there are. */
  @Test
  void read_gzipCutShort_fails() throws IOException {
    byte[] whole = gzip("cve,epss\n" + "CVE-2026-0001,0.1\n".repeat(999)).readAllBytes();
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    assertThatThrownBy(() -> EpssScores.read(new ByteArrayInputStream(cut), problems::add))
        .isInstanceOf(EOFException.class);
  }

  /** No statement of the first lines is certain, so nothing may hang on them. */
  @Test
  void read_otherHeader_isFoundByNameAndOrderDoesNotMatter() throws IOException {
    EpssScores scores =
        EpssScores.read(
            Sample.in("\"Rank\",\"P\",\"ID\"\n0.9,\"0.2\",\"CVE-2026-0007\"\n"),
            "id",
            "p",
            "rank",
            problems::add);
    assertThat(scores.find("CVE-2026-0007"))
        .contains(new EpssScores.Score(new BigDecimal("0.2"), new BigDecimal("0.9")));
    assertThat(scores.modelVersion()).isEmpty();
    assertThat(scores.scoreDate()).isEmpty();
  }

  @Test
  void read_withoutPercentiles_tellsNone() throws IOException {
    assertThat(read("cve,epss\nCVE-2026-0007,0.2\n").find("CVE-2026-0007"))
        .contains(new EpssScores.Score(new BigDecimal("0.2"), null));
  }

  @Test
  void read_noSuchColumns_isRefused() {
    assertThatThrownBy(() -> read("#a:b\n\nid,score\nCVE-2026-0007,0.2\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cve and epss");
    assertThatThrownBy(() -> read("")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CVE-2026-0007,1.01,0.5",
        "CVE-2026-0007,-0.1,0.5",
        "CVE-2026-0007,NaN,0.5",
        "CVE-2026-0007,0.1",
        "CVE-2026-0007,0.1,1e999999999",
        "CVE-26-0007,0.1,0.5",
        "CVE-2026-07,0.1,0.5",
        "CVE-2026-999999999,0.1,0.5",
        "CVE-9999-0007,0.1,0.5",
        "CVE-2026-0007,.,0.5",
        "CVE-2026-0007,,0.5",
        "CVE-2026-0007,0.1.2,0.5",
        "CVE-2026-0007,9999999999999999999999,0.5",
        "CVE-2026-00٣7,0.1,0.5",
        "x"
      })
  void read_brokenLine_isToldAndCostsOnlyItself(String line) throws IOException {
    EpssScores scores = read("cve,epss,percentile\n" + line + "\nCVE-2026-0008,0.3,0.5\n");
    assertThat(scores.size()).isEqualTo(1);
    assertThat(problems).containsExactly("line 2: no CVE id with numbers from 0 to 1");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "1.0, 1",
    ".5, 0.5",
    "0.00043, 0.00043",
    "4.3e-4, 0.00043",
    "0.1234567894, 0.123456789",
    "1e-30, 0"
  })
  void read_eachSpelling_isTheNumber(String text, BigDecimal expected) throws IOException {
    assertThat(read("cve,epss\nCVE-2026-0007," + text + "\n").find("CVE-2026-0007"))
        .contains(new EpssScores.Score(expected, null));
  }

  @Test
  void read_hostileNotes_areNotTaken() throws IOException {
    EpssScores scores =
        read("#model_version:<script>,score_date:2026-13-45\ncve,epss\nCVE-2026-0007,0.2\n");
    assertThat(scores.modelVersion()).isEmpty();
    assertThat(scores.scoreDate()).isEmpty();
  }

  /** The sorted arrays against a map. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void find_randomScores_agreesWithAMap(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, BigDecimal> expected = new HashMap<>();
    StringBuilder csv = new StringBuilder("cve,epss\n");
    for (int i = 0; i < 5_000; i++) {
      String cve =
          String.format(
              Locale.ROOT, "CVE-%d-%04d", random.nextInt(1999, 2027), random.nextInt(3_000));
      BigDecimal score = BigDecimal.valueOf(random.nextInt(1, 99_999), 5).stripTrailingZeros();
      expected.put(cve, score);
      csv.append(cve).append(',').append(score.toPlainString()).append('\n');
    }
    EpssScores scores = read(csv.toString());
    assertThat(scores.size()).isEqualTo(expected.size());
    expected.forEach(
        (cve, score) -> assertThat(scores.find(cve)).contains(new EpssScores.Score(score, null)));
  }

  private EpssScores read(String text) throws IOException {
    return EpssScores.read(Sample.in(text), problems::add);
  }

  private static ByteArrayInputStream gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return new ByteArrayInputStream(out.toByteArray());
  }
}
