// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinkKeyTest {
  @ParameterizedTest
  @ValueSource(strings = {"ann", "ANN", "CORP\\ann", "ann@corp.example"})
  void of_userInAnySpelling_isOneKey(String name) {
    assertThat(LinkKey.of(new Observable(ObservableKind.USER, name, Role.ACTOR)))
        .contains(new LinkKey(ObservableKind.USER, "ann"));
  }

  @Test
  void of_account_isNoKey() {
    assertThat(LinkKey.of(new Observable(ObservableKind.ACCOUNT, "111122223333", Role.TARGET)))
        .isEmpty();
  }
}
