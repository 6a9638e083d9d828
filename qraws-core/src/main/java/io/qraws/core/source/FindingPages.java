// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.qraws.core.signal.Raw;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.CompositeFilter;
import software.amazon.awssdk.services.securityhub.model.DateFilter;
import software.amazon.awssdk.services.securityhub.model.GetFindingsRequest;
import software.amazon.awssdk.services.securityhub.model.GetFindingsV2Request;
import software.amazon.awssdk.services.securityhub.model.OcsfDateField;
import software.amazon.awssdk.services.securityhub.model.OcsfDateFilter;
import software.amazon.awssdk.services.securityhub.model.SortCriterion;
import software.amazon.awssdk.services.securityhub.model.SortOrder;

/** Asks for pages of findings, and keeps them as they were sent. */
final class FindingPages {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /* Source: Security Hub API reference, GetFindings and GetFindingsV2. */
  private static final int MOST_RESULTS = 100;

  /** A filter by date has two ends. */
  private static final String FAR = "2100-01-01T00:00:00Z";

  private static final OcsfDateField MODIFIED = OcsfDateField.FINDING_INFO_MODIFIED_TIME_DT;

  private final String source;
  private final SecurityHubClient client;
  private final boolean ocsf;

  FindingPages(String source, SecurityHubClient client, boolean ocsf) {
    this.source = source;
    this.client = client;
    this.ocsf = ocsf;
  }

  String location() {
    return "securityhub:" + (ocsf ? "GetFindingsV2" : "GetFindings");
  }

  /**
   * A page.
   *
   * @param token where the next one is; null if this is the last
   * @param oldest the earliest time of update; the greatest if no finding has one
   * @param newest the latest time of update; the epoch if no finding has one
   * @param ordered whether the times rise
   * @param sent when Security Hub sent it, by its own clock
   */
  record Page(
      Raw raw,
      @Nullable String token,
      int count,
      Instant oldest,
      Instant newest,
      boolean ordered,
      Instant sent) {}

  Page next(Instant from, @Nullable String token) throws InterruptedException {
    BodyKeeper keeper = new BodyKeeper();
    DateFilter updated = DateFilter.builder().start(from.toString()).end(FAR).build();
    String next =
        AwsFailure.asking(
            source,
            ocsf ? "GetFindingsV2" : "GetFindings",
            () -> ocsf ? ocsf(updated, token, keeper) : asff(updated, token, keeper));
    return page(keeper, next == null || next.isEmpty() ? null : next);
  }

  private @Nullable String asff(DateFilter updated, @Nullable String token, BodyKeeper keeper) {
    GetFindingsRequest request =
        GetFindingsRequest.builder()
            .filters(f -> f.updatedAt(updated))
            .sortCriteria(rising("UpdatedAt"))
            .maxResults(MOST_RESULTS)
            .nextToken(token)
            .overrideConfiguration(c -> c.addPlugin(keeper))
            .build();
    return client.getFindings(request).nextToken();
  }

  private @Nullable String ocsf(DateFilter updated, @Nullable String token, BodyKeeper keeper) {
    OcsfDateFilter modified = OcsfDateFilter.builder().fieldName(MODIFIED).filter(updated).build();
    CompositeFilter filter = CompositeFilter.builder().dateFilters(modified).build();
    GetFindingsV2Request request =
        GetFindingsV2Request.builder()
            .filters(f -> f.compositeFilters(filter))
            .sortCriteria(rising(MODIFIED.toString()))
            .maxResults(MOST_RESULTS)
            .nextToken(token)
            .overrideConfiguration(c -> c.addPlugin(keeper))
            .build();
    return client.getFindingsV2(request).nextToken();
  }

  private static SortCriterion rising(String field) {
    return SortCriterion.builder().field(field).sortOrder(SortOrder.ASC).build();
  }

  private Page page(BodyKeeper keeper, @Nullable String next) {
    Raw raw = Raw.of(keeper.body());
    JsonNode findings;
    try {
      findings = MAPPER.readTree(raw.bytes()).path("Findings");
    } catch (IOException e) {
      throw new SourceException(source, "the answer is no JSON", true, e);
    }
    Instant oldest = Instant.MAX;
    Instant newest = Instant.EPOCH;
    boolean ordered = true;
    for (JsonNode finding : findings) {
      Instant updated = updated(finding);
      if (updated == null) {
        continue;
      }
      ordered &= !updated.isBefore(newest);
      oldest = updated.isBefore(oldest) ? updated : oldest;
      newest = updated.isAfter(newest) ? updated : newest;
    }
    return new Page(raw, next, findings.size(), oldest, newest, ordered, keeper.sent());
  }

  private @Nullable Instant updated(JsonNode finding) {
    JsonNode time =
        ocsf ? finding.path("finding_info").path("modified_time_dt") : finding.path("UpdatedAt");
    try {
      return OffsetDateTime.parse(time.asText()).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
