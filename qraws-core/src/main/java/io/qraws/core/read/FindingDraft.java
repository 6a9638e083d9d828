// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A finding while it is being read. */
final class FindingDraft {
  final SignalHeader.Builder header;
  final List<String> resourceTypes = new ArrayList<>(1);
  final Map<String, String> tags = new LinkedHashMap<>();
  private final Map<String, String> attributes = new HashMap<>();
  private String product = "unknown";
  private String description = "";
  private Finding.State state = Finding.State.ACTIVE;
  private boolean sample;
  private @Nullable String control;

  FindingDraft(@Nullable String id, String idName, Format format, SourceRef source, Raw raw) {
    if (id == null) {
      throw new UnreadableException(idName + " is missing");
    }
    header = SignalHeader.builder(id, format, source, raw);
  }

  FindingDraft product(@Nullable String name) {
    product = name == null ? product : name;
    return this;
  }

  FindingDraft text(@Nullable String title, @Nullable String longer) {
    header.title(title == null ? "" : Names.oneLine(title));
    description = longer == null ? "" : longer.strip();
    sample |= title != null && title.strip().startsWith("[SAMPLE]");
    return this;
  }

  FindingDraft state(Finding.State now) {
    state = now;
    return this;
  }

  FindingDraft sample(boolean is) {
    sample |= is;
    return this;
  }

  FindingDraft control(@Nullable String id) {
    control = id;
    return this;
  }

  FindingDraft resourceType(@Nullable String type) {
    if (type != null && !resourceTypes.contains(type)) {
      resourceTypes.add(type);
    }
    return this;
  }

  /** Sets an attribute; null sets nothing. */
  FindingDraft attribute(String key, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      attributes.put(key, Names.cut(value.strip(), 1024));
    }
    return this;
  }

  FindingDraft attribute(String key, Node value) {
    return attribute(key, Json.text(value));
  }

  /** Keeps the larger of several probabilities. */
  FindingDraft epss(double score) {
    String known = attributes.get(Finding.Attributes.EPSS);
    if (score >= 0 && score <= 1 && (known == null || score > Double.parseDouble(known))) {
      attributes.put(Finding.Attributes.EPSS, Double.toString(score));
    }
    return this;
  }

  Finding build(Instant time, Instant updated) {
    return new Finding(
        header.time(time).build(),
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
}
