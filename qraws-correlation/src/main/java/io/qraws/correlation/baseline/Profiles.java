// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.baseline;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The profiles by scope, up to a number; the one that was not active for longest leaves. Not safe
 * for several threads.
 */
final class Profiles {
  /** Of a principal or a resource. */
  static final int VALUES = 512;

  /** Of what many share: peers, an account, everything. */
  static final int SHARED_VALUES = 16_384;

  private final Profile nothing = new Profile(1);
  private final Map<Long, Profile> profiles;
  final Profile everything = new Profile(SHARED_VALUES);

  Profiles(int most) {
    profiles =
        new LinkedHashMap<>(16, .75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Profile> eldest) {
            return size() > most;
          }
        };
  }

  int size() {
    return profiles.size();
  }

  /** The profile of a scope; an empty one, which must not be changed, if there is none. */
  Profile get(long scope) {
    Profile profile = profiles.get(scope);
    return profile == null ? nothing : profile;
  }

  /** The profile of a scope, made if there is none. */
  Profile make(long scope, int mostValues) {
    @Nullable Profile profile = profiles.get(scope);
    if (profile == null) {
      profile = new Profile(mostValues);
      profiles.put(scope, profile);
    }
    return profile;
  }

  void write(DataOutputStream out) throws IOException {
    everything.write(out);
    out.writeInt(profiles.size());
    for (Map.Entry<Long, Profile> entry : profiles.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeBoolean(entry.getValue().counts.most() > VALUES);
      entry.getValue().write(out);
    }
  }

  void read(DataInputStream in) throws IOException {
    everything.read(in);
    for (int i = BaselineFile.count(in, "profiles"); i > 0; i--) {
      long scope = in.readLong();
      Profile profile = new Profile(in.readBoolean() ? SHARED_VALUES : VALUES);
      profile.read(in);
      profiles.put(scope, profile);
    }
  }
}
