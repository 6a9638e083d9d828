// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import static io.qraws.correlation.baseline.Shop.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.signal.ApiCall;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BaselineFileTest {
  private static final int DAYS = 12;

  private static Baseline.Builder builder() {
    return Baseline.builder().alarmRate(2e-3).learningDays(3);
  }

  private static byte[] saved(Baseline baseline) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    baseline.save(out);
    return out.toByteArray();
  }

  private static Baseline restored(byte[] bytes) throws IOException {
    return builder().restore(new ByteArrayInputStream(bytes));
  }

  /** A baseline in the middle of a day, with an anomaly behind it. */
  private static Baseline some(Shop shop) {
    Baseline baseline = shop.learned(builder(), DAYS);
    List<ApiCall> day = shop.day(DAYS);
    day.subList(0, day.size() / 2).forEach(baseline::observe);
    baseline.observe(
        shop.call(Shop.service(3), "iam", "CreateUser", "192.0.2.200", at(DAYS, 11, 0)));
    return baseline;
  }

  @Test
  void restore_whatWasSaved_answersAsTheOriginal() throws IOException {
    Shop shop = new Shop(5);
    Baseline original = some(shop);
    Baseline copy = restored(saved(original));
    assertThat(copy.stats()).isEqualTo(original.stats());
    int raised = 0;
    for (int day = DAYS; day < DAYS + 4; day++) {
      for (ApiCall call : shop.day(day)) {
        var expected = original.observe(call);
        assertThat(copy.observe(call)).isEqualTo(expected);
        raised += expected.isPresent() ? 1 : 0;
      }
      original.learn(at(day + 1, 0, 0), List.of());
      copy.learn(at(day + 1, 0, 0), List.of());
    }
    assertThat(raised).isPositive();
  }

  @Test
  void restore_damagedByte_isRefused() throws IOException {
    byte[] bytes = saved(some(new Shop(5)));
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> restored(damaged)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void restore_cutAnywhere_isRefused() throws IOException {
    byte[] bytes = saved(some(new Shop(5)));
    for (int length = 0; length < bytes.length; length += 1 + bytes.length / 150) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> restored(cut))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("breaks off");
    }
  }

  @Test
  void restore_otherVersionOrFile_isNamed() throws IOException {
    byte[] bytes = saved(Baseline.create());
    byte[] newer = bytes.clone();
    newer[7] = 9;
    assertThatThrownBy(() -> restored(newer)).hasMessageContaining("version 9");
    assertThatThrownBy(() -> restored(new byte[100])).hasMessageContaining("no snapshot");
  }
}
