// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import java.util.List;
import java.util.function.Predicate;

/** A condition over names. */
sealed interface Expression {
  /** Whether it holds, where the names hold for which the predicate is true. */
  boolean test(Predicate<String> holds);

  /** One name. */
  record Name(String name) implements Expression {
    @Override
    public boolean test(Predicate<String> holds) {
      return holds.test(name);
    }
  }

  /** All of these. */
  record All(List<Expression> parts) implements Expression {
    @Override
    public boolean test(Predicate<String> holds) {
      for (Expression part : parts) {
        if (!part.test(holds)) {
          return false;
        }
      }
      return true;
    }
  }

  /** One of these. */
  record Any(List<Expression> parts) implements Expression {
    @Override
    public boolean test(Predicate<String> holds) {
      for (Expression part : parts) {
        if (part.test(holds)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Not this. */
  record Not(Expression part) implements Expression {
    @Override
    public boolean test(Predicate<String> holds) {
      return !part.test(holds);
    }
  }
}
