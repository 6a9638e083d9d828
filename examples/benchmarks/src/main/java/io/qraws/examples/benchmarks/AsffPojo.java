// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code AsffReader} reads of a finding, as a class for databind. */
final class AsffPojo {
  @JsonProperty("SchemaVersion")
  public @Nullable String schemaVersion;

  @JsonProperty("Id")
  public @Nullable String id;

  @JsonProperty("ProductArn")
  public @Nullable String productArn;

  @JsonProperty("ProductName")
  public @Nullable String productName;

  @JsonProperty("GeneratorId")
  public @Nullable String generatorId;

  @JsonProperty("AwsAccountId")
  public @Nullable String awsAccountId;

  @JsonProperty("Region")
  public @Nullable String region;

  @JsonProperty("Types")
  public @Nullable List<String> types;

  @JsonProperty("FirstObservedAt")
  public @Nullable String firstObservedAt;

  @JsonProperty("LastObservedAt")
  public @Nullable String lastObservedAt;

  @JsonProperty("CreatedAt")
  public @Nullable String createdAt;

  @JsonProperty("UpdatedAt")
  public @Nullable String updatedAt;

  @JsonProperty("Severity")
  public @Nullable Severity severity;

  @JsonProperty("Title")
  public @Nullable String title;

  @JsonProperty("Description")
  public @Nullable String description;

  @JsonProperty("Compliance")
  public @Nullable Compliance compliance;

  @JsonProperty("RecordState")
  public @Nullable String recordState;

  @JsonProperty("Workflow")
  public @Nullable Workflow workflow;

  @JsonProperty("WorkflowState")
  public @Nullable String workflowState;

  @JsonProperty("Sample")
  public boolean sample;

  @JsonProperty("ProductFields")
  public @Nullable Map<String, String> productFields;

  @JsonProperty("Resources")
  public @Nullable List<Resource> resources;

  @JsonProperty("Action")
  public @Nullable Action action;

  @JsonProperty("Network")
  public @Nullable Network network;

  @JsonProperty("Vulnerabilities")
  public @Nullable List<Vulnerability> vulnerabilities;

  @JsonProperty("ThreatIntelIndicators")
  public @Nullable List<Indicator> threatIntelIndicators;

  @JsonProperty("Malware")
  public @Nullable List<Named> malware;

  @JsonProperty("Threats")
  public @Nullable List<Threat> threats;

  @JsonProperty("Detection")
  public @Nullable Detection detection;

  static final class Severity {
    @JsonProperty("Label")
    public @Nullable String label;

    @JsonProperty("Normalized")
    public double normalized;

    @JsonProperty("Product")
    public double product;

    @JsonProperty("Original")
    public @Nullable String original;
  }

  static final class Compliance {
    @JsonProperty("Status")
    public @Nullable String status;

    @JsonProperty("SecurityControlId")
    public @Nullable String securityControlId;
  }

  static final class Workflow {
    @JsonProperty("Status")
    public @Nullable String status;
  }

  static final class Resource {
    @JsonProperty("Type")
    public @Nullable String type;

    @JsonProperty("Id")
    public @Nullable String id;

    @JsonProperty("Tags")
    public @Nullable Map<String, String> tags;

    @JsonProperty("Details")
    public @Nullable Details details;
  }

  static final class Details {
    @JsonProperty("AwsIamAccessKey")
    public @Nullable AccessKey awsIamAccessKey;

    @JsonProperty("AwsIamUser")
    public @Nullable User awsIamUser;

    @JsonProperty("AwsS3Bucket")
    public @Nullable Bucket awsS3Bucket;

    @JsonProperty("AwsLambdaFunction")
    public @Nullable Function awsLambdaFunction;

    @JsonProperty("AwsRdsDbInstance")
    public @Nullable Database awsRdsDbInstance;

    @JsonProperty("AwsEc2Instance")
    public @Nullable Instance awsEc2Instance;
  }

  static final class AccessKey {
    @JsonProperty("AccessKeyId")
    public @Nullable String accessKeyId;

    @JsonProperty("UserName")
    public @Nullable String userName;

    @JsonProperty("PrincipalName")
    public @Nullable String principalName;

    @JsonProperty("PrincipalType")
    public @Nullable String principalType;

    @JsonProperty("PrincipalId")
    public @Nullable String principalId;

    @JsonProperty("AccountId")
    public @Nullable String accountId;

    @JsonProperty("SessionContext")
    public @Nullable SessionContext sessionContext;
  }

  static final class SessionContext {
    @JsonProperty("SessionIssuer")
    public @Nullable SessionIssuer sessionIssuer;
  }

  static final class SessionIssuer {
    @JsonProperty("Arn")
    public @Nullable String arn;
  }

  static final class User {
    @JsonProperty("UserName")
    public @Nullable String userName;
  }

  static final class Bucket {
    @JsonProperty("Name")
    public @Nullable String name;
  }

  static final class Function {
    @JsonProperty("FunctionName")
    public @Nullable String functionName;
  }

  static final class Database {
    @JsonProperty("DBInstanceIdentifier")
    public @Nullable String dbInstanceIdentifier;

    @JsonProperty("PubliclyAccessible")
    public boolean publiclyAccessible;

    @JsonProperty("DbUserDetails")
    public @Nullable DatabaseUser dbUserDetails;
  }

  static final class DatabaseUser {
    @JsonProperty("User")
    public @Nullable String user;
  }

  static final class Instance {
    @JsonProperty("IpV4Addresses")
    public @Nullable List<String> ipV4Addresses;

    @JsonProperty("IpV6Addresses")
    public @Nullable List<String> ipV6Addresses;

    @JsonProperty("PublicIp")
    public @Nullable String publicIp;
  }

  static final class Action {
    @JsonProperty("ActionType")
    public @Nullable String actionType;

    @JsonProperty("AwsApiCallAction")
    public @Nullable ApiCall awsApiCallAction;

    @JsonProperty("NetworkConnectionAction")
    public @Nullable Connection networkConnectionAction;

    @JsonProperty("DnsRequestAction")
    public @Nullable Dns dnsRequestAction;

    @JsonProperty("PortProbeAction")
    public @Nullable PortProbe portProbeAction;
  }

  static final class ApiCall {
    @JsonProperty("Api")
    public @Nullable String api;

    @JsonProperty("RemoteIpDetails")
    public @Nullable Remote remoteIpDetails;

    @JsonProperty("AffectedResources")
    public @Nullable Map<String, String> affectedResources;
  }

  static final class Connection {
    @JsonProperty("ConnectionDirection")
    public @Nullable String connectionDirection;

    @JsonProperty("RemoteIpDetails")
    public @Nullable Remote remoteIpDetails;
  }

  static final class Dns {
    @JsonProperty("Domain")
    public @Nullable String domain;
  }

  static final class PortProbe {
    @JsonProperty("PortProbeDetails")
    public @Nullable List<Connection> portProbeDetails;
  }

  static final class Remote {
    @JsonProperty("IpAddressV4")
    public @Nullable String ipAddressV4;
  }

  static final class Network {
    @JsonProperty("SourceIpV4")
    public @Nullable String sourceIpV4;

    @JsonProperty("SourceIpV6")
    public @Nullable String sourceIpV6;

    @JsonProperty("DestinationIpV4")
    public @Nullable String destinationIpV4;

    @JsonProperty("DestinationIpV6")
    public @Nullable String destinationIpV6;

    @JsonProperty("DestinationDomain")
    public @Nullable String destinationDomain;
  }

  static final class Vulnerability {
    @JsonProperty("Id")
    public @Nullable String id;

    @JsonProperty("EpssScore")
    public double epssScore;

    @JsonProperty("ExploitAvailable")
    public @Nullable String exploitAvailable;

    @JsonProperty("FixAvailable")
    public @Nullable String fixAvailable;
  }

  static final class Indicator {
    @JsonProperty("Type")
    public @Nullable String type;

    @JsonProperty("Value")
    public @Nullable String value;

    @JsonProperty("Source")
    public @Nullable String source;

    @JsonProperty("Category")
    public @Nullable String category;
  }

  static final class Named {
    @JsonProperty("Name")
    public @Nullable String name;
  }

  static final class Threat {
    @JsonProperty("Name")
    public @Nullable String name;

    @JsonProperty("FilePaths")
    public @Nullable List<FilePath> filePaths;
  }

  static final class FilePath {
    @JsonProperty("Hash")
    public @Nullable String hash;
  }

  static final class Detection {
    @JsonProperty("Sequence")
    public @Nullable Sequence sequence;
  }

  static final class Sequence {
    @JsonProperty("Signals")
    public @Nullable List<Related> signals;

    @JsonProperty("Actors")
    public @Nullable List<Actor> actors;

    @JsonProperty("Endpoints")
    public @Nullable List<Endpoint> endpoints;
  }

  static final class Actor {
    @JsonProperty("User")
    public @Nullable ActorUser user;
  }

  static final class ActorUser {
    @JsonProperty("Name")
    public @Nullable String name;

    @JsonProperty("CredentialUid")
    public @Nullable String credentialUid;
  }

  static final class Endpoint {
    @JsonProperty("Ip")
    public @Nullable String ip;
  }

  static final class Related {
    @JsonProperty("Id")
    public @Nullable String id;
  }
}
