// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

/** What an indicator of a threat list or allow list names. */
public enum IndicatorKind {
  /** An IPv4 or IPv6 address or a range of them in CIDR form, {@code 198.51.100.0/24}. */
  ADDRESS,
  /** A DNS name, alone or with the names below it; see {@link Indicators}. */
  DOMAIN,
  /** A URL with its scheme. */
  URL,
  /** A hash of a file in hex, by its length MD5, SHA-1, SHA-224, SHA-256, SHA-384 or SHA-512. */
  FILE_HASH,
  /** A user name or an e-mail address. */
  USER
}
