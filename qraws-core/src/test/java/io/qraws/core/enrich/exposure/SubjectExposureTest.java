// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Load balancers, databases, interfaces and addresses in the network of {@link Net}. There, {@code
 * lb-1} stands in {@code subnet-9}, as open to the internet as {@code subnet-1}.
 */
final class SubjectExposureTest {
  private static final String FRONT =
      "subnet-9 10.0.9.0/24; rtb-1 subnet-1,subnet-9 0.0.0.0/0>igw-1; "
          + "acl-9 subnet-9 open-in, open-out; sg-9 tcp 443 0.0.0.0/0; "
          + "lb-1 internet-facing application sg-9 subnet-9; listener-1 lb-1 HTTPS 443; "
          + "nlb-1 internet-facing network - subnet-9; listener-2 nlb-1 TCP 443; "
          + "eni-1 subnet-1 sg-1 private; sg-1 tcp 8080 sg-9;";

  private static final String OPEN = "igw-1 → rtb-1 → acl-9 → sg-9 0.0.0.0/0:443 → lb-1 → tg-1 → ";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # application load balancers
          private instance behind one          | i-1 | tg-1 lb-1 instance HTTP 8080 i-1 | EXPOSED | … sg-1 sg-9:8080
          by its address                       | i-1 | tg-1 lb-1 ip HTTP 8080 10.0.1.1 | EXPOSED | … sg-1 sg-9:8080
          by a port of its own                 | i-1 | tg-1 lb-1 instance HTTP 80 i-1@8080 | EXPOSED | … sg-1 sg-9:8080
          by its Auto Scaling group            | i-1 | tg-1 lb-1 instance HTTP 8080 -; asg-1 i-1 tg-1 | EXPOSED | … sg-1 sg-9:8080
          its group lets the subnet in         | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; sg-1 tcp 8080 10.0.0.0/16 | EXPOSED | … sg-1 10.0.0.0/16:8080
          its group lets half the subnet in    | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; sg-1 tcp 8080 10.0.9.0/25 | UNKNOWN | subnet-9: only a part of it is let in to eni-1
          its group lets another subnet in     | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; sg-1 tcp 8080 10.0.8.0/24 | NOT | eni-1 has no public address; eni-1 lets nothing of lb-1 in to 8080
          its group lets another port in       | i-1 | tg-1 lb-1 instance HTTP 8081 i-1 | NOT | eni-1 has no public address; eni-1 lets nothing of lb-1 in to 8081
          its network ACL is closed            | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; acl-1 subnet-1 in 1 deny tcp 8080 10.0.9.0/24, open-in, open-out | NOT | eni-1 has no public address; eni-1 lets nothing of lb-1 in to 8080
          its network ACL stops the answers    | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; acl-1 subnet-1 open-in, out 1 allow tcp 443 0.0.0.0/0 | NOT | eni-1 has no public address; eni-1 lets nothing of lb-1 in to 8080
          the balancer's network ACL is closed | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; acl-9 subnet-9 open-in, out 1 deny tcp 8080 10.0.1.1/32, open-out | NOT | eni-1 has no public address; eni-1 lets nothing of lb-1 in to 8080
          internal                             | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; lb-1 internal application sg-9 subnet-9 | NOT | eni-1 has no public address; lb-1 is internal
          without a listener                   | i-1 | tg-1 lb-2 instance HTTP 8080 i-1; lb-2 internet-facing application sg-9 subnet-9 | NOT | eni-1 has no public address; lb-2 has no listener
          listener closed by its group         | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; sg-9 tcp 80 0.0.0.0/0 | NOT | eni-1 has no public address; sg-9 lets no public address in to 443
          its subnet has no route              | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; rtb-1 subnet-1 0.0.0.0/0>igw-1; rtb-9 subnet-9 | NOT | eni-1 has no public address; rtb-9 has no route to the internet
          its target group is not used         | i-1 | tg-1 lb-0 instance HTTP 8080 i-2 | NOT | eni-1 has no public address; no load balancer leads to i-1
          stopped behind one                   | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; i-1 stopped eni-1 | NOT | i-1 is stopped
          public as well                       | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; eni-1 subnet-1 sg-1 public; sg-1 tcp 22 0.0.0.0/0 | EXPOSED | igw-1 → rtb-1 → acl-1 → sg-1 0.0.0.0/0:22
          the balancer is missing              | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; no lb-1 | UNKNOWN | lb-1: throttled
          its listeners are missing            | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; no listener-1 | UNKNOWN | listeners of lb-1: throttled
          listeners missing, closed group      | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; no listener-1; sg-9 none | NOT | eni-1 has no public address; sg-9 lets no public address in
          its subnet is missing                | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; sg-1 tcp 8080 10.0.0.0/16; no subnet-9 | UNKNOWN | subnet-9: throttled
          the target groups are missing        | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; no tg-1 | UNKNOWN | target groups with i-1: throttled
          target groups are not recorded       | i-1 | unrecorded AWS::ElasticLoadBalancingV2::TargetGroup | UNKNOWN | target groups with 10.0.1.1: not recorded
          behind Global Accelerator            | i-1 | ga-1 i-1 | UNKNOWN | ga-1 forwards to i-1, which is not followed
          a balancer behind a balancer         | i-1 | tg-1 lb-1 instance HTTP 8080 i-1; lb-1 internal application sg-9 subnet-9; tg-2 nlb-1 alb TCP 443 lb-1 | UNKNOWN | tg-2 forwards to lb-1, which is not followed
          # network load balancers
          client's address kept, group closed  | i-1 | tg-1 nlb-1 instance TCP 8080 i-1 | NOT | eni-1 has no public address; what is behind nlb-1 lets nothing in
          client's address kept, group open    | i-1 | tg-1 nlb-1 instance TCP 8080 i-1; sg-1 tcp 8080 0.0.0.0/0 | EXPOSED | igw-1 → rtb-1 → acl-9 → no security group 0.0.0.0/0:443 → nlb-1 → tg-1 → eni-1:8080
          client's address kept, narrow group  | i-1 | tg-1 nlb-1 instance TCP 8080 i-1; sg-1 tcp 8080 203.0.113.0/24 | EXPOSED | igw-1 → rtb-1 → acl-9 → no security group 203.0.113.0/24:443 (narrow) → nlb-1 → tg-1 → eni-1:8080
          client's address not kept            | i-1 | tg-1 nlb-1 ip TCP 8080 10.0.1.1; sg-1 tcp 8080 10.0.9.0/24 | EXPOSED | igw-1 → rtb-1 → acl-9 → no security group 0.0.0.0/0:443 → nlb-1 → tg-1 → sg-1 10.0.9.0/24:8080
          not kept, by attribute               | i-1 | tg-1 nlb-1 instance TCP 8080 i-1 false; sg-1 tcp 8080 10.0.9.0/24 | EXPOSED | igw-1 → rtb-1 → acl-9 → no security group 0.0.0.0/0:443 → nlb-1 → tg-1 → sg-1 10.0.9.0/24:8080
          kept, closed at the target's ACL     | i-1 | tg-1 nlb-1 instance TCP 8080 i-1; sg-1 tcp 8080 0.0.0.0/0; acl-1 subnet-1 in 1 allow all 10.0.0.0/8, open-out | NOT | eni-1 has no public address; what is behind nlb-1 lets nothing in
          # classic load balancers
          private instance behind one          | i-1 | clb-1 internet-facing sg-9 subnet-9 443>8080 i-1 | EXPOSED | igw-1 → rtb-1 → acl-9 → sg-9 0.0.0.0/0:443 → clb-1 → sg-1 sg-9:8080
          internal                             | i-1 | clb-1 internal sg-9 subnet-9 443>8080 i-1 | NOT | eni-1 has no public address; clb-1 is internal
          its instance port is closed          | i-1 | clb-1 internet-facing sg-9 subnet-9 443>8081 i-1 | NOT | eni-1 has no public address; eni-1 lets nothing of clb-1 in to 8081
          # load balancers themselves
          an open one                          | lb-1 | | EXPOSED | igw-1 → rtb-1 → acl-9 → sg-9 0.0.0.0/0:443
          an internal one                      | lb-1 | lb-1 internal application sg-9 subnet-9 | NOT | lb-1 is internal
          # interfaces and addresses
          an interface                         | eni-1 | eni-1 subnet-1 sg-1 public; sg-1 tcp 22 0.0.0.0/0 | EXPOSED | igw-1 → rtb-1 → acl-1 → sg-1 0.0.0.0/0:22
          of a stopped instance                | eni-1 | eni-1 subnet-1 sg-1 public; sg-1 tcp 22 0.0.0.0/0; i-1 stopped eni-1 | NOT | i-1 is stopped
          of a missing instance                | eni-1 | eni-1 subnet-1 sg-1 public; sg-1 tcp 22 0.0.0.0/0; no i-1 | UNKNOWN | i-1: throttled
          of a missing instance, closed        | eni-1 | eni-1 subnet-1 sg-1 public; sg-1 none; no i-1 | NOT | sg-1 lets no public address in
          attached to nothing                  | eni-2 | eni-2 subnet-1 sg-1 public interface available; sg-1 all 0.0.0.0/0 | NOT | eni-2 is not attached
          of a NAT gateway                     | eni-2 | eni-2 subnet-1 sg-1 public nat_gateway; sg-1 all 0.0.0.0/0 | NOT | eni-2 is a NAT gateway's, which lets nothing in
          of a service                         | eni-2 | eni-2 subnet-1 sg-1 public lambda; sg-1 tcp 80 0.0.0.0/0 | EXPOSED | igw-1 → rtb-1 → acl-1 → sg-1 0.0.0.0/0:80
          a private address                    | 10.0.1.1 | eni-1 subnet-1 sg-1 public; sg-1 tcp 22 0.0.0.0/0 | EXPOSED | igw-1 → rtb-1 → acl-1 → sg-1 0.0.0.0/0:22
          a public address                     | 198.51.100.1 | eni-1 subnet-1 sg-1 public; sg-1 tcp 22 0.0.0.0/0 | EXPOSED | igw-1 → rtb-1 → acl-1 → sg-1 0.0.0.0/0:22
          an IPv6 address                      | 2001:db8::1 | eni-1 subnet-1 sg-1 v6; sg-1 tcp 22 0.0.0.0/0 | NOT | rtb-1 has no route to the internet
          an address of somebody else          | 203.0.113.9 | | UNKNOWN | not mentioned
          an address, interfaces not recorded  | 203.0.113.9 | unrecorded AWS::EC2::NetworkInterface | UNKNOWN | 203.0.113.9: not recorded
          an address, interfaces missing       | 10.0.1.1 | no eni-1 | UNKNOWN | 10.0.1.1: throttled
          an interface that is gone            | eni-1 | gone eni-1 | UNKNOWN | eni-1: AWS Config has no item that is up to date
          an instance that is not recorded     | i-7 | | UNKNOWN | i-7: AWS Config has no item that is up to date
          a name that nothing has              | nothing | | UNKNOWN | not mentioned
          # databases
          public and open                      | db-1 | db-1 public 5432 sg-5 a/subnet-1; sg-5 tcp 5432 0.0.0.0/0 | EXPOSED | igw-1 → rtb-1 → acl-1 → sg-5 0.0.0.0/0:5432
          not public                           | db-1 | db-1 private 5432 sg-5 a/subnet-1; sg-5 tcp 5432 0.0.0.0/0 | NOT | db-1 is not publicly accessible
          another port is open                 | db-1 | db-1 public 5432 sg-5 a/subnet-1; sg-5 tcp 3306 0.0.0.0/0 | NOT | sg-5 lets no public address in to 5432
          in a subnet without a route          | db-1 | db-1 public 5432 sg-5 a/subnet-7,b/subnet-1; sg-5 tcp 5432 0.0.0.0/0; rtb-7 subnet-7; acl-7 subnet-7 open-in, open-out | NOT | rtb-7 has no route to the internet
          in one of two subnets that differ    | db-1 | db-1 public 5432 sg-5 a/subnet-7,a/subnet-1; sg-5 tcp 5432 0.0.0.0/0; rtb-7 subnet-7; acl-7 subnet-7 open-in, open-out | UNKNOWN | db-1: it is not known in which subnet it is
          stopped                              | db-1 | db-1 public 5432 sg-5 a/subnet-1 stopped; sg-5 tcp 5432 0.0.0.0/0 | NOT | db-1 is stopped
          no port known                        | db-1 | db-1 public - sg-5 a/subnet-1; sg-5 tcp 5432 0.0.0.0/0 | UNKNOWN | db-1: its port is not known
          no port known, closed                | db-1 | db-1 public - sg-5 a/subnet-1; sg-5 udp 5432 0.0.0.0/0 | NOT | sg-5 lets no public address in
          """)
  void judge_subject_givesAnswerAndPath(
      String name, String subject, String statements, String state, String detail) {
    String text = FRONT + (statements == null ? "" : statements);
    Exposure exposure = Net.of(text).exposure(subject);
    assertThat(exposure.state().name() + " " + exposure.detail())
        .startsWith(
            (state.equals("NOT") ? "NOT_EXPOSED" : state) + " " + detail.replace("… ", OPEN));
  }
}
