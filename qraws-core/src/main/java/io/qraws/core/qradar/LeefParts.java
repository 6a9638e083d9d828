// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Spreads an event that is too long for one line over several, as {@link LeefWriter} says. */
final class LeefParts {
  /** An attribute, its value unescaped. */
  record Attribute(String key, String value) {}

  private static final Set<String> IN_EVERY_PART =
      Set.of(
          "cat",
          "sev",
          "devTime",
          "devTimeFormat",
          "src",
          "dst",
          "srcPort",
          "dstPort",
          "proto",
          "usrName");

  /** A value is not cut for the sake of fewer bytes than this. */
  private static final int SMALLEST_PIECE = 64;

  private static final int MOST = 99_999;
  private static final String NUMBERS = "^part=" + MOST + "^parts=" + MOST;

  private final String firstHeader;
  private final String laterHeader;
  private final char delimiter;
  private final int maxBytes;
  private final List<List<String>> parts = new ArrayList<>();
  private final List<String> repeated = new ArrayList<>();
  private List<String> part = List.of();
  private int left;

  LeefParts(String firstHeader, String laterHeader, char delimiter, int maxBytes) {
    this.firstHeader = firstHeader;
    this.laterHeader = laterHeader;
    this.delimiter = delimiter;
    this.maxBytes = maxBytes;
  }

  /** The lines; {@code attributes} begins with the event's own id. */
  List<String> of(List<Attribute> attributes) {
    String uid = whole(attributes.get(0));
    int room = maxBytes - LeefText.bytes(laterHeader) - LeefText.bytes(uid) - NUMBERS.length();
    int forRepeated = room / 2;
    List<Attribute> spread = new ArrayList<>();
    for (Attribute attribute : attributes.subList(1, attributes.size())) {
      int bytes = 1 + LeefText.bytes(whole(attribute));
      if (IN_EVERY_PART.contains(attribute.key()) && bytes <= forRepeated) {
        repeated.add(whole(attribute));
        forRepeated -= bytes;
        room -= bytes;
      } else {
        spread.add(attribute);
      }
    }
    for (Attribute attribute : spread) {
      spread(attribute, room);
    }
    return lines(uid);
  }

  private void spread(Attribute attribute, int room) {
    String value = attribute.value();
    int from = 0;
    while (true) {
      int forValue = left - 1 - attribute.key().length() - 1;
      int end = LeefText.endWithin(value, from, forValue, delimiter);
      boolean fits = forValue >= 0 && end == value.length();
      if (!fits && forValue < SMALLEST_PIECE) {
        part = new ArrayList<>();
        parts.add(part);
        left = room;
        continue;
      }
      String piece = whole(new Attribute(attribute.key(), value.substring(from, end)));
      part.add(piece);
      left -= 1 + LeefText.bytes(piece);
      from = end;
      if (fits) {
        return;
      }
    }
  }

  private List<String> lines(String uid) {
    if (parts.size() > MOST) {
      throw new IllegalArgumentException(
          "an event has at most " + MOST + " parts: " + parts.size());
    }
    List<String> lines = new ArrayList<>();
    String between = String.valueOf(delimiter);
    for (int i = 0; i < parts.size(); i++) {
      List<String> all = new ArrayList<>();
      all.add(uid);
      all.add(LeefEvent.PART + "=" + (i + 1));
      all.add(LeefEvent.PARTS + "=" + parts.size());
      all.addAll(repeated);
      all.addAll(parts.get(i));
      lines.add((i == 0 ? firstHeader : laterHeader) + String.join(between, all));
    }
    return lines;
  }

  private String whole(Attribute attribute) {
    return attribute.key() + "=" + LeefText.escaped(attribute.value(), delimiter);
  }
}
