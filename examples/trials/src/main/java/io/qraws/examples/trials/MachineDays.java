// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.signal.ObservableKind;
import io.qraws.examples.trials.identity.NameClass;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Instances that come and go, whose addresses the next ones get; bastions that many go through. */
final class MachineDays {
  private static final List<String> WORK = List.of("web", "api", "batch", "search", "queue");

  private final Company company;
  private final Dice dice;
  private final Trail trail;
  private final QradarRows rows;

  MachineDays(Company company) {
    this.company = company;
    this.dice = company.dice;
    this.trail = new Trail(company);
    this.rows = new QradarRows(company);
  }

  /**
   * Runs instances.
   *
   * @param many how many addresses; every third has two instances one after the other
   */
  void write(int many) {
    for (int i = 0; i < many; i++) {
      String account = Company.SHARED.get(i % 3);
      String address = "10." + (100 + i % 3) + "." + (1 + i / 3 / 200) + "." + (10 + i / 3 % 200);
      String elastic = i % 15 == 0 ? "192.0.2." + (10 + i / 15) : null;
      String work = dice.pick(WORK);
      boolean twice = i % 3 == 0;
      life(new Box(account, work, address, elastic), 0, twice ? 4 : Company.DAYS);
      if (twice) {
        life(new Box(account, dice.pick(WORK), address, elastic), 5, Company.DAYS);
      }
      if (i % 10 == 0) {
        // Every account has this network, so its addresses tell nobody apart.
        life(new Box(account, work, "10.0.0." + (10 + i / 30), null), 0, Company.DAYS);
      }
    }
    for (int i = 0; i < Math.max(2, many / 25); i++) {
      bastion(i);
    }
  }

  private void life(Box box, int from, int until) {
    Instant start = company.at(from, 0.5, 2);
    String id = "i-0" + dice.hex(16);
    run(box, id, start);
    config(box, id, "OK", start.plusSeconds(180));
    interfaceOf(box, id, start.plusSeconds(190));
    Caller session =
        trail.service(
            start.plusSeconds(60),
            Trail.Taking.of(box.account, "role-" + box.work, id),
            "ec2",
            box.address);
    company.takes(
        "arn:aws:iam::" + box.account + ":role/role-" + box.work, start.plusSeconds(60), id);
    boolean overlapping = box.address.startsWith("10.0.");
    for (int i = 0; i < 2; i++) {
      // Long enough before the end for the name to be its own beyond doubt.
      Instant time = company.at(dice.between(from, until - 1), 3, 22);
      boolean out = box.elastic != null && i == 1;
      Caller by = out ? session.from(requireNonNull(box.elastic), Caller.SDK) : session;
      trail.act(by, time);
      company.label(NameClass.INSTANCE_SESSION, ObservableKind.PRINCIPAL, session.arn(), time, id);
      company.label(NameClass.TEMPORARY_KEY, ObservableKind.ACCESS_KEY, session.key(), time, id);
      if (out) {
        company.label(NameClass.ELASTIC_ADDRESS, ObservableKind.IP, by.address(), time, id);
      } else if (!overlapping) {
        company.label(NameClass.INSTANCE_ADDRESS, ObservableKind.IP, box.address, time, id);
      }
    }
    String host = host(box.address) + (dice.chance(0.5) ? "" : domain());
    Instant log = company.at(dice.between(from, until - 1), 3, 22);
    rows.row(log, "LinuxServer", "Session opened", "root", box.address, "10.10.0.9", host, "");
    if (!overlapping) {
      company.label(NameClass.INSTANCE_HOST, ObservableKind.HOST, host, log, id);
      company.label(NameClass.INSTANCE_ADDRESS, ObservableKind.IP, box.address, log, id);
    }
    Instant seen = start.plusSeconds(180);
    company.label(NameClass.INSTANCE, ObservableKind.RESOURCE, id, seen, id);
    company.label(NameClass.INSTANCE, ObservableKind.RESOURCE, arn(box, id), seen, id);
    if (until < Company.DAYS) {
      config(box, id, "ResourceDeleted", company.at(until, 1, 2));
    }
  }

  /** A host with an address of its own to the world, which people log on to and call AWS from. */
  private void bastion(int turn) {
    String account = Company.HUB;
    String address = "10.110.1." + (10 + turn);
    String elastic = "192.0.2." + (200 + turn);
    Box box = new Box(account, "bastion", address, elastic);
    String id = "i-0" + dice.hex(16);
    String host = "bastion-" + (turn + 1);
    Instant start = company.at(0, 0.5, 2);
    config(box, id, "OK", start);
    interfaceOf(box, id, start.plusSeconds(10));
    company.label(NameClass.INSTANCE, ObservableKind.RESOURCE, id, start, id);
    company.label(NameClass.INSTANCE, ObservableKind.RESOURCE, arn(box, id), start, id);
    for (int i = 0; i < 25; i++) {
      Employee person = dice.pick(company.people);
      Instant time = company.at(dice.between(0, Company.DAYS - 1), 8, 17);
      if (!person.works(time)) {
        continue;
      }
      String from = "10." + (20 + person.house.number()) + ".9." + dice.between(2, 250);
      rows.row(time, "LinuxServer", "SSH Login", person.sighted(time), from, address, host, "");
      rows.row(
          time.plusSeconds(1), "LinuxServer", "Session opened", "", address, "10.10.0.9", host, "");
      Caller caller =
          Caller.role(dice, "ops-shell", "shell-" + dice.hex(6), account, elastic, Caller.CLI);
      trail.act(caller, time.plusSeconds(200));
      company.label(NameClass.SHARED_HOST, ObservableKind.HOST, host, time, id);
      company.label(NameClass.SHARED_ADDRESS, ObservableKind.IP, address, time.plusSeconds(1), id);
      company.label(
          NameClass.SHARED_ADDRESS, ObservableKind.IP, elastic, time.plusSeconds(200), id);
    }
  }

  private void run(Box box, String id, Instant time) {
    Caller scaling =
        Caller.role(
            dice,
            "AWSServiceRoleForAutoScaling",
            "AutoScaling",
            box.account,
            "autoscaling.amazonaws.com",
            "autoscaling.amazonaws.com");
    trail.record(
        scaling,
        time,
        Call.of("ec2", "RunInstances", "minCount", 1, "maxCount", 1)
            .answers(
                "instancesSet",
                Json.obj(
                    "items",
                    Json.arr(
                        Json.obj(
                            "instanceId",
                            id,
                            "instanceState",
                            Json.obj("code", 0, "name", "pending"),
                            "privateDnsName",
                            host(box.address) + domain(),
                            "privateIpAddress",
                            box.address)))));
  }

  private void config(Box box, String id, String status, Instant time) {
    boolean there = status.equals("OK");
    ObjectNode configuration =
        Json.obj(
            "instanceId",
            id,
            "instanceType",
            "m7g.large",
            "privateIpAddress",
            box.address,
            "privateDnsName",
            host(box.address) + domain(),
            "state",
            Json.obj("code", 16, "name", "running"));
    if (box.elastic != null) {
      configuration.put("publicIpAddress", box.elastic);
    }
    item("AWS::EC2::Instance", id, box, status, time, there ? configuration : null);
  }

  private void interfaceOf(Box box, String id, Instant time) {
    ObjectNode configuration =
        Json.obj(
            "networkInterfaceId",
            "eni-0" + dice.hex(16),
            "privateIpAddress",
            box.address,
            "privateDnsName",
            host(box.address) + domain(),
            "attachment",
            Json.obj("instanceId", id, "deviceIndex", 0, "status", "attached"));
    if (box.elastic != null) {
      configuration.set(
          "association",
          Json.obj("publicIp", box.elastic, "allocationId", "eipalloc-0" + dice.hex(16)));
    }
    item(
        "AWS::EC2::NetworkInterface",
        configuration.path("networkInterfaceId").asText(),
        box,
        "OK",
        time,
        configuration);
  }

  private void item(
      String type,
      String id,
      Box box,
      String status,
      Instant time,
      @Nullable ObjectNode configuration) {
    String part = type.endsWith("Instance") ? "instance/" : "network-interface/";
    company.configs.add(
        Json.obj(
            "configurationItemVersion",
            "1.3",
            "configurationItemCaptureTime",
            time.toString().replace("Z", ".000Z"),
            "configurationStateId",
            time.toEpochMilli(),
            "awsAccountId",
            box.account,
            "configurationItemStatus",
            status,
            "resourceType",
            type,
            "resourceId",
            id,
            "ARN",
            "arn:aws:ec2:" + Company.REGION + ":" + box.account + ":" + part + id,
            "awsRegion",
            Company.REGION,
            "tags",
            Json.obj("Name", box.work),
            "relatedEvents",
            Json.arr(),
            "relationships",
            Json.arr(),
            "configuration",
            configuration,
            "supplementaryConfiguration",
            Json.obj()));
  }

  private static String arn(Box box, String id) {
    return "arn:aws:ec2:" + Company.REGION + ":" + box.account + ":instance/" + id;
  }

  private static String host(String address) {
    return "ip-" + address.replace('.', '-');
  }

  private static String domain() {
    return "." + Company.REGION + ".compute.internal";
  }

  /** What an instance is made of before it has an id. */
  private record Box(String account, String work, String address, @Nullable String elastic) {}
}
