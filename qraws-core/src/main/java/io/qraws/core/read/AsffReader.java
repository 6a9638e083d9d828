// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Finding.Attributes;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Raw;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Severity;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SourceRef;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads findings in the AWS Security Finding Format. */
final class AsffReader implements FormatReader {
  /** GuardDuty's own finding, flattened, tells it where there is no {@code Action}. */
  private static final String GUARDDUTY_ACTION = "aws/guardduty/service/action/actionType";

  @Override
  public boolean recognises(Node object) {
    boolean product = Json.text(Json.at(object, "ProductArn")) != null;
    return (product && (object.has("Id") || object.has("GeneratorId") || object.has("Types")))
        || (object.has("SchemaVersion") && object.has("AwsAccountId") && object.has("Id"));
  }

  @Override
  public Signal read(Node finding, Raw raw, SourceRef source) {
    FindingDraft draft =
        new FindingDraft(Json.text(Json.at(finding, "Id")), "Id", Format.ASFF, source, raw);
    Instant updated =
        Times.first(
            Json.at(finding, "UpdatedAt"),
            Json.at(finding, "CreatedAt"),
            Json.at(finding, "LastObservedAt"),
            Json.at(finding, "FirstObservedAt"));
    if (updated == null) {
      throw new UnreadableException("UpdatedAt and CreatedAt are missing");
    }
    Instant observed = Times.first(Json.at(finding, "LastObservedAt"));
    String account = Json.text(Json.at(finding, "AwsAccountId"));
    String product = product(finding);
    draft
        .product(product)
        .text(Json.text(finding, "Title"), Json.text(finding, "Description"))
        .state(state(finding))
        .sample(Json.truth(Json.at(finding, "Sample")))
        .control(control(finding, product))
        .attribute(Attributes.COMPLIANCE, Json.path(finding, "Compliance.Status"));
    draft
        .header
        .severity(severity(finding))
        .account(account)
        .region(region(finding))
        .observable(ObservableKind.ACCOUNT, account, Role.TARGET);
    types(draft, finding);
    boolean actor = resourceIsActor(finding);
    for (Node resource : Json.at(finding, "Resources")) {
      AsffResources.add(draft, resource, actor ? Role.ACTOR : Role.TARGET);
    }
    Node resources = Json.at(finding, "Resources");
    if (resources.size() == 1) {
      Names.alone(draft.header, Json.text(resources.first(), "Id"));
    }
    AsffAction.add(draft, finding, actor);
    vulnerabilities(draft, finding);
    threats(draft, finding);
    return draft.build(observed == null ? updated : observed, updated);
  }

  private static String product(Node finding) {
    String arn = Json.textOr(finding, "ProductArn", "").toLowerCase(Locale.ROOT);
    if (arn.contains("/aws/guardduty")) {
      return "GuardDuty";
    }
    if (arn.contains("/aws/securityhub")) {
      return "Security Hub";
    }
    if (arn.contains("/aws/inspector")) {
      return "Inspector";
    }
    if (arn.contains("/aws/macie")) {
      return "Macie";
    }
    if (arn.contains("/aws/access-analyzer")) {
      return "IAM Access Analyzer";
    }
    String name = Json.text(finding, "ProductName");
    name =
        name == null
            ? Json.text(Json.path(finding, "ProductFields").get("aws/securityhub/ProductName"))
            : name;
    return name == null ? arn.substring(arn.lastIndexOf('/') + 1) : name;
  }

  private static @Nullable String region(Node finding) {
    String region = Json.text(Json.at(finding, "Region"));
    if (region == null) {
      String[] arn = Json.textOr(finding, "ProductArn", "").split(":", -1);
      region = arn.length > 3 ? arn[3] : null;
    }
    return region;
  }

  private static void types(FindingDraft draft, Node finding) {
    Node types = Json.at(finding, "Types");
    for (Node type : types) {
      String own = GuardDutyTypes.ofAsff(type.asText());
      if (own != null) {
        draft.header.type(own);
        draft.attribute(Attributes.TACTICS, GuardDutyTypes.tactic(own));
      }
    }
    types.forEach(type -> draft.header.type(Json.text(type)));
  }

  private static @Nullable String control(Node finding, String product) {
    String id = Json.text(finding, "Compliance.SecurityControlId");
    if (id == null) {
      Node fields = Json.at(finding, "ProductFields");
      id = Json.text(Json.at(fields, "ControlId", "RuleId"));
    }
    if (id == null && product.equals("Security Hub")) {
      String generator = Json.textOr(finding, "GeneratorId", "");
      id = generator.substring(generator.lastIndexOf('/') + 1);
    }
    return id;
  }

  private static Finding.State state(Node finding) {
    if ("ARCHIVED".equalsIgnoreCase(Json.text(finding, "RecordState"))) {
      return Finding.State.ARCHIVED;
    }
    String status = Json.text(finding, "Workflow.Status");
    String workflow = status == null ? Json.textOr(finding, "WorkflowState", "") : status;
    if (workflow.equalsIgnoreCase("SUPPRESSED")) {
      return Finding.State.SUPPRESSED;
    }
    return workflow.equalsIgnoreCase("RESOLVED")
            || "PASSED".equalsIgnoreCase(Json.text(finding, "Compliance.Status"))
        ? Finding.State.RESOLVED
        : Finding.State.ACTIVE;
  }

  /**
   * The label, refined by a normalised number on its band; else that number; else the product's.
   */
  private static Severity severity(Node finding) {
    Node severity = Json.at(finding, "Severity");
    String label = Json.text(severity, "Label");
    double number = Json.number(Json.at(severity, "Normalized"));
    if (label != null) {
      Severity ofLabel = Severity.ofLabel(label);
      if (ofLabel.known()) {
        return number >= 0 && number <= 100 && band(number) == band(ofLabel.normalized())
            ? new Severity((int) number, label, true)
            : ofLabel;
      }
    }
    if (number >= 0 && number <= 100) {
      return new Severity((int) number, label == null ? "" + (int) number : label, true);
    }
    double product = Json.number(Json.at(severity, "Product"));
    if (product >= 0 && product <= 10) {
      return Severity.ofTenths(product);
    }
    if (product <= 100 && product >= 0) {
      return new Severity((int) product, "" + product, true);
    }
    String original = Json.text(Json.at(severity, "Original"));
    if (original == null) {
      original = Json.text(finding, "FindingProviderFields.Severity.Label");
    }
    return original == null ? Severity.UNKNOWN : Severity.ofLabel(original);
  }

  /** Source: Security Hub API reference, Severity: 0, 1-39, 40-69, 70-89, 90-100. */
  private static int band(double normalized) {
    return normalized < 1 ? 0 : normalized < 40 ? 1 : normalized < 70 ? 2 : normalized < 90 ? 3 : 4;
  }

  private static boolean resourceIsActor(Node finding) {
    String role =
        Json.text(Json.at(Json.at(finding, "ProductFields"), "aws/guardduty/service/resourceRole"));
    if (role != null) {
      return role.equalsIgnoreCase("ACTOR") || apiCall(finding);
    }
    return apiCall(finding);
  }

  private static boolean apiCall(Node finding) {
    Node fields = Json.at(finding, "ProductFields");
    return "AWS_API_CALL".equals(Json.text(finding, "Action.ActionType"))
        || "AWS_API_CALL".equals(Json.text(Json.at(fields, GUARDDUTY_ACTION)));
  }

  private static void vulnerabilities(FindingDraft draft, Node finding) {
    Node fields = Json.at(finding, "ProductFields");
    draft.attribute(Attributes.INSPECTOR_SCORE, Json.at(fields, "aws/inspector/inspectorScore"));
    for (Node vulnerability : Json.at(finding, "Vulnerabilities")) {
      draft.header.observable(
          ObservableKind.VULNERABILITY, Json.text(vulnerability, "Id"), Role.TARGET);
      draft
          .epss(Json.number(Json.at(vulnerability, "EpssScore")))
          .attribute(Attributes.EXPLOIT, Json.at(vulnerability, "ExploitAvailable"))
          .attribute(Attributes.FIX, Json.at(vulnerability, "FixAvailable"));
    }
  }

  private static void threats(FindingDraft draft, Node finding) {
    for (Node indicator : Json.at(finding, "ThreatIntelIndicators")) {
      String value = Json.text(indicator, "Value");
      if (Names.isAddress(value)) {
        Names.address(draft.header, value, Role.SOURCE);
      } else if (Json.textOr(indicator, "Type", "").contains("DOMAIN")) {
        draft.header.observable(ObservableKind.DOMAIN, value, Role.DESTINATION);
      } else if (Json.textOr(indicator, "Type", "").contains("HASH")) {
        draft.header.observable(ObservableKind.FILE_HASH, value, Role.TARGET);
      }
      draft.attribute(Attributes.THREAT, Json.at(indicator, "Source", "Category"));
    }
    for (Node malware : Json.at(finding, "Malware")) {
      draft.attribute(Attributes.THREAT, Json.at(malware, "Name"));
    }
    for (Node threat : Json.at(finding, "Threats")) {
      draft.attribute(Attributes.THREAT, Json.at(threat, "Name"));
      for (Node path : Json.at(threat, "FilePaths")) {
        draft.header.observable(ObservableKind.FILE_HASH, Json.text(path, "Hash"), Role.TARGET);
      }
    }
  }
}
