// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Raw;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON text, looked at where it stands on its {@link Tape}, and valid as long as that
 * is. What is absent is {@link #MISSING}, never null.
 *
 * <p>Iterates over an array's elements or an object's values; over nothing otherwise.
 */
final class Node implements Iterable<Node> {
  static final Node MISSING = new Node();

  private final @Nullable Tape tape;
  private final int at;
  private final int type;

  /** What an envelope told, shown as one member more of an object. */
  private final @Nullable Node told;

  private Node() {
    tape = null;
    at = 0;
    type = Tape.MISSING;
    told = null;
  }

  Node(Tape tape, int at) {
    this(tape, at, null);
  }

  private Node(Tape tape, int at, @Nullable Node told) {
    this.tape = tape;
    this.at = at;
    this.type = tape.type(at);
    this.told = told;
  }

  /** The same object, with what its envelope told of the time where it tells none itself. */
  Node with(@Nullable Node time) {
    return time == null || tape == null || has(Envelopes.TOLD) ? this : new Node(tape, at, time);
  }

  /** What its envelope told; missing if nothing did. */
  Node told() {
    return told == null ? MISSING : told;
  }

  boolean isMissingNode() {
    return type == Tape.MISSING;
  }

  boolean isNull() {
    return type == Tape.NULL;
  }

  boolean isBoolean() {
    return type == Tape.TRUE || type == Tape.FALSE;
  }

  boolean isNumber() {
    return type == Tape.WHOLE || type == Tape.DECIMAL;
  }

  boolean isTextual() {
    return type >= Tape.PLAIN && type <= Tape.ESCAPED;
  }

  boolean isArray() {
    return type == Tape.ARRAY;
  }

  boolean isObject() {
    return type == Tape.OBJECT;
  }

  boolean isContainerNode() {
    return type >= Tape.ARRAY;
  }

  /** Whether it is a text, a number, a boolean or null. */
  boolean isValueNode() {
    return type >= Tape.NULL && type <= Tape.ESCAPED;
  }

  boolean isEmpty() {
    return tape == null || !isContainerNode() || (tape.first(at) == tape.next(at) && told == null);
  }

  /** How many elements or members. */
  int size() {
    if (isObject()) {
      return members() + (told == null ? 0 : 1);
    }
    int size = 0;
    for (Iterator<Node> rest = iterator(); rest.hasNext(); rest.next()) {
      size++;
    }
    return size;
  }

  /** The first element of an array. */
  Node first() {
    Iterator<Node> elements = isArray() ? iterator() : new None();
    return elements.hasNext() ? elements.next() : MISSING;
  }

  boolean has(String name) {
    return !get(name).isMissingNode();
  }

  /** The member of that name, which may be JSON's null. */
  Node get(String name) {
    if (tape == null || type != Tape.OBJECT) {
      return MISSING;
    }
    int value = tape.member(at, name);
    if (value >= 0) {
      return new Node(tape, value);
    }
    return told != null && name.equals(Envelopes.TOLD) ? told : MISSING;
  }

  /**
   * The member of the path's first name, whose first letter may be of either case. One as written
   * comes before the other; JSON's null is none.
   */
  Node either(MemberPath path) {
    if (tape == null || type != Tape.OBJECT) {
      return MISSING;
    }
    int value = tape.either(at, path.name(), path.otherCase());
    return value < 0 ? MISSING : new Node(tape, value);
  }

  /** How many members an object has; none if it is no object. */
  int members() {
    return tape == null || type != Tape.OBJECT ? 0 : tape.members(at).size();
  }

  /** The name of the member at that place. */
  MemberName name(int place) {
    return Objects.requireNonNull(tape).members(at).name(place);
  }

  /** The value of the member at that place. */
  Node value(int place) {
    Tape text = Objects.requireNonNull(tape);
    return new Node(text, text.members(at).value(place));
  }

  /** The members in their order; none if it is no object. */
  List<Map.Entry<String, Node>> properties() {
    if (tape == null || type != Tape.OBJECT) {
      return List.of();
    }
    Members members = tape.members(at);
    List<Map.Entry<String, Node>> all = new ArrayList<>(members.size() + 1);
    for (int i = 0; i < members.size(); i++) {
      all.add(Map.entry(members.name(i).text(), new Node(tape, members.value(i))));
    }
    if (told != null) {
      all.add(Map.entry(Envelopes.TOLD, told));
    }
    return all;
  }

  @Override
  public Iterator<Node> iterator() {
    if (tape == null || !isContainerNode()) {
      return new None();
    }
    if (type == Tape.ARRAY) {
      return new Elements(tape, tape.first(at), tape.next(at));
    }
    List<Node> values = new ArrayList<>();
    properties().forEach(member -> values.add(member.getValue()));
    return values.iterator();
  }

  /** A text as it is; a number, boolean or null as text; empty for the rest. */
  String asText() {
    if (tape == null) {
      return "";
    }
    return switch (type) {
      case Tape.PLAIN, Tape.UTF8, Tape.ESCAPED, Tape.TRUE, Tape.FALSE, Tape.NULL -> tape.text(at);
      case Tape.WHOLE -> tape.text(at).equals("-0") ? "0" : tape.text(at);
      case Tape.DECIMAL -> new BigDecimal(tape.text(at)).toString();
      default -> "";
    };
  }

  /** The number that it is; NaN if it is none. */
  double doubleValue() {
    return isNumber() ? Double.parseDouble(asText()) : Double.NaN;
  }

  /** The whole number that it is, within the range of a long; null if it is none. */
  @Nullable Long longValue() {
    if (type != Tape.WHOLE) {
      return null;
    }
    String digits = asText();
    if (digits.length() <= 18) {
      return Long.parseLong(digits);
    }
    BigInteger number = new BigInteger(digits);
    return number.bitLength() < Long.SIZE ? number.longValue() : null;
  }

  boolean booleanValue() {
    return type == Tape.TRUE;
  }

  /** The bytes that it stands in, from bracket to bracket, or from quote to quote. */
  Raw raw() {
    if (tape == null) {
      return Raw.EMPTY;
    }
    int quote = isTextual() ? 1 : 0;
    return Raw.of(tape.bytes(), tape.start(at) - quote, tape.end(at) + quote);
  }

  /** The JSON that it stands in. */
  @Override
  public String toString() {
    return raw().text();
  }

  private static final class None implements Iterator<Node> {
    @Override
    public boolean hasNext() {
      return false;
    }

    @Override
    public Node next() {
      throw new NoSuchElementException();
    }
  }

  private static final class Elements implements Iterator<Node> {
    private final Tape tape;
    private final int end;
    private int next;

    Elements(Tape tape, int first, int end) {
      this.tape = tape;
      this.next = first;
      this.end = end;
    }

    @Override
    public boolean hasNext() {
      return next < end;
    }

    @Override
    public Node next() {
      if (next >= end) {
        throw new NoSuchElementException();
      }
      Node element = new Node(tape, next);
      next = tape.next(next);
      return element;
    }
  }
}
