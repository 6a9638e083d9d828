// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.correlation.identity.LinkKey;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule about several signals.
 *
 * @param about what is known about it
 * @param form how its inputs go together
 * @param inputs what it waits for, in the order of the file
 * @param keys what its signals share
 * @param timespan how far its first and last signal lie apart at most
 * @param threshold how many events, values or inputs it takes
 */
record Correlation(
    SignalPattern about,
    Form form,
    List<Input> inputs,
    List<JoinKey> keys,
    Duration timespan,
    int threshold)
    implements Rule {

  enum Form {
    EVENT_COUNT,
    VALUE_COUNT,
    TEMPORAL,
    TEMPORAL_ORDERED
  }

  /**
   * Something that is shared.
   *
   * @param name the field's or alias's
   * @param kind what its values name, which says when two are the same; null for plain texts
   */
  record JoinKey(String name, @Nullable ObservableKind kind) {
    String folded(String value) {
      return kind == null
          ? value.toLowerCase(Locale.ROOT)
          : LinkKey.of(new Observable(kind, value, Role.ACTOR))
              .map(LinkKey::value)
              .orElseGet(() -> value.toLowerCase(Locale.ROOT));
    }
  }

  /**
   * Something that is waited for.
   *
   * @param rule what must match
   * @param absent whether it must not
   * @param joins where it holds the value of each key, in their order
   * @param counted where it holds what {@link Form#VALUE_COUNT} counts
   */
  record Input(Rule rule, boolean absent, List<Join> joins, @Nullable Join counted) {}

  /**
   * Where a value stands.
   *
   * @param key what it is for
   * @param field of the signal; null for what another correlation shares
   * @param inner which of the keys of the other correlation
   */
  record Join(JoinKey key, @Nullable SignalField field, int inner) {
    /** The values in the form in which they are compared, without doubles. */
    Set<String> values(Item item) {
      Set<String> folded = new LinkedHashSet<>(4);
      if (field == null) {
        folded.add(key.folded(item.group().get(inner)));
      } else {
        for (String value : field.of(item.last())) {
          if (!value.isBlank()) {
            folded.add(key.folded(value));
          }
        }
      }
      return folded;
    }
  }
}
