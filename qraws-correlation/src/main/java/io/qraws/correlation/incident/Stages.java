// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.incident;

import io.qraws.core.signal.ApiCall;
import io.qraws.core.signal.Finding;
import io.qraws.core.signal.Offense;
import io.qraws.core.signal.Signal;
import io.qraws.correlation.operation.Operations;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The ATT&amp;CK tactic of a signal.
 *
 * <p>Source: what AWS names itself (the purposes of GuardDuty types, OCSF attacks); for the other
 * GuardDuty purposes, API operations ({@link Operations}) and offense texts the words are ours.
 */
final class Stages {
  private static final Map<String, Tactic> PURPOSES =
      Map.ofEntries(
          Map.entry("CredentialAccess", Tactic.CREDENTIAL_ACCESS),
          Map.entry("DefenseEvasion", Tactic.DEFENSE_EVASION),
          Map.entry("DefenseImpairment", Tactic.DEFENSE_EVASION),
          Map.entry("Stealth", Tactic.DEFENSE_EVASION),
          Map.entry("Policy", Tactic.DEFENSE_EVASION),
          Map.entry("Discovery", Tactic.DISCOVERY),
          Map.entry("Recon", Tactic.RECONNAISSANCE),
          Map.entry("Execution", Tactic.EXECUTION),
          Map.entry("Object", Tactic.EXECUTION),
          Map.entry("Exfiltration", Tactic.EXFILTRATION),
          Map.entry("Impact", Tactic.IMPACT),
          Map.entry("CryptoCurrency", Tactic.IMPACT),
          Map.entry("InitialAccess", Tactic.INITIAL_ACCESS),
          Map.entry("UnauthorizedAccess", Tactic.INITIAL_ACCESS),
          Map.entry("Persistence", Tactic.PERSISTENCE),
          Map.entry("PrivilegeEscalation", Tactic.PRIVILEGE_ESCALATION),
          Map.entry("LateralMovement", Tactic.LATERAL_MOVEMENT),
          Map.entry("Backdoor", Tactic.COMMAND_AND_CONTROL),
          Map.entry("Trojan", Tactic.COMMAND_AND_CONTROL));

  private record Words(Pattern pattern, Tactic tactic) {}

  /** The first that is found counts, so the telling ones stand first. */
  private static final List<Words> WORDS =
      List.of(
          words("exfil|data loss|dlp|large outbound|data transfer|upload to", Tactic.EXFILTRATION),
          words("ransom|mining|crypto|encrypt|wiper|denial of service|ddos", Tactic.IMPACT),
          words(
              "lateral|psexec|remote desktop|\\brdp\\b|\\bsmb\\b|pass.the.hash",
              Tactic.LATERAL_MOVEMENT),
          words(
              "malware|trojan|beacon|command and control|\\bc2\\b|botnet|backdoor|virus",
              Tactic.COMMAND_AND_CONTROL),
          words(
              "brute|spray|login fail|log-?on fail|authentication fail|password guess|credential",
              Tactic.CREDENTIAL_ACCESS),
          words(
              "privilege|escalation|administrator group|admin rights", Tactic.PRIVILEGE_ESCALATION),
          words(
              "phish|sql injection|web attack|exploit|ssrf|web application|vpn|impossible travel",
              Tactic.INITIAL_ACCESS),
          words("scan|recon|probe|sweep", Tactic.RECONNAISSANCE),
          words("audit log|log cleared|tamper|disabled", Tactic.DEFENSE_EVASION));

  /** The tactic, or nothing where the signal does not tell. */
  Optional<Tactic> of(Signal signal) {
    if (signal instanceof ApiCall call) {
      return Operations.tactic(call).map(Tactic::valueOf);
    }
    if (signal instanceof Finding finding) {
      return ofFinding(finding);
    }
    if (signal instanceof Offense offense) {
      return ofText(offense.title() + ' ' + String.join(" ", offense.categories()));
    }
    return Optional.empty();
  }

  private static Optional<Tactic> ofFinding(Finding finding) {
    String named = finding.attributes().get(Finding.Attributes.TACTICS);
    if (named != null) {
      Optional<Tactic> tactic = Tactic.ofId(named.split(",", 2)[0].strip());
      if (tactic.isPresent()) {
        return tactic;
      }
    }
    for (String type : finding.types()) {
      int colon = type.indexOf(':');
      if (colon > 0 && PURPOSES.containsKey(type.substring(0, colon))) {
        return Optional.of(ofPurpose(type, type.substring(0, colon)));
      }
    }
    for (String type : finding.types()) {
      if (type.startsWith("TTPs/") || type.startsWith("Effects/")) {
        String category = type.substring(type.indexOf('/') + 1);
        Optional<Tactic> tactic = ofCategory(category.split("/", 2)[0]);
        if (tactic.isPresent()) {
          return tactic;
        }
      }
    }
    return Optional.empty();
  }

  private static Tactic ofPurpose(String type, String purpose) {
    if (type.contains("InstanceCredentialExfiltration") || type.contains("MetadataDNSRebind")) {
      return Tactic.CREDENTIAL_ACCESS;
    }
    if (type.contains("DenialOfService") || type.contains("Spambot")) {
      return Tactic.IMPACT;
    }
    return java.util.Objects.requireNonNull(PURPOSES.get(purpose));
  }

  private static Optional<Tactic> ofCategory(String category) {
    String folded = category.replace(" ", "").toUpperCase(Locale.ROOT);
    for (Tactic tactic : Tactic.values()) {
      if (tactic.title().replace(" ", "").toUpperCase(Locale.ROOT).equals(folded)) {
        return Optional.of(tactic);
      }
    }
    return folded.equals("DATAEXFILTRATION") ? Optional.of(Tactic.EXFILTRATION) : Optional.empty();
  }

  private static Optional<Tactic> ofText(String text) {
    return WORDS.stream()
        .filter(words -> words.pattern.matcher(text).find())
        .map(Words::tactic)
        .findFirst();
  }

  private static Words words(String pattern, Tactic tactic) {
    return new Words(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), tactic);
  }
}
