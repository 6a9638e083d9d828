// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code GuardDutyReader} reads of a finding, as a class for databind. */
final class GuardDutyPojo {
  public @Nullable String id;
  public @Nullable String arn;
  public @Nullable String accountId;
  public @Nullable String region;
  public @Nullable String partition;
  public @Nullable String type;
  public double severity;
  public @Nullable String createdAt;
  public @Nullable String updatedAt;
  public @Nullable String title;
  public @Nullable String description;
  public @Nullable Resource resource;
  public @Nullable Service service;

  static final class Service {
    public @Nullable String detectorId;
    public boolean archived;
    public @Nullable String resourceRole;
    public int count;
    public @Nullable String eventFirstSeen;
    public @Nullable String eventLastSeen;
    public @Nullable Action action;
    public @Nullable Evidence evidence;
    public @Nullable AdditionalInfo additionalInfo;
    public @Nullable RuntimeDetails runtimeDetails;
    public @Nullable Detection detection;
  }

  static final class RuntimeDetails {
    public @Nullable Executable process;
  }

  static final class Executable {
    public @Nullable String executableSha256;
  }

  static final class Detection {
    public @Nullable Sequence sequence;
  }

  static final class Sequence {
    public @Nullable List<Uid> signals;
    public @Nullable List<Actor> actors;
    public @Nullable List<Endpoint> endpoints;
    public @Nullable List<Uid> resources;
    public @Nullable List<Indicator> sequenceIndicators;
  }

  static final class Uid {
    public @Nullable String uid;
  }

  static final class Actor {
    public @Nullable ActorUser user;
  }

  static final class ActorUser {
    public @Nullable String name;
    public @Nullable String credentialUid;
  }

  static final class Endpoint {
    public @Nullable String ip;
  }

  static final class Indicator {
    public @Nullable String key;
    public @Nullable List<String> values;
  }

  static final class AdditionalInfo {
    public @Nullable String value;
    public boolean sample;
    public @Nullable String threatListName;
  }

  static final class Evidence {
    public @Nullable List<Intelligence> threatIntelligenceDetails;
  }

  static final class Intelligence {
    public @Nullable String threatListName;
    public @Nullable List<String> threatNames;
    public @Nullable String threatFileSha256;
  }

  static final class Action {
    public @Nullable String actionType;
    public @Nullable ApiCall awsApiCallAction;
    public @Nullable Connection networkConnectionAction;
    public @Nullable Dns dnsRequestAction;
    public @Nullable PortProbe portProbeAction;
    public @Nullable ApiCall kubernetesApiCallAction;
    public @Nullable Connection rdsLoginAttemptAction;
  }

  static final class ApiCall {
    public @Nullable String api;
    public @Nullable String userAgent;
    public @Nullable Address remoteIpDetails;
    public @Nullable Account remoteAccountDetails;
    public @Nullable Map<String, String> affectedResources;
  }

  static final class Account {
    public @Nullable String accountId;
  }

  static final class Connection {
    public @Nullable String connectionDirection;
    public @Nullable Address remoteIpDetails;
    public @Nullable Address localIpDetails;
  }

  static final class Address {
    public @Nullable String ipAddressV4;
    public @Nullable String ipAddressV6;
  }

  static final class Dns {
    public @Nullable String domain;
  }

  static final class PortProbe {
    public @Nullable List<Connection> portProbeDetails;
  }

  static final class Resource {
    public @Nullable String resourceType;
    public @Nullable AccessKey accessKeyDetails;
    public @Nullable Instance instanceDetails;
    public @Nullable List<Bucket> s3BucketDetails;
    public @Nullable Cluster eksClusterDetails;
    public @Nullable Cluster ecsClusterDetails;
    public @Nullable Function lambdaDetails;
    public @Nullable Volumes ebsVolumeDetails;
    public @Nullable Database rdsDbInstanceDetails;
    public @Nullable DatabaseUser rdsDbUserDetails;
    public @Nullable Kubernetes kubernetesDetails;
  }

  static final class Cluster {
    public @Nullable String arn;
    public @Nullable String name;
    public @Nullable List<Tag> tags;
  }

  static final class Function {
    public @Nullable String functionArn;
    public @Nullable List<Tag> tags;
  }

  static final class Volumes {
    public @Nullable List<Volume> scannedVolumeDetails;
  }

  static final class Volume {
    public @Nullable String volumeArn;
  }

  static final class Database {
    public @Nullable String dbInstanceArn;
    public @Nullable String dbInstanceIdentifier;
  }

  static final class DatabaseUser {
    public @Nullable String user;
  }

  static final class Kubernetes {
    public @Nullable KubernetesUser kubernetesUserDetails;
  }

  static final class KubernetesUser {
    public @Nullable String username;
  }

  static final class AccessKey {
    public @Nullable String accessKeyId;
    public @Nullable String principalId;
    public @Nullable String userName;
    public @Nullable String userType;
  }

  static final class Instance {
    public @Nullable String instanceId;
    public @Nullable List<Interface> networkInterfaces;
    public @Nullable List<Tag> tags;
    public @Nullable Profile iamInstanceProfile;
  }

  static final class Interface {
    public @Nullable String privateIpAddress;
    public @Nullable String publicIp;
    public @Nullable List<String> ipv6Addresses;
  }

  static final class Tag {
    public @Nullable String key;
    public @Nullable String value;
  }

  static final class Profile {
    public @Nullable String arn;
  }

  static final class Bucket {
    public @Nullable String arn;
    public @Nullable String name;
    public @Nullable List<Tag> tags;
    public @Nullable Access publicAccess;
  }

  static final class Access {
    public @Nullable String effectivePermission;
  }
}
