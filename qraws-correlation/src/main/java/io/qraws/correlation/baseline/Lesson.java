// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Teaches the profiles what one day showed. Not safe for several threads. */
final class Lesson {
  /** Of what is new in a day, a settled principal learns a fifth of what it ever did, or this. */
  private static final int NEW_A_DAY = 8;

  private static final int OF_ALL = 5;

  private final Profiles profiles;
  private final Profile everything;
  private final int day;
  private final PendingDay seen;
  private final Set<Profile> active = Collections.newSetFromMap(new IdentityHashMap<>());

  Lesson(Profiles profiles, int day, PendingDay seen) {
    this.profiles = profiles;
    this.everything = profiles.everything;
    this.day = day;
    this.seen = seen;
  }

  void learn() {
    begin(everything);
    seen.principals().forEach(this::principal);
    for (Map.Entry<Long, PendingDay.Hours> counted : seen.hours().entrySet()) {
      PendingDay.Shown shown = seen.principals().get(counted.getKey());
      if (shown == null || !shown.suspect) {
        Profile profile = profiles.make(counted.getKey(), Profiles.VALUES);
        int[] most = counted.getValue().most;
        for (int kind = 0; kind < most.length; kind++) {
          profile.peaks.learn(kind, most[kind]);
        }
      }
    }
    active.forEach(Profile::active);
  }

  private void principal(long principal, PendingDay.Shown shown) {
    if (shown.values.isEmpty()) {
      return;
    }
    Profile own = profiles.make(principal, Profiles.VALUES);
    Profile peers = profiles.make(shown.peers, Profiles.SHARED_VALUES);
    Profile account = profiles.make(shown.account, Profiles.SHARED_VALUES);
    Profile[] scopes = {own, peers, account, everything};
    begin(own);
    begin(peers);
    begin(account);
    int room = own.age() < 2 ? Integer.MAX_VALUE : Math.max(NEW_A_DAY, own.counts.size() / OF_ALL);
    for (long key : shown.values) {
      if (Feature.of(key) == Feature.PRINCIPAL) {
        known(key, account);
      } else {
        boolean isNew = own.counts.of(key, day) == 0;
        if (!isNew || room-- > 0) {
          value(key, isNew, scopes);
        }
      }
    }
  }

  private void begin(Profile profile) {
    profile.begin(day);
    active.add(profile);
  }

  private void known(long key, Profile account) {
    boolean isNew = account.counts.of(key, day) == 0;
    account.tried(Feature.PRINCIPAL, isNew);
    everything.memberTried(Feature.PRINCIPAL, account.age(), isNew);
    account.add(key, day);
  }

  private void value(long key, boolean isNew, Profile[] scopes) {
    Feature feature = Feature.of(key);
    scopes[0].tried(feature, isNew);
    scopes[1].memberTried(feature, scopes[0].age(), isNew);
    boolean further = isNew;
    for (int i = 1; further && i < scopes.length; i++) {
      further = scopes[i].counts.of(key, day) == 0;
      scopes[i].memberShowedNew(feature, further);
    }
    for (Profile scope : scopes) {
      scope.add(key, day);
    }
  }
}
