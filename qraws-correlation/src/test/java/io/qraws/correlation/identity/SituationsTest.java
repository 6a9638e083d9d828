// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import static io.qraws.correlation.identity.World.OURS;
import static io.qraws.correlation.identity.World.THEIRS;
import static io.qraws.correlation.identity.World.assumed;
import static io.qraws.correlation.identity.World.iam;
import static io.qraws.correlation.identity.World.session;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is one and what is not, situation by situation. */
final class SituationsTest {
  private static final String SSO = "AWSReservedSSO_Admin_0123456789abcdef";
  private static final String AD =
      """
      SamAccountName,UserPrincipalName,mail,DisplayName,GivenName,Surname,EmployeeID,proxyAddresses,whenCreated,Description
      alee,ann.lee@corp.example,ann.lee@corp.example,Ann Lee,Ann,Lee,1001,SMTP:ann.lee@corp.example;smtp:ann.king@corp.example,2020-01-01T00:00:00Z,
      jsmith,john.smith@corp.example,john.smith@corp.example,John Smith,John,Smith,1002,,2019-01-01T00:00:00Z,
      jsmith2,jane.smith@corp.example,jane.smith@corp.example,Jane Smith,Jane,Smith,1003,,2021-01-01T00:00:00Z,
      adm-alee,adm-alee@corp.example,,Ann Lee (admin),Ann,Lee,1001,,2020-02-01T00:00:00Z,
      adm-jsmith,adm-jsmith@corp.example,,Admin J,,,,,2020-02-01T00:00:00Z,
      t0-bray,t0-bray@corp.example,,,,,,,2020-02-01T00:00:00Z,Tier 0 admin account of Bob Ray
      bray,bray@corp.example,,Bob Ray,Bob,Ray,1004,,2020-02-01T00:00:00Z,
      svc-backup,svc-backup@corp.example,,,,,1004,,2020-02-01T00:00:00Z,Service account for backups
      lbell2,lou.bell2@corp.example,,Lou Bell,Lou,Bell,1008,,2020-02-01T00:00:00Z,
      mkurz,mkurz@corp.example,,Max Kurz,Max,Kurz,1005,,2020-02-01T00:00:00Z,
      rmoor,rmoor@corp.example,rmoor@corp.example,Rita Moor,Rita,Moor,1006,,2015-01-01T00:00:00Z,
      rmoor,rmoor@corp.example,rmoor@corp.example,Ralf Moor,Ralf,Moor,1007,,2026-01-01T00:00:00Z,
      """;

  private World world = new World();
  private final List<Situation> situations = new ArrayList<>();

  /** In a world, one name at a time and another at a time are one, or are not. */
  private record Situation(
      String what, World world, String a, double atA, String b, double atB, boolean one) {
    @Override
    public String toString() {
      return what;
    }
  }

  private SituationsTest in(World world) {
    this.world = world;
    return this;
  }

  private SituationsTest one(String what, String a, String b) {
    return add(what, a, 0, b, 0, true);
  }

  private SituationsTest two(String what, String a, String b) {
    return add(what, a, 0, b, 0, false);
  }

  private SituationsTest add(String what, String a, double atA, String b, double atB, boolean one) {
    situations.add(new Situation(what, world, a, atA, b, atB, one));
    return this;
  }

  private static World ad() {
    return new World().directory(AD);
  }

  static Stream<Situation> all() {
    SituationsTest all = new SituationsTest();
    all.cloud();
    all.chains();
    all.directory();
    all.alike();
    all.places();
    all.instances();
    return all.situations.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void resolve_situation_isOneOrNot(Situation it) {
    Identity a = it.world.of(it.a, it.atA);
    Identity b = it.world.of(it.b, it.atB);
    assertThat(a.id().equals(b.id())).as("%s%nand%n%s", a, b).isEqualTo(it.one);
  }

  @Test
  void all_situations_areFortyAtLeast() {
    assertThat(all().map(Situation::what).distinct().count()).isGreaterThanOrEqualTo(40);
  }

  private static String arn(String role, String name) {
    return "arn:aws:sts::" + OURS + ":assumed-role/" + role + "/" + name;
  }

  private void cloud() {
    World sso = ad().call(0, session(OURS, SSO, "ann.lee@corp.example", "ASIASSO"));
    in(sso)
        .one(
            "Identity Center's session is its user",
            arn(SSO, "ann.lee@corp.example"),
            "user:CORP\\alee")
        .one("and so is its key", "key:ASIASSO", "user:ann.lee@corp.example")
        .two("but not its role", "arn:aws:iam::" + OURS + ":role/" + SSO, "user:alee");
    in(ad().call(
                0,
                THEIRS,
                "GetObject",
                session(THEIRS, SSO, "ann.lee@corp.example", "ASIAEVIL"),
                ""))
        .one(
            "a stranger's Identity Center in his own account speaks for itself",
            "key:ASIAEVIL",
            arn(SSO, "ann.lee@corp.example").replace(OURS, THEIRS));
    in(ad().call(
                0, OURS, "GetObject", session(THEIRS, SSO, "ann.lee@corp.example", "ASIAEVIL"), ""))
        .two(
            "a stranger's Identity Center says nothing about our users",
            "key:ASIAEVIL",
            "user:alee");
    in(ad().assume(0, iam(OURS, "mallory", "AKIAMALL"), SSO, "ann.lee@corp.example", "ASIAFAKE"))
        .two(
            "a role that imitates Identity Center's name does not vouch",
            "key:ASIAFAKE",
            "user:alee")
        .two("nor does its session", arn(SSO, "ann.lee@corp.example"), "user:alee")
        .one("but leads to who assumed it", "key:ASIAFAKE", "key:AKIAMALL");
    in(ad().saml(0, "Ops", "ann.lee@corp.example", "alee", "persistent", "ASIASAML"))
        .one("a SAML subject is the user", "key:ASIASAML", "user:ann.lee@corp.example")
        .one("and its session", arn("Ops", "ann.lee@corp.example"), "user:CORP\\alee");
    in(ad().saml(0, "Ops", "ann.lee@corp.example", "_cbb88bf52c25", "transient", "ASIATRAN"))
        .one("a transient subject gives way to the session name", "key:ASIATRAN", "user:alee");
    in(ad().saml(0, "Ops", "ann.lee@corp.example", "bray", "transient", "ASIATRAN"))
        .one("whatever it looks like", "key:ASIATRAN", "user:alee");
    in(new World().saml(0, "Ops", "ann.lee@corp.example", "EMP77", "persistent", "ASIAEMP"))
        .one("subject and session name are both signed", "user:EMP77", "user:ann.lee@corp.example");
    String eks = "arn:aws:iam::" + OURS + ":oidc-provider/oidc.eks.example/id/A";
    String pod = "system:serviceaccount:shop:cart";
    World pods =
        new World()
            .web(0, eks, pod, "cart", "s1", "ASIAPOD1")
            .web(1, eks, pod, "cart", "s2", "ASIAPOD2")
            .web(
                0,
                eks.replace("id/A", "id/B"),
                "system:serviceaccount:shop:pay",
                "pay",
                "s3",
                "ASIAPOD3");
    in(pods)
        .one("a pod's sessions are one workload", "key:ASIAPOD1", "key:ASIAPOD2")
        .one("which its subject names", "user:" + pod, "key:ASIAPOD2")
        .two("another service account is another", "key:ASIAPOD1", "key:ASIAPOD3");
    World twins =
        new World()
            .web(0, eks, pod, "cart", "s1", "ASIAPOD1")
            .web(0, eks.replace("id/A", "id/B"), pod, "cart", "s2", "ASIAPOD2");
    in(twins)
        .two("a service account of another cluster is another", "key:ASIAPOD1", "key:ASIAPOD2")
        .two("and the bare subject may be either", "user:" + pod, "key:ASIAPOD1");
    in(ad().web(0, eks, "alee", "cart", "s1", "ASIAPOD1"))
        .two("a token's subject takes no name of the directory", "key:ASIAPOD1", "user:alee")
        .one("which stays hers", "user:alee", "user:ann.lee@corp.example");
    World keys =
        ad().call(
                0,
                OURS,
                "CreateAccessKey",
                iam(OURS, "boss", "AKIABOSS"),
                "\"requestParameters\":{\"userName\":\"alee\"},\"responseElements\":{\"accessKey\":{\"accessKeyId\":\"AKIANEW\",\"userName\":\"alee\"}}");
    in(keys)
        .one("a new key is whose it was made for", "key:AKIANEW", "user:CORP\\alee")
        .two("and not whose who made it", "key:AKIANEW", "key:AKIABOSS");
    in(ad().call(
                0,
                OURS,
                "GetSessionToken",
                iam(OURS, "alee", "AKIAALEE"),
                "\"responseElements\":{\"credentials\":{\"accessKeyId\":\"ASIATEMP\"}}"))
        .one("a session token is its user's", "key:ASIATEMP", "user:ann.lee@corp.example");
    in(ad().call(
                0,
                "{\"type\":\"Root\",\"accountId\":\""
                    + OURS
                    + "\",\"arn\":\"arn:aws:iam::"
                    + OURS
                    + ":root\",\"accessKeyId\":\"ASIAROOT\"}"))
        .one("root's key is root's", "key:ASIAROOT", "arn:aws:iam::" + OURS + ":root");
    World same =
        new World()
            .call(0, iam(OURS, "pat", "AKIAPAT1"))
            .call(0, "444455556666", "ListBuckets", iam("444455556666", "pat", "AKIAPAT2"), "");
    in(same)
        .two("IAM users of one name in two accounts may be two", "key:AKIAPAT1", "key:AKIAPAT2");
    in(ad().call(0, iam(OURS, "admin", "AKIAADM")).logon(0, "CORP\\admin", "10.0.0.1", ""))
        .two("admin is nobody's name", "key:AKIAADM", "user:CORP\\admin");
  }

  private void chains() {
    World chain =
        ad().assume(0, iam(OURS, "alee", "AKIAALEE"), "First", "x1", "ASIAONE")
            .assume(0.1, session(OURS, "First", "x1", "ASIAONE"), "Second", "y1", "ASIATWO")
            .call(0.2, session(OURS, "Second", "y1", "ASIATWO"));
    in(chain)
        .one("a chain of roles leads back to its user", "key:ASIATWO", "user:CORP\\alee")
        .add("and so does its session while it lasts", arn("Second", "y1"), 1, "user:alee", 1, true)
        .add("but not days later", arn("Second", "y1"), 60, "user:alee", 60, false)
        .two(
            "the role in between is nobody's", "arn:aws:iam::" + OURS + ":role/First", "user:alee");
    World claim =
        ad().assume(
                0, iam(OURS, "mallory", "AKIAMALL"), "Ops", "ann.lee@corp.example", "ASIACLAIM");
    in(claim)
        .two("a session name that the caller chose is no proof", "key:ASIACLAIM", "user:alee")
        .two("nor is it for the session", arn("Ops", "ann.lee@corp.example"), "user:alee");
    in(ad().call(0, session(OURS, "Ops", "ann.lee@corp.example", "ASIABARE")))
        .two("nor where the call that made it was never seen", "key:ASIABARE", "user:alee");
    World enforced = ad().call(0, session(OURS, "Strict", "alee", "ASIASTR"));
    enforced.builder.sessionNamesEnforced("Strict");
    in(enforced)
        .one("where the trust policy enforces the name it is", "key:ASIASTR", "user:CORP\\alee");
    World contested =
        ad().assume(0, iam(OURS, "alee", "AKIAALEE"), "Ops", "shared", "ASIAA")
            .assume(0.5, iam(OURS, "bray", "AKIABRAY"), "Ops", "shared", "ASIAB");
    in(contested)
        .add(
            "a session name that two used at a time is neither's",
            arn("Ops", "shared"),
            1,
            "user:alee",
            1,
            false)
        .one("though each key is certain", "key:ASIAA", "user:alee")
        .two("and the keys are two", "key:ASIAA", "key:ASIAB");
    in(ad().call(0, session(OURS, "Ops", "botocore-1", "ASIASRC", "ann.lee@corp.example")))
        .one("a source identity leads to its user", "key:ASIASRC", "user:alee");
    in(ad().assume(0, iam(OURS, "mallory", "AKIAMALL"), "Ops", "b", "ASIASRC")
            .call(0.1, session(OURS, "Ops", "b", "ASIASRC", "ann.lee@corp.example")))
        .two("but not where another is known to have got the key", "key:ASIASRC", "user:alee");
    String shared = ",\"sharedEventID\":\"9d7fd2c5-0b9e-4a67-a3a5-2f3a4b5c6d7e\"";
    in(ad().call(
                0,
                "444455556666",
                "AssumeRole",
                iam("444455556666", "alee", "AKIAALEE"),
                "\"requestParameters\":{}" + shared)
            .call(
                0,
                OURS,
                "AssumeRole",
                "{\"type\":\"AWSAccount\",\"principalId\":\"AIDAX\",\"accountId\":\"444455556666\"}",
                assumed(OURS, "Cross", "c", "ASIACROSS") + shared))
        .one("two accounts' records of one call lead across", "key:ASIACROSS", "user:alee");
    in(ad().call(
                0,
                OURS,
                "AssumeRole",
                "{\"type\":\"AWSAccount\",\"principalId\":\"AIDAX\",\"accountId\":\"444455556666\"}",
                assumed(OURS, "Cross", "c", "ASIALOST") + shared)
            .call(0.1, session(OURS, "Cross", "c", "ASIALOST")))
        .one(
            "without the other record the key is its session's", "key:ASIALOST", arn("Cross", "c"));
    in(ad().call(
                0,
                OURS,
                "AssumeRole",
                "{\"type\":\"AWSService\",\"invokedBy\":\"ec2.amazonaws.com\"}",
                assumed(OURS, "Web", "i-0123456789abcdef0", "ASIAEC2"))
            .call(0.1, session(OURS, "Web", "i-0123456789abcdef0", "ASIAEC2")))
        .one(
            "an instance's session is the instance", "key:ASIAEC2", "resource:i-0123456789abcdef0");
    in(ad().assume(0, iam(OURS, "mallory", "AKIAMALL"), "Web", "i-0123456789abcdef0", "ASIAFAKE"))
        .two("unless somebody else made it", "key:ASIAFAKE", "resource:i-0123456789abcdef0");
    in(ad().call(
                0,
                OURS,
                "SwitchRole",
                session(OURS, "Ops", "x", "ASIASW"),
                "\"additionalEventData\":{\"SwitchFrom\":\"arn:aws:iam::"
                    + OURS
                    + ":user/alee\"},\"responseElements\":{\"SwitchRole\":\"Success\"}")
            .call(0, iam(OURS, "alee", "AKIAALEE")))
        .one("switching roles in the console keeps the user", arn("Ops", "x"), "user:alee");
    in(new World().call(0, session(OURS, "Fn", "resize-images", "ASIAFN")))
        .one("a function by the name of its session", "user:resize-images", "key:ASIAFN");
    in(new World()
            .call(0, session(OURS, "Fn", "pat.oak", "ASIAFN"))
            .event(0, "Login failed", "User Login Failure", "pat.oak", "10.0.0.1", ""))
        .two("not where the name is told elsewhere, too", "user:pat.oak", "key:ASIAFN");
    in(new World().assume(0, iam(OURS, "deployer9", "AKIADEP"), "Ops", "deploy-77", "ASIADEP"))
        .one("a name that only one's sessions had is his", "user:deploy-77", "key:AKIADEP");
  }

  private void directory() {
    in(ad())
        .one("account, address and down-level name", "user:CORP\\alee", "user:Ann.Lee@corp.example")
        .one("case is nothing", "user:ALEE", "user:alee")
        .one("a former address", "user:ann.king@corp.example", "user:alee")
        .one("the part before the at sign", "user:ann.lee", "user:alee")
        .one(
            "the account at the domain where there is no mailbox",
            "user:mkurz@corp.example",
            "user:CORP\\mkurz")
        .one("a second account with the EmployeeID", "user:CORP\\adm-alee", "user:alee")
        .one("a second account by its description", "user:t0-bray", "user:bray")
        .two("a second account by its name alone is a hint", "user:adm-jsmith", "user:jsmith")
        .two("a program's account is not its owner", "user:svc-backup", "user:bray")
        .two("two Smiths", "user:jsmith", "user:jsmith2")
        .two(
            "two Smiths by address", "user:john.smith@corp.example", "user:jane.smith@corp.example")
        .two("j.smith may be either Smith", "user:j.smith@corp.example", "user:jsmith")
        .one(
            "given name and surname where the mail is unknown",
            "user:max.kurz@corp.example",
            "user:mkurz")
        .one("a display name", "user:Max Kurz", "user:mkurz")
        .one("other marks", "user:ann_king", "user:alee")
        .two(
            "but not at a domain where he has another mailbox",
            "user:annlee@corp.example",
            "user:alee")
        .add("alike, but not there yet", "user:ralf.moor", -24 * 365, "user:rmoor", 0, false)
        .two("a number tells of a namesake who is not there", "user:lou.bell", "user:lou.bell2")
        .two("but not of a foreign domain", "user:max.kurz@mail.example", "user:mkurz")
        .two("a computer's own account is not the domain's", "user:LAPTOP7\\alee", "user:alee")
        .add(
            "a name given to a newcomer is his from then on",
            "user:rmoor",
            0,
            "user:rmoor",
            -24 * 365,
            false)
        .add(
            "and was the leaver's before",
            "user:rmoor",
            -24 * 365,
            "user:CORP\\rmoor",
            -24 * 400,
            true);
    in(new World()
            .directory(
                "SamAccountName,GivenName,Surname,EmployeeID\nkoch,Kim,Koch,77\nlang,Lea,Lang,77\n"))
        .two("one EmployeeID, but nothing else in common", "user:koch", "user:lang");
    StringBuilder many = new StringBuilder("SamAccountName,EmployeeID\n");
    for (int i = 0; i < 7; i++) {
      many.append("temp").append(i).append(",88\n");
    }
    in(new World().directory(many.toString()))
        .two("an EmployeeID that too many have", "user:temp1", "user:temp2");
    World forest =
        new World()
            .directory(
                "SamAccountName,UserPrincipalName,whenCreated,Enabled\npfox,p1@corp.example,2019-01-01,True\npfox,p2@labs.example,2020-01-01,True\ncook,,,False\ncook,cook@corp.example,2025-01-01,True\n");
    in(forest)
        .two("one account name in two domains", "user:CORP\\pfox", "user:LABS\\pfox")
        .one("told apart by the domain", "user:LABS\\pfox", "user:p2@labs.example")
        .two("bare, it may be either", "user:pfox", "user:p2@labs.example")
        .one("an account put away gives way to a newer", "user:cook", "user:cook@corp.example")
        .add(
            "and another had it before",
            "user:cook",
            -24 * 600,
            "user:cook@corp.example",
            0,
            false);
    in(new World().directory(AD.replace("1007", "0000").replace("1006", "0000")))
        .add("a filler is no EmployeeID", "user:rmoor", 0, "user:rmoor", -24 * 365, false);
    in(new World()
            .directory(AD)
            .table(
                "name,identity,from,to\nkiosk-7,Lobby kiosk,,\nbuild,ann.lee@corp.example,2026-03-01,2026-04-01\nalee,Old Lee,,2018-01-01\nbray,1002,,\n"))
        .one("a table's identity that the directory knows", "user:build", "user:alee")
        .add("within the table's span only", "user:build", 24 * 60, "user:alee", 24 * 60, false)
        .add(
            "a table before the directory",
            "user:alee",
            -24 * 365 * 9,
            "user:ann.lee@corp.example",
            0,
            false)
        .one("a table's identity by EmployeeID", "user:bray", "user:john.smith@corp.example");
  }

  private void alike() {
    World seen =
        new World()
            .logon(0, "CORP\\ppark", "10.9.0.1", "")
            .saml(0, "Ops", "ppark@corp.example", "ppark@corp.example", "persistent", "ASIAPP")
            .call(0, iam(OURS, "ppark", "AKIAPP"));
    in(seen)
        .one("one spelling in one domain", "user:CORP\\ppark", "user:ppark@corp.example")
        .one("and bare", "key:AKIAPP", "key:ASIAPP");
    World domains =
        new World()
            .logon(0, "CORP\\ppark", "10.9.0.1", "")
            .logon(0, "LABS\\ppark", "10.9.0.2", "")
            .logon(0, "ppark", "10.9.0.3", "");
    in(domains)
        .two("one spelling in two domains", "user:CORP\\ppark", "user:LABS\\ppark")
        .two("bare, it may be either", "user:ppark", "user:CORP\\ppark");
    in(new World()
            .logon(0, "CORP\\svc_report", "10.9.0.1", "")
            .call(0, iam(OURS, "svc-report", "AKIAREP")))
        .one("marks differ, nobody else is called so", "key:AKIAREP", "user:CORP\\svc_report");
    in(new World()
            .logon(0, "pe.park@corp.example", "10.9.0.1", "")
            .logon(0, "pep.ark@corp.example", "10.9.0.1", ""))
        .two(
            "two mailboxes of one domain are two",
            "user:pe.park@corp.example",
            "user:pep.ark@corp.example");
    in(new World().logon(0, "CORP\\ppark", "10.9.0.1", "").logon(0, "CORP\\ppark2", "10.9.0.1", ""))
        .two("a digit more is another", "user:CORP\\ppark", "user:CORP\\ppark2");
  }

  private void places() {
    World desk =
        ad().lease(-1, "10.1.0.7", "ws-7").atHome(0, "CORP\\alee", "10.1.0.7", "ws-7.corp.example");
    in(desk)
        .one("an address leased to the host of one user", "ip:10.1.0.7", "user:alee")
        .one("the host by its short name", "host:WS-7", "user:ann.lee@corp.example")
        .one("and its computer account", "user:CORP\\WS-7$", "host:ws-7.corp.example");
    World moved =
        ad().lease(-1, "10.1.0.7", "ws-7")
            .lease(30, "10.1.0.7", "ws-8")
            .atHome(0, "CORP\\alee", "", "ws-7")
            .atHome(0, "CORP\\bray", "", "ws-8");
    in(moved)
        .add("an address before it was leased anew", "ip:10.1.0.7", 29, "user:alee", 29, true)
        .add("and after", "ip:10.1.0.7", 31, "user:bray", 31, true)
        .add("never both", "ip:10.1.0.7", 31, "ip:10.1.0.7", 29, false)
        .add("long after nobody knows", "ip:10.1.0.7", 24 * 30, "user:bray", 24 * 30, false)
        .add("nor which host has it", "ip:10.1.0.7", 24 * 30, "host:ws-8", 24 * 30, false);
    World vpn =
        ad().event(
                0,
                "VPN session started",
                "Remote Access Login Succeeded",
                "ann.lee@corp.example",
                "10.200.0.9",
                "")
            .event(
                3,
                "VPN session disconnected",
                "Remote Access",
                "ann.lee@corp.example",
                "10.200.0.9",
                "");
    in(vpn)
        .add("an address given by the VPN", "ip:10.200.0.9", 1, "user:alee", 1, true)
        .add("until the session ends", "ip:10.200.0.9", 4, "user:alee", 4, false);
    World helped = ad().logon(50, "CORP\\bray", "", "ws-9");
    for (int day = 0; day < 5; day++) {
      helped.logon(24 * day, "CORP\\alee", "", "ws-9");
    }
    in(helped)
        .add("a host at which another logged on once", "host:ws-9", 49, "user:alee", 49, true)
        .add("who is not it", "host:ws-9", 50, "user:bray", 50, false);
    in(ad().logon(0, "CORP\\alee", "", "ws-9")
            .logon(24, "CORP\\alee", "", "ws-9")
            .logon(48, "CORP\\alee", "", "ws-9")
            .logon(49, "CORP\\bray", "", "ws-9"))
        .add("a host at which another is now and then", "host:ws-9", 24, "user:alee", 24, false);
    in(ad().lease(0, "10.1.0.8", "ws-a")
            .logon(0.2, "CORP\\alee", "10.1.0.8", "ws-a")
            .lease(24.8, "10.1.0.8", "ws-b")
            .logon(24.9, "CORP\\bray", "10.1.0.8", "ws-b"))
        .add("a logon in the hour of a new lease", "host:ws-a", 1, "user:alee", 1, true)
        .add("is the new host's", "host:ws-b", 25, "user:bray", 25, true);
    in(ad().lease(0, "10.1.0.9", "ws-c")
            .logon(2, "CORP\\alee", "10.1.0.9", "ws-c")
            .logon(24, "CORP\\bray", "10.1.0.9", "ws-d"))
        .add("an address before a logon elsewhere", "ip:10.1.0.9", 3, "user:alee", 3, true)
        .add("a logon tells that it moved", "ip:10.1.0.9", 25, "user:bray", 25, true);
    in(ad().event(
                0,
                "Address assigned to session",
                "Information",
                "ann.lee@corp.example",
                "203.0.113.9",
                "",
                "%ASA-4-722051: Group <staff> User <x IPv4 Address <10.200.0.5> IP <203.0.113.9>"
                    + " IPv4 Address <10.200.0.11> IPv6 address <::> assigned to session"))
        .add("an address told by the payload", "ip:10.200.0.11", 1, "user:alee", 1, true)
        .add("and not by the user's name", "ip:10.200.0.5", 1, "user:alee", 1, false);
    World bastion =
        ad().atHome(0, "CORP\\alee", "10.1.0.5", "bastion1")
            .atHome(0.5, "CORP\\bray", "10.1.0.5", "bastion1");
    in(bastion)
        .two("a bastion is nobody's", "host:bastion1", "user:alee")
        .two("nor is its address", "ip:10.1.0.5", "user:bray")
        .two("and it does not make its users one", "user:alee", "user:bray");
    World local = ad();
    for (String user : List.of("alee", "bray", "jsmith", "jsmith2")) {
      local.logon(0, "LAPTOP9\\" + user, "", "laptop9");
    }
    in(local)
        .two("a computer's accounts are its own, however many", "user:LAPTOP9\\alee", "user:alee");
    World second = ad().atHome(0, "CORP\\alee", "", "ws-7").atHome(0, "CORP\\adm-alee", "", "ws-7");
    in(second).one("both accounts of one person on her host", "host:ws-7", "user:alee");
    World kiosk = new World();
    for (int i = 0; i < 6; i++) {
      kiosk.atHome(0, "CORP\\lobby", "", "kiosk-" + i);
    }
    in(kiosk).two("a kiosk's account does not glue the kiosks", "host:kiosk-1", "host:kiosk-2");
    World rounds = ad().atHome(0, "CORP\\alee", "", "ws-7");
    for (int i = 0; i < 12; i++) {
      rounds.logon(0, "CORP\\helpdesk", "", "ws-" + i);
    }
    in(rounds).one("one who is everywhere does not share a host", "host:ws-7", "user:alee");
    World served =
        ad().atHome(0, "CORP\\alee", "", "ws-7")
            .atHome(0, "CORP\\svc-backup", "", "ws-7")
            .atHome(0, "CORP\\adm-jsmith", "", "ws-7")
            .atHome(0, "WS-7\\Administrator", "", "ws-7")
            .atHome(0, "WS-7\\setup", "", "ws-7")
            .atHome(0, "CORP\\svc-backup", "", "db2")
            .atHome(0, "CORP\\adm-alee", "", "db3");
    in(served)
        .one("programs and administrators do not share a host", "host:ws-7", "user:alee")
        .two("and none is theirs", "host:db2", "user:svc-backup")
        .two("not even where an administrator is alone", "host:db3", "user:adm-alee");
    in(ad().event(0, "SSH session opened", "SSH", "CORP\\alee", "10.1.0.9", "db1"))
        .two("a remote logon does not make the host hers", "host:db1", "user:alee");
    World handed = ad().atHome(-100, "CORP\\alee", "", "ws-7").atHome(20, "CORP\\bray", "", "ws-7");
    in(handed)
        .add("a host handed over, before", "host:ws-7", -80, "user:alee", 0, true)
        .add("a host handed over, after", "host:ws-7", 30, "user:bray", 0, true);
    in(ad().event(
                0,
                "Logon",
                "User Login Success",
                "CORP\\alee",
                "10.1.0.9",
                "db1",
                "Logon Type:\t\t3"))
        .two("a network logon does not make the server hers", "host:db1", "user:alee")
        .one("but her address is", "ip:10.1.0.9", "user:alee");
    in(ad().event(0, "Login failed", "User Login Failure", "CORP\\alee", "10.1.0.9", "ws-9"))
        .two("a failed logon proves nothing", "ip:10.1.0.9", "user:alee");
    in(ad().logon(0, "CORP\\alee", "203.0.113.7", ""))
        .two("an outside address is nobody's", "ip:203.0.113.7", "user:alee");
    in(ad().event(0, "HTTP login", "Web Service Login Succeeded", "CORP\\alee", "", "ws-66"))
        .two("a host name that a browser sent proves nothing", "host:ws-66", "user:alee");
    in(new World()
            .logon(0, "CORP\\x1", "", "web01.a.example")
            .logon(0, "CORP\\x2", "", "web01.b.example"))
        .two("one short name of two hosts", "host:web01", "host:web01.a.example");
  }

  private void instances() {
    String first = "i-0aaaaaaaaaaaaaaa1";
    String second = "i-0bbbbbbbbbbbbbbb2";
    String dns = "ip-10-0-1-2.ec2.internal";
    World moved =
        new World()
            .instance(0, first, "OK", "10.0.1.2", dns)
            .instance(10, first, "ResourceDeleted", "", "")
            .instance(20, second, "OK", "10.0.1.2", dns);
    in(moved)
        .add("an instance's address", "ip:10.0.1.2", 5, "resource:" + first, 5, true)
        .add("its private name", "host:" + dns, 5, "resource:" + first, 5, true)
        .add("when the instance is gone", "ip:10.0.1.2", 15, "resource:" + first, 15, false)
        .add("when another got the address", "ip:10.0.1.2", 25, "resource:" + second, 25, true)
        .add("the name follows", "host:" + dns, 25, "resource:" + second, 25, true)
        .two("the instances stay two", "resource:" + first, "resource:" + second);
    World overlap =
        new World()
            .instance(0, first, "OK", "10.0.1.2", "")
            .instance(1, second, "OK", "10.0.1.2", "")
            .instance(2, first, "OK", "10.0.1.2", "");
    in(overlap)
        .add(
            "an address in two networks is neither's",
            "ip:10.0.1.2",
            3,
            "resource:" + first,
            3,
            false)
        .add("nor the other's", "ip:10.0.1.2", 3, "resource:" + second, 3, false);
    World run =
        new World()
            .call(
                0,
                OURS,
                "RunInstances",
                iam(OURS, "alee", "AKIAALEE"),
                "\"responseElements\":{\"instancesSet\":{\"items\":[{\"instanceId\":\""
                    + first
                    + "\",\"privateIpAddress\":\"10.0.1.2\"},{\"instanceId\":\""
                    + second
                    + "\",\"privateIpAddress\":\"10.0.1.3\"}]}}");
    in(run)
        .one(
            "of several that were started each has its own address",
            "ip:10.0.1.3",
            "resource:" + second)
        .two("and not another's", "ip:10.0.1.3", "resource:" + first);
    in(ad().instance(0, first, "OK", "10.0.1.2", dns).atHome(0, "CORP\\alee", "", dns))
        .two("an instance is not whoever logs on to it", "host:" + dns, "user:alee");
  }
}
