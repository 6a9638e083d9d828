// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts made of bytes: any bytes give some, and some give halves of surrogate pairs. */
final class Texts {
  private static final char BETWEEN = '\u001f';
  private static final int LONGEST = 60_000;

  private final int choice;
  private final List<String> texts = new ArrayList<>();

  Texts(byte[] bytes) {
    choice = bytes.length == 0 ? 0 : bytes[0] & 0xff;
    int from = Math.min(1, bytes.length);
    String text =
        new String(
            bytes,
            from,
            bytes.length - from,
            choice >= 0x80 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8);
    // What UTF-8 can't carry comes by an escape.
    String whole = text.replace("\\ud800", "\ud800").replace("\\udc00", "\udc00");
    for (String part : whole.split(String.valueOf(BETWEEN), -1)) {
      texts.add(part);
    }
  }

  /** A number from 0 to below {@code of}. */
  int choice(int of) {
    return choice % of;
  }

  /** The text at a place; those behind the last begin anew. */
  String at(int place) {
    return texts.get(place % texts.size());
  }

  /** The same so many times over. */
  String at(int place, int times) {
    String text = at(place);
    return text.isEmpty() ? text : text.repeat(Math.min(times, 1 + LONGEST / text.length()));
  }
}
