// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.ComparisonExpression;
import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.LikePredicate;
import io.trino.sql.tree.Limit;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.Statement;
import io.trino.sql.tree.StringLiteral;
import java.util.ArrayList;
import java.util.List;

/** What Trino's own parser, which stands for Athena's, reads in a text. */
final class TrinoSql {
  private final QuerySpecification select;

  private TrinoSql(QuerySpecification select) {
    this.select = select;
  }

  /** Fails unless the text is one SELECT and nothing more. */
  static TrinoSql parse(String text) {
    Statement statement = new SqlParser().createStatement(text);
    assertThat(statement).isInstanceOf(Query.class);
    Query query = (Query) statement;
    assertThat(query.getWith()).isEmpty();
    assertThat(query.getQueryBody()).isInstanceOf(QuerySpecification.class);
    return new TrinoSql((QuerySpecification) query.getQueryBody());
  }

  /** The number behind LIMIT. */
  long limit() {
    Limit limit = (Limit) select.getLimit().orElseThrow();
    return ((LongLiteral) limit.getRowCount()).getParsedValue();
  }

  String table() {
    return select.getFrom().orElseThrow().toString();
  }

  /** All texts in the WHERE clause. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    new DefaultTraversalVisitor<Void>() {
      @Override
      protected Void visitStringLiteral(StringLiteral node, Void context) {
        texts.add(node.getValue());
        return null;
      }
    }.process(select.getWhere().orElseThrow(), null);
    return texts;
  }

  /** What LIKE looks for, with its escapes taken away. */
  List<String> patterns() {
    List<String> patterns = new ArrayList<>();
    new DefaultTraversalVisitor<Void>() {
      @Override
      protected Void visitLikePredicate(LikePredicate node, Void context) {
        assertThat(((StringLiteral) node.getEscape().orElseThrow()).getValue()).isEqualTo("\\");
        patterns.add(((StringLiteral) node.getPattern()).getValue());
        return super.visitLikePredicate(node, context);
      }
    }.process(select.getWhere().orElseThrow(), null);
    return patterns;
  }

  /** The comparisons by which the column is bounded, such as {@code >=} and {@code <}. */
  List<String> boundsOf(String column) {
    List<String> bounds = new ArrayList<>();
    new DefaultTraversalVisitor<Void>() {
      @Override
      protected Void visitComparisonExpression(ComparisonExpression node, Void context) {
        boolean named =
            node.getLeft() instanceof Identifier name && name.getValue().equals(column)
                || node.getLeft() instanceof DereferenceExpression path
                    && path.toString().equals(column);
        if (named) {
          bounds.add(node.getOperator().getValue());
        }
        return super.visitComparisonExpression(node, context);
      }
    }.process(select.getWhere().orElseThrow(), null);
    return bounds;
  }

  /** The whole tree, as Trino prints it. */
  @Override
  public String toString() {
    return select.toString();
  }
}
