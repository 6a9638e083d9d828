// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

/**
 * What is looked at in a call, and how attackers differ in it.
 *
 * <p>The index is the place in this list, and part of a value's key and so of snapshots.
 */
enum Feature {
  /** The service and the operation, with a mark where the call opens something. */
  OPERATION(0, "operation", 1, .30, .15, .15, .10, .30),
  /** The service by itself, which the operation tells in part. */
  SERVICE(1, "service", .3, .50, .15, .10, .10, .15),
  /** The AWS Region. */
  REGION(2, "region", .7, .75, .08, .05, .04, .08),
  /** The autonomous system or prefix that the call came from. */
  NETWORK(3, "network", 1, .35, .05, .05, .05, .50),
  /** The country of the address, which the network tells in part. */
  COUNTRY(4, "country", .5, .50, .05, .05, .05, .35),
  /** The program that called, without its version. */
  AGENT(5, "user agent", .7, .55, .20, .10, .05, .10),
  /** Four hours of a working day or of a weekend, in UTC. */
  HOUR(6, "hour", .4, .70, .20, .05, .03, .02),
  /** Whether the call succeeded, was denied or failed otherwise. */
  OUTCOME(7, "outcome", .5, .60, .25, .08, .04, .03),
  /** Whoever calls, as the account sees it. */
  PRINCIPAL(8, "principal", 1, .70, .05, .05, .05, .15),
  /** What a resource's configuration lets in. */
  CONFIGURATION(9, "configuration", 1, .30, .15, .15, .10, .30),
  /** Calls of an hour. */
  VOLUME(10, "volume", 1, 0, 0, 0, 0, 0),
  /** Failed calls of an hour. */
  ERRORS(11, "errors", 1, 0, 0, 0, 0, 0);

  private static final Feature[] ALL = values();

  private final int index;
  private final String label;
  private final double weight;
  private final double known;
  private final double newToIt;
  private final double newToPeers;
  private final double newToAccount;
  private final double newToAll;

  /*
   * The shares of attackers whose value is known of the principal, new to it, new to its peers too,
   * new to the account too, and new altogether; and how much of the feature is told by no other. The
   * numbers are ours: no public source gives them. Calibration corrects what they get wrong in
   * level, not in order.
   */
  Feature(
      int index,
      String label,
      double weight,
      double known,
      double newToIt,
      double newToPeers,
      double newToAccount,
      double newToAll) {
    this.index = index;
    this.label = label;
    this.weight = weight;
    this.known = known;
    this.newToIt = newToIt;
    this.newToPeers = newToPeers;
    this.newToAccount = newToAccount;
    this.newToAll = newToAll;
  }

  int index() {
    return index;
  }

  String label() {
    return label;
  }

  double weight() {
    return weight;
  }

  /** The share of attackers whose value is new to so many scopes, 0 to 4. */
  double attackers(int level) {
    return switch (level) {
      case 0 -> known;
      case 1 -> newToIt;
      case 2 -> newToPeers;
      case 3 -> newToAccount;
      default -> newToAll;
    };
  }

  static Feature of(long key) {
    return ALL[(int) (key >>> 60)];
  }
}
