// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.util.ArrayList;
import java.util.List;

/** One who calls AWS: what it usually does, from where, and how that changes over the weeks. */
final class EstateMember {
  /** What somebody is for. */
  enum Job {
    DEVELOPER("Developer", true, .10, "lambda s3 logs cloudwatch dynamodb sqs ecs"),
    DATA("DataEngineer", true, .10, "glue athena s3 redshift elasticmapreduce logs"),
    OPERATOR("PowerUser", true, .15, "ec2 rds ssm elasticloadbalancing autoscaling eks"),
    SUPPORT("ReadOnly", true, 0, "cloudwatch logs ec2 rds support"),
    FINANCE("Billing", true, 0, "ce budgets organizations support"),
    SECURITY("SecurityAudit", true, .02, "securityhub guardduty config iam cloudtrail"),
    ADMIN("AdministratorAccess", true, .15, "iam organizations ec2 kms cloudformation s3"),
    USER("", true, .10, "s3 ec2 ce logs"),
    INSTANCE("", false, .3, "s3 sqs ssm kms dynamodb secretsmanager ec2"),
    FUNCTION("", false, .4, "s3 dynamodb sns sqs events kms states"),
    PIPELINE("", false, .5, "cloudformation lambda ecr ecs s3 iam ec2 logs");

    /** The permission set; empty for what does not sign on. */
    final String set;

    final boolean person;

    /** The share of calls that write. */
    final double writes;

    private final String services;

    Job(String set, boolean person, double writes, String services) {
      this.set = set;
      this.person = person;
      this.writes = writes;
      this.services = services;
    }

    List<String> services() {
      return List.of(services.split(" "));
    }
  }

  /** What everybody does besides. */
  private static final List<Call> BY_PEOPLE =
      List.of(
          Call.of("sts", "GetCallerIdentity"),
          Call.of("s3", "ListBuckets"),
          Call.of("signin", "ConsoleLogin").answers("ConsoleLogin", "Success"),
          Call.of("sts", "AssumeRole", "roleArn", "arn:aws:iam::222233334444:role/read"),
          Call.of("s3", "ListObjects", "bucketName", "corp-web-data"),
          Call.of("s3", "GetObject", "bucketName", "corp-web-data", "key", "a"),
          Call.of("iam", "ListAccessKeys"),
          Call.of("sts", "GetSessionToken"),
          Call.of("secretsmanager", "ListSecrets"));

  /** What programs do besides. */
  private static final List<Call> BY_PROGRAMS =
      List.of(
          Call.of("s3", "GetObject", "bucketName", "corp-web-data", "key", "a"),
          Call.of("s3", "PutObject", "bucketName", "corp-web-data", "key", "b"),
          Call.of("kms", "Decrypt"),
          Call.of("sts", "AssumeRole", "roleArn", "arn:aws:iam::222233334444:role/data"),
          Call.of("ssm", "UpdateInstanceInformation"),
          Call.of("s3", "ListObjects", "bucketName", "corp-web-data"),
          Call.of("secretsmanager", "GetSecretValue", "secretId", "app/config"),
          Call.of("ssm", "GetParameters"),
          Call.of("sts", "GetCallerIdentity"),
          Call.of("s3", "HeadBucket", "bucketName", "corp-web-data"));

  final Job job;
  final Caller caller;
  final String home;
  final String office;
  final List<Call> routine = new ArrayList<>();
  final List<String> services;

  /** Calls of an ordinary day. */
  final int size;

  String region;

  EstateMember(Dice dice, Job job, Caller caller, String office, String home, String region) {
    this.job = job;
    this.caller = caller;
    this.office = office;
    this.home = home;
    this.region = region;
    services = new ArrayList<>(dice.shuffled(job.services()));
    if (job.person) {
      services.add(dice.pick(EstateCatalog.services()));
    }
    int many = job.person ? dice.between(25, 70) : dice.between(3, 10);
    if (job == Job.PIPELINE) {
      many = dice.between(30, 60);
    }
    for (int i = 0; i < many; i++) {
      learn(dice);
      if (i % 5 == 1) {
        routine.add(EstateCatalog.zipf(dice, job.person ? BY_PEOPLE : BY_PROGRAMS));
      }
    }
    size = size(dice);
  }

  private int size(Dice dice) {
    if (job.person) {
      return dice.between(40, 180);
    }
    // A few services make most of the calls.
    return (int) (20 * Math.pow(60, dice.between(0, 1000) / 1000.0));
  }

  /** Takes up something that the job brings. */
  void learn(Dice dice) {
    String service = EstateCatalog.zipf(dice, services);
    routine.add(
        dice.chance(job.writes)
            ? EstateCatalog.write(dice, service)
            : EstateCatalog.read(dice, service));
  }

  /** What it does next: mostly what it always does, and people now and then anything. */
  Call next(Dice dice) {
    if (!job.person && job != Job.PIPELINE) {
      return EstateCatalog.zipf(dice, routine);
    }
    double turn = dice.between(0, 9_999) / 1e4;
    if (turn < .93) {
      return EstateCatalog.zipf(dice, routine);
    }
    if (turn < .985) {
      String service = EstateCatalog.zipf(dice, services);
      return dice.chance(job.writes / 2)
          ? EstateCatalog.write(dice, service)
          : EstateCatalog.read(dice, service);
    }
    String service = dice.pick(EstateCatalog.services());
    return dice.chance(job.writes / 4)
        ? EstateCatalog.write(dice, service)
        : EstateCatalog.read(dice, service);
  }
}
