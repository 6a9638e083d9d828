// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The API calls of an ordinary day: pipelines, services and people at work. */
final class NoiseCalls {
  private final Day day;
  private final Dice dice;
  private final World world;

  NoiseCalls(Day day) {
    this.day = day;
    this.dice = day.dice;
    this.world = day.world;
  }

  void write(int pipeline, int service, int people) {
    pipeline(pipeline);
    services(service);
    people(people);
    administration();
    partner();
  }

  private void pipeline(int count) {
    int done = 0;
    while (done < count) {
      Instant time = dice.at(6, 21);
      String run = "deploy-" + dice.between(10_000, 99_999);
      String runner = dice.pick(world.runners);
      String account = dice.of(World.MAIN, World.MAIN, World.SECOND);
      Caller caller = Caller.role(dice, "ci-deploy", run, account, runner, Caller.SDK);
      int length = dice.between(10, 40);
      for (int i = 0; i < length; i++) {
        time = time.plusSeconds(dice.between(0, 6));
        day.call(caller, time, deploying());
      }
      done += length;
    }
  }

  private Call deploying() {
    String bucket = dice.pick(world.buckets);
    String function = "fn-" + dice.of("orders", "mail", "thumbs", "search") + dice.between(1, 5);
    String image = "app/" + dice.of("web", "api", "batch");
    return switch (dice.between(0, 11)) {
      case 0 -> Call.of("sts", "GetCallerIdentity");
      case 1 -> Call.of("lambda", "UpdateFunctionCode20150331v2", "functionName", function);
      case 2 -> Call.of("cloudformation", "DescribeStacks", "stackName", "stack-" + function);
      case 3 -> Call.of("cloudformation", "CreateChangeSet", "stackName", "stack-" + function);
      case 4 -> Call.of("ecr", "PutImage", "repositoryName", image);
      case 5 -> Call.of("ecr", "BatchGetImage", "repositoryName", image);
      case 6 -> Call.of("s3", "PutObject", "bucketName", bucket, "key", "build/" + dice.hex(6));
      case 7 -> Call.of("s3", "GetObject", "bucketName", bucket, "key", "build/" + dice.hex(6));
      case 8 -> Call.of("ecs", "RegisterTaskDefinition", "family", image);
      case 9 -> Call.of("ecs", "UpdateService", "service", image, "cluster", "main");
      case 10 -> Call.of("ssm", "GetParameter", "name", "/ci/" + function);
      default -> Call.of("iam", "PassRole", "roleName", "role-" + function).fails(sometimes());
    };
  }

  private String sometimes() {
    return dice.chance(0.1) ? "ThrottlingException" : "AccessDenied";
  }

  private void services(int count) {
    List<Caller> callers = new ArrayList<>();
    for (World.Machine machine : world.machines) {
      callers.add(Caller.instance(dice, machine, machine.publicAddress()));
    }
    for (int i = 0; i < count; i++) {
      Instant time = dice.at(0, 23.9);
      String bucket = dice.pick(world.buckets);
      Call call =
          switch (dice.between(0, 6)) {
            case 0 -> Call.of("s3", "GetObject", "bucketName", bucket, "key", "in/" + dice.hex(8));
            case 1 -> Call.of("s3", "PutObject", "bucketName", bucket, "key", "out/" + dice.hex(8));
            case 2 -> Call.of("sqs", "ReceiveMessage", "queueUrl", "https://queue.example/work");
            case 3 -> Call.of("ssm", "UpdateInstanceInformation");
            case 4 -> Call.of("secretsmanager", "GetSecretValue", "secretId", "app/config");
            case 5 -> Call.of("kms", "Decrypt");
            default -> Call.of("ec2", "DescribeTags");
          };
      day.call(dice.pick(callers), time, call);
    }
  }

  private void people(int count) {
    int each = count / world.people.size();
    for (World.Person person : world.people) {
      boolean home = dice.chance(0.3);
      String address = home ? person.home() : World.NAT;
      Caller caller = Caller.sso(dice, person, person.permissionSet(), address);
      Instant start = dice.at(6.5, 9);
      day.call(caller, start, Call.of("signin", "ConsoleLogin").answers("ConsoleLogin", "Success"));
      for (int i = 1; i < each; i++) {
        Instant time = start.plusSeconds(dice.between(60, 8 * 3600));
        day.call(caller, time, looking());
      }
    }
  }

  private Call looking() {
    String bucket = dice.pick(world.buckets);
    String machine = dice.pick(world.machines).id();
    return switch (dice.between(0, 9)) {
      case 0 -> Call.of("ec2", "DescribeInstances");
      case 1 -> Call.of("ec2", "DescribeSecurityGroups");
      case 2 -> Call.of("s3", "ListBuckets");
      case 3 -> Call.of("s3", "GetBucketLocation", "bucketName", bucket);
      case 4 -> Call.of("cloudwatch", "GetMetricData");
      case 5 -> Call.of("logs", "FilterLogEvents", "logGroupName", "/app/" + dice.between(1, 9));
      case 6 -> Call.of("rds", "DescribeDBInstances");
      case 7 -> Call.of("iam", "ListRoles").fails("AccessDenied");
      case 8 -> Call.of("ec2", "DescribeInstanceStatus", "instanceId", machine);
      default -> Call.of("lambda", "ListFunctions20150331");
    };
  }

  /** What administrators do every day and attackers do too. */
  private void administration() {
    for (int i = 0; i < 30; i++) {
      World.Person admin = dice.pick(world.people.subList(34, 40));
      Steps steps =
          new Steps(
              day, Caller.sso(dice, admin, "AdministratorAccess", World.NAT), dice.at(7, 17), 200);
      String user =
          "svc-" + dice.of("backup", "mail", "print", "sync") + "-" + dice.between(10, 40);
      steps.call(
          Call.of("iam", "CreateAccessKey", "userName", user)
              .answers(
                  "accessKey",
                  Json.obj("accessKeyId", "AKIA" + dice.base32(16), "userName", user)));
      steps.call(Call.of("ec2", "AuthorizeSecurityGroupIngress", "groupId", "sg-0" + dice.hex(16)));
      steps.call(Call.of("ec2", "StopInstances", "instanceId", dice.pick(world.machines).id()));
      steps.call(Call.of("s3", "PutBucketTagging", "bucketName", dice.pick(world.buckets)));
    }
  }

  /** The partner's monitoring takes a role, and backups go to its account, as agreed. */
  private void partner() {
    for (int i = 0; i < 40; i++) {
      Caller caller =
          Caller.role(
              dice, "partner-monitoring", "monitor", World.MAIN, "203.0.113.240", Caller.SDK);
      day.call(
          caller,
          dice.at(0, 24),
          Call.of("cloudwatch", "GetMetricData", "accountId", World.PARTNER));
    }
    for (String database : world.databases) {
      Caller backup = Caller.role(dice, "backup", "nightly", World.MAIN, "10.40.9.9", Caller.SDK);
      Instant time = dice.at(2, 4);
      String snapshot = database + "-nightly";
      day.call(backup, time, Call.of("rds", "CreateDBSnapshot", "dBInstanceIdentifier", database));
      day.call(
          backup,
          time.plusSeconds(900),
          Call.of(
              "rds",
              "ModifyDBSnapshotAttribute",
              "dBSnapshotIdentifier",
              snapshot,
              "valuesToAdd",
              Json.arr(World.SECOND)));
    }
  }
}
