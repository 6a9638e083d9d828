// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Some two thousand operations, by service: what a console, a pipeline or a tool may call. */
final class EstateCatalog {
  private static final String TEXT =
      """
      ec2 Describe Instance Volume Snapshot Image SecurityGroup Subnet Vpc RouteTable Address\
       LaunchTemplate NatGateway VpcEndpoint TransitGateway NetworkInterface PlacementGroup Host
      s3 Get Bucket BucketPolicy BucketAcl BucketLogging BucketTagging BucketVersioning\
       BucketEncryption BucketLifecycle BucketCors BucketWebsite BucketReplication
      iam Get User Role Policy Group InstanceProfile AccountSummary RolePolicy UserPolicy\
       SamlProvider ServerCertificate
      rds Describe DBInstance DBCluster DBSnapshot DBParameterGroup DBSubnetGroup OptionGroup\
       Event PendingMaintenanceAction
      lambda Get Function FunctionConfiguration Alias LayerVersion EventSourceMapping Concurrency\
       FunctionUrlConfig CodeSigningConfig
      ecs Describe Cluster Service Task TaskDefinition ContainerInstance CapacityProvider TaskSet
      eks Describe Cluster Nodegroup Addon FargateProfile IdentityProviderConfig Update
      ecr Describe Repository Image ImageScanFinding LifecyclePolicy PullThroughCacheRule Registry
      cloudwatch Describe Alarm AlarmHistory Dashboard AnomalyDetector InsightRule MetricStream
      logs Describe LogGroup LogStream MetricFilter SubscriptionFilter QueryDefinition Export
      dynamodb Describe Table Backup GlobalTable ContinuousBackup TimeToLive Stream
      sqs Get QueueAttribute QueueUrl DeadLetterSource QueueTag
      sns Get TopicAttribute SubscriptionAttribute Topic PlatformApplication
      kms Describe Key Alias KeyPolicy KeyRotationStatus Grant CustomKeyStore
      secretsmanager Describe Secret SecretVersion ResourcePolicy RandomPassword
      ssm Describe Document Association MaintenanceWindow PatchBaseline InventoryEntry Session
      cloudformation Describe Stack StackEvent StackResource ChangeSet StackSet TypeRegistration
      route53 Get HostedZone ResourceRecordSet HealthCheck TrafficPolicy QueryLoggingConfig
      elasticloadbalancing Describe LoadBalancer TargetGroup Listener Rule TargetHealth SslPolicy
      autoscaling Describe AutoScalingGroup LaunchConfiguration ScalingActivity ScalingPolicy
      glue Get Job Crawler Database Table Trigger Workflow Partition Connection
      athena Get QueryExecution QueryResult WorkGroup NamedQuery DataCatalog PreparedStatement
      elasticmapreduce Describe Cluster Step JobFlow Studio SecurityConfiguration
      redshift Describe Cluster ClusterSnapshot ClusterParameter EventSubscription ScheduledAction
      sagemaker Describe Endpoint Model TrainingJob NotebookInstance Pipeline FeatureGroup Domain
      states Describe StateMachine Execution Activity MapRun
      events Describe Rule EventBus Archive Connection ApiDestination Replay
      apigateway Get RestApi Stage Deployment Resource UsagePlan ApiKey DomainName Authorizer
      acm Describe Certificate CertificateTag AccountConfiguration
      wafv2 Get WebACL RuleGroup IpSet RegexPatternSet LoggingConfiguration
      guardduty Get Finding Filter Detector IpSet Member UsageStatistic
      securityhub Get Finding Insight EnabledStandard Member ProductIntegration
      config Describe ConfigRule ConformancePack ComplianceByRule Aggregator DeliveryChannel
      cloudtrail Get Trail TrailStatus EventSelector InsightSelector Channel Query
      backup Get BackupPlan BackupVault RecoveryPoint BackupJob Framework ReportPlan
      organizations Describe Account OrganizationalUnit Policy Handshake Root
      ce Get CostAndUsage CostForecast Reservation SavingsPlan AnomalyMonitor Tag
      budgets Describe Budget BudgetAction Notification
      support Describe Case Communication Service TrustedAdvisorCheck
      servicequotas Get ServiceQuota Service RequestedChange
      bedrock Get FoundationModel CustomModel Guardrail ProvisionedThroughput ModelInvocationJob
      cognito-idp Describe UserPool UserPoolClient IdentityProvider ResourceServer
      kinesis Describe Stream StreamConsumer Limit StreamSummary
      firehose Describe DeliveryStream DeliveryStreamTag
      es Describe Domain DomainConfig Package ReservedInstance
      codebuild BatchGet Project Build ReportGroup
      codepipeline Get Pipeline PipelineState PipelineExecution ActionType
      elasticache Describe CacheCluster ReplicationGroup Snapshot ParameterGroup Event
      elasticfilesystem Describe FileSystem MountTarget AccessPoint LifecycleConfiguration
      """;

  /** What is read and what is written, by service, the most usual first. */
  private static final Map<String, List<Call>> READS = new TreeMap<>();

  private static final Map<String, List<Call>> WRITES = new TreeMap<>();

  static {
    for (String line : TEXT.lines().toList()) {
      String[] words = line.split("\\s+");
      List<Call> reads = new ArrayList<>();
      List<Call> writes = new ArrayList<>();
      for (int i = 2; i < words.length; i++) {
        reads.add(
            Call.of(words[0], words[1] + words[i] + (words[1].equals("Describe") ? "s" : "")));
        reads.add(Call.of(words[0], "List" + words[i] + "s"));
        for (String verb : List.of("Create", "Update", "Delete", "Tag")) {
          writes.add(Call.of(words[0], verb + words[i]));
        }
      }
      READS.put(words[0], reads);
      WRITES.put(words[0], writes);
    }
  }

  private EstateCatalog() {}

  static List<String> services() {
    return List.copyOf(READS.keySet());
  }

  /** An operation that reads; those that stand first are called most. */
  static Call read(Dice dice, String service) {
    return zipf(dice, READS.getOrDefault(service, List.of()));
  }

  /** An operation that writes; those that stand first are called most. */
  static Call write(Dice dice, String service) {
    return zipf(dice, WRITES.getOrDefault(service, List.of()));
  }

  /** One of a list, the first about twice as often as the second, and so on ever more evenly. */
  static <T> T zipf(Dice dice, List<T> list) {
    double at = Math.pow(list.size() + 1.0, dice.between(0, 999_999) / 1e6) - 1;
    return list.get((int) Math.min(list.size() - 1, at));
  }
}
