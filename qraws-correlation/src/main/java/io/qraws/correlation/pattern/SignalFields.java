// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.pattern;

import static java.util.Objects.requireNonNull;

import io.qraws.core.signal.Anomaly;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.ConfigChange;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.NetworkFlow;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All fields that a pattern may speak of; {@code docs/patterns.md} lists them for people.
 *
 * <p>They are called as in the quickstart's {@code signals.jsonl} and, in lower case, as in {@code
 * HuntField}; observables by role and kind, {@code actor.user}.
 */
final class SignalFields {
  private static final Set<SignalKind> ALL = EnumSet.allOf(SignalKind.class);

  private final Map<String, SignalField> fields = new TreeMap<>();
  private final Map<String, Family> families = new TreeMap<>();

  /** Fields with a path of the user's own behind the dot: {@code request.bucketName}. */
  private record Family(
      Set<SignalKind> kinds, String prefix, Function<Signal, Map<String, String>> values) {}

  /** The fields by QRAWS's own names. */
  static final SignalFields OWN = own();

  /** These by the names of CloudTrail's records, for rules of that log source, beside the own. */
  static final SignalFields CLOUDTRAIL = cloudTrail();

  private SignalFields() {}

  /** The field of that name, or null. */
  @Nullable SignalField of(String name) {
    SignalField field = fields.get(name);
    int dot = name.indexOf('.');
    Family family = dot > 0 ? families.get(name.substring(0, dot)) : null;
    if (field != null || family == null || dot + 1 == name.length()) {
      return field;
    }
    String path = family.prefix + name.substring(dot + 1);
    return new SignalField(
        name, family.kinds, null, signal -> at(path, family.values.apply(signal)));
  }

  /** The names, those with a path of one's own as {@code request.…}. */
  Collection<String> names() {
    List<String> names = new ArrayList<>(fields.keySet());
    families.keySet().forEach(family -> names.add(family + ".…"));
    return names;
  }

  /** What stands at a path; places in lists may be left out of it. */
  private static List<String> at(String path, Map<String, String> details) {
    String exact = details.get(path);
    if (exact != null) {
      return List.of(exact);
    }
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, String> detail : new TreeMap<>(details).entrySet()) {
      if (detail.getKey().length() > path.length() && withoutPlaces(detail.getKey()).equals(path)) {
        found.add(detail.getValue());
      }
    }
    return found;
  }

  /** {@code items.0.id} as {@code items.id}. */
  private static String withoutPlaces(String path) {
    StringBuilder plain = new StringBuilder();
    for (String part : path.split("\\.", -1)) {
      if (part.isEmpty() || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
        plain.append(plain.length() == 0 ? "" : ".").append(part);
      }
    }
    return plain.toString();
  }

  private static SignalFields own() {
    SignalFields own = new SignalFields();
    own.common();
    own.observables();
    own.calls();
    own.findings();
    own.flows();
    own.qradar();
    own.changes();
    return own;
  }

  private void common() {
    add("kind", ALL, s -> s.kind().label());
    add("format", ALL, s -> s.format().label());
    add("title", ALL, Signal::title);
    add("account", ALL, Signal::account);
    add("region", ALL, Signal::region);
    add("severity", ALL, s -> s.severity().known() ? "" + s.severity().normalized() : null);
    all("type", ALL, Signal::types);
  }

  /** {@code actor.user}, and {@code any.ip} for whatever its role. */
  private void observables() {
    for (ObservableKind kind : ObservableKind.values()) {
      for (Role role : Role.values()) {
        observable(role.label() + "." + kind.label(), kind, role);
      }
      observable("any." + kind.label(), kind, null);
    }
  }

  private void observable(String name, ObservableKind kind, @Nullable Role role) {
    fields.put(
        name,
        new SignalField(
            name,
            ALL,
            kind,
            signal -> {
              List<String> values = new ArrayList<>(2);
              for (Observable one : signal.observables()) {
                if (one.kind() == kind && (role == null || one.role() == role)) {
                  values.add(one.value());
                }
              }
              return values;
            }));
  }

  private void calls() {
    call("operation", ApiCall::operation);
    call("service", ApiCall::service);
    call("error", ApiCall::errorCode);
    call("user_type", ApiCall::userType);
    call("user_agent", ApiCall::userAgent);
    call("read_only", call -> "" + call.readOnly());
    call("mfa", call -> call.mfa() == null ? null : "" + call.mfa());
    call("role", SignalFields::role);
    family("request", SignalKind.API_CALL, "requestParameters.", s -> ((ApiCall) s).details());
    family("response", SignalKind.API_CALL, "responseElements.", s -> ((ApiCall) s).details());
    family("additional", SignalKind.API_CALL, "additionalEventData.", s -> ((ApiCall) s).details());
  }

  private void findings() {
    Set<SignalKind> finding = Set.of(SignalKind.FINDING);
    add("product", finding, s -> ((Finding) s).product());
    add("description", finding, s -> ((Finding) s).description());
    add("state", finding, s -> ((Finding) s).state().name().toLowerCase(Locale.ROOT));
    add("sample", finding, s -> "" + ((Finding) s).sample());
    add("control", finding, s -> ((Finding) s).control());
    family("attribute", SignalKind.FINDING, "", s -> ((Finding) s).attributes());
    families.put(
        "tag",
        new Family(
            EnumSet.of(SignalKind.FINDING, SignalKind.CONFIG_CHANGE),
            "",
            s -> s instanceof Finding one ? one.tags() : ((ConfigChange) s).tags()));
  }

  private void flows() {
    Set<SignalKind> flow = Set.of(SignalKind.NETWORK_FLOW);
    Set<SignalKind> both = EnumSet.of(SignalKind.NETWORK_FLOW, SignalKind.SIEM_EVENT);
    add(
        "source_port",
        both,
        s -> known(s instanceof SiemEvent e ? e.sourcePort() : ((NetworkFlow) s).sourcePort()));
    add(
        "destination_port",
        both,
        s ->
            known(
                s instanceof SiemEvent e
                    ? e.destinationPort()
                    : ((NetworkFlow) s).destinationPort()));
    add("protocol", flow, s -> known(((NetworkFlow) s).protocol()));
    add("bytes", flow, s -> known(((NetworkFlow) s).bytes()));
    add("packets", flow, s -> known(((NetworkFlow) s).packets()));
    add("flow_action", flow, s -> ((NetworkFlow) s).action());
  }

  private void qradar() {
    Set<SignalKind> event = Set.of(SignalKind.SIEM_EVENT);
    Set<SignalKind> offense = Set.of(SignalKind.OFFENSE);
    Set<SignalKind> both = EnumSet.of(SignalKind.SIEM_EVENT, SignalKind.OFFENSE);
    all(
        "category",
        both,
        s -> s instanceof Offense o ? o.categories() : told(((SiemEvent) s).category()));
    add(
        "magnitude",
        both,
        s -> known(s instanceof Offense o ? o.magnitude() : ((SiemEvent) s).magnitude()));
    add(
        "event_count",
        both,
        s -> known(s instanceof Offense o ? o.eventCount() : ((SiemEvent) s).eventCount()));
    add("qid", event, s -> known(((SiemEvent) s).qid()));
    add("log_source", event, s -> ((SiemEvent) s).logSource());
    add("payload", event, s -> ((SiemEvent) s).payload());
    add("status", offense, s -> ((Offense) s).status());
    add("credibility", offense, s -> known(((Offense) s).credibility()));
    add("relevance", offense, s -> known(((Offense) s).relevance()));
    add("offense_type", offense, s -> known(((Offense) s).offenseType()));
    add("offense_source", offense, s -> ((Offense) s).offenseSource());
  }

  private void changes() {
    Set<SignalKind> change = Set.of(SignalKind.CONFIG_CHANGE);
    all(
        "resource_type",
        EnumSet.of(SignalKind.CONFIG_CHANGE, SignalKind.FINDING),
        s -> s instanceof Finding f ? f.resourceTypes() : told(((ConfigChange) s).resourceType()));
    add("change", change, s -> ((ConfigChange) s).change());
    add("config_status", change, s -> ((ConfigChange) s).status());
    family("changed", SignalKind.CONFIG_CHANGE, "", s -> ((ConfigChange) s).changed());
    add("feature", Set.of(SignalKind.ANOMALY), s -> ((Anomaly) s).feature());
    add("probability", Set.of(SignalKind.ANOMALY), s -> "" + ((Anomaly) s).probability());
  }

  private static SignalFields cloudTrail() {
    SignalFields names = own();
    names.call("eventSource", call -> call.service() + ".amazonaws.com");
    names.call("userIdentity.arn", call -> actor(call, ObservableKind.PRINCIPAL));
    names.call("userIdentity.accountId", SignalFields::actorsAccount);
    names.same("eventName", "operation");
    names.same("eventType", "type");
    names.same("awsRegion", "region");
    names.same("recipientAccountId", "account");
    names.same("sourceIPAddress", "source.ip");
    names.same("userAgent", "user_agent");
    names.same("errorCode", "error");
    names.same("readOnly", "read_only");
    names.same("userIdentity.type", "user_type");
    names.same("userIdentity.userName", "actor.user");
    names.same("userIdentity.accessKeyId", "actor.access_key");
    names.same("userIdentity.sessionContext.attributes.mfaAuthenticated", "mfa");
    for (String part : new String[] {"requestParameters", "responseElements"}) {
      names.family(part, SignalKind.API_CALL, part + ".", s -> ((ApiCall) s).details());
    }
    names.family(
        "additionalEventData",
        SignalKind.API_CALL,
        "additionalEventData.",
        s -> ((ApiCall) s).details());
    return names;
  }

  /** The caller's account, which is told only where it is not the account that was called. */
  private static @Nullable String actorsAccount(ApiCall call) {
    String account = actor(call, ObservableKind.ACCOUNT);
    return account == null ? call.account() : account;
  }

  private static @Nullable String actor(Signal signal, ObservableKind kind) {
    for (Observable one : signal.observables()) {
      if (one.kind() == kind && one.role() == Role.ACTOR) {
        return one.value();
      }
    }
    return null;
  }

  private void same(String name, String as) {
    SignalField field = requireNonNull(fields.get(as), as);
    fields.put(name, new SignalField(name, field.kinds(), field.observable(), field.values()));
  }

  private void call(String name, Function<ApiCall, @Nullable String> value) {
    add(name, Set.of(SignalKind.API_CALL), s -> value.apply((ApiCall) s));
  }

  private void add(String name, Set<SignalKind> kinds, Function<Signal, @Nullable String> value) {
    all(name, kinds, signal -> told(value.apply(signal)));
  }

  private void all(String name, Set<SignalKind> kinds, Function<Signal, List<String>> values) {
    fields.put(name, new SignalField(name, kinds, null, values));
  }

  private void family(
      String name, SignalKind kind, String prefix, Function<Signal, Map<String, String>> values) {
    families.put(name, new Family(Set.of(kind), prefix, values));
  }

  private static List<String> told(@Nullable String value) {
    return value == null || value.isEmpty() ? List.of() : List.of(value);
  }

  /** The bare name of the role that a call is about, which some requests name by its ARN. */
  private static @Nullable String role(ApiCall call) {
    String name = call.details().get("requestParameters.roleName");
    String arn = call.details().get("requestParameters.roleArn");
    return name != null || arn == null ? name : arn.substring(arn.lastIndexOf('/') + 1);
  }

  private static @Nullable String known(long number) {
    return number < 0 ? null : Long.toString(number);
  }
}
