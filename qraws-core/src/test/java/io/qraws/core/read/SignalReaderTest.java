// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.NetworkFlow;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignalReaderTest {
  private static final int MANY = 450;

  private static Taken read(byte[] bytes) {
    return Taken.of(bytes);
  }

  private static Taken read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String call(String id) {
    return """
        {"eventVersion":"1.08","eventID":"%s","eventTime":"2026-03-17T09:00:00Z","eventName":"ListUsers",\
        "eventSource":"iam.amazonaws.com","awsRegion":"eu-central-1","recipientAccountId":"111122223333",\
        "sourceIPAddress":"203.0.113.9","userIdentity":{"type":"IAMUser","userName":"ann",\
        "arn":"arn:aws:iam::111122223333:user/ann","accessKeyId":"AKIAEXAMPLE00000001"}}"""
        .formatted(id);
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  /** Records enough that what holds them is larger than a record may be. */
  private static String many() {
    String padded =
        call("e%d").replace("\"ann\"", "\"ann\",\"padding\":\"" + "x".repeat(40_000) + "\"");
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < MANY; i++) {
      records.append(i == 0 ? "" : ",").append(padded.replace("e%d", "e" + i));
    }
    return records.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Records\":[#]}\n",
        "{\"Result\":{\"Page\":1,\"Records\":[#]}}\n",
        "{\"a\":1}\n{\"Records\":[#]}\n",
        "{\"a\":1}\n{\"Result\":{\"Records\":[#],\"Next\":\"[\"}}\n"
      })
  void read_hugeContainerWhereverItLies_givesEachRecordAndItsNeighbour(String around) {
    Taken taken = read(around.replace("#", many()) + call("last"));
    assertThat(taken.signals).hasSize(MANY + 1);
    assertThat(taken.rejected).hasSize(around.startsWith("{\"a\"") ? 1 : 0);
  }

  @Test
  void read_hugeLineThatNeverCloses_costsNoNeighbour() {
    String broken = "{\"a\":{\"b\":\"" + "x".repeat(17 << 20);
    Taken taken = read(call("first") + "\n" + broken + "\n" + call("last") + "\n");
    assertThat(taken.signals).hasSize(2);
    assertThat(taken.rejected).hasSize(1);
  }

  /**
   * In a stream larger than a record may be, whatever stands behind the bracket seems part of it.
   */
  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":{\n", "{\"a\":[\n", "{\"Records\":[{\"a\":{,\n"})
  void read_bracketThatNeverCloses_costsNoneOfMuchThatFollows(String open) {
    String lines = many().replace("},{", "}\n{");
    Taken taken = read(open + lines + "\n");
    assertThat(taken.signals).hasSize(MANY);
    assertThat(taken.rejected).isNotEmpty();
  }

  /** Each open bracket makes all behind it seem its own, which must not be scanned each time. */
  @ParameterizedTest
  @ValueSource(strings = {"{\n%s\n", "{,%s,", "[{,%s,", "{x,\n%s\n"})
  void read_manyBracketsThatNeverClose_areGivenUpAndTold(String open) throws IOException {
    int times = 10_000;
    String record = "{\"Event\":\"s3:TestEvent\"}";
    byte[] text = open.formatted(record).repeat(times).getBytes(StandardCharsets.UTF_8);
    Taken taken = read(text);
    assertThat(taken.rejected).anySatisfy(r -> assertThat(r.reason()).startsWith("given up"));
  }

  /** Forty strings that each unpack to forty more, and so on: a little that has no end. */
  @Test
  void read_packedTextsInPackedTexts_areGivenUpAndTold() {
    String text = "x".repeat(8 << 20);
    for (int i = 0; i < 3; i++) {
      String packed =
          Base64.getEncoder()
              .encodeToString(gzip(("[\"" + text + "\"]").getBytes(StandardCharsets.UTF_8)));
      text = String.join("\",\"", Collections.nCopies(40, packed));
    }
    Taken taken = read("{\"records\":[\"" + text + "\"]}");
    assertThat(taken.rejected)
        .anySatisfy(r -> assertThat(r.reason()).startsWith("packed data larger than"));
  }

  /**
   * A network gives what it has; an id made from the bytes must not depend on how much that was.
   */
  @Test
  void read_lineThatEndsInBlanks_isTheSameHoweverItArrives() throws IOException {
    String event =
        """
        {"qid":5000001,"qidname_qid":"Log-in failed","starttime":1773738000000,"magnitude":6}""";
    byte[] text =
        (event + " \r\n" + event + "\t\r\n" + event + " ").getBytes(StandardCharsets.UTF_8);
    InputStream slowly =
        new FilterInputStream(new ByteArrayInputStream(text)) {
          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            return super.read(into, from, Math.min(length, 7));
          }
        };
    Taken taken = new Taken();
    SignalReader.create().read("test", slowly, taken);
    assertThat(taken.signals).hasSize(3).isEqualTo(read(text).signals);
    assertThat(taken.signals).allSatisfy(s -> assertThat(s.raw().text()).isEqualTo(event));
  }

  @Test
  void read_documentsOfSeveralLinesOneAfterAnother_givesTheRecordsOfAll() {
    String document = "{\"Records\":[\n" + call("e1") + ",\n" + call("e2") + "\n]}\n";
    Taken taken = read(document + document.replace("\"e1", "\"f1").replace("\"e2", "\"f2"));
    assertThat(taken.ids()).containsExactly("e1", "e2", "f1", "f2");
    assertThat(taken.rejected).isEmpty();
  }

  /** What holds records and does not end may be a file cut off, or swallow all that follows. */
  @Test
  void read_containerThatNeverEnds_isToldAndCostsNoNeighbour() {
    Taken cut = read("{\"Records\":[" + call("e1") + "],\"Next\":\"x");
    assertThat(cut.ids()).containsExactly("e1");
    assertThat(cut.rejected)
        .singleElement()
        .satisfies(r -> assertThat(r.raw().text()).isEqualTo(",\"Next\":\"x"));
    Taken open = read("{\"Records\":[\n" + call("e1") + "],\"a\":{\n" + call("e2") + "\n");
    assertThat(open.ids()).containsExactly("e1", "e2");
    assertThat(open.rejected).hasSize(1);
    assertThat(read("{\"Records\":[" + call("e1") + ",").rejected).hasSize(1);
  }

  /** The byte order mark is three bytes; others may begin with the first of them. */
  @ParameterizedTest
  @ValueSource(strings = {"\uFF21", "\uFEFE"})
  void read_letterThatBeginsLikeAByteOrderMark_isNotPassedOver(String letter) {
    assertThat(read(letter).rejected)
        .singleElement()
        .satisfies(r -> assertThat(r.raw().text()).startsWith(letter));
    assertThat(read("\uFEFF" + call("e1")).ids()).containsExactly("e1");
  }

  @Test
  void read_moreUnknownLinesThanAreHeld_tellsHowMany() {
    String flow =
        "2 111122223333 eni-0a1b2c3d 203.0.113.9 10.0.0.5 443 49152 6 10 840 1773738000"
            + " 1773738060 ACCEPT OK\n";
    Taken taken = read("nothing known\n".repeat(1_500) + flow);
    assertThat(taken.signals).hasSize(1);
    assertThat(taken.rejected).hasSize(1_001);
    assertThat(taken.rejected.get(1_000).reason()).endsWith("in 500 lines");
    assertThat(read("nothing known\n".repeat(1_500)).rejected).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Records\":[]}",
        "{\"Records\": [\n] ,\n\"NextToken\":\"x\"}",
        "{\"Findings\":[],\"events\":[ ]}\n{\"Records\": []}",
      })
  void read_emptyList_saysNothing(String json) {
    Taken taken = read(json);
    assertThat(taken.signals).isEmpty();
    assertThat(taken.rejected).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Records\"x:[]id\": 1, \"event\": \"lost\"}",
        "{\"Records\":[], \"event\": lost}",
        "{\"Records\":[ ], \"event\": \"lost\""
      })
  void read_emptyListInBrokenObject_isTold(String json) {
    assertThat(read(json).rejected).isNotEmpty();
  }

  @Test
  void read_emptyListBeforeAnother_givesTheOther() {
    Taken taken = read("{\"Findings\": [ ], \"Records\":[" + call("e1") + "]}");
    assertThat(taken.ids()).containsExactly("e1");
    assertThat(taken.rejected).isEmpty();
  }

  @Test
  void read_call_showsWhoFromWhere() {
    Signal signal = read(call("e1")).signals.get(0);
    assertThat(signal.observables())
        .contains(
            new Observable(ObservableKind.USER, "ann", Role.ACTOR),
            new Observable(ObservableKind.IP, "203.0.113.9", Role.SOURCE),
            new Observable(ObservableKind.ACCESS_KEY, "AKIAEXAMPLE00000001", Role.ACTOR));
    assertThat(signal.raw().text()).isEqualTo(call("e1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Records\":[%s,%s]}",
        "[%s,%s]",
        "%s\n%s\n",
        "{\"Records\":[%s]}\n{\"Records\":[%s]}",
        "\uFEFF{\"x\":{\"y\":[{\"detail\":%s},{\"detail\":%s}]}}",
        "2026-03-17T09:00:00Z %s\n<13>host %s"
      })
  void read_anyEnvelope_isOpened(String envelope) {
    Taken taken = read(envelope.formatted(call("e1"), call("e2")));
    assertThat(taken.ids()).containsExactly("e1", "e2");
    assertThat(taken.rejected).isEmpty();
    assertThat(
            read(gzip(
                    gzip(
                        envelope
                            .formatted(call("e1"), call("e2"))
                            .getBytes(StandardCharsets.UTF_8))))
                .ids())
        .containsExactly("e1", "e2");
  }

  @ParameterizedTest(name = "{0} strings deep")
  @ValueSource(ints = {1, 2, 3, 5})
  void read_stringsInStrings_areOpened(int depth) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    String message = call("e1");
    for (int i = 0; i < depth; i++) {
      message = mapper.writeValueAsString(Map.of("Message", message));
    }
    Taken taken = read("{\"Messages\":[" + message + "," + message.replace("e1", "e2") + "]}");
    assertThat(taken.ids()).containsExactly("e1", "e2");
    assertThat(taken.rejected).isEmpty();
    assertThat(taken.signals.get(0).raw().text()).isEqualTo(call("e1"));
  }

  @Test
  void read_emptyContainer_isNothing() {
    assertThat(read("{\"Findings\":[],\"NextToken\":\"t\"}").rejected).isEmpty();
    assertThat(read("").rejected).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"broken\": }",
        "{\"broken\": \"no end}",
        "{\"broken\" \"x\"}",
        "{{{",
        "17",
        "{\"eventName\":\"X\",\"eventSource\":\"y\",\"eventTime\":\"50000-01-01T00:00:00Z\"}",
        "{\"eventName\":\"X\",\"eventSource\":\"y\",\"eventTime\":{\"a\":1}}"
      })
  void read_brokenElement_costsOnlyItself(String broken) {
    String list =
        "{\"Records\":[" + call("e1") + "," + broken + "," + call("e2") + "," + call("e3") + "]}";
    Taken taken = read(list);
    assertThat(taken.ids()).containsExactly("e1", "e2", "e3");
    assertThat(taken.rejected).isNotEmpty();
    Taken lines = read(call("e1") + "\n" + broken + "\n" + call("e2"));
    assertThat(lines.ids()).containsExactly("e1", "e2");
    assertThat(lines.rejected).hasSize(1);
  }

  @Test
  void read_truncatedGzip_keepsWhatCameBefore() {
    StringBuilder lines = new StringBuilder();
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      lines.append(call(Long.toHexString(random.nextLong()))).append('\n');
    }
    byte[] whole = gzip(lines.toString().getBytes(StandardCharsets.UTF_8));
    Taken taken = read(Arrays.copyOf(whole, whole.length / 2));
    assertThat(taken.signals).hasSizeGreaterThan(100);
    assertThat(taken.rejected.get(taken.rejected.size() - 1).reason()).contains("gzip");
  }

  @Test
  void read_deepNesting_isRejectedWithoutOverflow() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    Taken taken =
        read("{\"Records\":[" + call("e1") + ",{\"a\":" + deep + "}," + call("e2") + "]}");
    assertThat(taken.ids()).containsExactly("e1", "e2");
    assertThat(taken.rejected).hasSize(1);
    assertThat(read(deep).signals).isEmpty();
  }

  @Test
  void read_recordOverTheLimit_isRejectedAndSkipped() {
    String huge = "{\"a\":\"" + "x".repeat(17 << 20) + "\"}";
    Taken taken = read("{\"Records\":[" + call("e1") + "," + huge + "," + call("e2") + "]}");
    assertThat(taken.ids()).containsExactly("e1", "e2");
    assertThat(taken.rejected)
        .singleElement()
        .satisfies(r -> assertThat(r.reason()).contains("larger"));
  }

  @Test
  void read_invalidUtf8_costsOnlyItself() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes((call("e1") + "\n{\"a\":\"").getBytes(StandardCharsets.UTF_8));
    bytes.write(0xff);
    bytes.write(0xfe);
    bytes.writeBytes(("\"}\n" + call("e2")).getBytes(StandardCharsets.UTF_8));
    Taken taken = read(bytes.toByteArray());
    assertThat(taken.ids()).containsExactly("e1", "e2");
    assertThat(taken.rejected).hasSize(1);
  }

  @Test
  void read_flowLog_defaultAndNamedFields() {
    Taken taken =
        read(
            "2 111122223333 eni-0a1b2c3d4e5f6a7b8 203.0.113.9 10.0.0.5 51000 22 6 3 180 1773738000 1773738060 ACCEPT OK\n"
                + "2 111122223333 eni-0a1b2c3d4e5f6a7b8 - - - - - - - 1773738000 1773738060 - NODATA\n"
                + "2 111122223333 eni-0a1b2c3d4e5f6a7b8 203.0.113.9 10.0.0.5 99999 22 6 3 180 1773738000 1773738060 ACCEPT OK\n");
    assertThat(taken.signals).hasSize(2);
    assertThat(((NetworkFlow) taken.signals.get(0)).destinationPort()).isEqualTo(22);
    assertThat(taken.rejected)
        .singleElement()
        .satisfies(r -> assertThat(r.reason()).contains("srcport"));
    Taken named = read("srcaddr dstaddr start action\n203.0.113.9 10.0.0.5 1773738000 REJECT\n");
    assertThat(((NetworkFlow) named.signals.get(0)).action()).isEqualTo("REJECT");
  }

  @Test
  void read_offense_showsItsIndexValue() {
    Taken taken =
        read(
            "[{\"id\":7,\"offense_type\":3,\"offense_source\":\"CORP\\\\ann\",\"magnitude\":6,\"status\":\"OPEN\","
                + "\"description\":\"Log-in failures\\n\",\"start_time\":1773738000000,\"event_count\":9,\"categories\":[\"x\"]}]");
    Offense offense = (Offense) taken.signals.get(0);
    assertThat(offense.id()).isEqualTo("offense:7");
    assertThat(offense.severity().normalized()).isEqualTo(60);
    assertThat(offense.observables())
        .contains(new Observable(ObservableKind.USER, "CORP\\ann", Role.ACTOR));
  }

  @Test
  void read_guardDutyTarget_isNotAnActor() {
    String finding =
        "{\"accountId\":\"111122223333\",\"region\":\"eu-central-1\",\"id\":\"f0\",\"arn\":\"arn:aws:guardduty:eu-central-1:111122223333:detector/d/finding/f0\","
            + "\"type\":\"UnauthorizedAccess:EC2/SSHBruteForce\",\"severity\":2,\"updatedAt\":\"2026-03-17T09:00:00Z\","
            + "\"resource\":{\"resourceType\":\"Instance\",\"instanceDetails\":{\"instanceId\":\"i-0a1b2c3d4e5f6a7b8\"}},"
            + "\"service\":{\"resourceRole\":\"TARGET\",\"action\":{\"actionType\":\"NETWORK_CONNECTION\",\"networkConnectionAction\":"
            + "{\"connectionDirection\":\"INBOUND\",\"remoteIpDetails\":{\"ipAddressV4\":\"203.0.113.9\"}}}}}";
    Finding read = (Finding) read(finding).signals.get(0);
    assertThat(read.observables())
        .contains(
            new Observable(ObservableKind.RESOURCE, "i-0a1b2c3d4e5f6a7b8", Role.TARGET),
            new Observable(ObservableKind.IP, "203.0.113.9", Role.SOURCE));
    assertThat(read.severity().normalized()).isEqualTo(20);
  }

  /** Whatever is done to a document, nothing is thrown and untouched lines are read. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void read_mutatedLine_costsOnlyItself(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      byte[] middle = call("e2").getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i <= random.nextInt(4); i++) {
        byte b = (byte) random.nextInt(256);
        middle[random.nextInt(middle.length)] = b == '\n' ? (byte) ' ' : b;
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes((call("e1") + "\n").getBytes(StandardCharsets.UTF_8));
      all.writeBytes(middle);
      all.writeBytes(("\n" + call("e3")).getBytes(StandardCharsets.UTF_8));
      Taken taken = read(all.toByteArray());
      assertThat(taken.ids()).contains("e1", "e3");
      assertThat(taken.signals.size() + taken.rejected.size()).isEqualTo(3);
    }
  }
}
