// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.testing.S3Server;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Kills a program that reads a queue and a bucket, again and again, and looks whether everything
 * has one outcome and was written back once. With faults, the servers also answer badly, late or
 * not at all, and the program's clock jumps.
 */
final class IngestTrial {
  private static final String BUCKET = "logs";
  private static final int MOST_ROUNDS = 6;

  private final Options options;
  private final boolean faults;
  private final int kills;
  private final Dice dice;

  IngestTrial(Options options, boolean faults) {
    this.options = options;
    this.faults = faults;
    this.kills = Integer.parseInt(options.text("kills", "20"));
    this.dice = new Dice(options.seed());
  }

  Trials.Verdict run() throws IOException, InterruptedException {
    // Without it each answer of the JDK's server waits some 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    SQSRestServer elastic = SQSRestServerBuilder.withDynamicPort().start();
    int port = elastic.waitUntilStarted().localAddress().getPort();
    URI endpoint = URI.create("http://localhost:" + port);
    try (Scratch scratch = Scratch.create();
        S3Server s3 = new S3Server(BUCKET);
        WriteBackServer target = new WriteBackServer();
        SqsClient sqs = client(endpoint)) {
      int findings = Integer.parseInt(options.text("findings", "20000"));
      int objects = Integer.parseInt(options.text("objects", "200"));
      IngestInput input = new IngestInput(options.seed(), findings, objects, BUCKET, s3);
      String queue = sqs.createQueue(r -> r.queueName("findings")).queueUrl();
      send(sqs, queue, input.messages);
      long stall = Long.parseLong(options.text("stall", "30000"));
      try (FaultProxy toSqs = proxy(endpoint, stall, 1);
          FaultProxy toS3 = proxy(s3.endpoint(), stall, 2);
          FaultProxy toTarget = proxy(target.endpoint(), stall, 3)) {
        List<String> program =
            program(
                scratch.path().resolve("store"),
                queue,
                faults
                    ? List.of(toSqs.endpoint(), toS3.endpoint(), toTarget.endpoint())
                    : List.of(endpoint, s3.endpoint(), target.endpoint()));
        long start = System.nanoTime();
        int killed = drive(program, scratch.path(), input, target, sqs, queue);
        IngestJudge judge = judge(scratch.path(), input, target);
        for (int round = 0; round < MOST_ROUNDS && !judge.passed(input.cut); round++) {
          // What the last kill left in doubt comes again; from outside it can't be seen when.
          Process process = start(program, scratch.path());
          Thread.sleep(Long.parseLong(options.text("settle", faults ? "35000" : "4000")));
          end(process);
          judge = judge(scratch.path(), input, target);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long injected = toSqs.injected() + toS3.injected() + toTarget.injected();
        return verdict(judge, input, killed, injected, seconds);
      }
    } finally {
      elastic.stopAndWait();
    }
  }

  /** Without faults nobody asks it. */
  private FaultProxy proxy(URI to, long stallMillis, int salt) throws IOException {
    double rate = faults ? Double.parseDouble(options.text("rate", "0.05")) : 0;
    int stalls = faults ? Integer.parseInt(options.text("stalls", "3")) : 0;
    return new FaultProxy(to, options.seed() * 31 + salt, rate, stallMillis, stalls);
  }

  private int drive(
      List<String> program,
      Path folder,
      IngestInput input,
      WriteBackServer target,
      SqsClient sqs,
      String queue)
      throws IOException, InterruptedException {
    List<Integer> points = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      points.add(dice.between(0, input.writeBacks.size() - 1));
    }
    points.sort(null);
    int killed = 0;
    for (int point : points) {
      Process process = start(program, folder);
      boolean reached = await(process, () -> target.size() >= point);
      // Somewhere within what follows, not always at the same call.
      Thread.sleep(dice.between(0, 200));
      process.destroyForcibly().waitFor();
      killed += reached ? 1 : 0;
    }
    Process process = start(program, folder);
    await(process, () -> target.size() >= input.writeBacks.size() && left(sqs, queue) == 0);
    end(process);
    return killed;
  }

  /** Lets it go on for as long as a repetition by mistake would need, and ends it in peace. */
  private static void end(Process process) throws IOException, InterruptedException {
    try {
      Thread.sleep(5_000);
      process.getOutputStream().close();
      process.waitFor(60, TimeUnit.SECONDS);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private interface Reached {
    boolean now();
  }

  /** Waits for a point; gives up if the program ends or the time is up. */
  private boolean await(Process process, Reached reached) throws InterruptedException {
    long limit = TimeUnit.MINUTES.toNanos(Long.parseLong(options.text("minutes", "60")));
    long start = System.nanoTime();
    while (!reached.now()) {
      if (!process.isAlive() || System.nanoTime() - start > limit) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }

  private static IngestJudge judge(Path folder, IngestInput input, WriteBackServer target) {
    try {
      return IngestJudge.of(folder.resolve("store"), input, target.counts());
    } catch (SQLException e) {
      throw new IllegalStateException("the program's file can't be read", e);
    }
  }

  private Trials.Verdict verdict(
      IngestJudge judge, IngestInput input, int killed, long injected, double seconds) {
    String measures =
        String.format(
            Locale.ROOT,
            "seed=%d findings=%d calls=%d messages=%d kills=%d faults=%d without=%d twice=%d"
                + " strange=%d rejected=%d/%d dead=%d open=%d repeated=%d seconds=%.0f",
            options.seed(),
            input.findings.size(),
            input.calls.size(),
            input.messages.size(),
            killed,
            injected,
            judge.without(),
            judge.twice(),
            judge.strange(),
            judge.rejected(),
            input.cut,
            judge.dead(),
            judge.open(),
            judge.repeated(),
            seconds);
    return new Trials.Verdict(
        measures, judge.passed(input.cut) && killed == kills && (injected > 0) == faults);
  }

  private List<String> program(Path store, String queue, List<URI> servers) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(IngestProgram.class.getName());
    command.add("ingest");
    command.add("store=" + store);
    command.add("queue=" + queue);
    command.add("bucket=" + BUCKET);
    command.add("sqs=" + servers.get(0));
    command.add("s3=" + servers.get(1));
    command.add("target=" + servers.get(2));
    command.add("jumps=" + faults);
    command.add("timeout=" + options.text("timeout", faults ? "25000" : "2000"));
    command.add("settle=" + options.text("settle", faults ? "35000" : "4000"));
    return command;
  }

  private static Process start(List<String> program, Path folder) throws IOException {
    File log = folder.resolve("log.txt").toFile();
    return new ProcessBuilder(program)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private static int left(SqsClient sqs, String queue) {
    return sqs
        .getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
        .attributes()
        .entrySet()
        .stream()
        .filter(e -> e.getKey().toString().startsWith("ApproximateNumberOfMessages"))
        .mapToInt(e -> Integer.parseInt(e.getValue()))
        .sum();
  }

  private static void send(SqsClient sqs, String queue, List<String> messages) {
    for (int i = 0; i < messages.size(); i += 10) {
      List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
      for (int j = i; j < Math.min(messages.size(), i + 10); j++) {
        entries.add(
            SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(j))
                .messageBody(messages.get(j))
                .build());
      }
      sqs.sendMessageBatch(r -> r.queueUrl(queue).entries(entries));
    }
  }

  private static SqsClient client(URI endpoint) {
    return SqsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "nothing")))
        .httpClientBuilder(ApacheHttpClient.builder().socketTimeout(Duration.ofMinutes(2)))
        .build();
  }
}
