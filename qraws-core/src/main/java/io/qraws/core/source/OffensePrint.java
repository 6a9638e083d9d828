// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.qraws.core.signal.Raw;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Tells one state of an offense from another, whatever the order of the JSON's members. */
final class OffensePrint {
  private static final ObjectMapper SORTED =
      new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

  private OffensePrint() {}

  /** 43 characters of SHA-256 in the alphabet of URLs. */
  static String of(Raw offense) {
    try {
      byte[] canonical = SORTED.writeValueAsBytes(SORTED.readValue(offense.bytes(), Object.class));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (IOException e) {
      throw new IllegalStateException("what was parsed before is JSON", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
