// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What all lists of the API have in common: filter, sort, fields and range. */
final class Lists {
  private static final Pattern RANGE = Pattern.compile("items=(\\d{1,9})-(\\d{1,9})");

  private Lists() {}

  /** The part that was asked for, with its {@code Content-Range}. */
  record Part(ArrayNode items, String contentRange) {}

  static Part list(
      Request request, Collection<ObjectNode> all, Set<String> filterable, Set<String> sortable) {
    List<ObjectNode> found = new ArrayList<>(all);
    String filter = request.parameter("filter");
    if (filter != null) {
      found.removeIf(FilterExpression.parse(filter, filterable).negate());
    }
    String sort = request.parameter("sort");
    if (sort != null) {
      found.sort(order(sort, sortable));
    }
    String fields = request.parameter("fields");
    List<JsonNode> shown = new ArrayList<>();
    for (ObjectNode item : found) {
      shown.add(fields == null ? item.deepCopy() : shown(item, fields));
    }
    return range(request, shown);
  }

  /** Source: API overview, paging; the table of cases. */
  static Part range(Request request, List<? extends JsonNode> all) {
    String header = request.headers().get("range");
    int from = 0;
    int to = all.size() - 1;
    if (header != null) {
      Matcher matcher = RANGE.matcher(header);
      if (!matcher.matches() || number(matcher, 1) > number(matcher, 2)) {
        throw new ApiError(422, 1005, "The range must be of the form items=x-y");
      }
      from = number(matcher, 1);
      to = Math.min(number(matcher, 2), to);
    }
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    for (int i = from; i <= to; i++) {
      items.add(all.get(i));
    }
    String range =
        from > to ? "items */" + all.size() : "items " + from + "-" + to + "/" + all.size();
    return new Part(items, range);
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static Comparator<ObjectNode> order(String sort, Set<String> sortable) {
    Comparator<ObjectNode> order = (a, b) -> 0;
    for (String key : sort.split(",", -1)) {
      String name = key.substring(Math.min(1, key.length()));
      if (!key.matches("[+-].+") || (!sortable.isEmpty() && !sortable.contains(name))) {
        throw new ApiError(422, 1030, "can't sort by " + key);
      }
      Comparator<ObjectNode> next =
          Comparator.comparing(
              node -> node.path(name),
              (a, b) ->
                  a.isNumber() && b.isNumber()
                      ? Double.compare(a.doubleValue(), b.doubleValue())
                      : a.asText().compareTo(b.asText()));
      order = order.thenComparing(key.charAt(0) == '-' ? next.reversed() : next);
    }
    return order;
  }

  /** Keeps what is named: {@code id,log_sources(id,name)}. */
  static ObjectNode shown(ObjectNode item, String fields) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= fields.length(); i++) {
      char c = i == fields.length() ? ',' : fields.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        show(item, fields.substring(start, i).strip(), out);
        start = i + 1;
      }
    }
    return out;
  }

  private static void show(ObjectNode item, String field, ObjectNode out) {
    int open = field.indexOf('(');
    String name = open < 0 ? field : field.substring(0, open);
    if (!item.has(name)) {
      throw new ApiError(422, 30, "field not recognised: " + name.toLowerCase(Locale.ROOT));
    }
    JsonNode value = item.get(name);
    if (open < 0) {
      out.set(name, value.deepCopy());
      return;
    }
    String inner = field.substring(open + 1, field.length() - 1);
    if (value.isArray()) {
      ArrayNode list = out.putArray(name);
      value.forEach(element -> list.add(shown((ObjectNode) element, inner)));
    } else if (value.isObject()) {
      out.set(name, shown((ObjectNode) value, inner));
    }
  }
}
