// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Finding.Attributes;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.SignalHeader;

/** What the resources of an ASFF finding show. */
final class AsffResources {
  private static final int DEEPEST = 4;

  private AsffResources() {}

  static void add(FindingDraft draft, Node resource, Role given) {
    String type = Json.textOr(resource, "Type", "");
    draft.resourceType(type.isEmpty() ? null : type);
    draft.tags.putAll(Json.tags(Json.at(resource, "Tags")));
    // In a call the keys and principals are who called; buckets and the like are what it was about.
    boolean identity = type.contains("Iam") || type.contains("AccessKey");
    Role role =
        given == Role.ACTOR && !identity && !type.contains("Instance") ? Role.TARGET : given;
    SignalHeader.Builder header = draft.header;
    Names.resource(header, Json.text(resource, "Id"), role);
    addresses(header, Json.at(resource, "Details"), role, 0);
    Node details = Json.at(resource, "Details");
    key(draft, Json.at(details, "AwsIamAccessKey"), role);
    Node user = Json.at(details, "AwsIamUser");
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

  private static void key(FindingDraft draft, Node key, Role role) {
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

  /** The resource's own addresses, which each type of resource shows under a name of its own. */
  private static void addresses(SignalHeader.Builder header, Node node, Role role, int depth) {
    if (node.isArray()) {
      node.forEach(element -> addresses(header, element, role, depth));
      return;
    }
    for (int i = 0; i < node.members(); i++) {
      Node value = node.value(i);
      boolean address = node.name(i).asff() == AsffField.ADDRESS;
      if (address && value.isArray()) {
        value.forEach(element -> Names.address(header, Json.text(element), role));
      } else if (address) {
        Names.address(header, Json.text(value), role);
      } else if (value.isContainerNode() && depth < DEEPEST) {
        addresses(header, value, role, depth + 1);
      }
    }
  }
}
