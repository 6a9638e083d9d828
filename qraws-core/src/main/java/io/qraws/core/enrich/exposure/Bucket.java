// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich.exposure;

import com.fasterxml.jackson.databind.JsonNode;
import io.qraws.core.enrich.exposure.Pieces.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether an S3 bucket is public: by its policy unless public policies are restricted, or by its
 * ACL unless public ACLs are ignored, at the level of the bucket, the account or the organisation.
 *
 * <p>The settings that block <em>new</em> public policies and ACLs leave existing ones alone, so
 * they say nothing here.
 */
final class Bucket {
  private static final List<String> EVERYONE = List.of("AllUsers", "AuthenticatedUsers");

  private final Pieces pieces;
  private final PublicBlock organisation;

  Bucket(Pieces pieces, PublicBlock organisation) {
    this.pieces = pieces;
    this.organisation = organisation;
  }

  Exposure judge(ConfigItem item) {
    String name = item.label();
    List<Exposure> ways = new ArrayList<>();
    try {
      ways.add(
          guarded(item, PublicBlock::restrictPolicies, "restricts public policies", policy(item)));
    } catch (IllegalArgumentException e) {
      ways.add(unreadable(name, e));
    }
    try {
      ways.add(guarded(item, PublicBlock::ignoreAcls, "ignores public ACLs", acl(item)));
    } catch (IllegalArgumentException e) {
      ways.add(unreadable(name, e));
    }
    return Exposure.any(ways);
  }

  private static Exposure unreadable(String name, IllegalArgumentException e) {
    return Exposure.unknown(name + ": can't be read, " + e.getMessage());
  }

  /** What a way in comes to behind the blocks of each level. */
  private Exposure guarded(
      ConfigItem item, Predicate<PublicBlock> blocks, String what, Exposure way) {
    String name = item.label();
    if (way.state() == Exposure.State.NOT_EXPOSED) {
      return way;
    }
    if (blocks.test(PublicBlock.of(item.supplementary("PublicAccessBlockConfiguration")))) {
      return Exposure.stopped(name, name + " " + what);
    }
    if (blocks.test(organisation)) {
      return Exposure.stopped("organisation", "the organisation " + what);
    }
    String account = item.account();
    Piece<PublicBlock> block =
        account.isEmpty()
            ? new Piece<>(null, name + ": no account", false)
            : pieces.one(
                Types.ACCOUNT_BLOCK, account, found -> PublicBlock.of(found.configuration()));
    if (block.value() == null) {
      return Exposure.unknown("block of public access of account " + block.missing()).then(way);
    }
    return blocks.test(block.value())
        ? Exposure.stopped("account " + account, "account " + account + " " + what)
        : way;
  }

  private static Exposure policy(ConfigItem item) {
    String name = item.label();
    JsonNode status = item.supplementary("BucketPolicyStatus");
    if (!Fields.text(status, "isPublic").isEmpty()) {
      return Fields.flag(status, "isPublic")
          ? Exposure.exposed(List.of(name, "policy status public"))
          : Exposure.stopped(name, "S3 says that the policy of " + name + " is not public");
    }
    JsonNode policy = item.supplementary("BucketPolicy");
    JsonNode text = Fields.at(policy, "policyText");
    if (text.isMissingNode()) {
      return Exposure.unknown(name + ": AWS Config has no policy");
    }
    JsonNode document = ConfigItem.unfolded(text);
    return Fields.absent(document)
        ? Exposure.stopped(name, name + " has no policy")
        : new Policy(name, true).judge(document);
  }

  private static Exposure acl(ConfigItem item) {
    String name = item.label();
    for (String member : List.of("OwnershipControls", "BucketOwnershipControls")) {
      for (JsonNode rule : Fields.list(item.supplementary(member), "rules")) {
        if (Fields.text(rule, "objectOwnership").equals("BucketOwnerEnforced")) {
          return Exposure.stopped(name, "ACLs of " + name + " are off");
        }
      }
    }
    JsonNode acl = item.supplementary("AccessControlList");
    JsonNode grants = Fields.at(acl, "grantList");
    JsonNode shown = Fields.absent(grants) ? Fields.at(acl, "grantSet") : grants;
    if (!shown.isArray()) {
      return Exposure.unknown(name + ": AWS Config has no ACL");
    }
    for (JsonNode grant : Fields.list(shown)) {
      JsonNode grantee = Fields.at(grant, "grantee");
      String who = grantee.isObject() ? Fields.text(grantee, "uri") : Fields.text(grantee);
      for (String group : EVERYONE) {
        if (who.equals(group) || who.endsWith("/global/" + group)) {
          return Exposure.exposed(
              List.of(name, "ACL " + group + " " + Fields.text(grant, "permission")));
        }
      }
    }
    return Exposure.stopped(name, "the ACL of " + name + " grants nothing to anyone");
  }
}
