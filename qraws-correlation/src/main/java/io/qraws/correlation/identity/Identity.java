// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The one person, workload or machine that a name means at an instant.
 *
 * @param id the name that speaks for it, such as {@code entry:ann@corp.example}: equal for all its
 *     names, and the same in whatever order the evidence came; text from outside
 * @param kind what it is
 * @param name how people call it: of a directory's entry the account or an address, else the name
 *     that speaks for it without its kind; text from outside, and not always one identity's alone
 * @param confidence that the name which was asked for is a name of it: the product of the links'
 *     confidences, 1 where the name speaks for itself
 * @param links the steps from the name to {@code id}, empty where the name speaks for itself
 * @param hints what else may be one with it, best first, at most 16
 */
public record Identity(
    String id,
    Kind kind,
    String name,
    double confidence,
    List<IdentityLink> links,
    List<IdentityHint> hints) {

  /** Copies the lists. */
  public Identity {
    requireNonNull(id, "id");
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
    links = List.copyOf(links);
    hints = List.copyOf(hints);
  }

  /** What an identity is. */
  public enum Kind {
    /** A person, as a directory says. */
    PERSON,
    /** A program: a service account, a pod, a pipeline. */
    WORKLOAD,
    /** A host or instance, or an address that nobody holds for himself. */
    MACHINE,
    /** A role, which is nobody's own. */
    ROLE,
    /** An account's root user. */
    ROOT,
    /** A user, key or session of whom no more is known. */
    UNKNOWN
  }
}
