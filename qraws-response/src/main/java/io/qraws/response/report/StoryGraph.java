// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A drawing of one incident: signals as boxes, the cloud's at the left and the others at the right,
 * each column in order of time, and links as curves in the space between, where no box is.
 */
final class StoryGraph {
  static final int MOST_NODES = 24;
  private static final int MOST_BESIDES = 8;
  private static final int SURE_PER_SIDE = 6;
  private static final int HEIGHT = 46;
  private static final int ROW = 58;
  private static final int TOP = 36;

  private final Shape shape;
  private final List<Signal> signals;
  private final Map<String, Node> nodes = new HashMap<>();
  private final List<Node> drawn = new ArrayList<>();
  private final List<Link> edges;
  private final int bottom;

  /**
   * Lays an incident out.
   *
   * @param incident any
   * @param shape how broad to draw it
   */
  StoryGraph(Incident incident, Shape shape) {
    this.shape = shape;
    this.signals = incident.signals();
    List<Integer> left = new ArrayList<>();
    List<Integer> right = new ArrayList<>();
    chosen(incident).stream()
        .sorted()
        .forEach(i -> (Incident.fromQradar(signals.get(i)) ? right : left).add(i));
    int rows = Math.max(left.size(), right.size());
    this.bottom = TOP + rows * ROW;
    int width = left.isEmpty() || right.isEmpty() ? shape.broad : shape.narrow;
    place(left, 1, width, rows);
    place(right, shape.width - width - 1, width, rows);
    this.edges = telling(incident.links());
  }

  /** What holds the boxes together by the strongest links, and the strongest besides. */
  private List<Link> telling(List<Link> links) {
    Map<String, String> parents = new HashMap<>();
    List<Link> chosen = new ArrayList<>();
    int besides = 0;
    for (Link link : links.stream().sorted(byWeight().reversed()).toList()) {
      if (!nodes.containsKey(link.a()) || !nodes.containsKey(link.b())) {
        continue;
      }
      String a = root(parents, link.a());
      String b = root(parents, link.b());
      if (!a.equals(b)) {
        parents.put(a, b);
        chosen.add(link);
      } else if (besides < MOST_BESIDES && !link.a().equals(link.b())) {
        besides++;
        chosen.add(link);
      }
    }
    // Weak ones first, so that strong ones lie on top.
    chosen.sort(byWeight());
    return chosen;
  }

  private static String root(Map<String, String> parents, String id) {
    String at = id;
    for (String next = parents.get(at); next != null; next = parents.get(at)) {
      at = next;
    }
    return at;
  }

  /** How many links are drawn. */
  int links() {
    return edges.size();
  }

  private static Comparator<Link> byWeight() {
    return Comparator.comparingDouble(Link::weight)
        .thenComparing(Link::a)
        .thenComparing(Link::b)
        .thenComparing(Link::reason);
  }

  /** The boxes, in order of columns. */
  List<Node> nodes() {
    return List.copyOf(drawn);
  }

  /**
   * Writes the drawing.
   *
   * @param html where to
   * @param place the incident's place in the report, for ids
   */
  void write(HtmlWriter html, int place) throws IOException {
    String title = "story-" + shape.style + "-" + place;
    String text = "story-text-" + shape.style + "-" + place;
    html.markup("<svg class=\"story ").markup(shape.style).markup("\" role=\"img\" viewBox=\"0 0 ");
    html.number(shape.width).markup(" ").number(bottom).markup("\" aria-labelledby=\"");
    html.markup(title).markup(" ").markup(text).markup("\"><title id=\"").markup(title);
    html.markup("\">What belongs together</title><desc id=\"").markup(text).markup("\">");
    describe(html);
    html.markup("</desc>\n<text class=\"side\" x=\"2\" y=\"18\">Cloud</text>");
    html.markup("<text class=\"side\" text-anchor=\"end\" x=\"").number(shape.width - 2);
    html.markup("\" y=\"18\">On premises</text>\n");
    for (Link link : edges) {
      edge(html, link);
    }
    for (Node node : drawn) {
      box(html, node);
    }
    html.markup("</svg>\n");
  }

  private void describe(HtmlWriter html) throws IOException {
    long right = drawn.stream().filter(Node::right).count();
    html.count(drawn.size() - right, "signal").markup(" from the cloud at the left, ");
    html.number(right).markup(" from on premises at the right, ").count(edges.size(), "link");
    html.markup(". ");
    // The last edges are the strongest.
    for (int i = edges.size() - 1; i >= Math.max(0, edges.size() - 5); i--) {
      Link link = edges.get(i);
      html.markup("Number ").number(node(link.a()).number()).markup(" and number ");
      html.number(node(link.b()).number()).markup(": ").text(link.reason(), 120).markup(". ");
    }
  }

  private void edge(HtmlWriter html, Link link) throws IOException {
    Node from = node(link.a());
    Node to = node(link.b());
    boolean across = from.right() != to.right();
    int gap = shape.width - 2 * shape.narrow;
    int reach = across ? gap / 2 : gap / 5 + Math.min(gap / 2, Math.abs(from.y() - to.y()) / 4);
    html.markup("<path class=\"edge").markup(across ? " across" : "").markup("\" stroke-width=\"");
    long tenths = 10 + Math.round(link.weight() * 25);
    html.number(tenths / 10).markup(".").number(tenths % 10).markup("\" d=\"M");
    html.number(from.inner()).markup(" ").number(from.middle()).markup("C");
    html.number(from.inner() + (from.right() ? -reach : reach)).markup(" ").number(from.middle());
    html.markup(" ").number(to.inner() + (to.right() ? -reach : reach)).markup(" ");
    html.number(to.middle()).markup(" ").number(to.inner()).markup(" ").number(to.middle());
    html.markup("\"><title>").text(link.reason(), 200).markup("</title></path>\n");
  }

  private void box(HtmlWriter html, Node node) throws IOException {
    Signal signal = signals.get(node.number() - 1);
    String tone = Words.tone(signal.severity());
    // An svg inside an svg cuts off what does not fit, however broad the letters are.
    html.markup("<svg x=\"").number(node.x()).markup("\" y=\"").number(node.y());
    html.markup("\" width=\"").number(node.width()).markup("\" height=\"").number(HEIGHT);
    html.markup("\"><title>").text(signal.title(), 200).markup("</title>");
    html.markup("<rect class=\"box\" x=\"1\" y=\"1\" rx=\"7\" width=\"").number(node.width() - 2);
    html.markup("\" height=\"").number(HEIGHT - 2).markup("\"/><rect class=\"tone ").markup(tone);
    html.markup("\" x=\"7\" y=\"8\" rx=\"2\" width=\"4\" height=\"").number(HEIGHT - 16);
    html.markup("\"/><text class=\"meta\" x=\"19\" y=\"18\">").number(node.number());
    html.markup(" · ").markup(shape == Shape.WIDE ? Words.kind(signal) + " · " : "");
    html.markup(Words.severity(signal.severity())).markup("</text>");
    html.markup("<text class=\"name\" x=\"19\" y=\"36\">");
    html.text(name(signal), (node.width() - 30) * 2 / 15).markup("</text></svg>\n");
  }

  private static String name(Signal signal) {
    return signal.title().isBlank() ? "(no title)" : signal.title();
  }

  private Node node(String id) {
    Node node = nodes.get(id);
    if (node == null) {
      throw new IllegalStateException("not drawn");
    }
    return node;
  }

  private void place(List<Integer> column, int x, int width, int rows) {
    int y = TOP + (rows - column.size()) * ROW / 2;
    for (int index : column) {
      Node node = new Node(index + 1, x, y, width, HEIGHT, x > 1 && x + width > shape.width - 2);
      drawn.add(node);
      nodes.putIfAbsent(signals.get(index).id(), node);
      y += ROW;
    }
  }

  /** The signals worth a box; some of each side, so that neither hides the other. */
  private Set<Integer> chosen(Incident incident) {
    Map<String, Double> tied = new HashMap<>();
    for (Link link : incident.links()) {
      tied.merge(link.a(), link.weight(), Double::sum);
      tied.merge(link.b(), link.weight(), Double::sum);
    }
    double[] importance = new double[signals.size()];
    List<Integer> ranked = new ArrayList<>();
    for (int i = 0; i < signals.size(); i++) {
      Signal signal = signals.get(i);
      importance[i] =
          signal.severity().normalized()
              + (incident.novel().contains(signal.id()) ? 20 : 0)
              + (incident.tactics().containsKey(signal.id()) ? 10 : 0)
              + Math.min(50, 10 * tied.getOrDefault(signal.id(), 0.0));
      ranked.add(i);
    }
    ranked.sort(Comparator.comparingDouble((Integer i) -> -importance[i]).thenComparing(i -> i));
    Set<Integer> chosen = new LinkedHashSet<>();
    for (boolean qradar : new boolean[] {true, false}) {
      ranked.stream()
          .filter(i -> Incident.fromQradar(signals.get(i)) == qradar)
          .limit(SURE_PER_SIDE)
          .forEach(chosen::add);
    }
    ranked.stream().limit(MOST_NODES).filter(i -> chosen.size() < MOST_NODES).forEach(chosen::add);
    return chosen;
  }

  /** How broad a drawing is: for a desk or for a hand. */
  enum Shape {
    /** With room for titles. */
    WIDE("wide", 720, 290, 470),
    /** For screens less than half as broad. */
    SLIM("slim", 340, 128, 236);

    private final String style;
    private final int width;
    private final int narrow;
    private final int broad;

    Shape(String style, int width, int narrow, int broad) {
      this.style = style;
      this.width = width;
      this.narrow = narrow;
      this.broad = broad;
    }
  }

  /**
   * A box.
   *
   * @param number the signal's place in the time line, from 1
   * @param x the left edge
   * @param y the upper edge
   * @param width in units of the drawing
   * @param height in units of the drawing
   * @param right whether it stands in the right column
   */
  record Node(int number, int x, int y, int width, int height, boolean right) {
    /** Where its edges begin: the side towards the middle. */
    int inner() {
      return right ? x : x + width;
    }

    /** The height at which its edges begin. */
    int middle() {
      return y + height / 2;
    }
  }
}
