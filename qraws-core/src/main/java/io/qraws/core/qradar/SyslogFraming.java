// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How a receiver knows where a message ends. Source: RFC 6587, 3.4. */
public enum SyslogFraming {
  /** A line feed follows each, which is what QRadar's senders do. */
  NEWLINE,
  /**
   * Each is preceded by its length in bytes and a space, which RFC 5425 asks for over TLS. That
   * QRadar takes it is not confirmed.
   */
  OCTET_COUNTING;

  byte[] framed(byte[] message) {
    if (this == NEWLINE) {
      byte[] framed = Arrays.copyOf(message, message.length + 1);
      framed[message.length] = '\n';
      return framed;
    }
    byte[] length = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
    byte[] framed = Arrays.copyOf(length, length.length + message.length);
    System.arraycopy(message, 0, framed, length.length, message.length);
    return framed;
  }
}
