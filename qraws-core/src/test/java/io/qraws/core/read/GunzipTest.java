// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GunzipTest {
  private static final String CALL =
      """
      {"eventVersion":"1.08","eventID":"%s","eventTime":"2026-03-17T09:00:00Z",\
      "eventName":"ListUsers","eventSource":"iam.amazonaws.com"}
      """;

  private static byte[] member(String id) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(CALL.formatted(id).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** As a network does: never more than so much at once, and never a word of what is to come. */
  private static Taken overNetwork(byte[] bytes, int atOnce) throws IOException {
    InputStream in =
        new FilterInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            return super.read(into, from, Math.min(length, atOnce));
          }

          @Override
          public int available() {
            return 0;
          }
        };
    Taken taken = new Taken();
    SignalReader.create().read("network", in, taken);
    return taken;
  }

  @ParameterizedTest(name = "{0} bytes at once")
  @ValueSource(ints = {1, 7, 100, 1 << 20})
  void read_membersOverNetwork_givesAll(int atOnce) throws IOException {
    byte[] members = joined(member("e1"), member("e2"), member("e3"));
    Taken taken = overNetwork(members, atOnce);
    assertThat(taken.ids()).containsExactly("e1", "e2", "e3");
    assertThat(taken.rejected).isEmpty();
    byte[] first = member("e1");
    // Where a read ends with a member, nothing of the next one is at hand.
    assertThat(overNetwork(members, first.length).ids()).containsExactly("e1", "e2", "e3");
  }

  @Test
  void read_zerosBehindMembers_arePassedOver() throws IOException {
    byte[] padded = joined(member("e1"), new byte[512], member("e2"), new byte[100_000]);
    Taken taken = overNetwork(padded, 1000);
    assertThat(taken.ids()).containsExactly("e1", "e2");
    assertThat(taken.rejected).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", "\u001f", "x"})
  void read_otherBytesBehindMember_areTold(String behind) throws IOException {
    byte[] bytes = joined(member("e1"), behind.getBytes(StandardCharsets.UTF_8));
    Taken taken = overNetwork(bytes, 1000);
    assertThat(taken.ids()).containsExactly("e1");
    assertThat(taken.rejected)
        .singleElement()
        .satisfies(r -> assertThat(r.reason()).startsWith("damaged gzip, the rest is lost: "));
  }

  @Test
  void read_everyFieldOfHeader_isPassedOver() throws IOException {
    byte[] plain = member("e1");
    byte[] header = {
      0x1f, (byte) 0x8b, 8, 2 + 4 + 8 + 16, 1, 2, 3, 4, 0, 3, 2, 0, 'x', 0, 'n', 0, 'c', 'c', 0
    };
    CRC32 sum = new CRC32();
    sum.update(header);
    byte[] checked = {(byte) sum.getValue(), (byte) (sum.getValue() >> 8)};
    byte[] wrong = {checked[0], (byte) ~checked[1]};
    byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
    Taken taken = overNetwork(joined(header, checked, rest, plain), 1000);
    assertThat(taken.ids()).containsExactly("e1", "e1");
    assertThat(overNetwork(joined(header, wrong, rest), 1000).rejected).hasSize(1);
  }

  @Test
  void read_anyByteChanged_isToldOrReadAllTheSame() throws IOException {
    byte[] sound = joined(member("e1"), member("e2"));
    for (int i = 0; i < sound.length; i++) {
      byte[] changed = sound.clone();
      changed[i] ^= 0x55;
      Taken taken = overNetwork(changed, 1000);
      assertThat(taken.rejected.isEmpty() ? taken.ids().size() : 2).as("byte %d", i).isEqualTo(2);
    }
  }

  /** What a call for much unpacked before it met the damage is not lost. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void read_damagedData_keepsTheSameHoweverItArrives(long seed) throws IOException {
    byte[] sound = member("e1");
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = sound.clone();
      damaged[10 + random.nextInt(damaged.length - 18)] ^= (byte) (1 << random.nextInt(8));
      Taken slowly = overNetwork(damaged, 1);
      Taken atOnce = overNetwork(damaged, 1000);
      assertThat(atOnce.signals).isEqualTo(slowly.signals);
      assertThat(atOnce.rejected).isEqualTo(slowly.rejected);
    }
  }
}
