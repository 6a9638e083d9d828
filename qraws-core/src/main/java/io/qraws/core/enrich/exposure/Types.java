// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

/** The resource types that are read, as AWS Config names them. */
final class Types {
  static final String INSTANCE = "AWS::EC2::Instance";
  static final String INTERFACE = "AWS::EC2::NetworkInterface";
  static final String SUBNET = "AWS::EC2::Subnet";
  static final String ROUTE_TABLE = "AWS::EC2::RouteTable";
  static final String NETWORK_ACL = "AWS::EC2::NetworkAcl";
  static final String SECURITY_GROUP = "AWS::EC2::SecurityGroup";
  static final String PREFIX_LIST = "AWS::EC2::PrefixList";
  static final String INTERNET_GATEWAY = "AWS::EC2::InternetGateway";
  static final String BLOCK_OPTIONS = "AWS::EC2::VPCBlockPublicAccessOptions";
  static final String BLOCK_EXCLUSION = "AWS::EC2::VPCBlockPublicAccessExclusion";
  static final String LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer";
  static final String LISTENER = "AWS::ElasticLoadBalancingV2::Listener";
  static final String TARGET_GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup";
  static final String CLASSIC_BALANCER = "AWS::ElasticLoadBalancing::LoadBalancer";
  static final String SCALING_GROUP = "AWS::AutoScaling::AutoScalingGroup";
  static final String ACCELERATOR_GROUP = "AWS::GlobalAccelerator::EndpointGroup";
  static final String DATABASE = "AWS::RDS::DBInstance";
  static final String BUCKET = "AWS::S3::Bucket";
  static final String ACCOUNT_BLOCK = "AWS::S3::AccountPublicAccessBlock";
  static final String QUEUE = "AWS::SQS::Queue";
  static final String TOPIC = "AWS::SNS::Topic";
  static final String FUNCTION = "AWS::Lambda::Function";
  static final String KEY = "AWS::KMS::Key";
  static final String SECRET = "AWS::SecretsManager::Secret";

  private Types() {}
}
