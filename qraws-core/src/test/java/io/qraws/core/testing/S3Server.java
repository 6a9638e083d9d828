// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * As much of S3 as a reader of objects sees, in the process, for one bucket: ListObjectsV2 with
 * prefix, delimiter and continuation, and GetObject with Range and If-Match. Path-style addresses.
 */
public final class S3Server implements AutoCloseable {
  /** Content that may be larger than memory. */
  public interface Content {
    /** In bytes. */
    long size();

    /** The bytes from the beginning. */
    InputStream open() throws IOException;
  }

  private record Stored(Content content, String etag, Instant modified) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String bucket;
  private final ConcurrentSkipListMap<String, Stored> objects = new ConcurrentSkipListMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Long> cuts = new CopyOnWriteArrayList<>();
  private volatile int page = 1000;

  /** Starts on a free local port. */
  public S3Server(String bucket) throws IOException {
    this.bucket = bucket;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where the SDK finds it. */
  public URI endpoint() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** Stores or replaces an object; its ETag is the content's MD5. */
  public String put(String key, byte[] content, Instant modified) {
    String etag = md5(content);
    Content held =
        new Content() {
          @Override
          public long size() {
            return content.length;
          }

          @Override
          public InputStream open() {
            return new ByteArrayInputStream(content);
          }
        };
    objects.put(key, new Stored(held, etag, modified));
    return etag;
  }

  /** Stores an object that is made while it is read. */
  public void put(String key, Content content, String etag, Instant modified) {
    objects.put(key, new Stored(content, etag, modified));
  }

  /** Deletes an object. */
  public void delete(String key) {
    objects.remove(key);
  }

  /** How many keys one listing holds at most; S3 itself has 1,000. */
  public void page(int keys) {
    page = keys;
  }

  /**
   * The next object that is asked for breaks off after so many bytes; several are taken in turn.
   */
  public void cutNext(long bytes) {
    cuts.add(bytes);
  }

  /** What was asked: {@code GET key range} or {@code LIST prefix}. */
  public List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
      String path = exchange.getRequestURI().getPath();
      String key = path.substring(Math.min(path.length(), bucket.length() + 2));
      if (key.isEmpty() && query.containsKey("list-type")) {
        requests.add("LIST " + query.getOrDefault("prefix", ""));
        xml(exchange, 200, list(query));
        return;
      }
      String range = exchange.getRequestHeaders().getFirst("Range");
      requests.add(exchange.getRequestMethod() + " " + key + (range == null ? "" : " " + range));
      Stored stored = objects.get(key);
      String match = exchange.getRequestHeaders().getFirst("If-Match");
      if (stored == null) {
        xml(exchange, 404, "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>");
      } else if (match != null && !match.replace("\"", "").equals(stored.etag())) {
        xml(exchange, 412, "<Error><Code>PreconditionFailed</Code><Message>no</Message></Error>");
      } else {
        send(exchange, stored, range);
      }
    }
  }

  private void send(HttpExchange exchange, Stored stored, String range) throws IOException {
    long from = range == null ? 0 : Long.parseLong(range.replaceAll("bytes=(\\d+)-.*", "$1"));
    long size = stored.content().size();
    exchange.getResponseHeaders().set("ETag", '"' + stored.etag() + '"');
    if (range != null) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (size - 1) + "/" + size);
    }
    long left = cuts.isEmpty() ? Long.MAX_VALUE : cuts.remove(0);
    exchange.sendResponseHeaders(range == null ? 200 : 206, size == from ? -1 : size - from);
    OutputStream out = exchange.getResponseBody();
    try (InputStream in = stored.content().open()) {
      in.skipNBytes(from);
      byte[] buffer = new byte[1 << 16];
      int read;
      while (left > 0 && (read = in.read(buffer)) > 0) {
        out.write(buffer, 0, (int) Math.min(left, read));
        left -= read;
      }
      out.flush();
    }
  }

  private String list(Map<String, String> query) {
    String prefix = query.getOrDefault("prefix", "");
    String delimiter = query.getOrDefault("delimiter", "");
    String after = query.getOrDefault("continuation-token", query.getOrDefault("start-after", ""));
    TreeMap<String, String> entries = new TreeMap<>();
    objects
        .tailMap(prefix, true)
        .forEach(
            (key, stored) -> {
              if (!key.startsWith(prefix)) {
                return;
              }
              int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
              if (end >= 0) {
                String folder = key.substring(0, end + 1);
                entries.put(
                    folder,
                    "<CommonPrefixes><Prefix>" + encoded(folder) + "</Prefix></CommonPrefixes>");
              } else {
                entries.put(key, entry(key, stored));
              }
            });
    List<String> keys = new ArrayList<>(entries.tailMap(after, false).keySet());
    boolean more = keys.size() > page;
    List<String> shown = more ? keys.subList(0, page) : keys;
    StringBuilder xml = new StringBuilder("<ListBucketResult><EncodingType>url</EncodingType>");
    xml.append("<IsTruncated>").append(more).append("</IsTruncated>");
    if (more) {
      xml.append("<NextContinuationToken>")
          .append(shown.get(shown.size() - 1))
          .append("</NextContinuationToken>");
    }
    shown.forEach(key -> xml.append(entries.get(key)));
    return xml.append("</ListBucketResult>").toString();
  }

  private static String entry(String key, Stored stored) {
    return "<Contents><Key>"
        + encoded(key)
        + "</Key><LastModified>"
        + stored.modified()
        + "</LastModified><ETag>&quot;"
        + stored.etag()
        + "&quot;</ETag><Size>"
        + stored.content().size()
        + "</Size></Contents>";
  }

  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8);
  }

  private static void xml(HttpExchange exchange, int status, String xml) throws IOException {
    byte[] body =
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String part : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      query.put(key, URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return query;
  }

  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
