// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Inputs to begin with: small, so that a change is likely to meet something that matters. */
final class Samples {
  /** A record or some of each format that is read, by the target's name. */
  static final Map<String, List<String>> RECORDS = records();

  /** What records come in. */
  static final List<String> ENVELOPES =
      List.of(
          """
          {"Records":[{"eventName":"X","eventSource":"iam.amazonaws.com",\
          "eventTime":"2026-03-17T09:00:00Z","eventID":"e1"},{"a":1}]}""",
          """
          {"version":"0","detail-type":"x","time":"2026-03-17T09:00:00Z","detail":{"findings":\
          [{"SchemaVersion":"2018-10-08","Id":"f1","ProductArn":"arn:aws:securityhub:::product/a/b",\
          "AwsAccountId":"111122223333","UpdatedAt":"2026-03-17T09:00:00Z","Resources":[]}]}}""",
          """
          {"Type":"Notification","Message":"{\\"eventName\\":\\"X\\",\\"eventSource\\":\\"s3\\",\
          \\"eventTime\\":\\"2026-03-17T09:00:00Z\\"}"}""",
          """
          {"logEvents":[{"timestamp":1773738000000,"message":"2 111122223333 eni-0a1b2c3d \
          203.0.113.9 10.0.0.5 51000 22 6 3 180 1773738000 1773738060 ACCEPT OK"}]}""",
          """
          {"Records":[{"eventSource":"aws:s3","s3":{"bucket":{"name":"b"},"object":{"key":"k"}}}]}
          {"Event":"s3:TestEvent"}
          """,
          """
          2026-03-17T09:00:00Z {"eventName":"X","eventSource":"y","eventTime":"2026-03-17T09:00:00Z"}
          <13>host {"eventName":"X","eventSource":"y","eventTime":"2026-03-17T09:00:00Z"}
          """);

  /** Values for what is written, five at a time. */
  static final List<String> TEXTS =
      List.of(
          "0Assessment\u001fcat\u001fCORP\\svc\u001fa|b^c=d\te\u001fhttps://example.com/?q=1",
          "1o'neil\u001f'' OR 'x' = 'x\u001f\"quoted\"\u001f\\\u001f\u2028",
          "2Custom Property\u001f%_\u001f\u00fc\u4e2d\ud83d\ude00\u001f\n\u001f\\ud800",
          "3x\u001f^uid=other^sev=10\u001f\u0085\u001fLEEF:2.0|A|B|1|E|^|src=x\u001f12 <13>1");

  /** Files of patterns. */
  static final List<String> PATTERNS =
      List.of(
          """
          title: Key made
          name: made
          logsource: {product: aws, service: cloudtrail}
          detection:
              selection: {eventName|contains: [Create, Put], error: null}
              filter: {source.ip|cidr: 10.0.0.0/8}
              condition: 1 of sel* and not (filter or filter)
          ---
          title: Keys made
          level: high
          tags: [attack.t1098.001]
          correlation:
              type: value_count
              rules: [made]
              group-by: [actor.user]
              timespan: 5m
              condition: {field: region, gte: 3}
          """,
          """
          - title: A
            name: a
            logsource: {product: qradar, service: event}
            detection: {s: [{title: x*}, {magnitude|gte: 5}], condition: s}
          - title: B
            name: b
            logsource: {product: qraws}
            detection: {s: {severity|lt: 40}, condition: not s}
          - title: A without B
            correlation:
              type: temporal_ordered
              rules: [b, a]
              group-by: [who]
              aliases: {who: {a: actor.user, b: target.user}}
              timespan: 1h
              condition: a and not b
          """);

  private Samples() {}

  static List<byte[]> bytes(List<String> texts) {
    return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static Map<String, List<String>> records() {
    Map<String, List<String>> records = new LinkedHashMap<>();
    records.put(
        "asff",
        List.of(
            """
            {"SchemaVersion":"2018-10-08","Id":"arn:aws:securityhub:eu-central-1:111122223333:f/1",\
            "ProductArn":"arn:aws:securityhub:eu-central-1::product/aws/securityhub",\
            "AwsAccountId":"111122223333","GeneratorId":"security-control/EC2.19",\
            "Types":["TTPs/Initial Access/x"],"UpdatedAt":"2026-03-17T09:00:00Z",\
            "Severity":{"Label":"CRITICAL","Normalized":90},"Title":"t","Description":"d",\
            "ProductFields":{"aws/securityhub/ProductName":"GuardDuty"},\
            "Action":{"ActionType":"NETWORK_CONNECTION","NetworkConnectionAction":\
            {"ConnectionDirection":"INBOUND","RemoteIpDetails":{"IpAddressV4":"203.0.113.9"}}},\
            "Resources":[{"Type":"AwsEc2Instance","Id":"i-0a1b2c3d4e5f6a7b8","Tags":{"Name":"n"},\
            "Details":{"AwsEc2Instance":{"IpV4Addresses":["10.0.0.6"]}}}],\
            "Workflow":{"Status":"NEW"},"RecordState":"ACTIVE"}"""));
    records.put(
        "ocsf",
        List.of(
            """
            {"class_uid":2004,"time":1773738000000,"severity_id":4,"status_id":1,\
            "metadata":{"product":{"name":"GuardDuty","vendor_name":"AWS"},"version":"1.5.0"},\
            "finding_info":{"uid":"f1","title":"t","types":["x"],"modified_time_dt":\
            "2026-03-17T09:00:00Z"},"cloud":{"account":{"uid":"111122223333"},"region":"eu-central-1"},\
            "resources":[{"uid":"i-0a1b2c3d4e5f6a7b8","type":"AwsEc2Instance"}],\
            "observables":[{"type_id":2,"value":"203.0.113.9"}]}"""));
    records.put(
        "guardduty",
        List.of(
            """
            {"accountId":"111122223333","region":"eu-central-1","id":"f0",\
            "arn":"arn:aws:guardduty:eu-central-1:111122223333:detector/d/finding/f0",\
            "type":"UnauthorizedAccess:EC2/SSHBruteForce","severity":2,\
            "updatedAt":"2026-03-17T09:00:00Z","resource":{"resourceType":"Instance",\
            "instanceDetails":{"instanceId":"i-0a1b2c3d4e5f6a7b8"}},"service":{"resourceRole":\
            "TARGET","action":{"actionType":"NETWORK_CONNECTION","networkConnectionAction":\
            {"connectionDirection":"INBOUND","remoteIpDetails":{"ipAddressV4":"203.0.113.9"}}}}}""",
            """
            {"accountid":"111122223333","region":"eu-central-1","id":"f0","type":"Recon:EC2/Portscan",\
            "severity":"5","updatedat":"2026-03-17T09:00:00Z",\
            "service_action_actiontype":"PORT_PROBE","resource_resourcetype":"Instance"}"""));
    records.put(
        "inspector",
        List.of(
            """
            {"findingArn":"arn:aws:inspector2:eu-central-1:111122223333:finding/f1",\
            "awsAccountId":"111122223333","severity":"HIGH","status":"ACTIVE",\
            "type":"PACKAGE_VULNERABILITY","title":"CVE-2026-0001",\
            "updatedAt":"Mar 17, 2026, 9:00:00 AM","inspectorScore":7.5,\
            "packageVulnerabilityDetails":{"vulnerabilityId":"CVE-2026-0001"},\
            "resources":[{"id":"i-0a1b2c3d4e5f6a7b8","type":"AWS_EC2_INSTANCE"}]}"""));
    records.put(
        "access-analyzer",
        List.of(
            """
            {"id":"f1","findingType":"ExternalAccess","status":"ACTIVE",\
            "resourceType":"AWS::S3::Bucket","resource":"arn:aws:s3:::ledger",\
            "resourceOwnerAccount":"111122223333","analyzedAt":"2026-03-17T09:00:00Z",\
            "updatedAt":"2026-03-17T09:00:00Z","findingDetails":[{"externalAccessDetails":\
            {"isPublic":true,"principal":{"AWS":"444455556666"},"action":["s3:GetObject"]}}]}"""));
    records.put(
        "macie",
        List.of(
            """
            {"id":"f1","accountId":"111122223333","region":"eu-central-1","category":"CLASSIFICATION",\
            "type":"SensitiveData:S3Object/Personal","severity":{"score":3,"description":"High"},\
            "updatedAt":"2026-03-17T09:00:00Z","title":"t","resourcesAffected":{"s3Bucket":\
            {"name":"ledger","arn":"arn:aws:s3:::ledger","publicAccess":{"effectivePermission":\
            "PUBLIC"}},"s3Object":{"key":"k"}}}"""));
    records.put(
        "cloudtrail",
        List.of(
            """
            {"eventVersion":"1.08","eventID":"e1","eventTime":"2026-03-17T09:00:00Z",\
            "eventName":"CreateAccessKey","eventSource":"iam.amazonaws.com","awsRegion":"us-east-1",\
            "recipientAccountId":"111122223333","sourceIPAddress":"203.0.113.9","userAgent":"cli",\
            "userIdentity":{"type":"AssumedRole","arn":\
            "arn:aws:sts::111122223333:assumed-role/ops/ann","accessKeyId":"ASIAEXAMPLE00000001",\
            "sessionContext":{"attributes":{"mfaAuthenticated":"true"}}},\
            "requestParameters":{"userName":"bob","list":[1,{"a":null}]},"responseElements":null}""",
            """
            {"EventId":"e1","EventName":"X","EventTime":1773738000.5,"EventSource":"s3.amazonaws.com",\
            "Username":"ann","CloudTrailEvent":"{\\"eventName\\":\\"X\\",\\"eventID\\":\\"e1\\",\
            \\"eventSource\\":\\"s3.amazonaws.com\\",\\"eventTime\\":\\"2026-03-17T09:00:00Z\\"}"}"""));
    records.putAll(otherRecords());
    return records;
  }

  private static Map<String, List<String>> otherRecords() {
    Map<String, List<String>> records = new LinkedHashMap<>();
    records.put(
        "ocsf-activity",
        List.of(
            """
            {"class_uid":6003,"time":1773738000000,"severity_id":1,"api":{"operation":"ListUsers",\
            "service":{"name":"iam.amazonaws.com"}},"actor":{"user":{"name":"ann","uid":"AIDA1"}},\
            "src_endpoint":{"ip":"203.0.113.9"},"cloud":{"account":{"uid":"111122223333"}},\
            "metadata":{"uid":"e1"}}""",
            """
            {"class_uid":4001,"time":1773738000000,"src_endpoint":{"ip":"203.0.113.9","port":51000},\
            "dst_endpoint":{"ip":"10.0.0.5","port":22},"traffic":{"bytes":180,"packets":3},\
            "connection_info":{"protocol_num":6},"metadata":{"uid":"e2"}}"""));
    records.put(
        "config",
        List.of(
            """
            {"configurationItems":[{"resourceType":"AWS::S3::Bucket","resourceId":"ledger",\
            "configurationItemCaptureTime":"2026-03-17T09:00:00Z","configurationItemStatus":"OK",\
            "awsAccountId":"111122223333","tags":{"a":"b"},"configuration":{"name":"ledger"}}]}""",
            """
            {"EvaluationResults":[{"EvaluationResultIdentifier":{"EvaluationResultQualifier":\
            {"ConfigRuleName":"r","ResourceType":"AWS::S3::Bucket","ResourceId":"ledger"}},\
            "ComplianceType":"NON_COMPLIANT","ResultRecordedTime":1773738000.0}]}"""));
    records.put(
        "offense",
        List.of(
            """
            [{"id":7,"offense_type":3,"offense_source":"CORP\\\\ann","magnitude":6,"credibility":3,\
            "relevance":2,"severity":5,"status":"OPEN","description":"Log-in failures",\
            "start_time":1773738000000,"last_updated_time":1773738000000,"event_count":9,\
            "categories":["x"],"source_address_ids":[1],"assigned_to":null}]"""));
    records.put(
        "stix",
        List.of(
            """
            {"type":"bundle","objects":[{"type":"observed-data","id":"observed-data--1",\
            "first_observed":"2026-03-17T09:00:00Z","number_observed":4,"objects":\
            {"0":{"type":"ipv4-addr","value":"203.0.113.9"},"1":{"type":"ipv4-addr","value":"10.0.0.5"},\
            "2":{"type":"network-traffic","src_ref":"0","dst_ref":"1","src_port":51000,"dst_port":0},\
            "3":{"type":"user-account","user_id":"ann"},"4":{"type":"artifact","payload_bin":"ZGVu"},\
            "5":{"type":"file","hashes":{"SHA-256":"00ff"}}},"x_qradar":{"qid":5000001,\
            "event_name":"n","category_name":"c","magnitude":6}}]}"""));
    records.put(
        "qradar-flow",
        List.of(
            """
            {"flows":[{"sourceip":"203.0.113.9","destinationip":"10.0.0.5","sourceport":51000,\
            "destinationport":22,"firstpackettime":1773738000000,"lastpackettime":1773738060000,\
            "sourcebytes":180,"destinationbytes":20,"protocolid":6,"flowtype":0}]}"""));
    records.put(
        "qradar-event",
        List.of(
            """
            {"events":[{"qid":5000001,"qidname_qid":"n","categoryname_category":"c","magnitude":6,\
            "logsourcename_logsourceid":"dc1","starttime":1773738000000,"eventcount":3.0,\
            "sourceip":"203.0.113.9","destinationip":"10.0.0.5","sourceport":51000,\
            "destinationport":22,"username":"CORP\\\\ann","UTF8(payload)":"denied","sha256hash":"00ff"}]}"""));
    records.put(
        "vpc-flow",
        List.of(
            """
            2 111122223333 eni-0a1b2c3d 203.0.113.9 10.0.0.5 51000 22 6 3 180 1773738000 1773738060 ACCEPT OK
            2 111122223333 eni-0a1b2c3d - - - - - - - 1773738000 1773738060 - NODATA
            """,
            """
            version srcaddr dstaddr srcport dstport start end action
            5 203.0.113.9 10.0.0.5 51000 22 1773738000 1773738060 REJECT
            """));
    records.put(
        "table",
        List.of(
            """
            Event Name,Log Source,Start Time,Source IP,Destination IP,Username,Magnitude,QID
            "n ""x"" y",dc1,"Mar 17, 2026, 9:00:00 AM",203.0.113.9,10.0.0.5,CORP\\ann,6,5000001
            """,
            """
            eventid\teventname\teventsource\teventtime\tsourceipaddress
            e1\tListUsers\tiam.amazonaws.com\t2026-03-17T09:00:00Z\t203.0.113.9
            """));
    return records;
  }
}
