// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks, each the plain one of {@link Net} but for what the second column says, and whether
 * {@code i-1} is exposed.
 */
final class NetworkExposureTest {
  private static final String OPEN = "igw-1 → rtb-1 → acl-1 → ";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # addresses and routes
          public with a route to the gateway   |                                               | EXPOSED | … sg-1 0.0.0.0/0:22
          no public address                    | eni-1 subnet-1 sg-1 private                   | NOT | eni-1 has no public address
          public, no route to the gateway      | rtb-1 subnet-1                                | NOT | rtb-1 has no route to the internet
          behind NAT only                      | rtb-1 subnet-1 0.0.0.0/0>nat-1                | NOT | rtb-1 leads 0.0.0.0/0 to nat-1
          private behind NAT                   | eni-1 subnet-1 sg-1 private; rtb-1 subnet-1 0.0.0.0/0>nat-1 | NOT | eni-1 has no public address
          route is a black hole                | rtb-1 subnet-1 0.0.0.0/0>igw-1!               | NOT | rtb-1 leads 0.0.0.0/0 to igw-1, a black hole
          gateway not attached                 | igw-1 detached                                | NOT | igw-1 is not attached to vpc-1
          gateway of another VPC               | igw-1 vpc-2                                   | NOT | igw-1 is not attached to vpc-1
          route to half of the internet        | rtb-1 subnet-1 0.0.0.0/1>igw-1                | EXPOSED | … sg-1 0.0.0.0/0:22
          narrow route to the gateway          | rtb-1 subnet-1 203.0.113.0/24>igw-1           | EXPOSED | … sg-1 203.0.113.0/24:22 (narrow)
          more specific route elsewhere        | rtb-1 subnet-1 0.0.0.0/0>igw-1, 8.0.0.0/8>nat-1 | EXPOSED | … sg-1 0.0.0.0/0:22
          more specific routes cover it all    | rtb-1 subnet-1 0.0.0.0/0>igw-1, 0.0.0.0/1>nat-1, 128.0.0.0/1>nat-1 | NOT | rtb-1 leads 0.0.0.0/1 to nat-1
          source lies in a more specific route | rtb-1 subnet-1 0.0.0.0/0>igw-1, 203.0.113.0/24>nat-1; sg-1 tcp 22 203.0.113.0/24 | NOT | rtb-1 leads the answers to what sg-1 lets in elsewhere
          more specific black hole             | rtb-1 subnet-1 0.0.0.0/0>igw-1, 203.0.113.0/24>igw-1!; sg-1 tcp 22 203.0.113.7/32 | NOT | rtb-1 leads the answers to what sg-1 lets in elsewhere
          the main table without one of its own | rtb-1 main 0.0.0.0/0>igw-1                   | EXPOSED | … sg-1 0.0.0.0/0:22
          its own table, not the main one      | rtb-1 subnet-1 0.0.0.0/0>nat-1; rtb-2 main 0.0.0.0/0>igw-1 | NOT | rtb-1 leads 0.0.0.0/0 to nat-1
          a table of another subnet            | rtb-1 subnet-2 0.0.0.0/0>igw-1; rtb-2 main    | NOT | rtb-2 has no route to the internet
          static before propagated             | rtb-1 subnet-1 0.0.0.0/0>vgw-1~, 0.0.0.0/0>igw-1 | EXPOSED | … sg-1 0.0.0.0/0:22
          peering only                         | rtb-1 subnet-1 10.9.0.0/16>pcx-1, 0.0.0.0/0>pcx-1 | NOT | rtb-1 leads 0.0.0.0/0 to pcx-1
          peering beside the gateway           | rtb-1 subnet-1 10.9.0.0/16>pcx-1, 0.0.0.0/0>igw-1 | EXPOSED | … sg-1 0.0.0.0/0:22
          peering, private address             | eni-1 subnet-1 sg-1 private; rtb-1 subnet-1 10.9.0.0/16>pcx-1 | NOT | eni-1 has no public address
          answers over a transit gateway       | rtb-1 subnet-1 0.0.0.0/0>tgw-1                | UNKNOWN | rtb-1 leads 0.0.0.0/0 to tgw-1, which is not followed
          private, but a transit gateway       | eni-1 subnet-1 sg-1 private; rtb-1 subnet-1 0.0.0.0/0>tgw-1 | UNKNOWN | rtb-1 leads 0.0.0.0/0 to tgw-1, which is not followed
          a transit gateway to private ranges  | eni-1 subnet-1 sg-1 private; rtb-1 subnet-1 10.0.0.0/8>tgw-1 | NOT | eni-1 has no public address
          a transit gateway, closed group      | rtb-1 subnet-1 0.0.0.0/0>tgw-1; sg-1 tcp 22 10.0.0.0/8 | NOT | sg-1 lets no public address in
          answers through an appliance         | rtb-1 subnet-1 0.0.0.0/0>eni-9                | UNKNOWN | rtb-1 leads 0.0.0.0/0 to eni-9, which is not followed
          the gateway leads to an appliance    | rtb-2 igw-1 10.0.1.0/24>eni-9                 | UNKNOWN | rtb-2 leads what comes in through igw-1 elsewhere
          a gateway endpoint beside            | rtb-1 subnet-1 0.0.0.0/0>igw-1, pl-9>vpce-1   | EXPOSED | … sg-1 0.0.0.0/0:22
          route by prefix list                 | rtb-1 subnet-1 pl-1>igw-1; pl-1 198.51.100.0/24 | EXPOSED | … sg-1 198.51.100.0/24:22 (narrow)
          route by missing prefix list         | rtb-1 subnet-1 pl-1>igw-1                     | UNKNOWN | pl-1: AWS Config has no item
          missing prefix list may lead away    | rtb-1 subnet-1 0.0.0.0/0>igw-1, pl-1>nat-1    | UNKNOWN | pl-1: AWS Config has no item
          # IPv6
          IPv6 address and rule                | eni-1 subnet-1 sg-1 v6; sg-1 tcp 22 ::/0      | EXPOSED | … sg-1 ::/0:22
          IPv6 address, rule for IPv4 only     | eni-1 subnet-1 sg-1 v6                        | NOT | sg-1 lets no public address in
          IPv4 address, rule for IPv6 only     | sg-1 tcp 22 ::/0                              | NOT | sg-1 lets no public address in
          IPv6 by egress-only gateway          | eni-1 subnet-1 sg-1 v6; sg-1 tcp 22 ::/0; rtb-1 subnet-1 ::/0>eigw-1 | NOT | rtb-1 leads 0:0:0:0:0:0:0:0/0 to eigw-1
          IPv6 without a route                 | eni-1 subnet-1 sg-1 v6; sg-1 tcp 22 ::/0; rtb-1 subnet-1 0.0.0.0/0>igw-1 | NOT | rtb-1 has no route to the internet
          IPv6 of a local kind                 | eni-1 subnet-1 sg-1 local6; sg-1 tcp 22 ::/0  | NOT | eni-1 has no public address
          IPv6 stopped by the network ACL      | eni-1 subnet-1 sg-1 v6; sg-1 tcp 22 ::/0; acl-1 subnet-1 in 1 allow all 0.0.0.0/0, open-out | NOT | acl-1 stops what the security groups let in
          IPv4 closed, IPv6 open               | eni-1 subnet-1 sg-1 both; sg-1 tcp 22 10.0.0.0/8, tcp 443 2001:db8::/29 | EXPOSED | … sg-1 2001:db8::/29:443
          narrow IPv6                          | eni-1 subnet-1 sg-1 v6; sg-1 tcp 22 2001:db8:1::/48 | EXPOSED | … sg-1 2001:db8:1::/48:22 (narrow)
          # network ACLs
          lower number denies first            | acl-1 subnet-1 in 90 deny tcp 22 0.0.0.0/0, open-in, open-out | NOT | acl-1 stops what the security groups let in
          lower number allows first            | acl-1 subnet-1 in 90 allow tcp 22 0.0.0.0/0, in 91 deny all 0.0.0.0/0, open-out | EXPOSED | … sg-1 0.0.0.0/0:22
          rules are written in any order       | acl-1 subnet-1 in 91 deny all 0.0.0.0/0, in 90 allow tcp 22 0.0.0.0/0, open-out | EXPOSED | … sg-1 0.0.0.0/0:22
          the default denies                   | acl-1 subnet-1 in 100 allow tcp 443 0.0.0.0/0, open-out | NOT | acl-1 stops what the security groups let in
          ephemeral ports closed               | acl-1 subnet-1 open-in, out 100 allow tcp 22 0.0.0.0/0 | NOT | acl-1 stops the answers
          ephemeral ports of Linux only        | acl-1 subnet-1 open-in, out 100 allow tcp 32768-60999 0.0.0.0/0 | EXPOSED | … sg-1 0.0.0.0/0:22
          ports below the ephemeral ones       | acl-1 subnet-1 open-in, out 100 allow tcp 0-1023 0.0.0.0/0 | NOT | acl-1 stops the answers
          answers for UDP only                 | acl-1 subnet-1 open-in, out 100 allow udp 1024-65535 0.0.0.0/0 | NOT | acl-1 stops the answers
          all ephemeral ports denied first     | acl-1 subnet-1 open-in, out 90 deny tcp 1024-65535 0.0.0.0/0, open-out | NOT | acl-1 stops the answers
          a denied range is not all            | acl-1 subnet-1 in 90 deny all 203.0.113.0/24, open-in, open-out | EXPOSED | … sg-1 0.0.0.0/0:22
          the only source is denied            | acl-1 subnet-1 in 90 deny all 203.0.113.0/24, open-in, open-out; sg-1 tcp 22 203.0.113.7/32 | NOT | acl-1 stops what the security groups let in
          the network ACL narrows it           | acl-1 subnet-1 in 90 allow tcp 22 203.0.113.0/24, open-out | EXPOSED | … sg-1 203.0.113.0/24:22 (narrow)
          answers go to nobody who may ask     | acl-1 subnet-1 in 1 allow all 203.0.113.0/24, out 1 allow all 198.51.100.0/24 | NOT | acl-1 stops the answers
          one port of a range is left          | sg-1 tcp 8000-8100 0.0.0.0/0; acl-1 subnet-1 in 1 deny tcp 8000-8079 0.0.0.0/0, in 2 deny tcp 8081-8100 0.0.0.0/0, open-in, open-out | EXPOSED | … sg-1 0.0.0.0/0:8080
          ICMP rules do not count for TCP      | acl-1 subnet-1 in 1 deny icmp 0.0.0.0/0, open-in, open-out | EXPOSED | … sg-1 0.0.0.0/0:22
          # security groups
          no rule at all                       | sg-1 none                                     | NOT | sg-1 lets no public address in
          private source                       | sg-1 tcp 22 10.0.0.0/8                        | NOT | sg-1 lets no public address in
          shared address space                 | sg-1 tcp 22 100.64.0.0/10                     | NOT | sg-1 lets no public address in
          one public address                   | sg-1 tcp 22 203.0.113.7/32                    | EXPOSED | … sg-1 203.0.113.7/32:22 (narrow)
          a wide public range                  | sg-1 tcp 22 32.0.0.0/3                        | EXPOSED | … sg-1 32.0.0.0/3:22
          wide goes before narrow              | sg-1 tcp 22 203.0.113.7/32, tcp 443 0.0.0.0/0 | EXPOSED | … sg-1 0.0.0.0/0:443
          the union of two groups              | eni-1 subnet-1 sg-1,sg-2 public; sg-1 none; sg-2 tcp 443 0.0.0.0/0 | EXPOSED | … sg-2 0.0.0.0/0:443
          all protocols                        | sg-1 all 0.0.0.0/0                            | EXPOSED | … sg-1 0.0.0.0/0:all
          protocol by number                   | sg-1 6 22 0.0.0.0/0                           | EXPOSED | … sg-1 0.0.0.0/0:22
          UDP                                  | sg-1 udp 53 0.0.0.0/0                         | EXPOSED | … sg-1 0.0.0.0/0:53/udp
          ICMP opens no port                   | sg-1 icmp 0.0.0.0/0                           | NOT | sg-1 lets no public address in
          another protocol opens no port       | sg-1 50 0.0.0.0/0                             | NOT | sg-1 lets no public address in
          a group as the source                | sg-1 tcp 22 sg-2                              | NOT | sg-1 lets no public address in
          a prefix list                        | sg-1 tcp 443 pl-1; pl-1 198.51.100.0/24,10.0.0.0/8 | EXPOSED | … sg-1 pl-1:443 (narrow)
          a prefix list of private ranges      | sg-1 tcp 443 pl-1; pl-1 10.0.0.0/8,192.168.0.0/16 | NOT | sg-1 lets no public address in
          a prefix list that is not known      | sg-1 tcp 443 pl-1                             | UNKNOWN | pl-1: AWS Config has no item
          a group that can't be read           | sg-1 tcp 22 0.0.0.0/33                        | UNKNOWN | sg-1: can't be read, the prefix length must be 0 to 32
          # instances and interfaces
          stopped                              | i-1 stopped eni-1                             | NOT | i-1 is stopped
          starting                             | i-1 pending eni-1                             | EXPOSED | … sg-1 0.0.0.0/0:22
          in no state that is known            | i-1 weird eni-1                               | UNKNOWN | i-1: its state is not known
          no state known, but closed           | i-1 weird eni-1; sg-1 none                    | NOT | sg-1 lets no public address in; no load balancer leads to i-1
          the second of two interfaces         | i-1 running eni-1 eni-2; eni-1 subnet-1 sg-1 private; eni-2 subnet-1 sg-2 public; sg-2 tcp 80 0.0.0.0/0 | EXPOSED | … sg-2 0.0.0.0/0:80
          two interfaces, both closed          | i-1 running eni-1 eni-2; eni-1 subnet-1 sg-1 private; eni-2 subnet-1 sg-2 public; sg-2 none | NOT | eni-1 has no public address; sg-2 lets no public address in
          one open, the other not known        | i-1 running eni-1 eni-2; eni-2 subnet-2 sg-2 public | EXPOSED | … sg-1 0.0.0.0/0:22
          # block public access of VPCs
          blocked                              | bpa block-ingress                             | NOT | block public access of VPCs covers vpc-1
          blocked both ways                    | bpa block-bidirectional                       | NOT | block public access of VPCs covers vpc-1
          the VPC is excluded                  | bpa block-ingress; excl-1 vpc-1 allow-bidirectional | EXPOSED | … sg-1 0.0.0.0/0:22
          the subnet is excluded               | bpa block-ingress; excl-1 subnet-1 allow-bidirectional | EXPOSED | … sg-1 0.0.0.0/0:22
          excluded for what goes out only      | bpa block-ingress; excl-1 vpc-1 allow-egress  | NOT | block public access of VPCs covers vpc-1
          a mode that is not known             | bpa block-something                           | UNKNOWN | 111122223333: a mode that is not known
          exclusions can't be had              | bpa block-ingress; excl-1 vpc-1 allow-egress; no excl-1 | UNKNOWN | exclusions from block public access of vpc-1: throttled
          # missing pieces
          no security group                    | no sg-1                                       | UNKNOWN | sg-1: throttled
          one of two groups missing, one open  | eni-1 subnet-1 sg-1,sg-2 public               | EXPOSED | … sg-1 0.0.0.0/0:22
          one of two missing, the other closed | eni-1 subnet-1 sg-1,sg-2 public; sg-1 none    | UNKNOWN | sg-2: AWS Config has no item
          no network ACL                       | no acl-1                                      | UNKNOWN | network ACL of subnet-1: throttled
          no network ACL, closed group         | no acl-1; sg-1 none                           | NOT | sg-1 lets no public address in
          no route tables, closed group        | no rtb-1; sg-1 tcp 22 10.0.0.0/8              | NOT | sg-1 lets no public address in
          no route tables                      | no rtb-1                                      | UNKNOWN | route tables of vpc-1: throttled
          another table of the VPC is missing  | rtb-2 main; no rtb-2                          | UNKNOWN | route tables of vpc-1: throttled
          no gateway                           | no igw-1                                      | UNKNOWN | igw-1: throttled
          no gateway, closed network ACL       | no igw-1; acl-1 subnet-1 in 100 deny all 0.0.0.0/0, open-out | NOT | acl-1 stops what the security groups let in
          a deleted group                      | gone sg-1                                     | UNKNOWN | sg-1: was deleted or is not recorded any more
          a deleted gateway                    | gone igw-1                                    | UNKNOWN | igw-1: was deleted or is not recorded any more
          nothing of the instance              | no i-1                                        | UNKNOWN | i-1: throttled
          """)
  void judge_network_givesAnswerAndPath(
      String name, String statements, String state, String detail) {
    Exposure exposure = Net.of(statements == null ? "" : statements).exposure("i-1");
    assertThat(exposure.state().name() + " " + exposure.detail())
        .startsWith(
            (state.equals("NOT") ? "NOT_EXPOSED" : state) + " " + detail.replace("… ", OPEN));
  }
}
