// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.operation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How telling a policy is, 0 to 1: whom it lets in, and whether it allows everything. Each
 * statement is judged by itself, so that the condition of one excuses no other; any condition is
 * taken for one that limits.
 */
final class Policies {
  /** Anyone in the world may come in. */
  static final double WORLD = 0.75;

  /** An account that is not the caller's may come in. */
  static final double STRANGER = 0.75;

  /** Full rights are given. */
  static final double ALL_RIGHTS = 0.7;

  private static final JsonFactory JSON = new JsonFactory();

  /** An escape that was cut in two. */
  private static final Pattern CUT = Pattern.compile("%.?$");

  private static final Pattern ACCOUNT =
      Pattern.compile("(?:arn:aws[a-z-]*:(?:iam|sts)::)?(\\d{12})(?::.*)?");

  /** A member of a statement in the path of a detail. */
  private static final Pattern MEMBER =
      Pattern.compile(
          "(.*\\.statement(?:\\.\\d+)?)\\.(effect|(?:not)?principal|action|resource|condition)(?:\\.(.*))?");

  private Policies() {}

  private static final class Statement {
    private boolean allows;
    private boolean conditional;
    private boolean forSomebody;
    private final List<String> principals = new ArrayList<>(2);
    private final List<String> actions = new ArrayList<>(2);
    private final List<String> resources = new ArrayList<>(2);

    /**
     * Takes a scalar.
     *
     * @param member in lower case
     * @param rest of the path below it, in lower case
     */
    void take(String member, String rest, String value) {
      switch (member) {
        case "effect" -> allows = value.equalsIgnoreCase("Allow");
        case "condition" -> conditional = true;
        case "action" -> actions.add(value);
        case "resource" -> resources.add(value);
        case "notprincipal" -> {
          forSomebody = true;
          // All but some are everybody.
          principals.add("*");
        }
        case "principal" -> {
          forSomebody = true;
          // Services and identity providers are no accounts.
          if (rest.isEmpty() || rest.startsWith("aws") || rest.startsWith("*")) {
            principals.add(value);
          }
        }
        default -> {}
      }
    }

    double salience(@Nullable String account) {
      if (!allows) {
        return 0;
      }
      if (forSomebody) {
        if (principals.contains("*")) {
          return conditional ? 0 : WORLD;
        }
        return principals.stream().anyMatch(one -> isStranger(account, one)) ? STRANGER : 0;
      }
      boolean everywhere = resources.isEmpty() || resources.contains("*");
      return everywhere && (actions.contains("*") || actions.contains("*:*")) ? ALL_RIGHTS : 0;
    }
  }

  /** Whether a principal, an account's number or an ARN, is of an account that is not this one. */
  static boolean isStranger(@Nullable String account, String principal) {
    Matcher other = ACCOUNT.matcher(principal);
    return account != null && other.matches() && !other.group(1).equals(account);
  }

  /**
   * Of a policy as JSON or, as CloudTrail sometimes has it, URL-encoded JSON. One that was cut
   * short is judged by what is left.
   */
  static double ofText(@Nullable String account, String text) {
    if (!text.contains("Allow")) {
      return 0;
    }
    return ofDetails(account, scalars(decoded(text)));
  }

  /** Whether what is at a dotted path may be part of a policy. */
  static boolean mayHold(String path) {
    return path.contains(".Statement.") || path.contains(".statement.");
  }

  /**
   * Of policies that stand in a record as objects.
   *
   * @param details scalars by dotted path
   */
  static double ofDetails(@Nullable String account, Map<String, String> details) {
    Map<String, Statement> statements = new LinkedHashMap<>();
    details.forEach(
        (path, value) -> {
          Matcher member = MEMBER.matcher('.' + path.toLowerCase(Locale.ROOT));
          if (member.matches()) {
            String rest = member.group(3) == null ? "" : member.group(3);
            statements
                .computeIfAbsent(member.group(1), at -> new Statement())
                .take(member.group(2), isIndex(rest) ? "" : rest, value);
          }
        });
    return statements.values().stream().mapToDouble(one -> one.salience(account)).max().orElse(0);
  }

  private static boolean isIndex(String rest) {
    return !rest.isEmpty() && rest.chars().allMatch(Character::isDigit);
  }

  private static String decoded(String text) {
    if (!text.startsWith("%7B")) {
      return text;
    }
    try {
      return URLDecoder.decode(CUT.matcher(text).replaceFirst(""), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static Map<String, String> scalars(String json) {
    Map<String, String> scalars = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          String path = parser.getParsingContext().pathAsPointer().toString();
          scalars.put(path.replace('/', '.'), parser.getText());
        }
      }
    } catch (IOException e) {
      // What stands before the cut, or before what is no JSON, counts.
      return scalars;
    }
    return scalars;
  }
}
