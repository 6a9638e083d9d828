// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.util.Locale;

/**
 * Why two names are taken for names of one identity.
 *
 * <p>The confidences are ours: they order the rules by how hard each is to fake and how often it is
 * known to mislead, and no public source gives them.
 */
public enum Rule {
  /** Somebody joined them by hand. */
  BY_HAND(1),
  /** A table says so. */
  TABLE(0.99),
  /** An address, present or former, that the directory's entry has. */
  DIRECTORY_ADDRESS(0.99),
  /** The sAMAccountName that the directory's entry has. */
  DIRECTORY_ACCOUNT(0.98),
  /** The part of an address before the at sign, which only one entry of the directory has. */
  DIRECTORY_NAME_PART(0.93),
  /** Two entries of the directory with one EmployeeID. */
  EMPLOYEE_ID(0.97),
  /** An entry's description names the account of the same person. */
  DESCRIPTION(0.93),
  /** An IAM user named as the account is. */
  IAM_USER_NAME(0.95),
  /** The access key was used by the user or session. */
  KEY_USED(0.99),
  /** The access key was made for the user. */
  KEY_MADE(0.99),
  /** The session's key was handed to whoever called AssumeRole or GetFederationToken. */
  ASSUMED(0.98),
  /** Two accounts' records of one call share an id. */
  SHARED_EVENT(0.98),
  /** The session was made by the caller, by its ARN and the time. */
  SESSION_GRANTED(0.95),
  /** Identity Center names sessions after its users. */
  IDENTITY_CENTER(0.98),
  /** The role's trust policy enforces the session name, as the configuration says. */
  SESSION_NAME_ENFORCED(0.95),
  /** The subject, or the session name, that the identity provider signed. */
  SAML(0.97),
  /** The subject of a token that an OIDC provider signed. */
  WEB_IDENTITY(0.98),
  /** The source identity, which stays the same along a chain of roles. */
  SOURCE_IDENTITY(0.92),
  /** Nobody else ever had a session of that name. */
  SESSION_NAME(0.9),
  /** The session of an instance's role is named after the instance. */
  INSTANCE_SESSION(0.95),
  /** The instance had the address or private DNS name. */
  INSTANCE_ADDRESS(0.96),
  /** The address was leased to the host, or given to the user of a VPN. */
  LEASE(0.96),
  /** Nobody else logged on there. */
  LOGON(0.9),
  /** The computer's own account. */
  COMPUTER_ACCOUNT(0.97),
  /** The host by its short and by its full name. */
  HOST_NAME(0.96),
  /** The names are alike, and no other fits; the confidence is the likeness. */
  SIMILAR(0.93);

  private final double confidence;

  Rule(double confidence) {
    this.confidence = confidence;
  }

  /** How sure it is by itself, above 0 and up to 1. */
  public double confidence() {
    return confidence;
  }

  /** The name as it stands in files: lower case with underscores. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
