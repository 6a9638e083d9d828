// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.signal.Raw;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class RawInputTest {
  @Test
  void of_otherContentAtTheSamePlace_hasAnotherId() {
    String first = RawInput.of("api", Raw.of("one")).id();
    assertThat(RawInput.of("api", Raw.of("one")).id()).isEqualTo(first);
    assertThat(RawInput.of("api", Raw.of("two")).id()).isNotEqualTo(first);
  }

  @Test
  void open_twice_startsAgain() throws IOException {
    RawInput input = RawInput.of("api", Raw.of("one"));
    assertThat(input.open().readAllBytes()).asString().isEqualTo("one");
    assertThat(input.open().readAllBytes()).asString().isEqualTo("one");
  }

  @Test
  void open_passedOver_isRefused() {
    RawInput input = RawInput.passedOver("id", "queue", Raw.EMPTY, "a test message");
    assertThat(input.passedOver()).contains("a test message");
    assertThatThrownBy(input::open).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void toString_tellsNoContent() {
    assertThat(RawInput.of("api", Raw.of("secret"))).hasToString("RawInput[api]");
  }
}
