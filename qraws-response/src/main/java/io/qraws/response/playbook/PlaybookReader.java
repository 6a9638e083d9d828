// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.playbook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.qraws.core.signal.ObservableKind;
import io.qraws.correlation.incident.Tactic;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads one playbook file; each fault names the file and the key. */
final class PlaybookReader {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Set<String> KEYS =
      Set.of(
          "id",
          "title",
          "runbook",
          "phase",
          "fits",
          "resource",
          "parameters",
          "impact",
          "reversible",
          "rollback",
          "blastRadius");
  private static final Pattern TEMPLATE =
      Pattern.compile("\\$\\{(?:observable(?:\\.([A-Za-z]+))?|setting\\.([A-Za-z0-9]+))\\}");

  private final String file;

  private PlaybookReader(String file) {
    this.file = file;
  }

  static Playbook read(String file, String yaml) {
    PlaybookReader reader = new PlaybookReader(file);
    JsonNode root;
    try {
      root = YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + ": not readable: " + e.getOriginalMessage(), e);
    }
    return reader.playbook(root);
  }

  private Playbook playbook(JsonNode root) {
    keys(root, "", KEYS);
    JsonNode fits = member(root, "", "fits");
    keys(fits, "fits.", Set.of("types", "controls", "operations", "tactics"));
    JsonNode resource = member(root, "", "resource");
    keys(resource, "resource.", Set.of("kind", "role", "pattern"));
    String role = text(resource, "resource.", "role");
    if (!role.equals("actor") && !role.equals("any")) {
      throw fault("resource.role", "must be actor or any");
    }
    Pattern pattern = pattern(resource, "resource.");
    Playbook playbook =
        new Playbook(
            matching(root, "id", "[a-z0-9-]{1,64}"),
            text(root, "", "title"),
            matching(root, "runbook", "[A-Za-z0-9_.-]{3,128}"),
            word(Playbook.Phase.class, root, "", "phase"),
            texts(fits, "types"),
            Set.copyOf(texts(fits, "controls")),
            Set.copyOf(texts(fits, "operations")),
            tactics(fits),
            word(ObservableKind.class, resource, "resource.", "kind"),
            role.equals("actor"),
            pattern,
            parameters(member(root, "", "parameters"), pattern),
            text(root, "", "impact"),
            flag(root, "", "reversible"),
            text(root, "", "rollback"),
            word(Playbook.BlastRadius.class, root, "", "blastRadius"));
    if (playbook.types().isEmpty()
        && playbook.controls().isEmpty()
        && playbook.operations().isEmpty()
        && playbook.tactics().isEmpty()) {
      throw fault("fits", "names nothing");
    }
    return playbook;
  }

  private SortedMap<String, Playbook.Parameter> parameters(JsonNode node, Pattern resource) {
    if (!node.isObject()) {
      throw fault("parameters", "must be a map");
    }
    SortedMap<String, Playbook.Parameter> parameters = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String at = "parameters." + entry.getKey() + ".";
      keys(entry.getValue(), at, Set.of("value", "pattern", "optional"));
      boolean optional = entry.getValue().has("optional") && flag(entry.getValue(), at, "optional");
      parameters.put(
          entry.getKey(),
          parameter(
              at,
              text(entry.getValue(), at, "value"),
              pattern(entry.getValue(), at),
              optional,
              resource));
    }
    return parameters;
  }

  private Playbook.Parameter parameter(
      String at, String value, Pattern pattern, boolean optional, Pattern resource) {
    Matcher template = TEMPLATE.matcher(value);
    if (!template.matches()) {
      if (value.contains("${")) {
        throw fault(at + "value", "is not ${observable}, ${observable.GROUP} or ${setting.NAME}");
      }
      if (!pattern.matcher(value).matches()) {
        throw fault(at + "value", "does not match its own pattern");
      }
      return new Playbook.Parameter(Playbook.Source.LITERAL, value, pattern, optional);
    }
    String group = template.group(1);
    String setting = template.group(2);
    if (setting != null) {
      return new Playbook.Parameter(Playbook.Source.SETTING, setting, pattern, optional);
    }
    if (group == null) {
      return new Playbook.Parameter(Playbook.Source.OBSERVABLE, "", pattern, optional);
    }
    if (!resource.pattern().contains("(?<" + group + ">")) {
      throw fault(at + "value", "names no group of resource.pattern: " + group);
    }
    return new Playbook.Parameter(Playbook.Source.GROUP, group, pattern, optional);
  }

  private Set<Tactic> tactics(JsonNode fits) {
    Set<Tactic> tactics = new LinkedHashSet<>();
    for (String id : texts(fits, "tactics")) {
      tactics.add(Tactic.ofId(id).orElseThrow(() -> fault("fits.tactics", "unknown: " + id)));
    }
    return Set.copyOf(tactics);
  }

  private void keys(JsonNode node, String at, Set<String> known) {
    if (!node.isObject()) {
      throw fault(at.isEmpty() ? "the file" : at.substring(0, at.length() - 1), "must be a map");
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!known.contains(entry.getKey())) {
        throw fault(at + entry.getKey(), "unknown key");
      }
    }
  }

  private JsonNode member(JsonNode node, String at, String key) {
    JsonNode member = node.get(key);
    if (member == null || member.isNull()) {
      throw fault(at + key, "is missing");
    }
    return member;
  }

  private String text(JsonNode node, String at, String key) {
    JsonNode member = member(node, at, key);
    if (!member.isTextual() || member.textValue().isBlank()) {
      throw fault(at + key, "must be text");
    }
    return member.textValue();
  }

  private String matching(JsonNode node, String key, String regex) {
    String text = text(node, "", key);
    if (!text.matches(regex)) {
      throw fault(key, "must match " + regex);
    }
    return text;
  }

  private boolean flag(JsonNode node, String at, String key) {
    JsonNode member = member(node, at, key);
    if (!member.isBoolean()) {
      throw fault(at + key, "must be true or false");
    }
    return member.booleanValue();
  }

  private <E extends Enum<E>> E word(Class<E> type, JsonNode node, String at, String key) {
    String word = text(node, at, key);
    try {
      return Playbook.word(type, word);
    } catch (IllegalArgumentException e) {
      throw fault(at + key, "unknown word: " + word);
    }
  }

  private Pattern pattern(JsonNode node, String at) {
    try {
      return Pattern.compile(text(node, at, "pattern"));
    } catch (PatternSyntaxException e) {
      throw fault(at + "pattern", "not a regular expression: " + e.getDescription());
    }
  }

  private List<String> texts(JsonNode fits, String key) {
    JsonNode list = fits.get(key);
    if (list == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode each : list) {
      if (!each.isTextual() || each.textValue().isBlank()) {
        throw fault("fits." + key, "must be a list of text");
      }
      texts.add(each.textValue());
    }
    if (texts.isEmpty()) {
      throw fault("fits." + key, "must be a list of text");
    }
    return List.copyOf(texts);
  }

  private IllegalArgumentException fault(String key, String problem) {
    return new IllegalArgumentException(file + ": " + key + ": " + problem);
  }
}
