// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;

/** Findings about how things are set up: controls, vulnerabilities and outside access. */
final class Posture {
  private Posture() {}

  /** A control's finding about a resource; gives its id. */
  static String control(
      Day day,
      String control,
      String title,
      String label,
      String type,
      String resource,
      String account,
      Instant time,
      String formats) {
    Dice dice = day.dice;
    String id =
        "arn:aws:securityhub:"
            + World.REGION
            + ":"
            + account
            + ":security-control/"
            + control
            + "/finding/"
            + dice.uuid();
    day.findingIds.add(id);
    boolean passed = label.equals("INFORMATIONAL");
    if (formats.contains("a")) {
      ObjectNode out =
          AsffParts.base(
              id, "securityhub", "Security Hub", account, World.REGION, time, label, title);
      out.put("GeneratorId", "security-control/" + control);
      out.set(
          "Types", Json.arr("Software and Configuration Checks/Industry and Regulatory Standards"));
      out.set(
          "Compliance",
          Json.obj(
              "Status",
              passed ? "PASSED" : "FAILED",
              "SecurityControlId",
              control,
              "AssociatedStandards",
              Json.arr(
                  Json.obj(
                      "StandardsId",
                      "standards/aws-foundational-security-best-practices/v/1.0.0"))));
      out.set("Resources", Json.arr(AsffParts.resource(type, resource, World.REGION, Json.obj())));
      if (passed) {
        out.set("Workflow", Json.obj("Status", "RESOLVED"));
      }
      out.set(
          "ProductFields",
          Json.obj("aws/securityhub/ProductName", "Security Hub", "Resources:0/Id", resource));
      day.asff.add(out);
    }
    if (formats.contains("o")) {
      ObjectNode out =
          OcsfParts.base(
              2003,
              "Compliance Finding",
              id,
              dice.hex(64),
              "securityhub",
              "Security Hub",
              account,
              World.REGION,
              time,
              label,
              title,
              Json.arr("Posture Management"));
      out.set(
          "compliance",
          Json.obj(
              "control",
              control,
              "status",
              passed ? "Pass" : "Fail",
              "status_id",
              passed ? 1 : 3,
              "standards",
              Json.arr("standards/aws-foundational-security-best-practices/v/1.0.0")));
      String cloudType = type.replaceFirst("^Aws(Ec2|S3|Iam|Rds|Lambda)", "AWS::$1::");
      out.set(
          "resources", Json.arr(OcsfParts.resource(cloudType, resource, account, World.REGION)));
      day.ocsf.add(out);
    }
    return id;
  }

  /** A vulnerable package on an instance; gives its id. */
  static String vulnerability(Day day, World.Machine machine, Instant time, String formats) {
    Dice dice = day.dice;
    String cve = "CVE-2025-" + dice.between(10_000, 59_999);
    String label = dice.of("LOW", "MEDIUM", "MEDIUM", "MEDIUM", "HIGH", "HIGH", "CRITICAL");
    String epss = String.format(Locale.ROOT, "0.%05d", dice.between(10, 9_000));
    String pack = dice.of("openssl", "libxml2", "curl", "glibc", "python3.12", "log4j-core");
    String id =
        "arn:aws:inspector2:" + World.REGION + ":" + machine.account() + ":finding/" + dice.hex(32);
    String title = cve + " - " + pack;
    day.findingIds.add(id);
    double score = 3.1 + dice.between(0, 60) / 10.0;
    if (formats.contains("a")) {
      ObjectNode out =
          AsffParts.base(
              id, "inspector", "Inspector", machine.account(), World.REGION, time, label, title);
      out.put("GeneratorId", "AWSInspector");
      out.set("Types", Json.arr("Software and Configuration Checks/Vulnerabilities/CVE"));
      out.set(
          "Vulnerabilities",
          Json.arr(
              Json.obj(
                  "Id",
                  cve,
                  "VulnerablePackages",
                  Json.arr(Json.obj("Name", pack, "Version", "1.0.2", "FixedInVersion", "1.0.3")),
                  "Cvss",
                  Json.arr(Json.obj("Version", "3.1", "BaseScore", score, "Source", "NVD")),
                  "FixAvailable",
                  "YES",
                  "ExploitAvailable",
                  "NO",
                  "EpssScore",
                  Double.valueOf(epss))));
      out.set(
          "Resources",
          Json.arr(AsffParts.resource("AwsEc2Instance", machine.arn(), World.REGION, Json.obj())));
      day.asff.add(out);
    }
    if (formats.contains("o")) {
      ObjectNode out =
          OcsfParts.base(
              2002,
              "Vulnerability Finding",
              id,
              dice.hex(64),
              "inspector",
              "Inspector",
              machine.account(),
              World.REGION,
              time,
              label,
              title,
              Json.arr("Software and Configuration Checks/Vulnerabilities/CVE"));
      out.set(
          "vulnerabilities",
          Json.arr(
              Json.obj(
                  "cve",
                  Json.obj("uid", cve, "epss", Json.obj("score", epss)),
                  "is_fix_available",
                  true,
                  "is_exploit_available",
                  false)));
      out.set(
          "resources",
          Json.arr(
              OcsfParts.resource(
                  "AWS::EC2::Instance", machine.id(), machine.account(), World.REGION)));
      day.ocsf.add(out);
    }
    return id;
  }
}
