// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of addresses and patterns against what they mean, one by one. */
final class SetsTest {
  /** Sixteen addresses are all that there are here, so that each can be looked at. */
  private static final String BASE = "198.51.100.";

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void operations_randomRanges_agreeWithEachAddress(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 300; run++) {
      List<String> one = ranges(random);
      List<String> two = ranges(random);
      AddressSet a = set(one);
      AddressSet b = set(two);
      for (int i = 0; i < 16; i++) {
        AddressSet address = set(List.of(BASE + i));
        boolean inA = inside(one, i);
        boolean inB = inside(two, i);
        assertThat(a.plus(b).contains(address))
            .as("%s + %s, %d", one, two, i)
            .isEqualTo(inA || inB);
        assertThat(a.and(b).contains(address)).as("%s & %s, %d", one, two, i).isEqualTo(inA && inB);
        assertThat(a.minus(b).contains(address))
            .as("%s - %s, %d", one, two, i)
            .isEqualTo(inA && !inB);
      }
      assertThat(a.minus(b).plus(a.and(b)).sameAs(a)).isTrue();
    }
  }

  private static List<String> ranges(SplittableRandom random) {
    List<String> ranges = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int length = random.nextInt(28, 33);
      int size = 1 << (32 - length);
      ranges.add(BASE + random.nextInt(16 / size) * size + "/" + length);
    }
    return ranges;
  }

  private static boolean inside(List<String> ranges, int last) {
    return ranges.stream()
        .map(range -> range.substring(BASE.length()).split("/"))
        .anyMatch(
            parts -> {
              int size = 1 << (32 - Integer.parseInt(parts[1]));
              int first = Integer.parseInt(parts[0]);
              return first <= last && last < first + size;
            });
  }

  private static AddressSet set(List<String> ranges) {
    AddressSet set = AddressSet.none(false);
    for (String range : ranges) {
      set = set.plus(AddressSet.of(false, AddressSet.range(range)));
    }
    return set;
  }

  @ParameterizedTest(name = "{0} has {1}")
  @CsvSource({
    "198.51.100.0/25 198.51.100.128/26, 198.51.100.0/25",
    "198.51.100.1/32 198.51.100.2/31 198.51.100.4/32, 198.51.100.2/31",
    "0.0.0.0/0, 0.0.0.0/0",
    "255.255.255.255/32, 255.255.255.255/32"
  })
  void largestRange_isTheLargest(String ranges, String largest) {
    assertThat(set(List.of(ranges.split(" "))).largestRange()).isEqualTo(largest);
  }

  @ParameterizedTest
  @CsvSource({"9.255.255.255, true", "10.0.0.0, false", "100.64.0.1, false", "100.128.0.0, true"})
  void open_v4_isWhatIsNotReserved(String address, boolean open) {
    assertThat(AddressSet.open(false).contains(set(List.of(address)))).isEqualTo(open);
  }

  /** Two patterns meet if one of all short texts matches both. */
  @Test
  void meet_shortPatterns_agreesWithAllTexts() {
    List<String> texts = texts("ab", 5);
    List<String> patterns = texts("a*?", 4);
    for (String one : patterns) {
      for (String two : patterns) {
        String second = two.replace('a', 'b').replace("b?", "a?");
        Pattern p = pattern(one);
        Pattern q = pattern(second);
        boolean met =
            texts.stream().anyMatch(t -> p.matcher(t).matches() && q.matcher(t).matches());
        // Two patterns of up to four characters need no longer text than eight; most need five.
        if (met || one.length() + second.length() <= 5) {
          assertThat(Globs.meet(one, second)).as("%s and %s", one, second).isEqualTo(met);
        }
      }
    }
  }

  private static List<String> texts(String letters, int longest) {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; i < texts.size() && texts.get(i).length() < longest; i++) {
      for (char c : letters.toCharArray()) {
        texts.add(texts.get(i) + c);
      }
    }
    return texts;
  }

  private static Pattern pattern(String glob) {
    return Pattern.compile(glob.replace("*", ".*").replace('?', '.'));
  }
}
