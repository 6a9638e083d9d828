// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

/** What a hunt's condition may speak of. Which source and dialect has which is fixed. */
public enum HuntField {
  /** The ARN of who called. */
  PRINCIPAL(Type.TEXT),
  /** The user's or session's bare name; of an API call the end of the caller's ARN. */
  USER(Type.TEXT),
  /** The access key of the call. */
  ACCESS_KEY(Type.TEXT),
  /** {@code Root}, {@code IAMUser}, {@code AssumedRole} and the like. */
  USER_TYPE(Type.TEXT),
  /** Where a call, a flow or an event came from: an address, of a call also a service's name. */
  SOURCE_ADDRESS(Type.TEXT),
  /** Where a flow or an event went. */
  DESTINATION_ADDRESS(Type.TEXT),
  /** The port it came from. */
  SOURCE_PORT(Type.NUMBER),
  /** The port it went to. */
  DESTINATION_PORT(Type.NUMBER),
  /** The IP protocol's number. */
  PROTOCOL(Type.NUMBER),
  /** Bytes from the source to the destination, in one record. */
  BYTES(Type.NUMBER),
  /** {@code ACCEPT} or {@code REJECT}; only VPC Flow Logs' own tables have it. */
  FLOW_ACTION(Type.TEXT),
  /** The API's operation, {@code CreateAccessKey}. */
  OPERATION(Type.TEXT),
  /** The API's service, {@code iam.amazonaws.com}. */
  SERVICE(Type.TEXT),
  /** The error's code; absent where the call succeeded. */
  ERROR(Type.TEXT),
  /** The AWS Region. */
  REGION(Type.TEXT),
  /** The twelve-digit AWS account. */
  ACCOUNT(Type.TEXT),
  /** The caller's user agent. */
  USER_AGENT(Type.TEXT),
  /** The request's parameters, as JSON text; only for CONTAINS. */
  REQUEST(Type.DOCUMENT),
  /** The answer, as JSON text; only for CONTAINS. */
  RESPONSE(Type.DOCUMENT),
  /** The user whom an IAM request names. */
  REQUEST_USER(Type.TEXT),
  /** The bucket that an S3 request names. */
  REQUEST_BUCKET(Type.TEXT),
  /** {@code Yes} or {@code No}: whether a console log-in used MFA; Security Lake lacks it. */
  LOGIN_MFA(Type.TEXT),
  /** What QRadar calls the event. */
  EVENT_NAME(Type.TEXT),
  /** QRadar's low-level category by name. */
  CATEGORY(Type.TEXT),
  /** The host that QRadar found the event to be about. */
  HOST(Type.TEXT),
  /** What the log source sent, as text; only for CONTAINS. */
  PAYLOAD(Type.DOCUMENT);

  /** What values a field has, which decides how it can be compared. */
  enum Type {
    TEXT,
    NUMBER,
    DOCUMENT
  }

  private final Type type;

  HuntField(Type type) {
    this.type = type;
  }

  Type type() {
    return type;
  }
}
