// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.read;

import io.qraws.core.signal.Finding.Attributes;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.SignalHeader;
import java.util.Map;

/** What the action and network parts of an ASFF finding show. */
final class AsffAction {
  private static final String DIRECTION =
      "aws/guardduty/service/action/networkConnectionAction/connectionDirection";

  private AsffAction() {}

  static void add(FindingDraft draft, Node finding, boolean actor) {
    SignalHeader.Builder header = draft.header;
    Node action = Json.at(finding, "Action");
    Node call = Json.at(action, "AwsApiCallAction");
    Names.address(header, Json.text(call, "RemoteIpDetails.IpAddressV4"), Role.SOURCE);
    draft.attribute(Attributes.API, Json.at(call, "Api"));
    affected(header, call);
    Node connection = Json.at(action, "NetworkConnectionAction");
    boolean inbound = "INBOUND".equals(Json.text(connection, "ConnectionDirection"));
    Names.address(
        header,
        Json.text(connection, "RemoteIpDetails.IpAddressV4"),
        inbound || !actor ? Role.SOURCE : Role.DESTINATION);
    header.observable(
        ObservableKind.DOMAIN, Json.text(action, "DnsRequestAction.Domain"), Role.DESTINATION);
    for (Node probe : Json.path(action, "PortProbeAction.PortProbeDetails")) {
      Names.address(header, Json.text(probe, "RemoteIpDetails.IpAddressV4"), Role.SOURCE);
    }
    Node network = Json.at(finding, "Network");
    Names.address(header, Json.text(network, "SourceIpV4"), Role.SOURCE);
    Names.address(header, Json.text(network, "SourceIpV6"), Role.SOURCE);
    Names.address(header, Json.text(network, "DestinationIpV4"), Role.DESTINATION);
    Names.address(header, Json.text(network, "DestinationIpV6"), Role.DESTINATION);
    header.observable(
        ObservableKind.DOMAIN, Json.text(network, "DestinationDomain"), Role.DESTINATION);
    flattened(draft, Json.at(finding, "ProductFields"));
    sequence(draft, Json.path(finding, "Detection.Sequence"));
  }

  private static void affected(SignalHeader.Builder header, Node call) {
    for (Map.Entry<String, Node> resource : Json.at(call, "AffectedResources").properties()) {
      Names.resource(header, Json.text(resource.getValue()), Role.TARGET);
    }
  }

  /** GuardDuty's own finding, flattened to text; may be cut, so it only adds. */
  private static void flattened(FindingDraft draft, Node fields) {
    for (int i = 0; i < fields.members(); i++) {
      AsffField field = fields.name(i).asff();
      if (field != AsffField.OTHER) {
        flattened(draft, fields, field, fields.value(i));
      }
    }
  }

  private static void flattened(FindingDraft draft, Node fields, AsffField field, Node value) {
    switch (field) {
      case REMOTE_ADDRESS -> {
        boolean outbound = "OUTBOUND".equals(Json.text(Json.at(fields, DIRECTION)));
        Role role = outbound ? Role.DESTINATION : Role.SOURCE;
        Names.address(draft.header, Json.text(value), role);
      }
      case DOMAIN ->
          draft.header.observable(ObservableKind.DOMAIN, Json.text(value), Role.DESTINATION);
      case COUNT -> draft.attribute(Attributes.COUNT, value);
      case ROLE -> draft.attribute(Attributes.RESOURCE_ROLE, value);
      case AFFECTED -> Names.resource(draft.header, Json.text(value), Role.TARGET);
      case THREAT -> draft.attribute(Attributes.THREAT, value);
      case SAMPLE -> draft.sample("true".equalsIgnoreCase(Json.text(value)));
      case ADDRESS, OTHER -> {}
    }
  }

  private static void sequence(FindingDraft draft, Node sequence) {
    StringBuilder related = new StringBuilder();
    for (Node signal : Json.at(sequence, "Signals")) {
      String id = Json.text(Json.at(signal, "Id", "Uid"));
      related.append(id == null ? "" : id + " ");
    }
    draft.attribute(Attributes.RELATED, related.toString());
    for (Node actor : Json.at(sequence, "Actors")) {
      draft.header.observable(ObservableKind.USER, Json.text(actor, "User.Name"), Role.ACTOR);
      draft.header.observable(
          ObservableKind.ACCESS_KEY, Json.text(actor, "User.CredentialUid"), Role.ACTOR);
    }
    for (Node endpoint : Json.at(sequence, "Endpoints")) {
      Names.address(draft.header, Json.text(endpoint, "Ip"), Role.SOURCE);
    }
  }
}
