// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import io.qraws.core.read.ReadListener;
import io.qraws.core.read.Rejected;
import io.qraws.core.read.SignalReader;
import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Observable;
import io.qraws.core.signal.ObservableKind;
import io.qraws.core.signal.Role;
import io.qraws.core.signal.Signal;
import io.qraws.core.signal.SignalHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one attack, and how they look when they happen to a company: in its account and
 * Region, in its time, by a usual program, and by whom and from where as is asked.
 *
 * @param name the folder's
 * @param calls in order of time
 */
record AttackLog(String name, List<ApiCall> calls) {
  /** By whom and from where it is done. */
  enum Disguise {
    /** By the principal of the log, whom nobody knows, from its address. */
    GIVEN,
    /** By a principal of the company, from the log's address. */
    KNOWN,
    /** By a principal of the company, from where it always calls, with its program. */
    INSIDE
  }

  /** The attacks in a folder, one folder each; those that hold no calls are left out. */
  static List<AttackLog> readAll(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("attacks: no such folder: " + folder);
    }
    List<Path> folders;
    try (Stream<Path> list = Files.list(folder)) {
      folders = list.filter(Files::isDirectory).sorted().toList();
    }
    List<AttackLog> attacks = new ArrayList<>();
    for (Path attack : folders) {
      List<ApiCall> calls = read(attack);
      if (!calls.isEmpty()) {
        attacks.add(new AttackLog(attack.getFileName().toString(), calls));
      }
    }
    return attacks;
  }

  private static List<ApiCall> read(Path attack) throws IOException {
    List<ApiCall> calls = new ArrayList<>();
    ReadListener taker =
        new ReadListener() {
          @Override
          public void signal(Signal signal) {
            if (signal instanceof ApiCall call) {
              calls.add(call);
            }
          }

          @Override
          public void rejected(Rejected rejected) {}
        };
    try (Stream<Path> files = Files.walk(attack)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        SignalReader.create().readFile(file, taker);
      }
    }
    calls.sort(Comparator.comparing(ApiCall::time));
    return calls;
  }

  /**
   * The calls of the attacker alone: where an instance's credentials are used, that is the attack,
   * and the rest is what surrounds it.
   */
  AttackLog narrowed() {
    List<ApiCall> stolen = calls.stream().filter(AttackLog::byInstance).toList();
    return stolen.isEmpty() ? this : new AttackLog(name, stolen);
  }

  /**
   * The calls as the company would see them.
   *
   * @param victim whose name it is done under, unless it is {@link Disguise#GIVEN}
   * @param start when the first is made
   */
  List<ApiCall> planted(Disguise disguise, EstateMember victim, Instant start) {
    List<ApiCall> planted = new ArrayList<>();
    Instant first = calls.get(0).time();
    for (ApiCall call : calls) {
      // What lasted days is pressed into hours.
      long since = Duration.between(first, call.time()).toSeconds() % (4 * 3_600);
      planted.add(planted(call, disguise, victim, start.plusSeconds(since)));
    }
    return planted;
  }

  private static ApiCall planted(
      ApiCall call, Disguise disguise, EstateMember victim, Instant time) {
    boolean given = disguise == Disguise.GIVEN;
    String account = given ? Estate.ACCOUNTS.get(0) : victim.caller.account();
    SignalHeader header = call.header();
    List<Observable> observables = new ArrayList<>();
    if (!given) {
      observables.add(actor(ObservableKind.PRINCIPAL, victim.caller.arn()));
      observables.add(actor(ObservableKind.ACCESS_KEY, victim.caller.key()));
    }
    for (Observable shown : header.observables()) {
      Observable moved = moved(shown, given, header.account(), account);
      if (shown.role() == Role.SOURCE && disguise == Disguise.INSIDE) {
        moved = new Observable(shown.kind(), victim.caller.address(), shown.role());
      }
      if (moved != null) {
        observables.add(moved);
      }
    }
    boolean global = call.service().equals("iam");
    return new ApiCall(
        new SignalHeader(
            header.id(),
            header.format(),
            time,
            header.title(),
            header.severity(),
            account,
            global ? "us-east-1" : given ? Estate.REGION : victim.region,
            header.types(),
            observables,
            header.source(),
            header.raw()),
        call.service(),
        call.operation(),
        call.readOnly(),
        call.errorCode(),
        given ? call.userType() : victim.caller.type(),
        disguise == Disguise.INSIDE ? victim.caller.agent() : Caller.SDK,
        call.mfa(),
        call.details());
  }

  private static @Nullable Observable moved(
      Observable shown, boolean given, @Nullable String from, String to) {
    if (shown.role() == Role.ACTOR && !given) {
      return null;
    }
    String value = from == null ? shown.value() : shown.value().replace(from, to);
    return new Observable(shown.kind(), value, shown.role());
  }

  private static Observable actor(ObservableKind kind, String value) {
    return new Observable(kind, value, Role.ACTOR);
  }

  /** The session of an instance's role has the instance's id for its name. */
  private static boolean byInstance(ApiCall call) {
    return call.observables().stream()
        .anyMatch(
            shown ->
                shown.role() == Role.ACTOR
                    && shown.kind() == ObservableKind.USER
                    && shown.value().startsWith("i-"));
  }
}
