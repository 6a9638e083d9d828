// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.signal.ObservableKind;
import io.qraws.examples.trials.identity.NameClass;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What is no person: service accounts, pods, pipelines, functions. */
final class ServiceDays {
  private static final List<String> WORK =
      List.of(
          "ledger", "orders", "search", "mailer", "billing", "stock", "report", "claims", "photo",
          "fraud", "export", "import", "sync", "cache", "audit");

  private final Company company;
  private final Dice dice;
  private final Trail trail;
  private final QradarRows rows;

  ServiceDays(Company company) {
    this.company = company;
    this.dice = company.dice;
    this.trail = new Trail(company);
    this.rows = new QradarRows(company);
  }

  /**
   * Runs services.
   *
   * @param many how many: three tenths in the directory, three tenths pods, the rest pipelines,
   *     functions and IAM users that no directory knows
   */
  void write(int many) {
    for (int i = 0; i < many; i++) {
      String work = WORK.get(i % WORK.size()) + (i / WORK.size() + 1);
      String owner = "service-" + (i + 1);
      switch (i % 20) {
        case 0, 1, 2, 3, 4, 5 -> account("svc-" + work, owner);
        case 6, 7, 8, 9, 10, 11 -> pod(work, i, owner);
        case 12, 13, 14 -> pipeline(work, i, owner);
        case 15, 16, 17 -> function(work, i, owner);
        default -> alone(i, owner);
      }
    }
  }

  private void account(String name, String owner) {
    company.serviceAccounts.add(name);
    Instant time = moment();
    String down = "CORP\\" + name;
    rows.row(
        time,
        "WindowsAuthServer",
        "Success Audit: An account was successfully logged on",
        down,
        "10.10.1." + dice.between(2, 250),
        "10.10.0.10",
        "",
        "");
    company.label(NameClass.SERVICE_ACCOUNT, ObservableKind.USER, down, time, owner);
    user(dice.pick(Company.SHARED), name, owner, true);
  }

  /** An IAM user with its key; some get a second one and use both for a while. */
  private void user(String account, String name, String owner, boolean bare) {
    Instant time = company.at(dice.between(0, 4), 0, 23);
    String address = "198.51.100." + dice.between(100, 200);
    Caller user = Caller.user(name, "AKIA" + dice.base32(16), account, address, Caller.SDK);
    trail.act(user, time);
    company.label(NameClass.SERVICE_USER, ObservableKind.PRINCIPAL, user.arn(), time, owner);
    company.label(NameClass.ACCESS_KEY, ObservableKind.ACCESS_KEY, user.key(), time, owner);
    if (bare) {
      company.label(NameClass.SERVICE_ACCOUNT, ObservableKind.USER, name, time, owner);
    }
    if (dice.chance(0.4)) {
      Instant later = company.at(dice.between(5, 9), 0, 23);
      Caller maker =
          Caller.role(dice, "key-rotation", "rotator", account, "lambda.amazonaws.com", Caller.SDK);
      String key = trail.createKey(maker, name, later);
      company.label(NameClass.ACCESS_KEY, ObservableKind.ACCESS_KEY, key, later, owner);
    }
  }

  /** Names that every account has: one called terraform here is not the one there. */
  private void alone(int turn, String owner) {
    String name = List.of("terraform", "ci", "jenkins", "backup").get(turn / 20 % 4);
    House house = House.ALL.get(turn / 80 % House.ALL.size());
    user(house.accounts().get(turn % 2), name, owner, false);
    company.claim(ObservableKind.USER, name, owner);
  }

  private void pod(String work, int turn, String owner) {
    String cluster = new Dice(turn % 3).hex(32).toUpperCase(Locale.ROOT);
    String account = Company.SHARED.get(turn % 3);
    // A third of the names stand in every cluster, so they tell nothing without it.
    String subject =
        turn % 9 < 3
            ? "system:serviceaccount:default:app-" + turn / 20
            : "system:serviceaccount:" + work.replaceAll("\\d", "") + ":" + work;
    String provider = "oidc.eks." + Company.REGION + ".amazonaws.com/id/" + cluster;
    for (int i = dice.between(2, 3); i > 0; i--) {
      Instant time = moment();
      String session = "botocore-session-" + time.getEpochSecond() + dice.between(10, 99);
      web(
          new Web("irsa-" + work, account, subject, provider, session),
          time,
          owner,
          NameClass.WORKLOAD);
    }
  }

  private void pipeline(String work, int turn, String owner) {
    String account = Company.SHARED.get(turn % 3);
    String subject = "repo:corp-example/" + work + ":ref:refs/heads/main";
    // Some share one role and one session name, and only their keys tell them apart.
    String role = turn % 2 == 0 ? "gha-deploy" : "gha-" + work;
    for (int i = 2; i > 0; i--) {
      web(
          new Web(role, account, subject, "token.actions.githubusercontent.com", "GitHubActions"),
          moment(),
          owner,
          NameClass.PIPELINE);
    }
  }

  private void web(Web web, Instant time, String owner, NameClass kind) {
    String address = "192.0.2." + dice.between(100, 190);
    Caller session =
        trail.web(
            time,
            Trail.Taking.of(web.account, web.role, web.session),
            web.subject,
            address,
            web.provider);
    ObjectNode first = trail.act(session, time.plusSeconds(dice.between(1, 90)));
    Instant seen = CloudDays.when(first);
    company.takes("arn:aws:iam::" + web.account + ":role/" + web.role, seen, owner);
    company.label(kind, ObservableKind.USER, web.subject, time, owner);
    company.label(NameClass.WORKLOAD_SESSION, ObservableKind.PRINCIPAL, session.arn(), seen, owner);
    company.label(NameClass.TEMPORARY_KEY, ObservableKind.ACCESS_KEY, session.key(), seen, owner);
  }

  private void function(String work, int turn, String owner) {
    String account = Company.SHARED.get(turn % 3);
    String role = turn % 2 == 0 ? "lambda-basic" : work + "-role";
    String name = work + "-handler";
    for (int i = dice.between(1, 2); i > 0; i--) {
      Instant time = moment();
      Caller session =
          trail.service(
              time,
              Trail.Taking.of(account, role, name),
              "lambda",
              "192.0.2." + dice.between(100, 190));
      ObjectNode first = trail.act(session, time.plusSeconds(2));
      Instant seen = CloudDays.when(first);
      company.takes("arn:aws:iam::" + account + ":role/" + role, seen, owner);
      company.label(
          NameClass.FUNCTION_SESSION, ObservableKind.PRINCIPAL, session.arn(), seen, owner);
      company.label(NameClass.TEMPORARY_KEY, ObservableKind.ACCESS_KEY, session.key(), seen, owner);
    }
  }

  private Instant moment() {
    return company.at(dice.between(0, Company.DAYS - 1), 0, 23);
  }

  /** How something gets in by a token of another's. */
  private record Web(
      String role, String account, String subject, String provider, String session) {}
}
