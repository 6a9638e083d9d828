// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.execute;

import static java.util.Objects.requireNonNull;

import io.qraws.core.audit.AuditTrail;
import io.qraws.response.playbook.ProposedAction;
import io.qraws.response.policy.ApprovedAction;
import io.qraws.response.policy.Gate;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.StartAutomationExecutionRequest;
import software.amazon.awssdk.services.ssm.model.Tag;

/**
 * Starts approved actions as SSM Automation executions; by default it only says what it would do.
 *
 * <p>The client's account and Region must be the action's: the caller makes one executor for each.
 * A record is in the audit trail before each call; if it cannot be written, no call is made. The
 * client token follows from the plan, so that starting the same plan twice runs it once. Safe for
 * use by many threads.
 */
public final class SsmAutomationExecutor implements ActionExecutor {
  /** What {@link #start} returns if nothing was started. */
  public static final String DRY_RUN = "dry-run";

  private static final Logger LOG = LoggerFactory.getLogger(SsmAutomationExecutor.class);

  /* Source: SSM API reference, errors of StartAutomationExecution, and the common errors. */
  private static final Set<String> RETRYABLE =
      Set.of(
          "AutomationExecutionLimitExceededException",
          "AutomationExecutionLimitExceeded",
          "InternalServerError",
          "ThrottlingException",
          "ServiceUnavailable");

  private final SsmClient client;
  private final AuditTrail audit;
  private final String account;
  private final String region;
  private final boolean dryRun;

  private SsmAutomationExecutor(Builder builder) {
    this.client = builder.client;
    this.audit = builder.audit;
    this.account = builder.account;
    this.region = builder.region;
    this.dryRun = builder.dryRun;
  }

  /**
   * A builder.
   *
   * @param client made and closed by the caller
   * @param audit made and closed by the caller
   * @param account the account of the client's credentials
   * @param region the client's Region
   */
  public static Builder builder(SsmClient client, AuditTrail audit, String account, String region) {
    return new Builder(client, audit, account, region);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the action is for another account or Region
   */
  @Override
  public String start(ApprovedAction approved) {
    ProposedAction action = requireNonNull(approved, "approved").action();
    if (!action.account().equals(account) || !action.region().equals(region)) {
      throw new IllegalArgumentException(
          "the action is for "
              + action.account()
              + " in "
              + action.region()
              + ", the client for "
              + account
              + " in "
              + region);
    }
    String token = clientToken(action);
    audit.append(dryRun ? "dry_run" : "start", record(action, token));
    if (dryRun) {
      LOG.info("dry run: would start {} with token {}", action.runbook(), token);
      return DRY_RUN;
    }
    String id;
    try {
      id = client.startAutomationExecution(request(action, token)).automationExecutionId();
    } catch (SdkException e) {
      ActionFailedException failure = failure(action, e);
      try {
        audit.append("failed", Map.of("token", token, "code", failure.code()));
      } catch (RuntimeException alsoFailed) {
        failure.addSuppressed(alsoFailed);
      }
      throw failure;
    }
    try {
      audit.append("started", Map.of("token", token, "execution", id));
    } catch (RuntimeException e) {
      // It runs already and its start is recorded; the caller needs the id more than a failure.
      LOG.warn("the execution {} was started, which could not be recorded", id, e);
    }
    return id;
  }

  private static StartAutomationExecutionRequest request(ProposedAction action, String token) {
    return StartAutomationExecutionRequest.builder()
        .documentName(action.runbook())
        .documentVersion("$DEFAULT")
        .clientToken(token)
        .parameters(action.parameters())
        .tags(Tag.builder().key("qraws:plan").value(Gate.planHash(action)).build())
        .build();
  }

  /** A UUID made of the plan's hash, marked as version 8, custom, of RFC 9562. */
  static String clientToken(ProposedAction action) {
    ByteBuffer hash = ByteBuffer.wrap(HexFormat.of().parseHex(Gate.planHash(action)));
    long high = (hash.getLong() & ~0xF000L) | 0x8000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private static Map<String, String> record(ProposedAction action, String token) {
    Map<String, String> data = new TreeMap<>();
    data.put("incident", action.incidentId());
    data.put("playbook", action.playbook());
    data.put("runbook", action.runbook());
    data.put("account", action.account());
    data.put("region", action.region());
    data.put("parameters", action.parameters().toString());
    data.put("plan", Gate.planHash(action));
    data.put("token", token);
    return data;
  }

  private static ActionFailedException failure(ProposedAction action, SdkException e) {
    if (e instanceof AwsServiceException service) {
      String code =
          service.awsErrorDetails() == null || service.awsErrorDetails().errorCode() == null
              ? "HTTP " + service.statusCode()
              : service.awsErrorDetails().errorCode();
      boolean retryable =
          RETRYABLE.contains(code)
              || service.isThrottlingException()
              || service.statusCode() >= 500;
      return new ActionFailedException(action.runbook(), code, retryable, e);
    }
    return new ActionFailedException(action.runbook(), "Unreachable", e.retryable(), e);
  }

  /** Configures an executor; not safe for several threads. */
  public static final class Builder {
    private final SsmClient client;
    private final AuditTrail audit;
    private final String account;
    private final String region;
    private boolean dryRun = true;

    private Builder(SsmClient client, AuditTrail audit, String account, String region) {
      this.client = requireNonNull(client, "client");
      this.audit = requireNonNull(audit, "audit");
      this.account = requireNonNull(account, "account");
      this.region = requireNonNull(region, "region");
    }

    /** Whether it only records and logs. Default: true. */
    public Builder dryRun(boolean dryRun) {
      this.dryRun = dryRun;
      return this;
    }

    /** Makes the executor. */
    public SsmAutomationExecutor build() {
      return new SsmAutomationExecutor(this);
    }
  }
}
