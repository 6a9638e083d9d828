// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.qraws.core.qradar.ReferenceEntry;
import java.io.IOException;
import java.io.Reader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/** Reads the lines of an inventory; what is wrong in one is told with its place. */
final class AssetReader {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private AssetReader() {}

  static List<Asset> csv(Reader reader) throws IOException {
    List<Csv.Row> rows = Csv.read(reader);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("line 1: a header is missing: " + Asset.COLUMNS);
    }
    List<String> header = rows.get(0).fields().stream().map(Ids::lower).toList();
    for (String column : header) {
      checkColumn("line " + rows.get(0).line(), column);
    }
    if (!header.contains("id") || Set.copyOf(header).size() < header.size()) {
      throw new IllegalArgumentException(
          "line 1: the header must name the column id, and each column once: " + header);
    }
    List<Asset> assets = new ArrayList<>();
    for (Csv.Row row : rows.subList(1, rows.size())) {
      String where = "line " + row.line();
      if (row.fields().size() != header.size()) {
        throw new IllegalArgumentException(
            where + ": has " + row.fields().size() + " columns, the header " + header.size());
      }
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 0; i < header.size(); i++) {
        values.put(header.get(i), row.fields().get(i));
      }
      assets.add(Asset.of(where, values));
    }
    return assets;
  }

  static List<Asset> json(Reader reader) throws IOException {
    JsonNode root = MAPPER.readTree(reader);
    if (!root.isArray()) {
      throw new IllegalArgumentException("must be an array of objects with keys " + Asset.COLUMNS);
    }
    List<Asset> assets = new ArrayList<>();
    for (JsonNode entry : root) {
      String where = "entry " + (assets.size() + 1);
      if (!entry.isObject()) {
        throw new IllegalArgumentException(where + ": must be an object");
      }
      Map<String, String> values = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> member : entry.properties()) {
        checkColumn(where, member.getKey());
        if (!member.getValue().isValueNode()) {
          throw new IllegalArgumentException(
              where + ", column " + member.getKey() + ": must be a text, true, false or null");
        }
        values.put(member.getKey(), member.getValue().isNull() ? "" : member.getValue().asText());
      }
      assets.add(Asset.of(where, values));
    }
    return assets;
  }

  static List<Asset> query(DataSource database, String query) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setReadOnly(true);
      try (PreparedStatement statement = connection.prepareStatement(query);
          ResultSet rows = statement.executeQuery()) {
        return rows(rows);
      }
    }
  }

  private static List<Asset> rows(ResultSet rows) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      String column = Ids.lower(meta.getColumnLabel(i));
      checkColumn("the query", column);
      if (columns.contains(column)) {
        throw new IllegalArgumentException("the query gives the column " + column + " twice");
      }
      columns.add(column);
    }
    if (!columns.contains("id")) {
      throw new IllegalArgumentException("the query must give the column id: " + columns);
    }
    List<Asset> assets = new ArrayList<>();
    while (rows.next()) {
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        String value = rows.getString(i + 1);
        values.put(columns.get(i), value == null ? "" : value);
      }
      assets.add(Asset.of("row " + (assets.size() + 1), values));
    }
    return assets;
  }

  static List<Asset> table(Map<String, Map<String, ReferenceEntry>> table) {
    List<Asset> assets = new ArrayList<>();
    table.forEach(
        (id, inner) -> {
          String where = "outer key " + id;
          Map<String, String> values = new LinkedHashMap<>();
          inner.forEach(
              (column, entry) -> {
                checkColumn(where, Ids.lower(column));
                values.put(Ids.lower(column), entry.value());
              });
          values.put("id", id);
          assets.add(Asset.of(where, values));
        });
    return assets;
  }

  private static void checkColumn(String where, String column) {
    if (!Asset.COLUMNS.contains(column)) {
      throw new IllegalArgumentException(
          where + ": unknown column " + column + "; allowed are " + Asset.COLUMNS);
    }
  }
}
