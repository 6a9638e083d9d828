// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tables that Athena would have, in a database that runs here.
 *
 * <p>The columns are those of AWS's {@code CREATE TABLE} for CloudTrail and for VPC Flow Logs, and
 * those that Security Lake has for the same records, of which only the ones that hunts use are
 * there. DuckDB reads the SQL that is written for Athena as it stands; it lacks one function, which
 * is made of its own: {@code json_extract_scalar}.
 */
final class HuntTables implements AutoCloseable {
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:]*:[0-9A-Fa-f:]*");

  private static final String CLOUD_TRAIL =
      """
      {useridentity: 'STRUCT(type VARCHAR, principalid VARCHAR, arn VARCHAR, accountid VARCHAR,
      accesskeyid VARCHAR, username VARCHAR)', eventtime: 'VARCHAR', eventsource: 'VARCHAR',
      eventname: 'VARCHAR', awsregion: 'VARCHAR', sourceipaddress: 'VARCHAR', useragent: 'VARCHAR',
      errorcode: 'VARCHAR', requestparameters: 'VARCHAR', responseelements: 'VARCHAR',
      additionaleventdata: 'VARCHAR', eventid: 'VARCHAR', recipientaccountid: 'VARCHAR',
      "timestamp": 'VARCHAR'}""";

  private static final String LAKE_CALLS =
      """
      {time_dt: 'TIMESTAMP', metadata: 'STRUCT(uid VARCHAR)', actor: 'STRUCT("user" STRUCT(uid
      VARCHAR, credential_uid VARCHAR, type VARCHAR))', src_endpoint: 'STRUCT(ip VARCHAR)', api:
      'STRUCT(operation VARCHAR, service STRUCT(name VARCHAR), request STRUCT(data VARCHAR), response
      STRUCT(error VARCHAR, data VARCHAR))', cloud: 'STRUCT(region VARCHAR, account STRUCT(uid
      VARCHAR))', http_request: 'STRUCT(user_agent VARCHAR)'}""";

  private static final String FLOW_LOGS =
      """
      {account_id: 'VARCHAR', srcaddr: 'VARCHAR', dstaddr: 'VARCHAR', srcport: 'INTEGER', dstport:
      'INTEGER', protocol: 'BIGINT', bytes: 'BIGINT', "start": 'BIGINT', "end": 'BIGINT', "action":
      'VARCHAR', "date": 'DATE'}""";

  private static final String LAKE_FLOWS =
      """
      {time_dt: 'TIMESTAMP', src_endpoint: 'STRUCT(ip VARCHAR, port INTEGER)', dst_endpoint:
      'STRUCT(ip VARCHAR, port INTEGER)', connection_info: 'STRUCT(protocol_num INTEGER)', traffic:
      'STRUCT(bytes BIGINT)', cloud: 'STRUCT(region VARCHAR, account STRUCT(uid VARCHAR))'}""";

  private final Connection connection;
  private final List<ObjectNode> calls = new ArrayList<>();
  private final List<ObjectNode> lakeCalls = new ArrayList<>();
  private final List<ObjectNode> flows = new ArrayList<>();
  private final List<ObjectNode> lakeFlows = new ArrayList<>();

  HuntTables() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
  }

  /** How many calls the tables have. */
  int calls() {
    return calls.size();
  }

  /** How many flows the tables have. */
  int flows() {
    return flows.size();
  }

  /**
   * Adds a record as CloudTrail delivers it; one without an operation is no row.
   *
   * @param seen when it happened, for records whose collector keeps the time elsewhere
   */
  void call(JsonNode record, Instant seen) {
    if (!record.path("eventName").isTextual()) {
      return;
    }
    String own = record.path("eventTime").asText();
    String time =
        TIME.matcher(own).matches() ? own : seen.truncatedTo(ChronoUnit.SECONDS).toString();
    JsonNode user = record.path("userIdentity");
    String address = text(record, "sourceIPAddress");
    String request = document(record.path("requestParameters"));
    String response = document(record.path("responseElements"));
    calls.add(
        Json.obj(
            "useridentity",
            Json.obj(
                "type", text(user, "type"),
                "principalid", text(user, "principalId"),
                "arn", text(user, "arn"),
                "accountid", text(user, "accountId"),
                "accesskeyid", text(user, "accessKeyId"),
                "username", text(user, "userName")),
            "eventtime",
            time,
            "eventsource",
            text(record, "eventSource"),
            "eventname",
            text(record, "eventName"),
            "awsregion",
            text(record, "awsRegion"),
            "sourceipaddress",
            address,
            "useragent",
            text(record, "userAgent"),
            "errorcode",
            text(record, "errorCode"),
            "requestparameters",
            request,
            "responseelements",
            response,
            "additionaleventdata",
            document(record.path("additionalEventData")),
            "eventid",
            text(record, "eventID"),
            "recipientaccountid",
            text(record, "recipientAccountId"),
            "timestamp",
            time.substring(0, 10).replace('-', '/')));
    lakeCalls.add(
        Json.obj(
            "time_dt",
            time.substring(0, 10) + ' ' + time.substring(11, 19),
            "metadata",
            Json.obj("uid", text(record, "eventID")),
            "actor",
            Json.obj(
                "user",
                Json.obj(
                    "uid", text(user, "arn"),
                    "credential_uid", text(user, "accessKeyId"),
                    "type", text(user, "type"))),
            "src_endpoint",
            Json.obj("ip", address != null && ADDRESS.matcher(address).matches() ? address : null),
            "api",
            Json.obj(
                "operation", text(record, "eventName"),
                "service", Json.obj("name", text(record, "eventSource")),
                "request", Json.obj("data", request),
                "response", Json.obj("error", text(record, "errorCode"), "data", response)),
            "cloud",
            Json.obj(
                "region", text(record, "awsRegion"),
                "account", Json.obj("uid", text(record, "recipientAccountId"))),
            "http_request",
            Json.obj("user_agent", text(record, "userAgent"))));
  }

  /** Adds the fields of a line in the default format of VPC Flow Logs. */
  void flow(String[] fields) {
    if (fields.length != 14 || fields[3].equals("-") || !fields[10].matches("\\d+")) {
      return;
    }
    String start = Instant.ofEpochSecond(Long.parseLong(fields[10])).toString();
    flows.add(
        Json.obj(
            "account_id", fields[1],
            "srcaddr", fields[3],
            "dstaddr", fields[4],
            "srcport", Integer.valueOf(fields[5]),
            "dstport", Integer.valueOf(fields[6]),
            "protocol", Integer.valueOf(fields[7]),
            "bytes", Long.valueOf(fields[9]),
            "start", Long.valueOf(fields[10]),
            "end", Long.valueOf(fields[11]),
            "action", fields[12],
            "date", start.substring(0, 10)));
    lakeFlows.add(
        Json.obj(
            "time_dt", start.substring(0, 10) + ' ' + start.substring(11, 19),
            "src_endpoint", Json.obj("ip", fields[3], "port", Integer.valueOf(fields[5])),
            "dst_endpoint", Json.obj("ip", fields[4], "port", Integer.valueOf(fields[6])),
            "connection_info", Json.obj("protocol_num", Integer.valueOf(fields[7])),
            "traffic", Json.obj("bytes", Long.valueOf(fields[9])),
            "cloud", Json.obj("region", null, "account", Json.obj("uid", fields[1]))));
  }

  /** Makes the tables of what was added. */
  void load(Path folder) throws IOException, SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE MACRO json_extract_scalar(json, path) AS json_extract_string(json, path)");
    }
    table(folder, "cloudtrail", CLOUD_TRAIL, calls);
    table(folder, "lake_calls", LAKE_CALLS, lakeCalls);
    table(folder, "flow_logs", FLOW_LOGS, flows);
    table(folder, "lake_flows", LAKE_FLOWS, lakeFlows);
  }

  private void table(Path folder, String name, String columns, List<ObjectNode> rows)
      throws IOException, SQLException {
    Path file = folder.resolve(name + ".jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (ObjectNode row : rows) {
        out.write(Json.text(row));
        out.write('\n');
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE "
              + name
              + " AS SELECT * FROM read_json('"
              + file.toString().replace("'", "''")
              + "', format = 'newline_delimited', columns = "
              + columns.replaceAll("\\s+", " ")
              + ")");
    }
  }

  /** The second column of each row, which of a call is its id. */
  List<String> run(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows.add(String.valueOf(result.getString(2)));
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static @Nullable String text(JsonNode node, String member) {
    JsonNode value = node.path(member);
    return value.isMissingNode() || value.isNull() ? null : value.asText();
  }

  private static @Nullable String document(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    return node.isTextual() ? node.asText() : Json.text(node);
  }
}
