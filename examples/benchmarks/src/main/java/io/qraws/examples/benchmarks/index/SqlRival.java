// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks.index;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** H2 in memory: a table of signals and one of keys, joined by its index. */
final class SqlRival implements Rival {
  private static final int MOST_KEYS = 6;

  private final Settings settings;
  private final Found related;
  private final Connection connection;
  private final PreparedStatement[] ask = new PreparedStatement[MOST_KEYS];
  private final PreparedStatement addSignal;
  private final PreparedStatement addKey;
  private final PreparedStatement dropSignal;
  private final PreparedStatement dropKeys;
  private long next;

  SqlRival(Settings settings) {
    this.settings = settings;
    related = new Found(settings.matches());
    try {
      connection = DriverManager.getConnection("jdbc:h2:mem:index;DB_CLOSE_DELAY=0");
      connection
          .createStatement()
          .execute(
              "create table signal(number bigint primary key, time bigint);"
                  + "create table posting(name varchar, number bigint);"
                  + "create index by_name on posting(name, number);"
                  + "create index by_number on posting(number)");
      for (int keys = 1; keys <= MOST_KEYS; keys++) {
        ask[keys - 1] = connection.prepareStatement(query(keys));
      }
      addSignal = connection.prepareStatement("insert into signal values(?, ?)");
      addKey = connection.prepareStatement("insert into posting values(?, ?)");
      dropSignal = connection.prepareStatement("delete from signal where number = ?");
      dropKeys = connection.prepareStatement("delete from posting where number = ?");
    } catch (SQLException e) {
      throw new IllegalStateException("H2 could not be set up", e);
    }
  }

  private String query(int keys) {
    StringBuilder all = new StringBuilder();
    for (int key = 0; key < keys; key++) {
      all.append(key == 0 ? "" : " union all ")
          .append("(select number, ")
          .append(1 << key)
          .append(" as bit from posting where name = ? order by name desc, number desc limit ")
          .append(settings.perKey())
          .append(')');
    }
    return "select p.number, sum(p.bit) from ("
        + all
        + ") p join signal s on s.number = p.number where s.time between ? and ?"
        + " group by p.number order by p.number desc limit "
        + settings.matches();
  }

  @Override
  public void add(Sample[] samples, Each each) {
    try {
      for (Sample sample : samples) {
        ask(sample);
        add(sample);
        each.accept(related);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void ask(Sample sample) throws SQLException {
    String[] keys = sample.keys();
    PreparedStatement query = ask[keys.length - 1];
    for (int key = 0; key < keys.length; key++) {
      query.setString(key + 1, keys[key]);
    }
    query.setLong(keys.length + 1, sample.time() - settings.windowMillis());
    query.setLong(keys.length + 2, sample.time() + settings.windowMillis());
    related.clear();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        related.add(rows.getLong(1), rows.getLong(2));
      }
    }
  }

  private void add(Sample sample) throws SQLException {
    long gone = next - settings.live();
    if (gone >= 0) {
      dropSignal.setLong(1, gone);
      dropSignal.executeUpdate();
      dropKeys.setLong(1, gone);
      dropKeys.executeUpdate();
    }
    addSignal.setLong(1, next);
    addSignal.setLong(2, sample.time());
    addSignal.executeUpdate();
    for (String key : sample.keys()) {
      addKey.setString(1, key);
      addKey.setLong(2, next);
      addKey.executeUpdate();
    }
    next++;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
