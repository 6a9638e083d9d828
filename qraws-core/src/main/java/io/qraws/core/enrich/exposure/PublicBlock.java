// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Those of S3's block public access settings that take effect on what exists.
 *
 * @param ignoreAcls {@code IgnorePublicAcls}
 * @param restrictPolicies {@code RestrictPublicBuckets}
 */
public record PublicBlock(boolean ignoreAcls, boolean restrictPolicies) {
  /** Nothing is blocked. */
  public static final PublicBlock NONE = new PublicBlock(false, false);

  /** Of a configuration; what is not there is off, as S3 itself has it. */
  static PublicBlock of(JsonNode configuration) {
    return new PublicBlock(
        Fields.flag(configuration, "ignorePublicAcls"),
        Fields.flag(configuration, "restrictPublicBuckets"));
  }
}
