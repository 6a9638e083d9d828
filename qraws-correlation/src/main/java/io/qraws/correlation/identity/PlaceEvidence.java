// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import io.qraws.core.signal.ConfigChange;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Format;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.SiemEvent;
import io.qraws.core.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What QRadar's events, AWS Config and GuardDuty say of addresses, hosts and who used them.
 *
 * <p>Events are told apart by words in their name and low-level category, since every log source
 * has its own ids. What a client may say of itself unchecked, such as a host name in a web request,
 * is no evidence.
 */
final class PlaceEvidence {
  private static final Pattern FAILED =
      Pattern.compile("fail|denied|deny|reject|invalid|lock|unsuccess|refus|nak\\b|wrong|error");
  private static final Pattern LEASE = Pattern.compile("dhcp|\\blease");
  private static final Pattern GIVEN_BACK = Pattern.compile("releas|expir|declin|delet|closed");
  private static final Pattern VPN =
      Pattern.compile(
          "vpn|remote access|anyconnect|globalprotect|ssl tunnel|ipsec|assigned to session");

  /**
   * The address inside that a VPN gives, which products put into the payload only. Source: Cisco
   * ASA, message 722051; Fortinet, field {@code tunnelip}; GlobalProtect, {@code private_ip}.
   */
  private static final Pattern GIVEN_INSIDE =
      Pattern.compile(
          "(?i)(?:IPv4 Address|tunnel_?ip|assign(?:ed)?_?ip|private_?ip|virtual_?ip)"
              + "[\\s\"'=:<]{1,4}(\\d{1,3}(?:\\.\\d{1,3}){3})(?![\\d.])");

  private static final Pattern REGISTERED =
      Pattern.compile("\\bdns\\b.*(?:regist|updat|dynamic|a record)");
  private static final Pattern LOGON =
      Pattern.compile("log[- ]?[io]n|logged[- ]on|sign[- ]?in|authenti|kerberos|session opened");
  private static final Pattern LOGOFF =
      Pattern.compile(
          "log[- ]?off|log[- ]?out|logged[- ]o(?:ff|ut)|disconnect|terminat|session closed|ended");
  private static final Pattern REMOTE =
      Pattern.compile("\\bssh\\b|sshd|\\brdp\\b|remote desktop|network logon|\\bsmb\\b");
  private static final Pattern WEB = Pattern.compile("http|proxy|\\bweb\\b|waf|\\burl\\b");

  /** Source: Microsoft, event 4624: logon types. */
  private static final Pattern LOGON_TYPE = Pattern.compile("Logon Type:?\\s*(\\d{1,2})");

  private static final int LOOKED_AT = 4096;

  private final Evidence evidence;

  PlaceEvidence(Evidence evidence) {
    this.evidence = evidence;
  }

  void learn(SiemEvent event) {
    String text = (event.title() + ' ' + event.category()).toLowerCase(Locale.ROOT);
    String told = text.length() <= LOOKED_AT ? text : text.substring(0, LOOKED_AT);
    if (FAILED.matcher(told).find()) {
      return;
    }
    String from = event.logSource().toLowerCase(Locale.ROOT);
    boolean logon = LOGON.matcher(told).find();
    if (LEASE.matcher(told).find() || (user(event) == null && LEASE.matcher(from).find())) {
      lease(event, GIVEN_BACK.matcher(told).find());
    } else if (VPN.matcher(told).find() || (logon && VPN.matcher(from).find())) {
      vpn(event, LOGOFF.matcher(told).find());
    } else if (REGISTERED.matcher(told).find()) {
      lease(event, false);
    } else if (logon && !LOGOFF.matcher(told).find()) {
      boolean elsewhere = REMOTE.matcher(told).find() || WEB.matcher(told + ' ' + from).find();
      logon(event, elsewhere);
    }
  }

  private void add(Fact fact, @Nullable Name from, @Nullable Name to, Signal signal) {
    evidence.add(fact, from, to, signal.time(), signal.id());
  }

  private void lease(SiemEvent event, boolean over) {
    Name host = host(event);
    for (Name address : given(event)) {
      add(Fact.LEASED, address, over ? Name.NOBODY : host, event);
    }
  }

  private void vpn(SiemEvent event, boolean over) {
    Name user = user(event);
    if (user == null) {
      return;
    }
    for (Name address : inside(event)) {
      add(Fact.LEASED, address, over ? Name.NOBODY : user, event);
    }
    if (!over) {
      add(Fact.SEEN, user, user, event);
      add(Fact.LOGGED_ON, host(event), user, event);
    }
  }

  /** The last one told: what stands before it may be of the user's choice. */
  private static Set<Name> inside(SiemEvent event) {
    String payload = event.payload();
    Matcher told =
        GIVEN_INSIDE.matcher(
            payload.length() <= LOOKED_AT ? payload : payload.substring(0, LOOKED_AT));
    Name last = null;
    while (told.find()) {
      Name address = Name.ip(told.group(1));
      last = address != null && Addresses.inside(address.value()) ? address : last;
    }
    return last == null ? given(event) : Set.of(last);
  }

  private void logon(SiemEvent event, boolean elsewhere) {
    Name user = user(event);
    if (user == null) {
      return;
    }
    UserName parts = UserName.of(user);
    if (parts.machine()) {
      Name own = Name.host(parts.local().substring(0, parts.local().length() - 1));
      given(event).forEach(address -> add(Fact.LEASED, address, own, event));
      return;
    }
    add(Fact.SEEN, user, user, event);
    int type = logonType(event);
    boolean program = type == 4 || type == 5;
    boolean remote = elsewhere || type == 3 || type == 8 || type == 10;
    if (!program && !remote) {
      Name host = host(event);
      add(Fact.LOGGED_ON, host, user, event);
      // Where no DHCP server is heard, this is what tells that an address has moved on.
      given(event).forEach(address -> add(Fact.LEASED, address, host, event));
    }
    if (!program) {
      given(event).forEach(address -> add(Fact.LOGGED_ON, address, user, event));
    }
  }

  /** How somebody logged on to Windows: 2 at the keyboard, 3 by network, 10 remotely; or -1. */
  private static int logonType(SiemEvent event) {
    if (!event.payload().contains("Logon Type")) {
      return -1;
    }
    String payload = event.payload();
    Matcher matcher =
        LOGON_TYPE.matcher(
            payload.length() <= LOOKED_AT ? payload : payload.substring(0, LOOKED_AT));
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  private static @Nullable Name user(SiemEvent event) {
    for (Observable one : event.observables()) {
      if (one.kind() == ObservableKind.USER && one.role() == Role.ACTOR) {
        return Name.user(one.value());
      }
    }
    return null;
  }

  private static @Nullable Name host(Signal signal) {
    for (Observable one : signal.observables()) {
      Name name = one.kind() == ObservableKind.HOST ? Name.host(one.value()) : null;
      if (name != null && name.kind() == Name.Kind.HOST && !name.value().equals("localhost")) {
        return name;
      }
    }
    return null;
  }

  /** The inside addresses that an event's identity has, or else that it came from. */
  private static Set<Name> given(SiemEvent event) {
    Set<Name> own = addresses(event, Role.TARGET);
    return own.isEmpty() ? addresses(event, Role.SOURCE) : own;
  }

  private static Set<Name> addresses(Signal signal, Role role) {
    Set<Name> addresses = new TreeSet<>();
    for (Observable one : signal.observables()) {
      if (one.kind() == ObservableKind.IP && one.role() == role) {
        Name address = Name.ip(one.value());
        if (address != null && Addresses.inside(address.value())) {
          addresses.add(address);
        }
      }
    }
    return addresses;
  }

  void learn(ConfigChange change) {
    boolean instanceItem = change.resourceType().equals("AWS::EC2::Instance");
    if (!instanceItem && !change.resourceType().equals("AWS::EC2::NetworkInterface")) {
      return;
    }
    Set<Name> instances = instances(change, Role.TARGET);
    if (instances.size() != 1) {
      return;
    }
    Name instance = instances.iterator().next();
    boolean gone =
        change.status().startsWith("ResourceDeleted") || change.change().equals("DELETE");
    if (!gone) {
      places(change, Role.TARGET).forEach(place -> add(Fact.BOUND, place, instance, change));
    }
    if (instanceItem) {
      add(Fact.ITEM, instance, instance, change);
    }
  }

  /** GuardDuty lists an instance's interfaces with the instance; others show whatever they like. */
  void learn(Finding finding) {
    if (finding.format() != Format.GUARDDUTY || finding.sample()) {
      return;
    }
    for (Role role : List.of(Role.ACTOR, Role.TARGET)) {
      Set<Name> instances = instances(finding, role);
      if (instances.size() == 1) {
        Name instance = instances.iterator().next();
        places(finding, role).forEach(place -> add(Fact.BOUND, place, instance, finding));
      }
    }
  }

  private static Set<Name> instances(Signal signal, Role role) {
    Set<Name> instances = new TreeSet<>();
    for (Observable one : signal.observables()) {
      Name name =
          one.kind() == ObservableKind.RESOURCE && one.role() == role
              ? Name.instance(one.value())
              : null;
      if (name != null) {
        instances.add(name);
      }
    }
    return instances;
  }

  private static List<Name> places(Signal signal, Role role) {
    List<Name> places = new ArrayList<>();
    for (Observable one : signal.observables()) {
      boolean place = one.kind() == ObservableKind.IP || one.kind() == ObservableKind.HOST;
      Name name = place && one.role() == role ? Name.of(one) : null;
      if (name != null && (name.kind() == Name.Kind.IP || name.kind() == Name.Kind.HOST)) {
        places.add(name);
      }
    }
    return places;
  }
}
