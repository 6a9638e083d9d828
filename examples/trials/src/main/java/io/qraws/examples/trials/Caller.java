// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Who makes API calls, as CloudTrail shows it.
 *
 * @param type CloudTrail's identity type
 * @param principalId the unique id, with the session's name behind a colon
 * @param name the IAM user, or the role
 * @param session the session's name; empty for a user
 * @param key the access key id
 * @param account twelve digits
 * @param address where the calls come from
 * @param agent the user agent
 */
record Caller(
    String type,
    String principalId,
    String name,
    String session,
    String key,
    String account,
    String address,
    String agent) {

  static final String CONSOLE =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/134.0.0.0 Safari/537.36";
  static final String CLI = "aws-cli/2.24.10 md/awscrt#0.23.8 ua/2.0 os/linux lang/python#3.12.9";
  static final String SDK = "aws-sdk-java/2.30.31 md/io#sync md/http#Apache Linux/6.1 Java/21.0.6";

  /** A session by way of the single sign-on. */
  static Caller sso(Dice dice, World.Person person, String set, String address) {
    return role(
        dice,
        "AWSReservedSSO_" + set + "_" + Integer.toHexString(set.hashCode()) + "0a1b2c3d",
        person.mail(),
        person.account(),
        address,
        CONSOLE);
  }

  /** A session of any role. */
  static Caller role(
      Dice dice, String role, String session, String account, String address, String agent) {
    return new Caller(
        "AssumedRole",
        "AROA" + stable(role + account) + ":" + session,
        role,
        session,
        "ASIA" + dice.base32(16),
        account,
        address,
        agent);
  }

  /** An IAM user with a lasting key. */
  static Caller user(String name, String key, String account, String address, String agent) {
    return new Caller(
        "IAMUser", "AIDA" + stable(name + account), name, "", key, account, address, agent);
  }

  /** The credentials of an instance. */
  static Caller instance(Dice dice, World.Machine machine, String address) {
    return role(dice, machine.role(), machine.id(), machine.account(), address, SDK);
  }

  Caller from(String other, String otherAgent) {
    return new Caller(type, principalId, name, session, key, account, other, otherAgent);
  }

  String arn() {
    return session.isEmpty()
        ? "arn:aws:iam::" + account + ":user/" + name
        : "arn:aws:sts::" + account + ":assumed-role/" + name + "/" + session;
  }

  ObjectNode identity(String created) {
    ObjectNode node =
        Json.obj(
            "type",
            type,
            "principalId",
            principalId,
            "arn",
            arn(),
            "accountId",
            account,
            "accessKeyId",
            key);
    if (session.isEmpty()) {
      node.put("userName", name);
      return node;
    }
    String unique = principalId.substring(0, principalId.indexOf(':'));
    node.set(
        "sessionContext",
        Json.obj(
            "sessionIssuer",
            Json.obj(
                "type",
                "Role",
                "principalId",
                unique,
                "arn",
                "arn:aws:iam::" + account + ":role/" + name,
                "accountId",
                account,
                "userName",
                name),
            "attributes",
            Json.obj("creationDate", created, "mfaAuthenticated", "false")));
    return node;
  }

  /** Seventeen letters that depend on the name alone, since a role keeps its id. */
  static String stable(String name) {
    return new Dice(name.hashCode() * 31L + name.length()).base32(17);
  }
}
