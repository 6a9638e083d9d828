// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DetailsTest {
  private static final DetailPath ROOT = DetailPath.root(new MemberName("requestParameters"));

  private static Map<String, String> details(DetailPath root, String json) {
    try {
      Details details = new Details();
      details.add(root, Trees.read(json.getBytes(StandardCharsets.UTF_8)));
      return details.map();
    } catch (IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  @Test
  void add_scalarsAnywhere_haveDottedPaths() {
    assertThat(details(ROOT, "{\"a\":1,\"b\":{\"C\":[\"x\",{\"d\":true}]},\"e\":null,\"f\":\" \"}"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "requestParameters.a", "1",
                "requestParameters.b.C.0", "x",
                "requestParameters.b.C.1.d", "true"));
  }

  @Test
  void add_namesThatMakeTheSamePath_keepTheLater() {
    assertThat(details(ROOT, "{\"a.b\":1,\"a\":{\"b\":2}}"))
        .containsExactlyEntriesOf(Map.of("requestParameters.a.b", "2"));
  }

  @Test
  void add_secrets_areLeftOut() {
    assertThat(
            details(
                ROOT,
                "{\"masterUserPassword\":\"p\",\"SecretString\":\"s\",\"x\":{\"sessionToken\":[\"t\"]},"
                    + "\"Credentials\":{\"Token\":\"t\",\"id\":\"kept\"},\"token\":\"kept\"}"))
        .containsOnlyKeys("requestParameters.Credentials.id", "requestParameters.token");
    assertThat(details(DetailPath.root(new MemberName("masterPassword")), "\"p\"")).isEmpty();
  }

  @Test
  void add_anyNumberOfPaths_eachHasItsOwn() {
    for (int i = 0; i < 20_000; i++) {
      String name = "n" + i;
      assertThat(details(ROOT, "{\"" + name + "\":{\"v\":" + i + "}}"))
          .containsExactlyEntriesOf(Map.of("requestParameters." + name + ".v", "" + i));
    }
  }

  @Test
  void add_manyScalars_stopsAtSixtyFour() {
    StringBuilder json = new StringBuilder("[0");
    for (int i = 1; i < 100; i++) {
      json.append(',').append(i);
    }
    assertThat(details(ROOT, json + "]")).hasSize(64).containsEntry("requestParameters.63", "63");
  }
}
