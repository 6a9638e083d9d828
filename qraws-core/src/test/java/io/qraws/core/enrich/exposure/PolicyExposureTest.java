// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buckets by block, policy and ACL at each level, and what else only a policy can open. */
final class PolicyExposureTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String ACCOUNT = "111122223333";

  /**
   * Blocks are written as the settings that are on: {@code i} IgnorePublicAcls, {@code r}
   * RestrictPublicBuckets, {@code a} BlockPublicAcls, {@code p} BlockPublicPolicy; {@code -} none
   * of them, {@code ?} not known.
   */
  @ParameterizedTest(name = "{index}: bucket {0}, account {1}, organisation {2}, {3}, ACL {4}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          #bucket | account | organisation | policy | ACL | state | detail
          -       | -    | -  | none    | private            | NOT     | b has no policy; the ACL of b grants nothing to anyone
          -       | -    | -  | public  | private            | EXPOSED | b → policy * s3:GetObject
          -       | -    | -  | none    | AllUsers           | EXPOSED | b → ACL AllUsers Read
          -       | -    | -  | none    | AuthenticatedUsers | EXPOSED | b → ACL AuthenticatedUsers Read
          -       | -    | -  | none    | LogDelivery        | NOT     | b has no policy; the ACL of b grants nothing to anyone
          -       | -    | -  | public  | AllUsers           | EXPOSED | b → policy * s3:GetObject
          ap      | -    | -  | public  | private            | EXPOSED | b → policy * s3:GetObject
          ap      | ap   | ap | none    | AllUsers           | EXPOSED | b → ACL AllUsers Read
          i       | -    | -  | none    | AllUsers           | NOT     | b has no policy; b ignores public ACLs
          r       | -    | -  | none    | AllUsers           | EXPOSED | b → ACL AllUsers Read
          i       | -    | -  | public  | AllUsers           | EXPOSED | b → policy * s3:GetObject
          r       | -    | -  | public  | private            | NOT     | b restricts public policies; the ACL of b grants nothing to anyone
          r       | -    | -  | public  | AllUsers           | EXPOSED | b → ACL AllUsers Read
          ir      | -    | -  | public  | AllUsers           | NOT     | b restricts public policies; b ignores public ACLs
          -       | i    | -  | none    | AllUsers           | NOT     | b has no policy; account 111122223333 ignores public ACLs
          -       | r    | -  | public  | private            | NOT     | account 111122223333 restricts public policies; the ACL of b grants nothing to anyone
          i       | r    | -  | public  | AllUsers           | NOT     | account 111122223333 restricts public policies; b ignores public ACLs
          -       | -    | i  | none    | AllUsers           | NOT     | b has no policy; the organisation ignores public ACLs
          -       | -    | r  | public  | private            | NOT     | the organisation restricts public policies
          i       | -    | r  | public  | AllUsers           | NOT     | the organisation restricts public policies; b ignores public ACLs
          aipr    | aipr | ir | public  | AllUsers           | NOT     | b restricts public policies; b ignores public ACLs
          -       | ?    | -  | public  | private            | UNKNOWN | block of public access of account 111122223333
          -       | ?    | -  | none    | private            | NOT     | b has no policy
          ir      | ?    | -  | public  | AllUsers           | NOT     | b restricts public policies; b ignores public ACLs
          -       | ?    | ir | public  | AllUsers           | NOT     | the organisation restricts public policies
          -       | -    | -  | absent  | private            | UNKNOWN | b: AWS Config has no policy
          r       | -    | -  | absent  | private            | NOT     | b restricts public policies
          -       | -    | -  | absent  | AllUsers           | EXPOSED | b → ACL AllUsers Read
          -       | -    | -  | none    | absent             | UNKNOWN | b: AWS Config has no ACL
          i       | -    | -  | none    | absent             | NOT     | b has no policy; b ignores public ACLs
          -       | -    | -  | public  | absent             | EXPOSED | b → policy * s3:GetObject
          -       | -    | -  | none    | off                | NOT     | b has no policy; ACLs of b are off
          -       | -    | -  | garbage | private            | UNKNOWN | b: can't be read, no JSON
          r       | -    | -  | garbage | private            | UNKNOWN | b: can't be read, no JSON
          """)
  void judge_bucket_givesAnswerAndPath(
      String bucket,
      String account,
      String organisation,
      String policy,
      String acl,
      String state,
      String detail) {
    List<ConfigItem> items = new ArrayList<>();
    items.add(bucket(bucket, policy, acl));
    if (!account.equals("?")) {
      ObjectNode item = item(Types.ACCOUNT_BLOCK, ACCOUNT);
      block(item.putObject("configuration"), account);
      items.add(ConfigItem.of(item));
    }
    PublicBlock whole = new PublicBlock(organisation.contains("i"), organisation.contains("r"));
    ExposureFinder finder =
        new ExposureFinder(ItemsAtHand.of(items, Set.of(Types.ACCOUNT_BLOCK)), whole);
    Exposure exposure = finder.resources(List.of("arn:aws:s3:::b/key")).get("arn:aws:s3:::b/key");
    assertThat(exposure.state().name() + " " + exposure.detail())
        .startsWith((state.equals("NOT") ? "NOT_EXPOSED" : state) + " " + detail);
  }

  private static ConfigItem bucket(String block, String policy, String acl) {
    ObjectNode item = item(Types.BUCKET, "b");
    item.putObject("configuration").put("name", "b");
    ObjectNode more = item.putObject("supplementaryConfiguration");
    if (!block.equals("-")) {
      block(more.putObject("PublicAccessBlockConfiguration"), block);
    }
    String open =
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\"}]}";
    switch (policy) {
      case "none" -> more.putObject("BucketPolicy").putNull("policyText");
      case "public" -> more.putObject("BucketPolicy").put("policyText", open);
      case "garbage" -> more.putObject("BucketPolicy").put("policyText", "{\"Statement\":");
      default -> {}
    }
    String owner =
        "{\"grantee\":{\"id\":\"ab12\",\"displayName\":null},\"permission\":\"FullControl\"}";
    String other = "{\"grantee\":\"" + acl + "\",\"permission\":\"Read\"}";
    switch (acl) {
      case "absent" -> {}
      case "private" ->
          more.put("AccessControlList", "{\"grantSet\":null,\"grantList\":[" + owner + "]}");
      case "off" -> {
        more.put("AccessControlList", "{\"grantSet\":null,\"grantList\":[" + owner + "]}");
        more.putObject("OwnershipControls")
            .putArray("rules")
            .addObject()
            .put("objectOwnership", "BucketOwnerEnforced");
      }
      default ->
          // JSON text within JSON text, as AWS Config has it.
          more.put(
              "AccessControlList",
              "\"{\\\"grantList\\\":[" + (owner + "," + other).replace("\"", "\\\"") + "]}\"");
    }
    return ConfigItem.of(item);
  }

  private static void block(ObjectNode node, String on) {
    node.put("blockPublicAcls", on.contains("a")).put("ignorePublicAcls", on.contains("i"));
    node.put("blockPublicPolicy", on.contains("p")).put("restrictPublicBuckets", on.contains("r"));
  }

  private static ObjectNode item(String type, String id) {
    ObjectNode item = MAPPER.createObjectNode().put("resourceType", type).put("resourceId", id);
    return item.put("resourceName", id).put("accountId", ACCOUNT);
  }

  /** A policy's only statement, with {@code '} for quotation marks, and how a bucket is judged. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          anyone                        | 'Principal':'*'                        | EXPOSED
          anyone of AWS                 | 'Principal':{'AWS':'*'}                | EXPOSED
          anyone among others           | 'Principal':{'AWS':['arn:aws:iam::111122223333:root','*']} | EXPOSED
          all but one                   | 'NotPrincipal':{'AWS':'arn:aws:iam::111122223333:root'} | EXPOSED
          another account               | 'Principal':{'AWS':'444455556666'}     | NOT_EXPOSED
          a service                     | 'Principal':{'Service':'s3.amazonaws.com'} | NOT_EXPOSED
          a canonical user              | 'Principal':{'CanonicalUser':'79a59df900b949e55d96'} | NOT_EXPOSED
          no principal                  | 'Resource':'*'                         | UNKNOWN
          an organisation               | 'Principal':'*','Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-abcdefghij'}} | NOT_EXPOSED
          an organisation, if told      | 'Principal':'*','Condition':{'StringEqualsIfExists':{'aws:PrincipalOrgID':'o-abcdefghij'}} | EXPOSED
          all values of an absent key   | 'Principal':'*','Condition':{'ForAllValues:StringEquals':{'aws:PrincipalOrgID':'o-abcdefghij'}} | EXPOSED
          any value                     | 'Principal':'*','Condition':{'ForAnyValue:StringEquals':{'aws:PrincipalOrgID':'o-abcdefghij'}} | NOT_EXPOSED
          not an organisation           | 'Principal':'*','Condition':{'StringNotEquals':{'aws:PrincipalOrgID':'o-abcdefghij'}} | EXPOSED
          a VPC endpoint                | 'Principal':'*','Condition':{'StringEquals':{'aws:sourceVpce':['vpce-1','vpce-2']}} | NOT_EXPOSED
          any VPC endpoint              | 'Principal':'*','Condition':{'StringLike':{'aws:SourceVpce':'vpce-*'}} | EXPOSED
          one fixed value and one not   | 'Principal':'*','Condition':{'StringLike':{'aws:SourceVpc':['vpc-1','*']}} | EXPOSED
          a variable                    | 'Principal':'*','Condition':{'StringEquals':{'aws:userid':'${aws:userid}'}} | EXPOSED
          a role's sessions             | 'Principal':'*','Condition':{'StringLike':{'aws:userid':'AROAEXAMPLEID:*'}} | NOT_EXPOSED
          any role's sessions           | 'Principal':'*','Condition':{'StringLike':{'aws:userid':'*:session'}} | EXPOSED
          a narrow range                | 'Principal':'*','Condition':{'IpAddress':{'aws:SourceIp':'203.0.113.0/24'}} | NOT_EXPOSED
          a range as wide as allowed    | 'Principal':'*','Condition':{'IpAddress':{'aws:SourceIp':'54.0.0.0/8'}} | NOT_EXPOSED
          a wide range                  | 'Principal':'*','Condition':{'IpAddress':{'aws:SourceIp':'32.0.0.0/3'}} | EXPOSED
          a narrow and a wide range     | 'Principal':'*','Condition':{'IpAddress':{'aws:SourceIp':['203.0.113.0/24','0.0.0.0/0']}} | EXPOSED
          a private range               | 'Principal':'*','Condition':{'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}} | NOT_EXPOSED
          a wide range of IPv6          | 'Principal':'*','Condition':{'IpAddress':{'aws:SourceIp':'2000::/16'}} | EXPOSED
          not a range                   | 'Principal':'*','Condition':{'NotIpAddress':{'aws:SourceIp':'203.0.113.0/24'}} | EXPOSED
          no range at all               | 'Principal':'*','Condition':{'IpAddress':{'aws:SourceIp':'here'}} | EXPOSED
          a referrer                    | 'Principal':'*','Condition':{'StringLike':{'aws:Referer':'https://example.com/'}} | EXPOSED
          encryption on the way         | 'Principal':'*','Condition':{'Bool':{'aws:SecureTransport':'true'}} | EXPOSED
          another account's ARNs        | 'Principal':'*','Condition':{'ArnLike':{'aws:SourceArn':'arn:aws:sns:eu-central-1:444455556666:*'}} | EXPOSED
          an ARN                        | 'Principal':'*','Condition':{'ArnEquals':{'aws:SourceArn':'arn:aws:sns:eu-central-1:444455556666:t'}} | NOT_EXPOSED
          access points                 | 'Principal':'*','Condition':{'StringEquals':{'s3:DataAccessPointAccount':'111122223333'}} | UNKNOWN
          two conditions, one limiting  | 'Principal':'*','Condition':{'Bool':{'aws:SecureTransport':'true'},'StringEquals':{'aws:SourceVpc':'vpc-1'}} | NOT_EXPOSED
          """)
  void judge_statement_isPublicAsS3HasIt(String name, String statement, Exposure.State state) {
    String text = "{'Statement':[{'Effect':'Allow','Action':['s3:Get*'],%s}]}";
    Policy policy = new Policy("b", true);
    assertThat(policy.judge(json(text.formatted(statement))).state()).isEqualTo(state);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          encryption demanded  | 'Action':'s3:*','Condition':{'Bool':{'aws:SecureTransport':'false'}} | EXPOSED
          everything denied    | 'Action':'*'                      | UNKNOWN
          the same denied      | 'Action':'s3:G*t'                 | UNKNOWN
          something else       | 'Action':['s3:Delete*','s3:Put*'] | EXPOSED
          all but some         | 'NotAction':'s3:GetObject'        | UNKNOWN
          outside an endpoint  | 'Action':'s3:*','Condition':{'StringNotEquals':{'aws:SourceVpce':'vpce-1'}} | UNKNOWN
          """)
  void judge_denial_makesItUnknownWhereItMayTakeItBack(
      String name, String denial, Exposure.State state) {
    String text =
        "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'s3:GetObject'},"
            + "{'Effect':'Deny','Principal':'*',%s}]}";
    Policy policy = new Policy("b", true);
    assertThat(policy.judge(json(text.formatted(denial))).state()).isEqualTo(state);
  }

  @Test
  void judge_denialOfOnePrincipal_takesNothingFromTheOthers() {
    String text =
        "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'s3:GetObject'},"
            + "{'Effect':'Deny','Principal':{'AWS':'444455556666'},'Action':'*'}]}";
    assertThat(new Policy("b", true).judge(json(text)).exposed()).isTrue();
  }

  /** Where the policy stands for each type, and as what. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          arn:aws:sqs:eu-central-1:111122223333:q             | open    | EXPOSED     | q → policy * x:Do
          arn:aws:sqs:eu-central-1:111122223333:q             | limited | NOT_EXPOSED | the policy of q limits
          arn:aws:sqs:eu-central-1:111122223333:q             | empty   | NOT_EXPOSED | q has no policy
          arn:aws:sqs:eu-central-1:111122223333:q             | absent  | UNKNOWN     | q: AWS Config has no policy
          arn:aws:sns:eu-central-1:111122223333:t             | open    | EXPOSED     | t → policy * x:Do
          arn:aws:sns:eu-central-1:111122223333:t:3d5f        | limited | NOT_EXPOSED | the policy of t limits
          arn:aws:lambda:eu-central-1:111122223333:function:f | open    | EXPOSED     | f → policy * x:Do
          arn:aws:lambda:eu-central-1:111122223333:function:f:7 | absent | UNKNOWN    | f: AWS Config has no policy
          arn:aws:kms:eu-central-1:111122223333:key/k         | open    | EXPOSED     | k → policy * x:Do
          arn:aws:kms:eu-central-1:111122223333:key/k         | limited | NOT_EXPOSED | the policy of k limits
          arn:aws:secretsmanager:eu-central-1:111122223333:secret:s | open | EXPOSED  | s → policy * x:Do
          arn:aws:secretsmanager:eu-central-1:111122223333:secret:s | absent | UNKNOWN | s: AWS Config has no policy
          """)
  void judge_resourcePolicy_isFoundWhereConfigKeepsIt(
      String arn, String policy, String state, String detail) {
    String text =
        switch (policy) {
          case "open" -> "{'Statement':{'Effect':'Allow','Principal':'*','Action':'x:Do'}}";
          case "limited" ->
              "{'Statement':{'Effect':'Allow','Principal':'*','Action':'x:Do','Condition':"
                  + "{'ArnLike':{'aws:SourceArn':'arn:aws:sns:eu-central-1:444455556666:*'}}}}";
          default -> "";
        };
    String service = arn.split(":")[2];
    String type =
        switch (service) {
          case "sqs" -> Types.QUEUE;
          case "sns" -> Types.TOPIC;
          case "lambda" -> Types.FUNCTION;
          case "kms" -> Types.KEY;
          default -> Types.SECRET;
        };
    String name = arn.replaceFirst(":3d5f$|:7$", "").replaceFirst(".*[:/]", "");
    ObjectNode item = item(type, name);
    item.put("arn", arn.replaceFirst(":3d5f$|:7$", ""));
    ObjectNode configuration = item.putObject("configuration");
    ObjectNode more = item.putObject("supplementaryConfiguration");
    ObjectNode place = type.equals(Types.FUNCTION) || type.equals(Types.KEY) ? more : configuration;
    if (!policy.equals("absent")) {
      place.put(type.equals(Types.SECRET) ? "ResourcePolicy" : "Policy", text.replace('\'', '"'));
    }
    ItemsAtHand items = ItemsAtHand.of(List.of(ConfigItem.of(item)), Set.copyOf(Evaluation.JUDGED));
    ExposureFinder finder = new ExposureFinder(items, PublicBlock.NONE);
    Exposure exposure = finder.resources(List.of(arn)).get(arn);
    assertThat(exposure.state() + " " + exposure.detail()).startsWith(state + " " + detail);
    // The bare name means the same.
    assertThat(finder.resources(List.of(name))).containsEntry(name, exposure);
  }

  private static JsonNode json(String text) {
    return ConfigItem.tree(text.replace('\'', '"'));
  }
}
