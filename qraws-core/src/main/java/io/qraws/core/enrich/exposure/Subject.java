// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import io.qraws.core.enrich.IpRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is asked about, and where its item may be found.
 *
 * @param places where to look
 * @param certain whether it must be there, since it can be nothing else
 */
record Subject(String value, List<Wanted> places, boolean certain) {
  private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{1,32}");
  private static final Pattern INTERFACE = Pattern.compile("eni-[0-9a-f]{1,32}");

  /** Names of resources, and the ids and URLs by which some go. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/:+=@-]{1,255}");

  /** The types whose ids are no names. */
  private static final Map<String, Pattern> IDS =
      Map.of(
          Types.DATABASE, Pattern.compile("db-[A-Z0-9]+"),
          Types.KEY, Pattern.compile("(mrk-)?[0-9a-f-]{32,36}"),
          Types.QUEUE, Pattern.compile("https://.+"));

  private static final List<String> ADDRESS_FIELDS =
      List.of(
          "configuration.privateIpAddresses.privateIpAddress",
          "configuration.privateIpAddresses.association.publicIp",
          "configuration.association.publicIp",
          "configuration.ipv6Addresses.ipv6Address");

  /** A resource by ARN, id or name; nothing for what can't be one that is judged. */
  static Optional<Subject> resource(String value) {
    if (INSTANCE.matcher(value).matches()) {
      return one(value, Wanted.id(Types.INSTANCE, value));
    }
    if (INTERFACE.matcher(value).matches()) {
      return one(value, Wanted.id(Types.INTERFACE, value));
    }
    if (value.startsWith("arn:")) {
      return arn(value);
    }
    if (!NAME.matcher(value).matches()) {
      return Optional.empty();
    }
    List<Wanted> places = new ArrayList<>();
    for (String type : Evaluation.JUDGED) {
      Pattern id = IDS.get(type);
      if (id != null && id.matcher(value).matches()) {
        return one(value, Wanted.id(type, value));
      }
      if (!type.equals(Types.INSTANCE) && !type.equals(Types.INTERFACE)) {
        places.add(new Wanted(type, "resourceName", value));
      }
    }
    return Optional.of(new Subject(value, places, false));
  }

  private static Optional<Subject> one(String value, Wanted place) {
    return Optional.of(new Subject(value, List.of(place), true));
  }

  private static Optional<Subject> arn(String value) {
    String[] parts = value.split(":", 6);
    if (parts.length < 6) {
      return Optional.empty();
    }
    String resource = parts[5];
    String service = parts[2];
    if (service.equals("ec2")) {
      String id = resource.substring(resource.indexOf('/') + 1);
      return id.equals(resource) ? Optional.empty() : ec2(value, id);
    }
    if (service.equals("s3")) {
      String bucket = resource.split("/", 2)[0];
      return parts[3].isEmpty() && parts[4].isEmpty() && NAME.matcher(bucket).matches()
          ? one(value, Wanted.id(Types.BUCKET, bucket))
          : Optional.empty();
    }
    return type(service, resource)
        .flatMap(type -> one(value, new Wanted(type, "arn", whole(value, type))));
  }

  private static Optional<Subject> ec2(String value, String id) {
    boolean instance = INSTANCE.matcher(id).matches();
    return instance || INTERFACE.matcher(id).matches()
        ? one(value, Wanted.id(instance ? Types.INSTANCE : Types.INTERFACE, id))
        : Optional.empty();
  }

  private static Optional<String> type(String service, String resource) {
    return Optional.ofNullable(
        switch (service) {
          case "rds" -> resource.startsWith("db:") ? Types.DATABASE : null;
          case "sqs" -> Types.QUEUE;
          case "sns" -> Types.TOPIC;
          case "lambda" -> resource.startsWith("function:") ? Types.FUNCTION : null;
          case "kms" -> resource.startsWith("key/") ? Types.KEY : null;
          case "secretsmanager" -> resource.startsWith("secret:") ? Types.SECRET : null;
          case "elasticloadbalancing" ->
              resource.matches("loadbalancer/(app|net)/.+")
                  ? Types.LOAD_BALANCER
                  : resource.matches("loadbalancer/[^/]+") ? Types.CLASSIC_BALANCER : null;
          default -> null;
        });
  }

  /** Without a function's version or a topic's subscription. */
  private static String whole(String arn, String type) {
    int parts = type.equals(Types.FUNCTION) ? 7 : type.equals(Types.TOPIC) ? 6 : 0;
    String[] all = arn.split(":", -1);
    return parts == 0 || all.length <= parts
        ? arn
        : String.join(":", List.of(all).subList(0, parts));
  }

  /** An address, by the interface that has it; nothing for what is none. */
  static Optional<Subject> address(String value) {
    IpRange range = value.indexOf('/') < 0 ? IpRange.parse(value) : null;
    if (range == null) {
      return Optional.empty();
    }
    Map<String, Wanted> places = new LinkedHashMap<>();
    for (String field : ADDRESS_FIELDS) {
      if (field.contains("ipv6") == (range.words() == 4)) {
        places.put(field, new Wanted(Types.INTERFACE, field, value));
      }
    }
    return Optional.of(new Subject(value, List.copyOf(places.values()), false));
  }
}
