// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.InvalidParameterException;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;

/**
 * Reads owner, criticality and environment from the tags of resources, as the Resource Groups
 * Tagging API knows them.
 *
 * <p>It asks for ARNs of the account and Region that the client is of, and for the bare ids of EC2
 * ({@code i-…}, {@code vol-…} and the like), 100 a call; an object of S3 stands for its bucket.
 * Other accounts and Regions need an enricher of their own, under another name. A resource that is
 * not there, was never tagged or can't be tagged has no facts, which the API does not tell apart.
 *
 * <p>Safe for use by many threads. Needs {@code software.amazon.awssdk:resourcegroupstaggingapi}
 * and the permission {@code tag:GetResources}. Source: Resource Groups Tagging API reference,
 * {@code GetResources}; ARNs of EC2: Service Authorization Reference.
 */
public final class AwsTagEnricher implements Enricher {
  private static final int MOST_ARNS = 100;
  private static final int LONGEST_ARN = 1011;

  /** Nothing that breaks a request; the service looks closer. */
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws[a-z-]{0,20}:[a-z0-9-]{1,63}:[a-z0-9-]{0,32}:\\d{0,12}:[\\x21-\\x7E]+");

  private static final Pattern EC2 = Pattern.compile("([a-z]{1,6})-[0-9a-f]{8,17}");

  private static final Map<String, String> EC2_TYPES =
      Map.ofEntries(
          Map.entry("i", "instance"),
          Map.entry("vol", "volume"),
          Map.entry("snap", "snapshot"),
          Map.entry("ami", "image"),
          Map.entry("eni", "network-interface"),
          Map.entry("sg", "security-group"),
          Map.entry("subnet", "subnet"),
          Map.entry("vpc", "vpc"),
          Map.entry("rtb", "route-table"),
          Map.entry("acl", "network-acl"),
          Map.entry("igw", "internet-gateway"),
          Map.entry("nat", "natgateway"));

  private final ResourceGroupsTaggingApiClient client;
  private final String name;
  private final String partition;
  private final String account;
  private final String region;
  private final TagKeys keys;
  private final Clock clock;

  private AwsTagEnricher(Builder builder) {
    this.client = builder.client;
    this.name = builder.name;
    this.partition = builder.partition;
    this.account = builder.account;
    this.region = builder.region;
    this.keys = builder.keys;
    this.clock = builder.clock;
  }

  /**
   * Starts with what it needs.
   *
   * @param client of that account and Region; made and closed by the caller
   * @param account twelve digits
   * @param region such as {@code eu-west-1}
   * @throws IllegalArgumentException if account or Region are not of that form
   */
  // Whoever has a client has its module; for all others it is optional.
  @SuppressWarnings("exports")
  public static Builder builder(
      ResourceGroupsTaggingApiClient client, String account, String region) {
    return new Builder(client, account, region);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<ObservableKind> kinds() {
    return Set.of(ObservableKind.RESOURCE);
  }

  @Override
  public EnricherLimits limits() {
    return EnricherLimits.KEPT.withBatch(MOST_ARNS).withTimeout(Duration.ofSeconds(5));
  }

  @Override
  public List<Enrichment> enrich(Set<Observable> observables, List<Signal> signals) {
    Map<String, List<Observable>> byArn = new LinkedHashMap<>();
    for (Observable observable : observables) {
      String arn = arn(observable.value());
      if (!arn.isEmpty()) {
        byArn.computeIfAbsent(arn, a -> new ArrayList<>()).add(observable);
      }
    }
    List<Enrichment> facts = new ArrayList<>();
    List<String> arns = List.copyOf(byArn.keySet());
    for (int from = 0; from < arns.size(); from += MOST_ARNS) {
      ask(arns.subList(from, Math.min(arns.size(), from + MOST_ARNS)), byArn, facts);
    }
    return facts;
  }

  /** The ARN to ask for; empty for what this account and Region can't have. */
  private String arn(String value) {
    var ec2 = EC2.matcher(value);
    if (ec2.matches() && EC2_TYPES.containsKey(ec2.group(1))) {
      String type = requireNonNull(EC2_TYPES.get(ec2.group(1)));
      return "arn:" + partition + ":ec2:" + region + ":" + account + ":" + type + "/" + value;
    }
    if (value.length() > LONGEST_ARN || !ARN.matcher(value).matches()) {
      return "";
    }
    String[] parts = value.split(":", 6);
    if (parts[2].equals("s3") && parts[3].isEmpty()) {
      int slash = parts[5].indexOf('/');
      return slash < 0 ? value : value.substring(0, value.length() - parts[5].length() + slash);
    }
    boolean here =
        parts[1].equals(partition)
            && parts[4].equals(account)
            && (parts[3].isEmpty() || parts[3].equals(region));
    return here ? value : "";
  }

  private void ask(List<String> arns, Map<String, List<Observable>> byArn, List<Enrichment> facts) {
    List<ResourceTagMapping> mappings;
    try {
      mappings =
          client.getResources(request -> request.resourceARNList(arns)).resourceTagMappingList();
    } catch (InvalidParameterException e) {
      if (arns.size() == 1) {
        // This one only: the service refuses a whole call for the sake of one.
        unknown(arns.get(0), byArn, facts);
        return;
      }
      ask(arns.subList(0, arns.size() / 2), byArn, facts);
      ask(arns.subList(arns.size() / 2, arns.size()), byArn, facts);
      return;
    }
    Instant now = clock.instant();
    for (ResourceTagMapping mapping : mappings) {
      Map<String, String> tags = new TreeMap<>();
      mapping.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
      for (Observable observable : byArn.getOrDefault(mapping.resourceARN(), List.of())) {
        facts.addAll(keys.facts(tags, observable, name, now));
      }
    }
  }

  private void unknown(String arn, Map<String, List<Observable>> byArn, List<Enrichment> facts) {
    for (Observable observable : byArn.getOrDefault(arn, List.of())) {
      facts.add(
          new Enrichment(
              observable,
              Enrichment.Fact.ANY,
              "the tagging API does not take this ARN",
              false,
              name,
              clock.instant()));
    }
  }

  /** Gathers settings; not safe for several threads. */
  public static final class Builder {
    private final ResourceGroupsTaggingApiClient client;
    private final String account;
    private final String region;
    private String name = "aws-tags";
    private String partition = "aws";
    private TagKeys keys = TagKeys.defaults();
    private Clock clock = Clock.systemUTC();

    private Builder(ResourceGroupsTaggingApiClient client, String account, String region) {
      this.client = requireNonNull(client, "client");
      if (!account.matches("\\d{12}")) {
        throw new IllegalArgumentException("account must be twelve digits: " + account);
      }
      if (!region.matches("[a-z0-9-]{1,32}")) {
        throw new IllegalArgumentException("region must be such as eu-west-1: " + region);
      }
      this.account = account;
      this.region = region;
    }

    /** Its name among others. Default: {@code aws-tags}. */
    public Builder name(String name) {
      this.name = requireNonNull(name, "name");
      return this;
    }

    /** The partition that the account is in, such as {@code aws-us-gov}. Default: {@code aws}. */
    public Builder partition(String partition) {
      this.partition = requireNonNull(partition, "partition");
      return this;
    }

    /** Which tags tell what. Default: {@link TagKeys#defaults}. */
    public Builder keys(TagKeys keys) {
      this.keys = requireNonNull(keys, "keys");
      return this;
    }

    /** What tells the time of the facts. Default: the system's clock. */
    public Builder clock(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /** Makes the enricher. */
    public AwsTagEnricher build() {
      return new AwsTagEnricher(this);
    }
  }
}
