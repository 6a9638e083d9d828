// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import java.util.Locale;

/** What an observable's value names. */
public enum ObservableKind {
  /** An IPv4 or IPv6 address. */
  IP,
  /** An ARN of a user, role, session or root. */
  PRINCIPAL,
  /** A user name: an IAM user, a role session's name, an Active Directory account, an e-mail. */
  USER,
  /** An AWS access key id, {@code AKIA…} or {@code ASIA…}. */
  ACCESS_KEY,
  /** An AWS resource, by ARN, or by the id that AWS shows (instance, bucket, function). */
  RESOURCE,
  /** A host name. */
  HOST,
  /** A twelve-digit AWS account. */
  ACCOUNT,
  /** A DNS name outside. */
  DOMAIN,
  /** A hash of a file, in hex. */
  FILE_HASH,
  /** A vulnerability, by CVE id. */
  VULNERABILITY;

  /** The name as it stands in files: lower case with underscores. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
