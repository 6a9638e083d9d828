// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A judgement by an AWS service or a third party.
 *
 * @param header what all signals have; the time is when it was last observed, or else updated
 * @param product who judged: {@code GuardDuty}, {@code Security Hub}, {@code Inspector} …
 * @param description longer text, possibly empty
 * @param state whether it stands
 * @param sample whether the producer says that it is a sample; such a one never leads to an action
 * @param updated when the producer last changed it: the version of this finding
 * @param control the security control's id ({@code S3.1}), or null
 * @param resourceTypes the types of the resources, as the producer names them
 * @param tags the tags of the resources as far as the finding shows them
 * @param attributes what scoring reads and no other field holds; see {@link Attributes}
 */
public record Finding(
    SignalHeader header,
    String product,
    String description,
    State state,
    boolean sample,
    Instant updated,
    @Nullable String control,
    List<String> resourceTypes,
    Map<String, String> tags,
    Map<String, String> attributes)
    implements Signal {

  /** Copies the collections. */
  public Finding {
    requireNonNull(header, "header");
    requireNonNull(product, "product");
    requireNonNull(description, "description");
    requireNonNull(state, "state");
    requireNonNull(updated, "updated");
    resourceTypes = List.copyOf(resourceTypes);
    tags = Map.copyOf(tags);
    attributes = Map.copyOf(attributes);
  }

  @Override
  public SignalKind kind() {
    return SignalKind.FINDING;
  }

  @Override
  public Finding withHeader(SignalHeader replacement) {
    return new Finding(
        replacement,
        product,
        description,
        state,
        sample,
        updated,
        control,
        resourceTypes,
        tags,
        attributes);
  }

  /** Whether a finding stands. */
  public enum State {
    /** It stands. */
    ACTIVE,
    /** Somebody chose not to see it; it still counts as evidence. */
    SUPPRESSED,
    /** It is settled, or a control passed. */
    RESOLVED,
    /** The producer put it away. */
    ARCHIVED
  }

  /** The keys of {@link Finding#attributes}. */
  public static final class Attributes {
    /** {@code PASSED}, {@code FAILED}, {@code WARNING} or {@code NOT_AVAILABLE}. */
    public static final String COMPLIANCE = "compliance";

    /** {@code ACTOR} or {@code TARGET}: GuardDuty's {@code resourceRole}. */
    public static final String RESOURCE_ROLE = "resource_role";

    /** {@code true} where access from the internet or by the public was found. */
    public static final String PUBLIC = "public";

    /** The highest EPSS probability, 0 to 1, as decimal text. */
    public static final String EPSS = "epss";

    /** {@code YES} or {@code NO}: whether an exploit is known. */
    public static final String EXPLOIT = "exploit";

    /** Inspector's own score of a vulnerability where it was found, 0 to 10, as decimal text. */
    public static final String INSPECTOR_SCORE = "inspector_score";

    /** {@code YES}, {@code NO} or {@code PARTIAL}: whether a fix exists. */
    public static final String FIX = "fix";

    /** The names of the threat lists or threats that matched, comma-separated. */
    public static final String THREAT = "threat";

    /** How often it was seen, as a whole number. */
    public static final String COUNT = "count";

    /** The user agent of the call, hostile text. */
    public static final String USER_AGENT = "user_agent";

    /** The API that was called. */
    public static final String API = "api";

    /** {@code Root}, {@code IAMUser}, {@code AssumedRole} …: the actor's type. */
    public static final String USER_TYPE = "user_type";

    /** ATT&amp;CK tactic ids that the producer itself names, comma-separated. */
    public static final String TACTICS = "tactics";

    /** Ids of the findings behind it, blank-separated: an exposure or attack sequence. */
    public static final String RELATED = "related";

    private Attributes() {}
  }
}
