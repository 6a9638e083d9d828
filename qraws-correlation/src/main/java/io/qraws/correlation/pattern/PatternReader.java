// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import io.qraws.correlation.pattern.YamlNode.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the rules of some files together, and refuses what could not be matched as it is meant. */
final class PatternReader {
  private static final int MOST_RULES = 10_000;
  private static final int LONGEST_CHAIN = 8;
  private static final Set<String> LOGSOURCE =
      Set.of("product", "service", "category", "definition");

  private final List<Draft> drafts = new ArrayList<>();
  private final Map<String, Draft> named = new HashMap<>();
  private final IdentityHashMap<Draft, Rule> built = new IdentityHashMap<>();
  private final Set<Draft> silent = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Draft> chain = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Takes the documents of a file, each a rule or a list of rules. */
  void add(String file, List<YamlNode> documents) {
    for (YamlNode document : documents) {
      for (YamlNode node : document.asList()) {
        Draft draft = Draft.read(file, node);
        if (drafts.size() == MOST_RULES) {
          throw draft.place().fault(node, "there are more than " + MOST_RULES + " rules");
        }
        drafts.add(draft);
        name(draft, draft.name());
        name(draft, draft.ownId());
      }
    }
  }

  private void name(Draft draft, String name) {
    Draft other = name.isEmpty() ? null : named.put(name, draft);
    if (other != null) {
      throw draft
          .place()
          .fault(
              draft.node(),
              Names.shown(name)
                  + " is also what the rule in "
                  + other.place().file()
                  + ":"
                  + other.node().line()
                  + " is called; give one another name");
    }
  }

  /**
   * The rules that are patterns: those that no other refers to, or one that generates them.
   *
   * @param file how messages call what was read
   */
  List<Rule> patterns(String file) {
    drafts.forEach(this::rule);
    List<Rule> patterns = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Draft draft : drafts) {
      if (!silent.contains(draft)) {
        patterns.add(rule(draft));
        if (!ids.add(draft.about().id())) {
          throw draft
              .place()
              .fault(draft.node(), "another rule is called alike; give each an id of its own");
        }
      }
    }
    if (patterns.isEmpty()) {
      throw new PatternFormatException(file, 1, "there is no rule in it");
    }
    return patterns;
  }

  private Rule rule(Draft draft) {
    Rule known = built.get(draft);
    if (known != null) {
      return known;
    }
    if (chain.contains(draft)) {
      throw draft.place().fault(draft.node(), "it refers to itself by way of others");
    }
    if (chain.size() == LONGEST_CHAIN) {
      throw draft
          .place()
          .fault(draft.node(), "more than " + LONGEST_CHAIN + " rules refer to each other");
    }
    chain.add(draft);
    Rule rule = draft.isCorrelation() ? correlation(draft) : event(draft);
    chain.remove(draft);
    built.put(draft, rule);
    return rule;
  }

  private Rule correlation(Draft draft) {
    Place place = draft.place();
    YamlNode node = place.map(place.need(draft.node(), "correlation", ""), "correlation");
    YamlNode list = place.need(node, "rules", "name the rules that it is made of");
    Map<String, Rule> rules = new LinkedHashMap<>();
    Set<Draft> referred = Collections.newSetFromMap(new IdentityHashMap<>());
    for (YamlNode one : list.asList()) {
      String reference = place.text(one, "rules");
      Draft found = named.get(reference);
      if (found == null) {
        throw place.fault(
            one,
            "no rule is called "
                + Names.shown(reference)
                + Names.suggestion(reference, named.keySet()));
      }
      if (!referred.add(found)) {
        throw place.fault(one, Names.shown(reference) + " stands twice in rules; keep one");
      }
      rules.put(reference, rule(found));
      if (!draft.generates()) {
        silent.add(found);
      }
    }
    if (rules.isEmpty()) {
      throw place.fault(list, "rules is empty; name the rules that it is made of");
    }
    return new CorrelationReader(place, draft.about(), node, rules).read();
  }

  private static Rule event(Draft draft) {
    Place place = draft.place();
    YamlNode node = place.need(draft.node(), "logsource", "such as product: aws");
    place.only(place.map(node, "logsource"), "logsource", LOGSOURCE);
    if (place.find(node, "category") != null) {
      throw place.fault(
          node, "category is not taken; say product and service, one of " + sources());
    }
    String product = place.text(node, "product", 64);
    String service = place.text(node, "service", 64);
    LogSource source = LogSource.KNOWN.get(service.isEmpty() ? product : product + "/" + service);
    if (source == null) {
      throw place.fault(
          node,
          "unknown logsource "
              + Names.shown(product + (service.isEmpty() ? "" : "/" + service))
              + "; product and service must be one of "
              + sources());
    }
    YamlNode detection = place.need(draft.node(), "detection", "say what to look for");
    if (detection.kind() != Kind.MAP || detection.members().isEmpty()) {
      throw place.fault(detection, "detection must be a map of selections and a condition");
    }
    return new Rule.Event(
        draft.about(), source, new DetectionReader(place, source).read(detection));
  }

  private static String sources() {
    return String.join(", ", LogSource.KNOWN.keySet());
  }
}
