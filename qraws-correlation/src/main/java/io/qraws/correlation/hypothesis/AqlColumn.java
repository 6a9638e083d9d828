// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import io.qraws.core.qradar.AqlCondition;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a field is found in QRadar's events and flows.
 *
 * <p>An API call is an event whose payload is CloudTrail's JSON. The names of the properties that
 * IBM's extension takes out of it are not known to us, so the members are looked for in the text.
 *
 * <p>Source: Ariel Query Language guide, the fields of events and flows; CloudTrail's record
 * contents.
 *
 * @param kind how it is compared
 * @param name a column, a function or a member
 * @param more what a function takes, or the column of IPv6 addresses; empty for none
 */
record AqlColumn(Kind kind, String name, String more) {

  /** How a field is found. */
  enum Kind {
    /** A column of text, compared as it is. */
    TEXT,
    /** A column of text, compared whatever its case. */
    NAME,
    NUMBER,
    /** A column of IPv4 addresses, and one of IPv6 addresses or none. */
    ADDRESS,
    /** A function of a column. */
    CALL,
    /** A member of the JSON in the payload. */
    MEMBER,
    /** A member of the JSON in the payload that ends with a slash and the value. */
    TAIL,
    /** Anywhere in the JSON in the payload. */
    JSON,
    /** Anywhere in the payload. */
    PAYLOAD
  }

  private static final Map<HuntField, AqlColumn> CALLS = new EnumMap<>(HuntField.class);
  private static final Map<HuntField, AqlColumn> FLOWS = new EnumMap<>(HuntField.class);
  private static final Map<HuntField, AqlColumn> EVENTS = new EnumMap<>(HuntField.class);

  static {
    CALLS.put(HuntField.PRINCIPAL, new AqlColumn(Kind.MEMBER, "arn"));
    CALLS.put(HuntField.USER, new AqlColumn(Kind.TAIL, "arn"));
    CALLS.put(HuntField.ACCESS_KEY, new AqlColumn(Kind.MEMBER, "accessKeyId"));
    CALLS.put(HuntField.USER_TYPE, new AqlColumn(Kind.MEMBER, "type"));
    CALLS.put(HuntField.SOURCE_ADDRESS, new AqlColumn(Kind.MEMBER, "sourceIPAddress"));
    CALLS.put(HuntField.OPERATION, new AqlColumn(Kind.MEMBER, "eventName"));
    CALLS.put(HuntField.SERVICE, new AqlColumn(Kind.MEMBER, "eventSource"));
    CALLS.put(HuntField.ERROR, new AqlColumn(Kind.MEMBER, "errorCode"));
    CALLS.put(HuntField.REGION, new AqlColumn(Kind.MEMBER, "awsRegion"));
    CALLS.put(HuntField.ACCOUNT, new AqlColumn(Kind.MEMBER, "recipientAccountId"));
    CALLS.put(HuntField.USER_AGENT, new AqlColumn(Kind.MEMBER, "userAgent"));
    CALLS.put(HuntField.REQUEST, new AqlColumn(Kind.JSON, "payload"));
    CALLS.put(HuntField.RESPONSE, new AqlColumn(Kind.JSON, "payload"));
    CALLS.put(HuntField.REQUEST_USER, new AqlColumn(Kind.MEMBER, "userName"));
    CALLS.put(HuntField.REQUEST_BUCKET, new AqlColumn(Kind.MEMBER, "bucketName"));
    CALLS.put(HuntField.LOGIN_MFA, new AqlColumn(Kind.MEMBER, "MFAUsed"));

    FLOWS.put(HuntField.SOURCE_ADDRESS, new AqlColumn(Kind.ADDRESS, "sourceip"));
    FLOWS.put(HuntField.DESTINATION_ADDRESS, new AqlColumn(Kind.ADDRESS, "destinationip"));
    FLOWS.put(HuntField.SOURCE_PORT, new AqlColumn(Kind.NUMBER, "sourceport"));
    FLOWS.put(HuntField.DESTINATION_PORT, new AqlColumn(Kind.NUMBER, "destinationport"));
    FLOWS.put(HuntField.PROTOCOL, new AqlColumn(Kind.NUMBER, "protocolid"));
    FLOWS.put(HuntField.BYTES, new AqlColumn(Kind.NUMBER, "sourcebytes"));

    EVENTS.put(HuntField.USER, new AqlColumn(Kind.NAME, "username"));
    EVENTS.put(HuntField.SOURCE_ADDRESS, new AqlColumn(Kind.ADDRESS, "sourceip", "sourcev6"));
    EVENTS.put(
        HuntField.DESTINATION_ADDRESS,
        new AqlColumn(Kind.ADDRESS, "destinationip", "destinationv6"));
    EVENTS.put(HuntField.SOURCE_PORT, new AqlColumn(Kind.NUMBER, "sourceport"));
    EVENTS.put(HuntField.DESTINATION_PORT, new AqlColumn(Kind.NUMBER, "destinationport"));
    EVENTS.put(HuntField.PROTOCOL, new AqlColumn(Kind.NUMBER, "protocolid"));
    EVENTS.put(HuntField.EVENT_NAME, new AqlColumn(Kind.CALL, "QIDNAME", "qid"));
    EVENTS.put(HuntField.CATEGORY, new AqlColumn(Kind.CALL, "CATEGORYNAME", "category"));
    EVENTS.put(HuntField.HOST, new AqlColumn(Kind.NAME, "identityhostname"));
    EVENTS.put(HuntField.PAYLOAD, new AqlColumn(Kind.PAYLOAD, "payload"));
  }

  AqlColumn(Kind kind, String name) {
    this(kind, name, "");
  }

  /** The column of a field, or null where QRadar has none. */
  static @Nullable AqlColumn of(HuntSource source, HuntField field) {
    return switch (source) {
      case API_CALLS -> CALLS.get(field);
      case FLOWS -> FLOWS.get(field);
      case SIEM_EVENTS -> EVENTS.get(field);
    };
  }

  /** Whether a custom property can stand for the field. */
  static boolean isCallText(HuntField field) {
    AqlColumn column = CALLS.get(field);
    return column != null && column.kind == Kind.MEMBER;
  }

  /**
   * A property's name.
   *
   * @throws IllegalArgumentException if it can't be quoted
   */
  static String checked(String name) {
    // The builder of AQL refuses it here rather than in each query.
    AqlCondition.isNull(name);
    return name;
  }
}
