// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of an AWS API, or a log-in, as CloudTrail records it.
 *
 * @param header what all signals have
 * @param service the event source without {@code .amazonaws.com}: {@code iam}
 * @param operation the event name: {@code CreateAccessKey}
 * @param readOnly whether it only read
 * @param errorCode the error, or null if the call succeeded
 * @param userType the identity's type: {@code Root}, {@code IAMUser}, {@code AssumedRole} …; empty
 *     if unknown
 * @param userAgent the caller's user agent, hostile text, possibly empty
 * @param mfa whether the session was made with MFA; null if the record does not say
 * @param details by dotted path, at most 64 and each cut at 1,024 characters: {@code
 *     sharedEventID}, {@code userIdentity.identityProvider}, {@code
 *     userIdentity.sessionContext.sourceIdentity}, and the scalar request and response members
 *     ({@code requestParameters.bucketName})
 */
public record ApiCall(
    SignalHeader header,
    String service,
    String operation,
    boolean readOnly,
    @Nullable String errorCode,
    String userType,
    String userAgent,
    @Nullable Boolean mfa,
    Map<String, String> details)
    implements Signal {

  /** Copies the map. */
  public ApiCall {
    requireNonNull(header, "header");
    requireNonNull(service, "service");
    requireNonNull(operation, "operation");
    requireNonNull(userType, "userType");
    requireNonNull(userAgent, "userAgent");
    details = Map.copyOf(details);
  }

  @Override
  public SignalKind kind() {
    return SignalKind.API_CALL;
  }

  @Override
  public ApiCall withHeader(SignalHeader replacement) {
    return new ApiCall(
        replacement, service, operation, readOnly, errorCode, userType, userAgent, mfa, details);
  }
}
