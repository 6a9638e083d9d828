// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.signal;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What AWS Config says of a resource: its configuration as it is or as it changed.
 *
 * @param header what all signals have; the time is the capture time
 * @param resourceType {@code AWS::S3::Bucket}
 * @param resourceId the id that Config uses
 * @param change {@code CREATE}, {@code UPDATE}, {@code DELETE}, or empty for a mere item
 * @param status the item's status: {@code OK}, {@code ResourceDeleted} …, possibly empty
 * @param tags the resource's tags
 * @param changed scalar changed properties by dotted path, the new value; at most 64
 */
public record ConfigChange(
    SignalHeader header,
    String resourceType,
    String resourceId,
    String change,
    String status,
    Map<String, String> tags,
    Map<String, String> changed)
    implements Signal {

  /** Copies the maps. */
  public ConfigChange {
    requireNonNull(header, "header");
    requireNonNull(resourceType, "resourceType");
    requireNonNull(resourceId, "resourceId");
    requireNonNull(change, "change");
    requireNonNull(status, "status");
    tags = Map.copyOf(tags);
    changed = Map.copyOf(changed);
  }

  @Override
  public SignalKind kind() {
    return SignalKind.CONFIG_CHANGE;
  }

  @Override
  public ConfigChange withHeader(SignalHeader replacement) {
    return new ConfigChange(replacement, resourceType, resourceId, change, status, tags, changed);
  }
}
