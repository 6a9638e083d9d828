// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.Signal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Findings a second from the JSON that {@code aws securityhub get-findings} gives: read into
 * signals, and, as the rival, parsed into Jackson's tree and no further.
 *
 * <p>{@code java -jar examples/benchmarks/target/benchmarks.jar AsffRead -prof gc}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AsffReadBenchmark {
  private static final int FINDINGS = 200;

  private final byte[] input = input();
  private final SignalReader reader = SignalReader.create();
  private final ObjectMapper mapper = new ObjectMapper();

  /** For the harness. */
  public AsffReadBenchmark() {}

  /** Typed, observables extracted, raw JSON kept. */
  @Benchmark
  @OperationsPerInvocation(FINDINGS)
  public int signals() throws IOException {
    Counter counter = new Counter();
    reader.read("benchmark", new ByteArrayInputStream(input), counter);
    return counter.read;
  }

  /** Jackson's tree alone. */
  @Benchmark
  @OperationsPerInvocation(FINDINGS)
  public JsonNode jacksonTree() throws IOException {
    return mapper.readTree(input);
  }

  private static final class Counter implements ReadListener {
    private int read;

    @Override
    public void signal(Signal signal) {
      read++;
    }

    @Override
    public void rejected(Rejected rejected) {
      throw new IllegalStateException(rejected.reason());
    }
  }

  private static byte[] input() {
    StringBuilder json = new StringBuilder("{\"Findings\":[");
    for (int i = 0; i < FINDINGS; i++) {
      json.append(i == 0 ? "" : ",").append(finding(i));
    }
    return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String finding(int i) {
    return """
        {"SchemaVersion":"2018-10-08",
         "Id":"arn:aws:guardduty:eu-central-1:111122223333:detector/d0/finding/f%d",
         "ProductArn":"arn:aws:securityhub:eu-central-1::product/aws/guardduty",
         "ProductName":"GuardDuty","GeneratorId":"arn:aws:guardduty:eu-central-1:111122223333:detector/d0",
         "AwsAccountId":"111122223333","Region":"eu-central-1",
         "Types":["TTPs/Discovery:IAMUser-AnomalousBehavior"],
         "CreatedAt":"2026-03-17T09:00:00.000Z","UpdatedAt":"2026-03-17T09:05:00.000Z",
         "Severity":{"Label":"HIGH","Normalized":70,"Product":8},
         "Title":"User ann is behaving anomalously","Description":"APIs were called in an unusual way.",
         "Action":{"ActionType":"AWS_API_CALL","AwsApiCallAction":{"Api":"ListBuckets",
           "ServiceName":"s3.amazonaws.com","CallerType":"remoteip",
           "RemoteIpDetails":{"IpAddressV4":"203.0.113.%d","Country":{"CountryName":"Nowhere"}}}},
         "Resources":[{"Type":"AwsIamAccessKey","Id":"AWS::IAM::AccessKey:AKIAEXAMPLE%08d",
           "Partition":"aws","Region":"eu-central-1",
           "Details":{"AwsIamAccessKey":{"PrincipalName":"ann","PrincipalType":"IAMUser"}}}],
         "RecordState":"ACTIVE","Workflow":{"Status":"NEW"}}"""
        .formatted(i, i % 250, i);
  }
}
