// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Signal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Records a second from one document of {@value #RECORDS} as the services' APIs give it: read into
 * signals (typed, observables extracted, raw JSON kept), and by the rivals: Jackson's databind into
 * plain classes of the same fields, and Jackson's tree and no further.
 *
 * <p>{@code java -jar examples/benchmarks/target/benchmarks.jar ReadBenchmark -prof gc}; {@code
 * gc.alloc.rate.norm} is what one record allocates. With {@code -p input=DIR} the records are those
 * of the format among real samples in that folder, instead of invented ones.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class ReadBenchmark {
  static final int RECORDS = 200;

  @Param({"ASFF", "CLOUDTRAIL", "GUARDDUTY"})
  private String format = "";

  @Param("own")
  private String input = "";

  private final SignalReader reader = SignalReader.create();
  private final ObjectMapper tree = new ObjectMapper();
  private ObjectReader pojos = tree.reader();
  private byte[] document = new byte[0];

  /** For the harness. */
  public ReadBenchmark() {}

  /** Lays out the document; each way of reading must find all of its records. */
  @Setup
  public void lay() throws IOException {
    Format wanted = Format.valueOf(format);
    Records records =
        input.equals("own")
            ? Records.own(wanted, RECORDS)
            : Records.of(Path.of(input), wanted, RECORDS);
    document = records.document();
    pojos = records.pojos();
    if (signals() != RECORDS || databind().values().iterator().next().size() != RECORDS) {
      throw new IllegalStateException("not all records are read");
    }
  }

  /** Typed, observables extracted, raw JSON kept. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public int signals() throws IOException {
    Counter counter = new Counter();
    reader.read("benchmark", new ByteArrayInputStream(document), counter);
    return counter.read;
  }

  /** The same fields, times left as text. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public Map<String, List<?>> databind() throws IOException {
    return pojos.readValue(document);
  }

  /** Jackson's tree alone. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public JsonNode tree() throws IOException {
    return tree.readTree(document);
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
}
