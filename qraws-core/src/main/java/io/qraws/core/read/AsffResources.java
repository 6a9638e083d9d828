// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.qraws.core.signal.Finding.Attributes;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.SignalHeader;

/** What the resources of an ASFF finding show. */
final class AsffResources {
  private AsffResources() {}

  static void add(FindingDraft draft, JsonNode resource, Role given) {
    String type = Json.textOr(resource, "Type", "");
    draft.resourceType(type.isEmpty() ? null : type);
    draft.tags.putAll(Json.tags(Json.at(resource, "Tags")));
    // In a call the keys and principals are who called; buckets and the like are what it was about.
    boolean identity = type.contains("Iam") || type.contains("AccessKey");
    Role role =
        given == Role.ACTOR && !identity && !type.contains("Instance") ? Role.TARGET : given;
    SignalHeader.Builder header = draft.header;
    Names.resource(header, Json.text(resource, "Id"), role);
    JsonNode details = Json.at(resource, "Details");
    key(draft, Json.at(details, "AwsIamAccessKey"), role);
    instance(header, Json.at(details, "AwsEc2Instance"), role);
    JsonNode user = Json.at(details, "AwsIamUser");
    header.observable(ObservableKind.USER, Json.text(user, "UserName"), role);
    header.observable(ObservableKind.RESOURCE, Json.text(details, "AwsS3Bucket.Name"), role);
    header.observable(
        ObservableKind.RESOURCE, Json.text(details, "AwsLambdaFunction.FunctionName"), role);
    header.observable(
        ObservableKind.RESOURCE, Json.text(details, "AwsRdsDbInstance.DBInstanceIdentifier"), role);
    header.observable(
        ObservableKind.USER, Json.text(details, "AwsRdsDbInstance.DbUserDetails.User"), Role.ACTOR);
    if (Json.truth(Json.path(details, "AwsRdsDbInstance.PubliclyAccessible"))) {
      draft.attribute(Attributes.PUBLIC, "true");
    }
  }

  private static void key(FindingDraft draft, JsonNode key, Role role) {
    SignalHeader.Builder header = draft.header;
    header.observable(ObservableKind.ACCESS_KEY, Json.text(key, "AccessKeyId"), role);
    String name = Json.text(Json.at(key, "UserName", "PrincipalName"));
    draft.attribute(Attributes.USER_TYPE, Json.at(key, "PrincipalType"));
    if (name != null && !name.contains("/")) {
      Names.user(header, name, Json.text(key, "PrincipalType"), Json.text(key, "AccountId"));
    }
    String principal = Json.text(key, "PrincipalId");
    if (principal != null && principal.indexOf(':') > 0) {
      Names.session(header, principal.substring(principal.indexOf(':') + 1), role);
    }
    header.observable(
        ObservableKind.PRINCIPAL, Json.text(key, "SessionContext.SessionIssuer.Arn"), role);
  }

  private static void instance(SignalHeader.Builder header, JsonNode instance, Role role) {
    for (JsonNode address : Json.at(instance, "IpV4Addresses")) {
      Names.address(header, Json.text(address), role);
    }
    for (JsonNode address : Json.at(instance, "IpV6Addresses")) {
      Names.address(header, Json.text(address), role);
    }
  }
}
