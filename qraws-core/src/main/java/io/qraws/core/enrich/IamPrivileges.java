// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qraws.core.signal.ConfigChange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What AWS Config's items of IAM users, roles and groups say of privileges: that an administrator's
 * policy is attached, or that an inline policy allows everything, to the user or role or to a group
 * of the user's; and what their tags say.
 *
 * <p>Policies of other names, which may allow as much, are not looked into; so that nothing is
 * found does not say that somebody is no administrator. A permissions boundary may take from what
 * is found. Immutable.
 */
public final class IamPrivileges {
  /** No items. */
  public static final IamPrivileges NONE = builder().build();

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, Item> items;

  private IamPrivileges(Map<String, Item> items) {
    this.items = Map.copyOf(items);
  }

  /** Starts without items. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Something an item says.
   *
   * @param word {@code admin}, or what the tag has
   * @param why on what it rests, with the item's time
   * @param time the item's
   */
  record Found(String word, String why, Instant time) {}

  /** What is known of a user or role by {@link IamArn#key()}. */
  List<Found> find(String key) {
    Item item = items.get(key);
    if (item == null) {
      return List.of();
    }
    List<Found> found = new ArrayList<>();
    item.everything()
        .ifPresent(
            why ->
                found.add(new Found("admin", why + ", Config's item of " + item.time, item.time)));
    for (String group : item.groups) {
      Item of = items.get(IamArn.key(item.account, "group", group));
      if (of != null && of.everything().isPresent()) {
        String why = of.everything().orElse("") + " of group " + group;
        Instant older = of.time.isBefore(item.time) ? of.time : item.time;
        found.add(new Found("admin", why + ", Config's items of " + older, older));
      }
    }
    if (item.tagged != null) {
      found.add(new Found(item.tagged, "tag, Config's item of " + item.time, item.time));
    }
    return found;
  }

  private record Item(
      String account,
      Instant time,
      boolean deleted,
      @Nullable String policy,
      List<String> groups,
      @Nullable String tagged) {

    Optional<String> everything() {
      return Optional.ofNullable(policy);
    }
  }

  /** Gathers items; not safe for several threads. */
  public static final class Builder {
    private static final int MOST_GROUPS = 300;
    private static final Set<String> WORDS = Set.of("admin", "service", "break-glass");

    private final Map<String, Item> items = new HashMap<>();
    private Set<String> policies = Set.of("AdministratorAccess");
    private String tagKey = "privilege";

    private Builder() {}

    /**
     * The names of AWS's managed policies that make an administrator. Default: {@code
     * AdministratorAccess}. Set it before items are added.
     */
    public Builder administratorPolicies(Set<String> names) {
      this.policies = Set.copyOf(names);
      return this;
    }

    /**
     * The tag that tells a privilege: {@code admin}, {@code service} or {@code break-glass}; any
     * other value says nothing. Default: {@code privilege}, ignoring case. Set it before items are
     * added.
     */
    public Builder tagKey(String key) {
      this.tagKey = requireNonNull(key, "key");
      return this;
    }

    /**
     * Adds an item. Of several about one user, role or group, the last captured counts; one of
     * another resource type, or without an account, says nothing.
     *
     * @param item as it was read, whose bytes hold the configuration
     */
    public Builder add(ConfigChange item) {
      String type =
          switch (item.resourceType()) {
            case "AWS::IAM::User" -> "user";
            case "AWS::IAM::Role" -> "role";
            case "AWS::IAM::Group" -> "group";
            default -> "";
          };
      String account = item.account();
      if (type.isEmpty() || account == null) {
        return this;
      }
      JsonNode sent = tree(item.raw().text());
      JsonNode whole = sent.path("configurationItem");
      JsonNode one = whole.isObject() ? whole : sent;
      JsonNode held = one.path("configuration");
      JsonNode configuration = held.isTextual() ? tree(held.asText()) : held;
      String name = configuration.path(type + "Name").asText(one.path("resourceName").asText());
      if (name.isBlank()) {
        return this;
      }
      List<String> groups = new ArrayList<>();
      for (JsonNode group : configuration.path("groupList")) {
        if (groups.size() < MOST_GROUPS) {
          groups.add(group.asText());
        }
      }
      boolean deleted = item.status().startsWith("ResourceDeleted");
      Item made =
          new Item(
              account,
              item.time(),
              deleted,
              deleted ? null : policy(configuration, type),
              deleted ? List.of() : List.copyOf(groups),
              deleted ? null : tagged(item.tags()));
      items.merge(
          IamArn.key(account, type, name),
          made,
          (known, other) -> other.time.isBefore(known.time) ? known : other);
      return this;
    }

    /** Makes it of what was added. */
    public IamPrivileges build() {
      return new IamPrivileges(items);
    }

    private @Nullable String policy(JsonNode configuration, String type) {
      for (JsonNode attached : configuration.path("attachedManagedPolicies")) {
        String arn = attached.path("policyArn").asText();
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        if (arn.matches("arn:aws[a-z-]*:iam::aws:policy/[\\w/+=,.@-]+")
            && policies.contains(name)) {
          return "policy " + name;
        }
      }
      for (JsonNode inline : configuration.path(type + "PolicyList")) {
        JsonNode document = inline.path("policyDocument");
        JsonNode policy = document.isTextual() ? decoded(document.asText()) : document;
        for (JsonNode statement : list(policy.path("Statement"))) {
          if (allowsAll(statement)) {
            return "an inline policy that allows everything";
          }
        }
      }
      return null;
    }

    private static boolean allowsAll(JsonNode statement) {
      boolean conditional = !statement.path("Condition").isEmpty();
      return statement.path("Effect").asText().equals("Allow")
          && !conditional
          && names(statement.path("Action"), "*", "*:*")
          && names(statement.path("Resource"), "*", "*");
    }

    private static boolean names(JsonNode values, String one, String other) {
      for (JsonNode value : list(values)) {
        if (value.asText().equals(one) || value.asText().equals(other)) {
          return true;
        }
      }
      return false;
    }

    /** What may stand alone in place of a list. */
    private static List<JsonNode> list(JsonNode node) {
      List<JsonNode> list = new ArrayList<>();
      if (node.isArray()) {
        node.forEach(list::add);
      } else if (!node.isMissingNode()) {
        list.add(node);
      }
      return list;
    }

    private @Nullable String tagged(Map<String, String> tags) {
      for (Map.Entry<String, String> tag : tags.entrySet()) {
        String word = tag.getValue().strip().toLowerCase(Locale.ROOT);
        if (tag.getKey().equalsIgnoreCase(tagKey) && WORDS.contains(word)) {
          return word;
        }
      }
      return null;
    }

    /** Config hands out policies as IAM does, in URL encoding, or as they are. */
    private static JsonNode decoded(String text) {
      if (text.stripLeading().startsWith("{")) {
        return tree(text);
      }
      try {
        return tree(URLDecoder.decode(text, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        return MAPPER.missingNode();
      }
    }

    private static JsonNode tree(String text) {
      try {
        JsonNode node = MAPPER.readTree(text);
        return node == null ? MAPPER.missingNode() : node;
      } catch (JsonProcessingException e) {
        return MAPPER.missingNode();
      }
    }
  }
}
