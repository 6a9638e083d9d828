// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

/** What evidence says of two names. */
enum Fact {
  /** A user name was seen where it was checked by a password or ticket; on itself. */
  SEEN(0),
  /** A session or IAM user of our own accounts bears the user name. */
  NAMED(0),
  /** A key was used as the principal. */
  USED_AS(0),
  /** A key was made for the user. */
  MADE_FOR(0),
  /** A key was handed to the caller. */
  ASSUMED(0),
  /** A session was made by the caller. */
  GRANTED(600),
  /** An event that two accounts record was the caller's. */
  CALLED(0),
  /** A key or session carries the source identity. */
  CARRIES(3600),
  /** A key or session is of the subject that an identity provider signed. */
  SIGNED(600),
  /** A SAML subject came with the session name. */
  ALIAS(0),
  /** An address was given to a host or user, or given back. */
  LEASED(1),
  /** An address or host name is an instance's. */
  BOUND(1),
  /** Everything that an instance has was told; on itself. */
  ITEM(1),
  /** A user logged on at a host or from an address. */
  LOGGED_ON(3600);

  private final long grain;

  Fact(long grain) {
    this.grain = grain;
  }

  /** To how many seconds its times are kept; 0 if only the first and the last are. */
  long grain() {
    return grain;
  }
}
