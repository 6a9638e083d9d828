// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Documents that no policy and no approval lets pass.
 *
 * <p>Source: Systems Manager Automation runbook reference; what each document does and whether it
 * names a way back.
 */
final class ForbiddenRunbooks {
  /* A plain name: neither an ARN, which may lead to another account's document, nor a version. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.-]{3,128}");

  private static final Set<String> IRREVERSIBLE =
      Set.of(
          "aws-terminateec2instance",
          "aws-releaseelasticip",
          "awsconfigremediation-deleteiamuser",
          "awsconfigremediation-deletelambdafunction",
          "aws-deletesnapshot",
          "aws-deleteimage",
          "asr-encryptrdssnapshot",
          "asr-removeunusedsecret");

  private static final Set<String> ARBITRARY_CODE =
      Set.of(
          "aws-runshellscript",
          "aws-runpowershellscript",
          "aws-applyansibleplaybooks",
          "aws-runansibleplaybook",
          "aws-runremotescript",
          "aws-rundocument",
          "aws-runsaltstate");

  private ForbiddenRunbooks() {}

  /** Why a document must never be started, or nothing. */
  static Optional<String> objection(String runbook) {
    if (!PLAIN_NAME.matcher(runbook).matches()) {
      return Optional.of("the runbook's name is not a plain document name");
    }
    String name = runbook.toLowerCase(Locale.ROOT);
    if (IRREVERSIBLE.contains(name)) {
      return Optional.of(runbook + " cannot be undone and is never started");
    }
    if (ARBITRARY_CODE.contains(name)) {
      return Optional.of(runbook + " runs arbitrary code and is never started");
    }
    return Optional.empty();
  }
}
