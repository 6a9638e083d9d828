// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Records of one format, all in one spelling, and the classes that databind reads them into. */
final class Records {
  private final Format format;
  private final List<String> records;
  private final boolean upper;

  private Records(Format format, List<String> records, boolean upper) {
    this.format = format;
    this.records = records;
    this.upper = upper;
  }

  /** So many invented records; ids, addresses and the like differ from one to the next. */
  static Records own(Format format, int count) throws IOException {
    String name = format.name().toLowerCase(Locale.ROOT) + ".jsonl";
    List<String> templates;
    try (InputStream in = Records.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      templates = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
    List<String> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(
          templates
              .get(i % templates.size())
              .replace("%INSTANCE%", String.format("i-%017x", 0x1a2b3c4d00L + i))
              .replace("%ID12%", String.format("%012x", 0xabcdef0000L + i))
              .replace("%ID8%", String.format("%08d", i))
              .replace("%ID%", String.format("%032x", 0x7f3a9c0000L + i))
              .replace("%N%", Integer.toString(i % 250 + 1))
              .replace("%D%", Integer.toString(i % 10)));
    }
    return new Records(format, records, false);
  }

  /** So many real records of a folder, which are repeated if there are fewer. */
  static Records of(Path folder, Format format, int count) throws IOException {
    List<String> uppers = new ArrayList<>();
    List<String> lowers = new ArrayList<>();
    ReadListener taker =
        new ReadListener() {
          @Override
          public void signal(Signal signal) {
            String json = signal.raw().text();
            int quote = json.indexOf('"');
            if (signal.format() == format && json.startsWith("{") && quote > 0) {
              boolean upper = Character.isUpperCase(json.charAt(quote + 1));
              Records one = new Records(format, List.of(json), upper);
              if (one.bound()) {
                (upper ? uppers : lowers).add(json);
              }
            }
          }

          @Override
          public void rejected(Rejected rejected) {}
        };
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        SignalReader.create().readFile(file, taker);
      }
    }
    boolean upper = uppers.size() > lowers.size();
    List<String> all = upper ? uppers : lowers;
    List<String> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(all.get((int) ((long) i * Math.max(all.size(), count) / count) % all.size()));
    }
    return new Records(format, records, upper);
  }

  /** Whether databind can read them too: of odd samples it can't. */
  private boolean bound() {
    try {
      pojos().readValue(document());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** One JSON document as the service gives it. */
  byte[] document() {
    String name = format == Format.CLOUDTRAIL ? "Records" : "Findings";
    return ("{\"" + name + "\":[" + String.join(",", records) + "]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Reads the document into plain classes, as fast as databind does: nothing is guessed. */
  ObjectReader pojos() {
    Class<?> pojo =
        switch (format) {
          case ASFF -> AsffPojo.class;
          case CLOUDTRAIL -> CloudTrailPojo.class;
          case GUARDDUTY -> GuardDutyPojo.class;
          default -> throw new IllegalArgumentException("no class for " + format);
        };
    JsonMapper.Builder mapper =
        JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    if (format == Format.GUARDDUTY && upper) {
      mapper.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE);
    }
    ObjectMapper built = mapper.build();
    TypeFactory types = built.getTypeFactory();
    JavaType list = types.constructCollectionType(List.class, pojo);
    return built.readerFor(
        types.constructMapType(Map.class, types.constructType(String.class), list));
  }
}
