// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Weeks of a company's API calls in which nothing bad happens and much changes: people, services
 * and pipelines at work, joiners, new projects and Regions, tasks that are due each quarter,
 * scripts that run wild, deployments that fail, people who travel.
 */
final class Estate {
  static final Instant START = Instant.parse("2026-02-02T00:00:00Z");
  static final List<String> ACCOUNTS =
      List.of("111122223333", "444455556666", "222233334444", "333344445555");
  static final String REGION = "eu-central-1";
  private static final List<String> REGIONS =
      List.of("eu-west-1", "us-east-1", "us-west-2", "ap-southeast-2", "eu-north-1", "sa-east-1");
  private static final List<String> AGENTS =
      List.of(
          Caller.CONSOLE,
          Caller.CONSOLE,
          Caller.CONSOLE,
          Caller.CLI,
          Caller.SDK,
          "Boto3/1.36.3 md/Botocore#1.36.3 ua/2.0 os/linux",
          "APN/1.0 HashiCorp/1.0 Terraform/1.9.8");
  private static final List<String> TOOLS =
      List.of(
          "steampipe/1.0", "pulumi/3.1", "k9s/0.40", "S3 Browser/11", "Cyberduck/9", "rclone/1.6");

  final List<EstateMember> members = new ArrayList<>();
  private final Dice dice;
  private final List<ObjectNode> calls = new ArrayList<>();
  private int joined;

  /** A company of some hundred and twenty people and as many programs. */
  Estate(long seed) {
    this(seed, 1);
  }

  /** A company of another size. */
  Estate(long seed, double scale) {
    dice = new Dice(seed);
    EstateMember.Job[] jobs = EstateMember.Job.values();
    int[] many = {45, 14, 16, 14, 6, 5, 8, 8, 60, 50, 14};
    for (int i = 0; i < jobs.length; i++) {
      for (int n = 0; n < Math.max(2, many[i] * scale); n++) {
        members.add(member(jobs[i]));
      }
    }
  }

  private EstateMember member(EstateMember.Job job) {
    int number = ++joined;
    String account = EstateCatalog.zipf(dice, ACCOUNTS);
    String office = "198.51.100." + dice.between(1, 3);
    String home = network() + "." + dice.between(1, 254);
    String name = job.name().toLowerCase(Locale.ROOT) + "-" + number;
    Caller caller;
    if (!job.set.isEmpty()) {
      String role =
          "AWSReservedSSO_"
              + job.set
              + "_"
              + String.format(Locale.ROOT, "%016x", job.set.hashCode() * 31L);
      caller = Caller.role(dice, role, name + "@corp.example", account, office, dice.pick(AGENTS));
    } else if (job == EstateMember.Job.USER) {
      caller =
          Caller.user(
              name, "AKIA" + dice.base32(16), account, office, dice.of(Caller.CLI, Caller.SDK));
    } else {
      String session = job == EstateMember.Job.INSTANCE ? "i-0" + dice.hex(16) : name;
      String address =
          job == EstateMember.Job.PIPELINE ? home : "203.0.113." + dice.between(1, 250);
      caller = Caller.role(dice, "role-" + name, session, account, address, Caller.SDK);
    }
    String region = dice.chance(.85) ? REGION : dice.pick(REGIONS.subList(0, 2));
    return new EstateMember(dice, job, caller, office, home, region);
  }

  /** The first three bytes of an address somewhere in the world. */
  private String network() {
    return dice.between(20, 220) + "." + dice.between(0, 255) + "." + dice.between(0, 255);
  }

  static boolean weekend(int day) {
    return day % 7 >= 5;
  }

  /** The records of a day, in order of time. */
  List<ObjectNode> day(int day) {
    calls.clear();
    boolean weekend = weekend(day);
    if (day > 0 && day % 7 == 0) {
      week();
    }
    for (EstateMember member : List.copyOf(members)) {
      if (member.job.person) {
        if (dice.chance(weekend ? .06 : .82)) {
          person(member, day);
        }
      } else if (member.job == EstateMember.Job.PIPELINE) {
        for (int i = weekend ? 1 : dice.between(2, 12); i > 0; i--) {
          pipeline(member, day);
        }
      } else {
        service(member, day);
      }
    }
    tasks(day, weekend ? .1 : 1.35);
    events(day);
    calls.sort((a, b) -> a.path("eventTime").asText().compareTo(b.path("eventTime").asText()));
    return calls;
  }

  /** What a week brings: joiners, new tasks, a new project, programs that changed. */
  private void week() {
    double grown = members.size() / 240.0;
    for (int i = (int) Math.round(2 * grown); i > 0; i--) {
      EstateMember.Job job =
          dice.of(
              EstateMember.Job.DEVELOPER,
              EstateMember.Job.DEVELOPER,
              EstateMember.Job.DATA,
              EstateMember.Job.OPERATOR,
              EstateMember.Job.SUPPORT,
              EstateMember.Job.USER);
      members.add(member(job));
    }
    for (EstateMember member : members) {
      if (dice.chance(member.job.person ? .6 : .06)) {
        member.learn(dice);
      }
    }
    // A project: a few people take up a service, and programs begin to run, perhaps elsewhere.
    String service = dice.pick(EstateCatalog.services());
    String region = dice.chance(.4) ? dice.pick(REGIONS) : REGION;
    for (int i = 0; i < 4; i++) {
      EstateMember member = dice.pick(members);
      if (member.job.person) {
        member.services.add(0, service);
        member.learn(dice);
        member.learn(dice);
        if (dice.chance(.5)) {
          member.region = region;
        }
      }
    }
    for (int i = (int) Math.round(2 * grown); i > 0; i--) {
      EstateMember made = member(dice.of(EstateMember.Job.FUNCTION, EstateMember.Job.INSTANCE));
      made.region = region;
      members.add(made);
    }
  }

  private void person(EstateMember member, int day) {
    String address = dice.chance(.6) ? member.office : member.home;
    if (dice.chance(.03)) {
      address = network() + "." + dice.between(1, 254);
    }
    String agent = dice.chance(.15) ? dice.pick(AGENTS) : member.caller.agent();
    if (dice.chance(.004)) {
      agent = dice.pick(TOOLS);
    }
    Caller caller = member.caller.from(address, agent);
    int left = member.size * dice.between(5, 20) / 10;
    while (left > 0) {
      int session = Math.min(left, dice.between(10, 80));
      double hour =
          dice.chance(.93) ? dice.between(700, 1700) / 100.0 : dice.between(0, 2300) / 100.0;
      Instant time = at(day, hour);
      String region = dice.chance(.97) ? member.region : dice.pick(REGIONS.subList(0, 3));
      for (int i = 0; i < session; i++) {
        time = time.plusSeconds(dice.between(0, 40));
        call(caller, time, region, failing(member.next(dice), .03));
      }
      left -= session;
    }
  }

  private void service(EstateMember member, int day) {
    int today = member.size * dice.between(7, 14) / 10;
    for (int i = 0; i < today; i++) {
      call(
          member.caller,
          at(day, dice.between(0, 23_990) / 1000.0),
          member.region,
          failing(member.next(dice), .004));
    }
  }

  private void pipeline(EstateMember member, int day) {
    Caller caller = member.caller;
    if (dice.chance(.4)) {
      caller = caller.from(network() + "." + dice.between(1, 254), caller.agent());
    }
    Instant time = at(day, dice.between(600, 2200) / 100.0);
    for (int i = dice.between(15, 60); i > 0; i--) {
      time = time.plusSeconds(dice.between(0, 5));
      Call call = member.next(dice);
      if (dice.chance(.01)) {
        call =
            dice.of(
                Call.of("iam", "CreateRole", "roleName", "app-" + dice.hex(4)),
                Call.of("iam", "PutRolePolicy", "roleName", "app-" + dice.hex(4)),
                Call.of("iam", "AttachRolePolicy", "roleName", "app-" + dice.hex(4)),
                Call.of("lambda", "UpdateFunctionConfiguration20150331v2", "functionName", "f"),
                Call.of("ec2", "AuthorizeSecurityGroupIngress", "groupId", "sg-1"));
      }
      call(caller, time, member.region, failing(call, .01));
    }
  }

  /** What attackers do too, by those who may. */
  private void tasks(int day, double share) {
    double size = members.size() / 240.0;
    for (EstateTask task : EstateTask.ALL) {
      double rate = task.rate() * share * size;
      for (int i = (int) rate + (dice.chance(rate - (int) rate) ? 1 : 0); i > 0; i--) {
        EstateMember member = worker(task.engineers());
        Caller caller =
            member.caller.from(
                dice.chance(.7) ? member.office : member.home, member.caller.agent());
        Instant time = at(day, dice.between(700, 1800) / 100.0);
        for (int again = dice.chance(.2) ? dice.between(2, 12) : 1; again > 0; again--) {
          time = time.plusSeconds(dice.between(1, 90));
          call(caller, time, member.region, task.call());
        }
      }
    }
  }

  /** An administrator, or one of those whose work it may be; the same few do most of it. */
  private EstateMember worker(boolean engineers) {
    List<EstateMember> able = new ArrayList<>();
    for (EstateMember member : members) {
      if (member.job == EstateMember.Job.ADMIN
          || (engineers
              && (member.job == EstateMember.Job.OPERATOR
                  || member.job == EstateMember.Job.DEVELOPER))) {
        able.add(member);
      }
    }
    return EstateCatalog.zipf(dice, able);
  }

  /** What happens now and then. */
  private void events(int day) {
    if (dice.chance(.5)) {
      loop(day, any(true), dice.between(300, 2_500), null);
    }
    if (dice.chance(.35)) {
      loop(day, any(false), dice.between(100, 600), "AccessDenied");
    }
    if (dice.chance(.25)) {
      loop(day, any(false), dice.between(100, 900), "ThrottlingException");
    }
    if (day % 7 == 2) {
      inventory(day);
    }
    if (day % 30 == 17) {
      review(day);
    }
    if (day % 30 == 9) {
      elsewhere(day);
    }
    if (dice.chance(.06)) {
      consultant(day);
    }
  }

  private EstateMember any(boolean person) {
    while (true) {
      EstateMember member = dice.pick(members);
      if (member.job.person == person) {
        return member;
      }
    }
  }

  /** A script, or a program whose rights were changed, calling the same all over again. */
  private void loop(int day, EstateMember member, int many, @Nullable String error) {
    Call call = dice.pick(member.routine);
    Instant time = at(day, dice.between(700, 1900) / 100.0);
    for (int i = 0; i < many; i++) {
      call(
          member.caller,
          time.plusSeconds(i),
          member.region,
          error == null ? call : call.fails(error));
    }
  }

  /** A tool that looks at everything, once a week. */
  private void inventory(int day) {
    Caller caller =
        Caller.role(dice, "inventory", "inventory", ACCOUNTS.get(0), "203.0.113.251", Caller.SDK);
    Instant time = at(day, 3);
    for (String service : EstateCatalog.services()) {
      for (int i = 0; i < 25; i++) {
        time = time.plusSeconds(1);
        call(caller, time, REGION, EstateCatalog.read(dice, service));
      }
    }
  }

  /** The quarter's review of who may do what, and the keys that are changed after it. */
  private void review(int day) {
    EstateMember member = worker(false);
    Instant time = at(day, 9);
    for (String operation :
        List.of(
            "GenerateCredentialReport",
            "GetCredentialReport",
            "GetAccountAuthorizationDetails",
            "ListUsers",
            "ListRoles",
            "ListAccessKeys",
            "GetAccountSummary",
            "CreateAccessKey",
            "DeleteAccessKey",
            "DetachUserPolicy",
            "DeleteUser",
            "DeactivateMFADevice")) {
      for (int i = dice.between(1, 12); i > 0; i--) {
        time = time.plusSeconds(dice.between(5, 200));
        call(member.caller, time, "us-east-1", Call.of("iam", operation, "userName", "svc-" + i));
      }
    }
  }

  /** The exercise of recovering in a Region where nothing runs. */
  private void elsewhere(int day) {
    EstateMember member = worker(true);
    String region = dice.pick(REGIONS);
    Instant time = at(day, 10);
    for (int i = 0; i < 120; i++) {
      time = time.plusSeconds(dice.between(5, 90));
      Call call =
          dice.chance(.5)
              ? EstateCatalog.read(dice, dice.of("ec2", "rds", "backup"))
              : dice.of(
                  Call.of("ec2", "CopySnapshot", "sourceSnapshotId", "snap-1"),
                  Call.of("ec2", "RunInstances", "instanceType", "m7g.large"),
                  Call.of("rds", "RestoreDBInstanceFromDBSnapshot"),
                  Call.of("ec2", "CreateVolume"));
      call(member.caller, time, region, call);
    }
  }

  /** Somebody from outside who gets a user for a few hours. */
  private void consultant(int day) {
    EstateMember admin = worker(false);
    String name = "consultant-" + dice.hex(3);
    Instant time = at(day, dice.between(8, 12));
    call(admin.caller, time, "us-east-1", Call.of("iam", "CreateUser", "userName", name));
    call(
        admin.caller,
        time.plusSeconds(20),
        "us-east-1",
        Call.of("iam", "CreateAccessKey", "userName", name));
    Caller caller =
        Caller.user(name, "AKIA" + dice.base32(16), ACCOUNTS.get(0), network() + ".7", Caller.CLI);
    for (int i = dice.between(20, 80); i > 0; i--) {
      time = time.plusSeconds(dice.between(30, 200));
      call(caller, time, REGION, EstateCatalog.read(dice, dice.of("ec2", "s3", "rds", "logs")));
    }
  }

  private Call failing(Call call, double often) {
    return dice.chance(often)
        ? call.fails(
            dice.chance(.6)
                ? "AccessDenied"
                : dice.of("ThrottlingException", "ValidationException"))
        : call;
  }

  private Instant at(int day, double hour) {
    return START.plusSeconds(day * 86_400L + (long) (hour * 3_600));
  }

  private void call(Caller caller, Instant time, String region, Call call) {
    Instant end =
        START.plusSeconds(
            (time.getEpochSecond() - START.getEpochSecond()) / 86_400 * 86_400 + 86_399);
    Instant within = time.isAfter(end) ? end : time;
    boolean global = call.service().equals("iam") || call.service().equals("organizations");
    calls.add(call.record(dice, caller, within, global ? "us-east-1" : region, dice.uuid()));
  }
}
