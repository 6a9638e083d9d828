// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed of an offense: all that QRadar lets anybody change. Immutable.
 *
 * <p>Magnitude, severity, description and the like can't be changed from outside at all.
 */
public final class OffenseUpdate {
  private final Map<String, Object> wanted;

  private OffenseUpdate(Map<String, Object> wanted) {
    this.wanted = wanted;
  }

  /** Starts with no change. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameter names with the values they shall have. */
  Map<String, Object> wanted() {
    return wanted;
  }

  /** The parameters in which an offense is not as wanted. */
  List<String> missing(QradarOffense offense) {
    List<String> missing = new ArrayList<>();
    wanted.forEach(
        (name, value) -> {
          if (!Objects.equals(value, present(offense, name))) {
            missing.add(name);
          }
        });
    return missing;
  }

  private static @Nullable Object present(QradarOffense offense, String name) {
    return switch (name) {
      case "status" -> offense.status();
      case "closing_reason_id" -> offense.closingReasonId();
      case "assigned_to" -> offense.assignedTo();
      case "follow_up" -> offense.followUp();
      case "protected" -> offense.isProtected();
      default -> throw new IllegalStateException(name);
    };
  }

  /** Gathers changes. */
  public static final class Builder {
    private final Map<String, Object> wanted = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Gives it to a user.
     *
     * @param user one of {@link Offenses#assignableUsers}
     */
    public Builder assignTo(String user) {
      if (Quoting.checked("a user name", user).isBlank()) {
        throw new IllegalArgumentException("a user name must not be blank");
      }
      wanted.put("assigned_to", user);
      return this;
    }

    /**
     * Flags it for follow-up, or takes the flag away.
     *
     * @param flag whether it is flagged
     */
    public Builder followUp(boolean flag) {
      wanted.put("follow_up", flag);
      return this;
    }

    /**
     * Keeps it from being removed when its retention has passed, or no longer.
     *
     * @param flag whether it is kept
     */
    public Builder protect(boolean flag) {
      wanted.put("protected", flag);
      return this;
    }

    /** Hides it. */
    public Builder hide() {
      return status("HIDDEN");
    }

    /** Shows a hidden one. */
    public Builder show() {
      return status("OPEN");
    }

    /**
     * Closes it, for good: QRadar opens no closed offense.
     *
     * @param reason one of {@link Offenses#closingReasons}, not reserved and not deleted
     */
    public Builder close(ClosingReason reason) {
      if (requireNonNull(reason, "reason").reserved() || reason.deleted()) {
        throw new IllegalArgumentException("a reserved or deleted reason can't be used: " + reason);
      }
      wanted.put("closing_reason_id", reason.id());
      return status("CLOSED");
    }

    private Builder status(String status) {
      if (wanted.putIfAbsent("status", status) != null) {
        throw new IllegalStateException("the status is given already");
      }
      return this;
    }

    /**
     * The changes.
     *
     * @throws IllegalStateException if there is none
     */
    public OffenseUpdate build() {
      if (wanted.isEmpty()) {
        throw new IllegalStateException("no change is given");
      }
      return new OffenseUpdate(Collections.unmodifiableMap(new LinkedHashMap<>(wanted)));
    }
  }
}
