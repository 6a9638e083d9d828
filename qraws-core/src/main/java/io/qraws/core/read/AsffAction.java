// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.qraws.core.signal.Finding.Attributes;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.SignalHeader;
import java.util.Map;

/** What the action and network parts of an ASFF finding show. */
final class AsffAction {
  private AsffAction() {}

  static void add(FindingDraft draft, JsonNode finding, boolean actor) {
    SignalHeader.Builder header = draft.header;
    JsonNode action = Json.at(finding, "Action");
    JsonNode call = Json.at(action, "AwsApiCallAction");
    Names.address(header, Json.text(call, "RemoteIpDetails.IpAddressV4"), Role.SOURCE);
    draft.attribute(Attributes.API, Json.at(call, "Api"));
    affected(header, call);
    JsonNode connection = Json.at(action, "NetworkConnectionAction");
    boolean inbound = "INBOUND".equals(Json.text(connection, "ConnectionDirection"));
    Names.address(
        header,
        Json.text(connection, "RemoteIpDetails.IpAddressV4"),
        inbound || !actor ? Role.SOURCE : Role.DESTINATION);
    header.observable(
        ObservableKind.DOMAIN, Json.text(action, "DnsRequestAction.Domain"), Role.DESTINATION);
    for (JsonNode probe : Json.path(action, "PortProbeAction.PortProbeDetails")) {
      Names.address(header, Json.text(probe, "RemoteIpDetails.IpAddressV4"), Role.SOURCE);
    }
    JsonNode network = Json.at(finding, "Network");
    Names.address(header, Json.text(network, "SourceIpV4"), Role.SOURCE);
    Names.address(header, Json.text(network, "SourceIpV6"), Role.SOURCE);
    Names.address(header, Json.text(network, "DestinationIpV4"), Role.DESTINATION);
    Names.address(header, Json.text(network, "DestinationIpV6"), Role.DESTINATION);
    header.observable(
        ObservableKind.DOMAIN, Json.text(network, "DestinationDomain"), Role.DESTINATION);
    flattened(draft, Json.at(finding, "ProductFields"));
    sequence(draft, Json.path(finding, "Detection.Sequence"));
  }

  private static void affected(SignalHeader.Builder header, JsonNode call) {
    for (Map.Entry<String, JsonNode> resource : Json.at(call, "AffectedResources").properties()) {
      Names.resource(header, Json.text(resource.getValue()), Role.TARGET);
    }
  }

  /** GuardDuty's own finding, flattened to text; may be cut, so it only adds. */
  private static void flattened(FindingDraft draft, JsonNode fields) {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      String key = field.getKey();
      String value = Json.text(field.getValue());
      if (key.endsWith("remoteIpDetails/ipAddressV4")) {
        boolean outbound =
            "OUTBOUND"
                .equals(
                    Json.text(
                        Json.at(
                            fields,
                            "aws/guardduty/service/action/networkConnectionAction/connectionDirection")));
        Names.address(draft.header, value, outbound ? Role.DESTINATION : Role.SOURCE);
      } else if (key.endsWith("/dnsRequestAction/domain")) {
        draft.header.observable(ObservableKind.DOMAIN, value, Role.DESTINATION);
      } else if (key.contains("/affectedResources/")) {
        Names.resource(draft.header, value, Role.TARGET);
      } else if (key.equals("aws/guardduty/service/count")) {
        draft.attribute(Attributes.COUNT, value);
      } else if (key.equals("aws/guardduty/service/resourceRole")) {
        draft.attribute(Attributes.RESOURCE_ROLE, value);
      } else if (key.contains("threatListName") || key.contains("threatNames")) {
        draft.attribute(Attributes.THREAT, value);
      } else if (key.startsWith("aws/guardduty/service/additionalInfo/sample")) {
        draft.sample("true".equalsIgnoreCase(value));
      }
    }
  }

  private static void sequence(FindingDraft draft, JsonNode sequence) {
    StringBuilder related = new StringBuilder();
    for (JsonNode signal : Json.at(sequence, "Signals")) {
      String id = Json.text(Json.at(signal, "Id", "Uid"));
      related.append(id == null ? "" : id + " ");
    }
    draft.attribute(Attributes.RELATED, related.toString());
    for (JsonNode actor : Json.at(sequence, "Actors")) {
      draft.header.observable(ObservableKind.USER, Json.text(actor, "User.Name"), Role.ACTOR);
      draft.header.observable(
          ObservableKind.ACCESS_KEY, Json.text(actor, "User.CredentialUid"), Role.ACTOR);
    }
    for (JsonNode endpoint : Json.at(sequence, "Endpoints")) {
      Names.address(draft.header, Json.text(endpoint, "Ip"), Role.SOURCE);
    }
  }
}
