// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Writes markup and text, and keeps the two apart.
 *
 * <p>{@link #markup} takes what this package itself wrote; everything else goes through {@link
 * #text}, which escapes.
 */
final class HtmlWriter {
  private static final int LINE = 400;

  private final Appendable out;

  HtmlWriter(Appendable out) {
    this.out = out;
  }

  /** Writes markup as it stands; only for what stands in the code. */
  HtmlWriter markup(String trusted) throws IOException {
    out.append(trusted);
    return this;
  }

  /** Writes text from outside, escaped and cut to a long line. */
  HtmlWriter text(String outside) throws IOException {
    return text(outside, LINE);
  }

  /** Writes text from outside, escaped and cut. */
  HtmlWriter text(String outside, int most) throws IOException {
    out.append(Escape.html(outside, most));
    return this;
  }

  /** Writes a whole number without grouping: a coordinate, a place. */
  HtmlWriter number(long number) throws IOException {
    out.append(Long.toString(number));
    return this;
  }

  /** Writes a count with grouping, and the word for it, which takes an s unless it is one. */
  HtmlWriter count(long count, String word) throws IOException {
    out.append(String.format(Locale.ROOT, "%,d", count)).append(' ').append(word);
    if (count != 1) {
      out.append('s');
    }
    return this;
  }

  /** Writes hundredths with two decimals, and a sign if asked. */
  HtmlWriter points(int hundredths, boolean signed) throws IOException {
    long size = Math.abs((long) hundredths);
    String sign = hundredths < 0 ? "−" : signed ? "+" : "";
    out.append(String.format(Locale.ROOT, "%s%d.%02d", sign, size / 100, size % 100));
    return this;
  }

  /** Writes a time in UTC to the second, readable for machines too. */
  HtmlWriter time(Instant time) throws IOException {
    // An instant prints itself over its whole range; a formatter with a zone does not.
    String second = time.truncatedTo(ChronoUnit.SECONDS).toString();
    out.append("<time datetime=\"").append(time.toString()).append("\">");
    out.append(second.replace('T', ' ').replace("Z", "")).append("</time>");
    return this;
  }
}
