// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpRangesTest {
  /** All sizes about those of a sample, and enough for many heads; crowded, and spread wide. */
  @ParameterizedTest(name = "{0} ranges of {1} words, {2} bits apart")
  @CsvSource({
    "0, 1, 32", "1, 1, 32", "2, 1, 0", "15, 1, 32", "16, 1, 32", "17, 1, 32", "32, 1, 32",
    "33, 1, 4", "3000, 1, 32", "3000, 1, 12", "3000, 1, 20", "0, 4, 32", "1, 4, 32", "16, 4, 32",
    "17, 4, 4", "3000, 4, 32", "3000, 4, 12", "3000, 4, 1"
  })
  void narrowest_atEveryEdge_agreesWithBruteForce(int count, int words, int spread) {
    Random random = new Random(count + 31L * spread);
    List<IpRange> ranges = new ArrayList<>();
    IpRanges.Builder builder = new IpRanges.Builder(words);
    for (int i = 0; i < count; i++) {
      int bits = words * Integer.SIZE;
      int length = random.nextInt(8) == 0 ? random.nextInt(bits + 1) : bits;
      IpRange range = cut(address(random, words, spread), length);
      ranges.add(range);
      builder.add(range, 0, 0);
    }
    IpRanges index = builder.build();
    List<IpRange> asked = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      asked.add(address(random, words, 32));
      asked.add(address(random, words, spread));
    }
    for (IpRange range : ranges.subList(0, Math.min(count, 300))) {
      asked.add(beside(range, 0));
      asked.add(beside(range, -1));
      asked.add(beside(range, 1));
    }
    asked.add(IpRange.of(new int[words], words * Integer.SIZE));
    asked.add(beside(asked.get(asked.size() - 1), -1));
    for (IpRange address : asked) {
      List<String> expected =
          ranges.stream()
              .filter(range -> range.contains(address))
              .sorted(Comparator.comparingInt(IpRange::length).reversed())
              .map(IpRange::toString)
              .distinct()
              .toList();
      List<String> found = new ArrayList<>();
      for (int at = index.narrowest(address); at >= 0; at = index.around(at)) {
        found.add(index.range(at).toString());
      }
      assertThat(found).as(address.toString()).isEqualTo(expected);
    }
  }

  /** So many upper bits of each of the first two words differ. */
  private static IpRange address(Random random, int words, int spread) {
    int[] address = new int[words];
    for (int i = 0; i < words; i++) {
      int any = spread == 0 ? 0 : random.nextInt() >>> (Integer.SIZE - spread);
      address[i] = 0xC6336400 ^ (i == 0 ? any << (Integer.SIZE - spread) / 2 : any);
    }
    return IpRange.of(address, words * Integer.SIZE);
  }

  private static IpRange cut(IpRange address, int length) {
    int[] words = new int[address.words()];
    for (int i = 0; i < words.length; i++) {
      words[i] = address.word(i) & IpRange.mask(length, i);
    }
    return IpRange.of(words, length);
  }

  /** The address by so many behind a range's first one; around the ends. */
  private static IpRange beside(IpRange range, int by) {
    int[] words = new int[range.words()];
    long carry = by;
    for (int i = words.length - 1; i >= 0; i--) {
      long sum = Integer.toUnsignedLong(range.word(i)) + carry;
      words[i] = (int) sum;
      carry = sum >> Integer.SIZE;
    }
    return IpRange.of(words, words.length * Integer.SIZE);
  }

  /** The JDK reads and writes the same addresses. */
  @Test
  void parse_whatTheJdkWrites_isTheSameAddress() throws UnknownHostException {
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
      for (int b = 0; b < bytes.length; b++) {
        bytes[b] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
      }
      InetAddress jdk = InetAddress.getByAddress(bytes);
      IpRange address = IpRange.address(jdk.getHostAddress());
      assertThat(bytes(address)).as(jdk.getHostAddress()).isEqualTo(jdk.getAddress());
      assertThat(address).hasToString(jdk.getHostAddress());
    }
  }

  private static byte[] bytes(@Nullable IpRange address) {
    assertThat(address).isNotNull();
    ByteBuffer bytes = ByteBuffer.allocate(address.words() * Integer.BYTES);
    for (int i = 0; i < address.words(); i++) {
      bytes.putInt(address.word(i));
    }
    return bytes.array();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "::, 0:0:0:0:0:0:0:0",
    "1::, 1:0:0:0:0:0:0:0",
    "::1, 0:0:0:0:0:0:0:1",
    "1:2::7:8, 1:2:0:0:0:0:7:8",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "64:ff9b::198.51.100.7, 64:ff9b:0:0:0:0:c633:6407",
    "::ffff:198.51.100.7, 198.51.100.7",
    "::ffff:0:0/96, 0.0.0.0/0",
    "::/0, 0:0:0:0:0:0:0:0/0",
    "2001:DB8::/128, 2001:db8:0:0:0:0:0:0",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "10.100.9.0/24, 10.100.9.0/24"
  })
  void parse_eachForm_inFull(String text, String full) {
    assertThat(IpRange.parse(text)).hasToString(full);
  }
}
