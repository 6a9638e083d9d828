// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.qraws.core.qradar.QradarException.Failure;
import io.qraws.core.signal.Raw;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the server answered, read strictly: an answer that breaks off is no answer. */
final class Answer {
  static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFactory FACTORY = MAPPER.getFactory();

  private final Call call;
  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;

  Answer(Call call, int status, HttpHeaders headers, byte[] body) {
    this.call = call;
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** An element of a list, with the bytes in which it was sent. */
  record Element(Fields fields, Raw raw) {}

  Call call() {
    return call;
  }

  int status() {
    return status;
  }

  HttpHeaders headers() {
    return headers;
  }

  Raw raw() {
    return Raw.of(body);
  }

  boolean isHtml() {
    String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.contains("html") || (body.length > 0 && firstVisible() == '<');
  }

  private int firstVisible() {
    for (byte b : body) {
      if (b > ' ') {
        return b;
      }
    }
    return -1;
  }

  /** The body as one object. */
  Fields object() {
    try (JsonParser parser = FACTORY.createParser(body)) {
      JsonNode node = MAPPER.readTree(parser);
      if (node != null && node.isObject() && parser.nextToken() == null) {
        return new Fields(node);
      }
      throw unreadable("the answer is no JSON object", null);
    } catch (IOException e) {
      throw unreadable("the answer is not JSON, or breaks off", e);
    }
  }

  /** The body as a list of objects. */
  List<Element> elements() {
    try (JsonParser parser = FACTORY.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw unreadable("the answer is no JSON list", null);
      }
      List<Element> elements = elements(parser);
      if (parser.nextToken() != null) {
        throw unreadable("the answer goes on behind its end", null);
      }
      return elements;
    } catch (IOException e) {
      throw unreadable("the answer is not JSON, or breaks off", e);
    }
  }

  /** The body as an object with one list of objects in it, which is how Ariel sends rows. */
  List<Element> rows() {
    try (JsonParser parser = FACTORY.createParser(body)) {
      List<Element> elements = new ArrayList<>();
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw unreadable("the answer is no JSON object", null);
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        if (parser.nextToken() == JsonToken.START_ARRAY) {
          elements.addAll(elements(parser));
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw unreadable("the answer goes on behind its end", null);
      }
      return elements;
    } catch (IOException e) {
      throw unreadable("the answer is not JSON, or breaks off", e);
    }
  }

  private List<Element> elements(JsonParser parser) throws IOException {
    List<Element> elements = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      long from = parser.currentTokenLocation().getByteOffset();
      if (token != JsonToken.START_OBJECT || from < 0) {
        throw unreadable("the list holds something that is no object in UTF-8", null);
      }
      JsonNode node = MAPPER.readTree(parser);
      long to = parser.currentLocation().getByteOffset();
      elements.add(new Element(new Fields(node), Raw.of(body, (int) from, (int) to)));
      token = parser.nextToken();
    }
    return elements;
  }

  Failure failure(String problem, @Nullable Throwable cause) {
    Fields error = new Fields(error());
    String message = error.textOr("message", "");
    String description = error.textOr("description", "");
    String both =
        description.isEmpty() || description.equals(message)
            ? message
            : message.isEmpty() ? description : message + " (" + description + ")";
    return new Failure(
        call.operation,
        call.subject(),
        status,
        (int) error.whole("code", -1),
        Fields.plain(both, 500),
        problem,
        cause);
  }

  QradarException unreadable(String problem, @Nullable Throwable cause) {
    // Jackson's message quotes the content, which does not belong into logs; its place is enough.
    return new QradarException.Unreadable(
        failure(cause == null ? problem : problem + place(cause), null), true);
  }

  private static String place(Throwable cause) {
    return cause instanceof com.fasterxml.jackson.core.JsonProcessingException json
            && json.getLocation() != null
        ? " at byte " + json.getLocation().getByteOffset()
        : "";
  }

  /**
   * The error object, also one that was appended to a list that broke off. Source: APAR IV98260.
   */
  private JsonNode error() {
    String text = new String(body, StandardCharsets.UTF_8);
    int at = text.lastIndexOf("{\"http_response\"");
    try {
      JsonNode node = MAPPER.readTree(at < 0 ? text : text.substring(at));
      return node != null && node.isObject() ? node : MissingNode.getInstance();
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
