// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import io.qraws.core.signal.SourceRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Invented signals, written as a few words: {@code user=ann key=AKIA1 request.secretId=db}. */
final class Signals {
  static final Instant NINE = Instant.parse("2026-03-17T09:00:00Z");
  static final String ACCOUNT = "111122223333";

  private Signals() {}

  /**
   * A call.
   *
   * @param second after nine
   * @param words {@code key=value} each: {@code user}, {@code key}, {@code ip}, {@code of} (the
   *     caller's account), {@code made} (a key that is handed out), {@code error}, {@code type},
   *     {@code mfa}, {@code region}, {@code service}, {@code reads}, or a dotted member of the
   *     record
   */
  static ApiCall call(String id, int second, String operation, String... words) {
    Map<String, String> told = told(words);
    SignalHeader.Builder header = header(id, Format.CLOUDTRAIL, second, operation);
    header.region(told.getOrDefault("region", "eu-west-1"));
    header.observable(ObservableKind.USER, told.get("user"), Role.ACTOR);
    header.observable(ObservableKind.ACCESS_KEY, told.get("key"), Role.ACTOR);
    header.observable(ObservableKind.ACCOUNT, told.get("of"), Role.ACTOR);
    header.observable(ObservableKind.IP, told.get("ip"), Role.SOURCE);
    header.observable(ObservableKind.ACCESS_KEY, told.get("made"), Role.TARGET);
    Map<String, String> details = new TreeMap<>();
    told.forEach(
        (name, value) -> {
          if (name.contains(".")) {
            details.put(
                name.replaceFirst("^request\\.", "requestParameters.")
                    .replaceFirst("^response\\.", "responseElements."),
                value);
          }
        });
    @Nullable String mfa = told.get("mfa");
    return new ApiCall(
        header.build(),
        told.getOrDefault("service", "iam"),
        operation,
        "true".equals(told.get("reads")),
        told.get("error"),
        told.getOrDefault("type", "IAMUser"),
        told.getOrDefault("agent", ""),
        mfa == null ? null : Boolean.valueOf(mfa),
        details);
  }

  /** An event of QRadar. */
  static SiemEvent event(String id, int second, String title, String... words) {
    Map<String, String> told = told(words);
    SignalHeader.Builder header = header(id, Format.QRADAR_EVENT, second, title);
    header.observable(ObservableKind.USER, told.get("user"), Role.ACTOR);
    header.observable(ObservableKind.IP, told.get("ip"), Role.SOURCE);
    return new SiemEvent(
        header.build(),
        -1,
        told.getOrDefault("category", ""),
        "",
        -1,
        -1,
        Integer.parseInt(told.getOrDefault("port", "-1")),
        Long.parseLong(told.getOrDefault("count", "1")),
        told.getOrDefault("payload", ""));
  }

  /** An offense of that magnitude about an address. */
  static Offense offense(int number, int second, int magnitude, String status, String address) {
    SignalHeader header =
        header("offense:" + number, Format.QRADAR_OFFENSE, second, "Suspicious log-ins")
            .severity(Severity.ofTenths(magnitude))
            .observable(ObservableKind.IP, address, Role.SOURCE)
            .build();
    return new Offense(
        header, number, status, magnitude, 5, 5, 5, 0, address, header.time(), 9, List.of(), null);
  }

  /** A finding of GuardDuty about an access key. */
  static Finding finding(String id, int second, String type, String key) {
    SignalHeader header =
        header(id, Format.GUARDDUTY, second, type)
            .type(type)
            .severity(Severity.ofTenths(8))
            .observable(ObservableKind.ACCESS_KEY, key, Role.TARGET)
            .build();
    return new Finding(
        header,
        "GuardDuty",
        "",
        Finding.State.ACTIVE,
        false,
        header.time(),
        null,
        List.of(),
        Map.of(),
        Map.of());
  }

  private static SignalHeader.Builder header(String id, Format format, int second, String title) {
    return SignalHeader.builder(id, format, new SourceRef("sample", 0), Raw.of(id))
        .time(NINE.plusSeconds(second))
        .title(title)
        .account(ACCOUNT);
  }

  private static Map<String, String> told(String... words) {
    Map<String, String> told = new TreeMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      told.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return told;
  }

  /** The catalog in a text. */
  static PatternCatalog catalog(String yaml) {
    try {
      return PatternCatalog.read(
          new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "test.yml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A rule about calls of one operation, which is its name in lower case. */
  static String step(String operation) {
    return """
    title: %s
    name: %s
    logsource: {product: aws, service: cloudtrail}
    detection:
        selection: {operation: %s}
        condition: selection
    ---
    """
        .formatted(operation, operation.toLowerCase(Locale.ROOT), operation);
  }

  /** The ids of a match's signals, step by step: {@code a|b c}. */
  static String shown(PatternMatch match) {
    return String.join(
        "|",
        match.steps().stream()
            .map(step -> String.join(" ", step.signals().stream().map(Signal::id).toList()))
            .toList());
  }
}
