// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.qraws.response.playbook.ProposedAction;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The hash of all that a person sees of a proposed action. */
final class PlanHash {
  private final MessageDigest digest;

  private PlanHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String of(ProposedAction action) {
    PlanHash hash = new PlanHash();
    hash.text(action.incidentId());
    hash.text(action.playbook());
    hash.text(action.title());
    hash.text(action.runbook());
    hash.text(action.account());
    hash.text(action.region());
    hash.count(action.parameters().size());
    action
        .parameters()
        .forEach(
            (name, values) -> {
              hash.text(name);
              hash.texts(values);
            });
    hash.text(action.unbound());
    hash.text(action.impact());
    hash.text(Boolean.toString(action.reversible()));
    hash.text(action.rollback());
    hash.texts(action.targets());
    return HexFormat.of().formatHex(hash.digest.digest());
  }

  /** Whether two hashes are the same, in a time that does not tell where they differ. */
  static boolean same(String a, String b) {
    return MessageDigest.isEqual(a.getBytes(UTF_8), b.getBytes(UTF_8));
  }

  private void texts(List<String> values) {
    count(values.size());
    values.forEach(this::text);
  }

  /* Lengths go first, so that no two different plans have the same bytes. */
  private void text(String value) {
    byte[] bytes = value.getBytes(UTF_8);
    count(bytes.length);
    digest.update(bytes);
  }

  private void count(int n) {
    digest.update((n + ":").getBytes(UTF_8));
  }
}
