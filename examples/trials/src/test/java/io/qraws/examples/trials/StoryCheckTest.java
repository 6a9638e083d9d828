// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryCheckTest {
  private static final JsonNode ONE = labels(story("a", "call-1", "offense:1"));

  @Test
  void check_wholeStoryAmongTheFirst_passes() {
    var found =
        StoryCheck.check(ONE, Json.arr(incident("x"), incident("call-1", "offense:1", "z")));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).passed()).isTrue();
    assertThat(found.get(0).rank()).isEqualTo(2);
    assertThat(found.get(0).strangers()).isEqualTo(1);
  }

  @Test
  void check_storyTornApart_fails() {
    var found = StoryCheck.check(ONE, Json.arr(incident("call-1"), incident("offense:1")));
    assertThat(found.get(0).passed()).isFalse();
  }

  @Test
  void check_eleventhIncident_fails() {
    List<JsonNode> incidents = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      incidents.add(incident("noise-" + i));
    }
    incidents.add(incident("call-1", "offense:1"));
    assertThat(StoryCheck.check(ONE, Json.list(incidents)).get(0).passed()).isFalse();
    incidents.remove(0);
    assertThat(StoryCheck.check(ONE, Json.list(incidents)).get(0).passed()).isTrue();
  }

  @Test
  void check_twoStoriesInOneIncident_failBoth() {
    JsonNode two = labels(story("a", "call-1", "offense:1"), story("b", "call-2", "offense:2"));
    var found =
        StoryCheck.check(two, Json.arr(incident("call-1", "offense:1", "call-2", "offense:2")));
    assertThat(found).allMatch(one -> one.shared() && !one.passed());
  }

  @Test
  void check_withoutOffense_fails() {
    JsonNode cloudOnly = labels(story("a", "call-1", "call-2"));
    var found = StoryCheck.check(cloudOnly, Json.arr(incident("call-1", "call-2")));
    assertThat(found.get(0).passed()).isFalse();
  }

  @Test
  void check_noIncidents_failsWithoutRank() {
    assertThat(StoryCheck.check(ONE, Json.arr()).get(0).rank()).isZero();
    assertThat(StoryCheck.check(ONE, Json.arr()).get(0).passed()).isFalse();
  }

  private static JsonNode labels(JsonNode... stories) {
    return Json.obj("stories", Json.list(List.of(stories)));
  }

  private static JsonNode story(String name, String... core) {
    List<JsonNode> signals = new ArrayList<>();
    for (String id : core) {
      signals.add(Json.obj("id", id, "core", true));
    }
    return Json.obj("name", name, "signals", Json.list(signals));
  }

  private static JsonNode incident(String... signals) {
    return Json.obj("signals", Json.list(List.of(signals)));
  }
}
