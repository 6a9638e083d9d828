// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.incident.Incident;
import io.qraws.correlation.incident.Link;
import io.qraws.correlation.incident.Tactic;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * An incident as a MITRE Attack Flow: a STIX 2.1 bundle that tools for ATT&amp;CK draw as a graph.
 *
 * <p>Each signal that is a stage of the attack becomes an action with its tactic and time; links
 * lead from the earlier to the later one and are told in words in the later one's description; what
 * actions were about becomes assets, at most {@value #MOST_ASSETS}. An incident without any stage
 * has one action, for its first signal. The ids are made from the incident's, so that the same
 * incident gives the same bundle. Texts in it come from outside and are as hostile as they were.
 *
 * <p>Source: Attack Flow 2.0.0, its schema and extension definition; STIX 2.1. Safe for use by many
 * threads; costs O(signals + links).
 */
public final class AttackFlow {
  private static final int MOST_ASSETS = 100;
  private static final String EXTENSION =
      "extension-definition--fb9c968a-745b-4ade-9b25-c324172197f4";
  private static final String EXTENSION_OWNER = "identity--d673f8cb-c168-42da-8ed4-0cb26725f86c";
  private static final String EXTENSION_TIME = "2022-08-02T19:34:35.143Z";

  /** STIX 2.1, 3.2: UTC with a point and at least three digits, or none. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Incident incident;
  private final String made;
  private final Map<String, ObjectNode> actions = new LinkedHashMap<>();
  private final Map<String, ObjectNode> assets = new LinkedHashMap<>();

  private AttackFlow(Incident incident) {
    this.incident = incident;
    this.made = TIME.format(incident.lastSeen());
  }

  /**
   * The bundle, as JSON text.
   *
   * @param incident any
   */
  public static String of(Incident incident) {
    return Json.text(new AttackFlow(incident).bundle());
  }

  private ObjectNode bundle() {
    List<Signal> stages = new ArrayList<>(incident.signals());
    stages.removeIf(signal -> !incident.tactics().containsKey(signal.id()));
    if (stages.isEmpty()) {
      stages.add(incident.signals().get(0));
    }
    stages.forEach(signal -> actions.put(signal.id(), action(signal)));
    Set<String> reached = follow();
    ObjectNode bundle = Json.object();
    bundle.put("type", "bundle").put("id", id("bundle", ""));
    ArrayNode objects = bundle.putArray("objects");
    objects.add(extension()).add(owner()).add(author());
    ObjectNode flow = object("attack-flow", "");
    flow.put("name", "Incident " + incident.id());
    flow.put("description", description());
    flow.put("scope", "incident");
    ArrayNode starts = flow.putArray("start_refs");
    actions.forEach(
        (signal, action) -> {
          if (!reached.contains(signal)) {
            starts.add(action.path("id").asText());
          }
        });
    objects.add(flow);
    actions.values().forEach(objects::add);
    assets.values().forEach(objects::add);
    return bundle;
  }

  /** Lets each action lead to those that are linked with it and came later; gives the latter. */
  private Set<String> follow() {
    Set<String> reached = new HashSet<>();
    List<String> order = List.copyOf(actions.keySet());
    for (Link link : incident.links()) {
      int a = order.indexOf(link.a());
      int b = order.indexOf(link.b());
      if (a < 0 || b < 0 || a == b) {
        continue;
      }
      ObjectNode first = actions.get(order.get(Math.min(a, b)));
      ObjectNode second = actions.get(order.get(Math.max(a, b)));
      if (first != null && second != null) {
        first.withArray("/effect_refs").add(second.path("id").asText());
        String told = second.path("description").asText();
        second.put("description", told + " Linked with an earlier one: " + link.reason() + ".");
        reached.add(order.get(Math.max(a, b)));
      }
    }
    return reached;
  }

  private ObjectNode action(Signal signal) {
    ObjectNode action = object("attack-action", signal.id());
    Tactic tactic = incident.tactics().get(signal.id());
    action.put("name", tactic == null ? "Unknown" : tactic.title());
    if (tactic != null) {
      action.put("tactic_id", tactic.id());
    }
    action.put("description", signal.title() + " (" + signal.id() + ").");
    action.put("execution_start", TIME.format(signal.time()));
    ArrayNode about = null;
    for (Observable observable : signal.observables()) {
      boolean asset =
          observable.role() == Role.TARGET
              && (observable.kind() == ObservableKind.RESOURCE
                  || observable.kind() == ObservableKind.HOST);
      if (asset && (assets.containsKey(observable.value()) || assets.size() < MOST_ASSETS)) {
        about = about == null ? action.putArray("asset_refs") : about;
        about.add(asset(observable.value()).path("id").asText());
      }
    }
    return action;
  }

  private ObjectNode asset(String name) {
    return assets.computeIfAbsent(name, n -> object("attack-asset", n).put("name", n));
  }

  private String description() {
    List<String> stages = incident.stages().stream().map(Tactic::title).toList();
    return incident.signals().size()
        + " signals from "
        + incident.firstSeen()
        + " to "
        + incident.lastSeen()
        + (stages.isEmpty() ? "" : "; stages: " + String.join(", ", stages));
  }

  private ObjectNode object(String type, String name) {
    ObjectNode object = Json.object();
    object.put("type", type).put("spec_version", "2.1").put("id", id(type, name));
    object.put("created_by_ref", id("identity", "qraws"));
    object.put("created", made).put("modified", made);
    object.putObject("extensions").putObject(EXTENSION).put("extension_type", "new-sdo");
    return object;
  }

  private String id(String type, String name) {
    byte[] bytes = (incident.id() + '\n' + type + '\n' + name).getBytes(StandardCharsets.UTF_8);
    return type + "--" + UUID.nameUUIDFromBytes(bytes);
  }

  private ObjectNode author() {
    ObjectNode author = Json.object();
    author.put("type", "identity").put("spec_version", "2.1").put("id", id("identity", "qraws"));
    author.put("created", made).put("modified", made);
    return author.put("name", "QRAWS").put("identity_class", "system");
  }

  private static ObjectNode owner() {
    ObjectNode owner = Json.object();
    owner.put("type", "identity").put("spec_version", "2.1").put("id", EXTENSION_OWNER);
    owner.put("created", EXTENSION_TIME).put("modified", EXTENSION_TIME);
    owner.put("name", "MITRE Center for Threat-Informed Defense");
    return owner.put("identity_class", "organization");
  }

  private static ObjectNode extension() {
    ObjectNode extension = Json.object();
    extension.put("type", "extension-definition").put("spec_version", "2.1").put("id", EXTENSION);
    extension.put("created_by_ref", EXTENSION_OWNER);
    extension.put("created", EXTENSION_TIME).put("modified", EXTENSION_TIME);
    extension.put("name", "Attack Flow");
    extension.put(
        "schema",
        "https://center-for-threat-informed-defense.github.io/attack-flow/stix/"
            + "attack-flow-schema-2.0.0.json");
    extension.put("version", "2.0.0");
    extension.putArray("extension_types").add("new-sdo");
    return extension;
  }
}
