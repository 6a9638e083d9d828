// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.signal.ApiCall;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Attacks of our own invention, where no real logs are given. */
final class InventedAttacks {
  private InventedAttacks() {}

  static List<AttackLog> all() throws IOException {
    Dice dice = new Dice(5);
    return List.of(
        attack(
            dice,
            "new-administrator",
            Call.of("iam", "CreateUser", "userName", "helpdesk9"),
            Call.of(
                "iam",
                "AttachUserPolicy",
                "policyArn",
                "arn:aws:iam::aws:policy/AdministratorAccess"),
            Call.of("iam", "CreateAccessKey", "userName", "helpdesk9")),
        attack(dice, "blind-trail", Call.of("cloudtrail", "StopLogging", "name", "main")),
        attack(
            dice,
            "secrets",
            Call.of("secretsmanager", "ListSecrets"),
            Call.of("secretsmanager", "BatchGetSecretValue")),
        attack(
            dice,
            "shared-disk",
            Call.of("ec2", "CreateSnapshot", "volumeId", "vol-0a1b2c3d4e5f60718"),
            Call.of("ec2", "ModifySnapshotAttribute", "snapshotId", "snap-0a1b2c3d4e5f60718")),
        attack(
            dice,
            "foreign-trust",
            Call.of(
                "iam",
                "UpdateAssumeRolePolicy",
                "policyDocument",
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
                    + "\"arn:aws:iam::999988887777:root\"},\"Action\":\"sts:AssumeRole\"}]}")));
  }

  private static AttackLog attack(Dice dice, String name, Call... steps) throws IOException {
    Caller caller =
        Caller.user(
            "mallory", "AKIA" + dice.base32(16), Estate.ACCOUNTS.get(0), "192.0.2.66", Caller.CLI);
    List<ObjectNode> records = new ArrayList<>();
    Instant time = Estate.START;
    for (Call step : steps) {
      time = time.plusSeconds(20);
      records.add(step.record(dice, caller, time, Estate.REGION, dice.uuid()));
    }
    return new AttackLog(name, Records.read(records).stream().map(ApiCall.class::cast).toList());
  }
}
