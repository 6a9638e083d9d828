// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a field is called in Athena's tables.
 *
 * <p>Source: Athena user guide, {@code CREATE TABLE} for CloudTrail and for VPC Flow Logs; Security
 * Lake user guide, queries for AWS source version 2; OCSF 1.1 as Security Lake maps CloudTrail and
 * VPC Flow Logs.
 *
 * @param text an expression without any value from outside
 * @param kind how it is compared
 */
record SqlColumn(String text, Kind kind) {

  /** How an expression is compared. */
  enum Kind {
    TEXT,
    NUMBER,
    /** Text of JSON, in which quotes and backslashes are escaped. */
    JSON,
    /** Text that ends with a slash and the value. */
    TAIL
  }

  private static final Map<HuntField, SqlColumn> CLOUD_TRAIL = new EnumMap<>(HuntField.class);
  private static final Map<HuntField, SqlColumn> FLOW_LOGS = new EnumMap<>(HuntField.class);
  private static final Map<HuntField, SqlColumn> LAKE_CALLS = new EnumMap<>(HuntField.class);
  private static final Map<HuntField, SqlColumn> LAKE_FLOWS = new EnumMap<>(HuntField.class);

  static {
    CLOUD_TRAIL.put(HuntField.PRINCIPAL, text("useridentity.arn"));
    CLOUD_TRAIL.put(HuntField.USER, new SqlColumn("useridentity.arn", Kind.TAIL));
    CLOUD_TRAIL.put(HuntField.ACCESS_KEY, text("useridentity.accesskeyid"));
    CLOUD_TRAIL.put(HuntField.USER_TYPE, text("useridentity.type"));
    CLOUD_TRAIL.put(HuntField.SOURCE_ADDRESS, text("sourceipaddress"));
    CLOUD_TRAIL.put(HuntField.OPERATION, text("eventname"));
    CLOUD_TRAIL.put(HuntField.SERVICE, text("eventsource"));
    CLOUD_TRAIL.put(HuntField.ERROR, text("errorcode"));
    CLOUD_TRAIL.put(HuntField.REGION, text("awsregion"));
    CLOUD_TRAIL.put(HuntField.ACCOUNT, text("recipientaccountid"));
    CLOUD_TRAIL.put(HuntField.USER_AGENT, text("useragent"));
    CLOUD_TRAIL.put(HuntField.REQUEST, json("requestparameters"));
    CLOUD_TRAIL.put(HuntField.RESPONSE, json("responseelements"));
    CLOUD_TRAIL.put(HuntField.REQUEST_USER, member("requestparameters", "userName"));
    CLOUD_TRAIL.put(HuntField.REQUEST_BUCKET, member("requestparameters", "bucketName"));
    CLOUD_TRAIL.put(HuntField.LOGIN_MFA, member("additionaleventdata", "MFAUsed"));

    LAKE_CALLS.put(HuntField.PRINCIPAL, text("actor.user.uid"));
    LAKE_CALLS.put(HuntField.USER, new SqlColumn("actor.user.uid", Kind.TAIL));
    LAKE_CALLS.put(HuntField.ACCESS_KEY, text("actor.user.credential_uid"));
    LAKE_CALLS.put(HuntField.USER_TYPE, text("actor.user.type"));
    LAKE_CALLS.put(HuntField.SOURCE_ADDRESS, text("src_endpoint.ip"));
    LAKE_CALLS.put(HuntField.OPERATION, text("api.operation"));
    LAKE_CALLS.put(HuntField.SERVICE, text("api.service.name"));
    LAKE_CALLS.put(HuntField.ERROR, text("api.response.error"));
    LAKE_CALLS.put(HuntField.REGION, text("cloud.region"));
    LAKE_CALLS.put(HuntField.ACCOUNT, text("cloud.account.uid"));
    LAKE_CALLS.put(HuntField.USER_AGENT, text("http_request.user_agent"));
    LAKE_CALLS.put(HuntField.REQUEST, json("api.request.data"));
    LAKE_CALLS.put(HuntField.RESPONSE, json("api.response.data"));
    LAKE_CALLS.put(HuntField.REQUEST_USER, member("api.request.data", "userName"));
    LAKE_CALLS.put(HuntField.REQUEST_BUCKET, member("api.request.data", "bucketName"));

    FLOW_LOGS.put(HuntField.SOURCE_ADDRESS, text("srcaddr"));
    FLOW_LOGS.put(HuntField.DESTINATION_ADDRESS, text("dstaddr"));
    FLOW_LOGS.put(HuntField.SOURCE_PORT, number("srcport"));
    FLOW_LOGS.put(HuntField.DESTINATION_PORT, number("dstport"));
    FLOW_LOGS.put(HuntField.PROTOCOL, number("protocol"));
    FLOW_LOGS.put(HuntField.BYTES, number("bytes"));
    FLOW_LOGS.put(HuntField.FLOW_ACTION, text("\"action\""));
    FLOW_LOGS.put(HuntField.ACCOUNT, text("account_id"));

    LAKE_FLOWS.put(HuntField.SOURCE_ADDRESS, text("src_endpoint.ip"));
    LAKE_FLOWS.put(HuntField.DESTINATION_ADDRESS, text("dst_endpoint.ip"));
    LAKE_FLOWS.put(HuntField.SOURCE_PORT, number("src_endpoint.port"));
    LAKE_FLOWS.put(HuntField.DESTINATION_PORT, number("dst_endpoint.port"));
    LAKE_FLOWS.put(HuntField.PROTOCOL, number("connection_info.protocol_num"));
    LAKE_FLOWS.put(HuntField.BYTES, number("traffic.bytes"));
    LAKE_FLOWS.put(HuntField.ACCOUNT, text("cloud.account.uid"));
    LAKE_FLOWS.put(HuntField.REGION, text("cloud.region"));
  }

  /** The column of a field, or null where the table has none. */
  static @Nullable SqlColumn of(Dialect dialect, HuntSource source, HuntField field) {
    boolean lake = dialect == Dialect.SECURITY_LAKE;
    return switch (source) {
      case API_CALLS -> (lake ? LAKE_CALLS : CLOUD_TRAIL).get(field);
      case FLOWS -> (lake ? LAKE_FLOWS : FLOW_LOGS).get(field);
      case SIEM_EVENTS -> null;
    };
  }

  private static SqlColumn text(String column) {
    return new SqlColumn(column, Kind.TEXT);
  }

  private static SqlColumn number(String column) {
    return new SqlColumn(column, Kind.NUMBER);
  }

  private static SqlColumn json(String column) {
    return new SqlColumn(column, Kind.JSON);
  }

  private static SqlColumn member(String column, String member) {
    return text("json_extract_scalar(" + column + ", '$." + member + "')");
  }
}
