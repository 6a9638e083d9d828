// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.qraws.core.signal.ConfigChange;
import io.qraws.core.signal.Signal;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IamPrivilegesTest {
  private static final String NOON = "2026-03-01T12:00:00Z";
  private static final String ADMIN =
      "\"attachedManagedPolicies\":[{\"policyName\":\"AdministratorAccess\","
          + "\"policyArn\":\"arn:aws:iam::aws:policy/AdministratorAccess\"}]";
  private static final String ANN = "111122223333:user/ann";

  private final IamPrivileges.Builder builder = IamPrivileges.builder();

  @Test
  void find_attachedPolicy_isAdminWithTheItemsTime() throws IOException {
    add("User", "Ann", NOON, "OK", ADMIN, "");
    assertThat(builder.build().find(ANN))
        .containsExactly(
            new IamPrivileges.Found(
                "admin",
                "policy AdministratorAccess, Config's item of 2026-03-01T12:00:00Z",
                Instant.parse(NOON)));
    assertThat(builder.build().find("444455556666:user/ann")).isEmpty();
    assertThat(builder.build().find("111122223333:role/ann")).isEmpty();
  }

  /** In the API the configuration is a text, in files it is an object. */
  @Test
  void find_configurationAsText_isReadAsWell() throws IOException {
    String text = ("{\"roleName\":\"ops\"," + ADMIN + "}").replace("\"", "\\\"");
    add(item("AWS::IAM::Role", "ops", NOON, "OK", "\"" + text + "\"", ""));
    assertThat(builder.build().find("111122223333:role/ops")).hasSize(1);
  }

  /** Anybody can make a policy of that name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::111122223333:policy/AdministratorAccess",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
        "AdministratorAccess",
        ""
      })
  void find_otherPolicy_saysNothing(String arn) throws IOException {
    add(
        "User",
        "ann",
        NOON,
        "OK",
        "\"attachedManagedPolicies\":[{\"policyArn\":\"" + arn + "\"}]",
        "");
    assertThat(builder.build().find(ANN)).isEmpty();
  }

  @Test
  void find_policyOfTheCallersChoice_isAdmin() throws IOException {
    builder.administratorPolicies(Set.of("IAMFullAccess"));
    add("User", "ann", NOON, "OK", ADMIN.replace("AdministratorAccess", "IAMFullAccess"), "");
    add("User", "bob", NOON, "OK", ADMIN, "");
    assertThat(builder.build().find(ANN)).hasSize(1);
    assertThat(builder.build().find("111122223333:user/bob")).isEmpty();
  }

  @Test
  void find_groupOfTheUsers_givesItsPolicyWithTheOlderTime() throws IOException {
    add("User", "ann", NOON, "OK", "\"groupList\":[\"Admins\",\"others\"]", "");
    assertThat(builder.build().find(ANN)).isEmpty();
    add("Group", "admins", "2026-02-01T12:00:00Z", "OK", ADMIN, "");
    assertThat(builder.build().find(ANN))
        .containsExactly(
            new IamPrivileges.Found(
                "admin",
                "policy AdministratorAccess of group Admins, Config's items of 2026-02-01T12:00:00Z",
                Instant.parse("2026-02-01T12:00:00Z")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}} | true",
        "{'Statement':[{'Effect':'Allow','Action':['s3:*','*'],'Resource':['*']}]} | true",
        "{'Statement':[{'Effect':'Allow','Action':'*:*','Resource':'*'}]} | true",
        "{'Statement':[{'Effect':'Deny','Action':'*','Resource':'*'}]} | false",
        "{'Statement':[{'Effect':'Allow','Action':'s3:*','Resource':'*'}]} | false",
        "{'Statement':[{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::b'}]} | false",
        "{'Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{}}}]} | false",
        "{'Statement':[{'Effect':'Allow','NotAction':'iam:*','Resource':'*'}]} | false",
        "{'Statement':7} | false",
        "{ | false"
      })
  void find_inlinePolicy_isAdminIfItAllowsEverything(String policy, boolean admin)
      throws IOException {
    String plain = policy.strip().replace('\'', '"');
    String encoded = URLEncoder.encode(plain, StandardCharsets.UTF_8);
    for (String document : new String[] {encoded, plain.replace("\"", "\\\"")}) {
      IamPrivileges.Builder own = IamPrivileges.builder();
      String list =
          "\"userPolicyList\":[{\"policyName\":\"p\",\"policyDocument\":\"" + document + "\"}]";
      String configuration = "{\"userName\":\"ann\"," + list + "}";
      own.add(read(item("AWS::IAM::User", "ann", NOON, "OK", configuration, "")));
      assertThat(own.build().find(ANN)).hasSize(admin ? 1 : 0);
    }
  }

  /** What was taken away or is gone must not count, in whatever order the items come. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void find_laterItem_counts(boolean inOrder) throws IOException {
    String later = "2026-03-02T12:00:00Z";
    for (boolean first : new boolean[] {inOrder, !inOrder}) {
      if (first) {
        add("User", "ann", NOON, "OK", ADMIN, "");
        add("Role", "ops", NOON, "OK", ADMIN, "");
      } else {
        add("User", "ann", later, "OK", "\"attachedManagedPolicies\":[]", "");
        add(item("AWS::IAM::Role", "ops", later, "ResourceDeleted", "null", ""));
      }
    }
    assertThat(builder.build().find(ANN)).isEmpty();
    assertThat(builder.build().find("111122223333:role/ops")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Privilege, Break-Glass, break-glass", "privilege, root,", "team, admin,"})
  void find_tag_saysOnlyWhatItMay(String key, String value, String expected) throws IOException {
    String tags = "\"" + key + "\":\"" + value + "\"";
    add("User", "ann", NOON, "OK", "\"userId\":\"AIDA\"", tags);
    assertThat(builder.build().find(ANN))
        .extracting(IamPrivileges.Found::word)
        .isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"{\"", "[]", "{\"userName\":{}}", "null"})
  void add_oddConfiguration_saysNothing(String configuration) throws IOException {
    add(item("AWS::IAM::User", "ann", NOON, "OK", configuration, ""));
    add(item("AWS::S3::Bucket", "ann", NOON, "OK", "{" + ADMIN + "}", ""));
    assertThat(builder.build().find(ANN)).isEmpty();
  }

  private void add(
      String type, String name, String time, String status, String members, String tags)
      throws IOException {
    String nameMember = Character.toLowerCase(type.charAt(0)) + type.substring(1) + "Name";
    String configuration = "{\"" + nameMember + "\":\"" + name + "\"," + members + "}";
    add(item("AWS::IAM::" + type, name, time, status, configuration, tags));
  }

  private void add(String item) throws IOException {
    builder.add(read(item));
  }

  static ConfigChange read(String item) throws IOException {
    Signal signal = Sample.read(item).get(0);
    assertThat(signal).isInstanceOf(ConfigChange.class);
    return (ConfigChange) signal;
  }

  static String item(
      String type, String name, String time, String status, String configuration, String tags) {
    return """
        {"configurationItemVersion":"1.3","configurationItemCaptureTime":"%s",
         "configurationItemStatus":"%s","configurationStateId":1,"awsAccountId":"111122223333",
         "resourceType":"%s","resourceId":"AIDAEXAMPLE","resourceName":"%s","awsRegion":"global",
         "ARN":"arn:aws:iam::111122223333:x/%s","tags":{%s},"configuration":%s}
        """
        .formatted(time, status, type, name, name, tags, configuration);
  }
}
