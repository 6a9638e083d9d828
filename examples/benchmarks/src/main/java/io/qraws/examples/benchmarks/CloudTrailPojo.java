// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code CloudTrailReader} reads of a record, as a class for databind. Parameters and the
 * answer have no fixed shape, so that they stay maps.
 */
final class CloudTrailPojo {
  public @Nullable String eventVersion;
  public @Nullable String eventID;
  public @Nullable String eventTime;
  public @Nullable String eventName;
  public @Nullable String eventSource;
  public @Nullable String eventType;
  public @Nullable String awsRegion;
  public @Nullable String sourceIPAddress;
  public @Nullable String userAgent;
  public @Nullable String errorCode;
  public @Nullable String recipientAccountId;
  public boolean readOnly;
  public @Nullable Identity userIdentity;
  public @Nullable Map<String, Object> requestParameters;
  public @Nullable Map<String, Object> responseElements;
  public @Nullable Map<String, Object> additionalEventData;
  public @Nullable List<Resource> resources;
  public @Nullable Insight insightDetails;

  static final class Identity {
    public @Nullable String type;
    public @Nullable String principalId;
    public @Nullable String arn;
    public @Nullable String accountId;
    public @Nullable String accessKeyId;
    public @Nullable String userName;
    public @Nullable String invokedBy;
    public @Nullable SessionContext sessionContext;
  }

  static final class SessionContext {
    public @Nullable Issuer sessionIssuer;
    public @Nullable Attributes attributes;
  }

  static final class Issuer {
    public @Nullable String arn;
  }

  static final class Attributes {
    public @Nullable String mfaAuthenticated;
  }

  static final class Insight {
    public @Nullable String eventName;
    public @Nullable String eventSource;
    public @Nullable InsightContext insightContext;
  }

  static final class InsightContext {
    public @Nullable List<Attribution> attributions;
  }

  static final class Attribution {
    public @Nullable List<Attributed> insight;
  }

  static final class Attributed {
    public @Nullable String value;
  }

  static final class Resource {
    public @Nullable String ARN;
  }
}
