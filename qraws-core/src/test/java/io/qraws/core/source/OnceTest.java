// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qraws.core.store.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OnceTest {
  private JdbcConnectionPool database;
  private StateStore store;
  private long nanos;
  private final Target target = new Target();

  @BeforeEach
  void open() {
    database = JdbcConnectionPool.create("jdbc:h2:mem:once;DB_CLOSE_DELAY=-1", "qraws", "");
    store = StateStore.open(database, Clock.systemUTC());
  }

  @AfterEach
  void close() throws java.sql.SQLException {
    store.close();
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    }
    database.dispose();
  }

  @Test
  void make_twice_isMadeOnceAndAnswersTheSame() throws Exception {
    assertThat(once().make("key", target)).isEqualTo("made 1");
    assertThat(once().make("key", target)).isEqualTo("made 1");
    assertThat(target.made).isEqualTo(1);
  }

  @Test
  void make_diedBeforeTheChange_isMadeAfterTheTargetWasAsked() throws Exception {
    target.diesBefore = true;
    assertThatThrownBy(() -> once().make("key", target)).isInstanceOf(Killed.class);
    Once restarted = once();
    assertThatThrownBy(() -> restarted.make("key", target)).isInstanceOf(InDoubtException.class);
    // A request of the dead process may arrive until the settling time is over.
    assertThat(target.asked).isZero();
    nanos += Duration.ofMinutes(1).toNanos();
    assertThat(restarted.make("key", target)).isEqualTo("made 1");
    assertThat(target.asked).isEqualTo(1);
  }

  @Test
  void make_diedAfterTheChange_isNotMadeAgain() throws Exception {
    target.diesAfter = true;
    assertThatThrownBy(() -> once().make("key", target)).isInstanceOf(Killed.class);
    Once restarted = once();
    assertThatThrownBy(() -> restarted.make("key", target)).isInstanceOf(InDoubtException.class);
    nanos += Duration.ofMinutes(1).toNanos();
    assertThat(restarted.make("key", target)).isEqualTo("found");
    assertThat(target.made).isEqualTo(1);
  }

  @Test
  void make_whileAnotherCallIsAtIt_isInDoubtHoweverLongThatTakes() throws Exception {
    Once once = once();
    Once.Change slow =
        new Once.Change() {
          @Override
          public String what() {
            return "slow";
          }

          @Override
          public String make() {
            for (int i = 0; i < 2; i++) {
              assertThatThrownBy(() -> once.make("key", target))
                  .isInstanceOf(InDoubtException.class);
              nanos += Duration.ofHours(1).toNanos();
            }
            return "made slowly";
          }

          @Override
          public Optional<String> made() {
            return Optional.empty();
          }
        };
    assertThat(once.make("key", slow)).isEqualTo("made slowly");
    assertThat(once.make("key", target)).isEqualTo("made slowly");
    assertThat(target.made).isZero();
  }

  @Test
  void make_targetCanNotTell_staysInDoubt() throws Exception {
    target.diesAfter = true;
    assertThatThrownBy(() -> once().make("key", target)).isInstanceOf(Killed.class);
    target.canTell = false;
    Once restarted = once();
    assertThatThrownBy(() -> restarted.make("key", target)).isInstanceOf(InDoubtException.class);
    nanos += Duration.ofMinutes(1).toNanos();
    assertThatThrownBy(() -> restarted.make("key", target)).hasMessageContaining("down");
    target.canTell = true;
    assertThat(restarted.make("key", target)).isEqualTo("found");
    assertThat(target.made).isEqualTo(1);
  }

  private Once once() {
    return new Once(store, Duration.ofMinutes(1), () -> nanos);
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final class Target implements Once.Change {
    private int made;
    private int asked;
    private boolean diesBefore;
    private boolean diesAfter;
    private boolean canTell = true;

    @Override
    public String what() {
      return "a note";
    }

    @Override
    public String make() {
      if (diesBefore) {
        diesBefore = false;
        throw new Killed();
      }
      made++;
      if (diesAfter) {
        diesAfter = false;
        throw new Killed();
      }
      return "made " + made;
    }

    @Override
    public Optional<String> made() {
      asked++;
      if (!canTell) {
        throw new SourceException("target", "down", true, null);
      }
      return made > 0 ? Optional.of("found") : Optional.empty();
    }
  }
}
