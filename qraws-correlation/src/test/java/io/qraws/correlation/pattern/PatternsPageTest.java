// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import static io.qraws.correlation.pattern.Signals.call;
import static io.qraws.correlation.pattern.Signals.catalog;
import static io.qraws.correlation.pattern.Signals.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That {@code docs/patterns.md} is true: its examples match, and it lists each field there is. */
final class PatternsPageTest {
  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "patterns.md"));
  }

  private static List<String> examples() throws IOException {
    List<String> examples = new ArrayList<>();
    Matcher matcher = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(page());
    while (matcher.find()) {
      examples.add(matcher.group(1));
    }
    return examples;
  }

  @Test
  void examples_each_findsWhatItIsAbout() throws IOException {
    List<Signal> failures = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      failures.add(event("e" + i, i, "VPN gateway", "category=Login failed", "user=CORP\\ann"));
    }
    failures.add(
        call("c", 60, "ConsoleLogin", "user=ann", "type=IAMUser", "response.ConsoleLogin=Success"));
    assertThat(found(0, failures)).containsExactly("e0 e1 e2 e3 e4|c");
    assertThat(found(1, failures)).containsExactly("c");
    failures.add(call("s", 0, "Authenticate", "service=sso", "user=ann"));
    assertThat(found(1, failures)).isEmpty();
    List<Signal> keys =
        List.of(
            call("k", 0, "CreateAccessKey", "made=AKIAEXAMPLE000000001"),
            call("p", 9, "PutBucketPolicy", "key=AKIAEXAMPLE000000001"));
    assertThat(found(2, keys)).containsExactly("k|p");
    assertThat(examples()).hasSize(3);
  }

  private static List<String> found(int example, List<Signal> signals) throws IOException {
    return PatternMatcher.match(catalog(examples().get(example)), signals).stream()
        .map(Signals::shown)
        .toList();
  }

  @Test
  void fields_all_areListed() throws IOException {
    String page = page();
    List<String> kinds = Arrays.stream(ObservableKind.values()).map(ObservableKind::label).toList();
    assertThat(SignalFields.CLOUDTRAIL.names())
        .allSatisfy(
            name -> {
              int dot = name.indexOf('.');
              boolean observable = dot > 0 && kinds.contains(name.substring(dot + 1));
              String listed = observable ? name.substring(0, dot) + ".X" : name;
              assertThat(page).contains("`" + listed + "`");
              assertThat(page)
                  .contains("`" + (observable ? name.substring(dot + 1) : listed) + "`");
            });
  }

  @Test
  void logSources_all_areListed() throws IOException {
    String page = page();
    assertThat(LogSource.KNOWN.keySet())
        .allSatisfy(
            source -> {
              for (String part : source.split("/", -1)) {
                assertThat(page).contains("`" + part + "`");
              }
            });
  }
}
