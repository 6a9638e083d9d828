// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * CloudTrail records as Athena, Logs Insights, the console's table and LookupEvents spell them,
 * brought back to CloudTrail's own spelling.
 */
final class CloudTrailSpelling {
  private static final Spelling NAMES =
      new Spelling(
              "\\.",
              ("eventName eventSource eventTime eventID eventVersion eventType awsRegion"
                      + " sourceIPAddress userAgent errorCode requestParameters responseElements"
                      + " recipientAccountId readOnly resources userIdentity additionalEventData"
                      + " type principalId arn accountId accessKeyId userName invokedBy"
                      + " sessionContext sessionIssuer attributes mfaAuthenticated"
                      + " resourceType resourceName")
                  .split(" "))
          .alias("eventdatetime", "eventTime")
          .alias("sourceip", "sourceIPAddress")
          .alias("requestuseragent", "userAgent")
          .alias("region", "awsRegion")
          .alias("userid", "userIdentity")
          .alias("awsaccesskey", "accessKeyId");

  private CloudTrailSpelling() {}

  /** The record itself where it is CloudTrail's; of a LookupEvents row that holds it, the row. */
  static Node restore(Node object) {
    if (!isRespelled(object) || object.has("CloudTrailEvent")) {
      return object;
    }
    ObjectNode event = NAMES.restore(Trees.tree(object));
    for (String name : new String[] {"userName", "accessKeyId"}) {
      if (event.path(name).isTextual() && event.has("eventSource")) {
        ObjectNode identity =
            event.get("userIdentity") instanceof ObjectNode known
                ? known
                : event.putObject("userIdentity");
        if (!identity.has(name)) {
          identity.set(name, event.get(name));
        }
      }
    }
    return Trees.node(event);
  }

  private static boolean isRespelled(Node object) {
    Node identity = object.get("userIdentity");
    return object.has("eventname")
        || object.has("EventName")
        || object.has("Event name")
        || object.has("Event Name")
        || object.has("userIdentity.arn")
        || object.has("userIdentity.type")
        || identity.has("accountid")
        || identity.has("principalid");
  }
}
