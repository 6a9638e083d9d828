// SPDX-License-Identifier: Apache-2.0
package io.qraws.correlation.identity;

import java.text.Normalizer;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One account of a directory.
 *
 * @param name what speaks for it
 * @param account the sAMAccountName in lower case, or empty
 * @param addresses UPN, mail and proxy addresses, in lower case
 * @param mails those of them that are mailboxes
 * @param given given name as written, or empty
 * @param surname likewise
 * @param display likewise
 * @param employee the EmployeeID in lower case; empty if absent or a filler
 * @param created null if unknown; that of an account which is put away lies in the past
 * @param service whether it is a program's account
 * @param place file and line
 */
record DirectoryEntry(
    Name name,
    String account,
    Set<String> addresses,
    Set<String> mails,
    String given,
    String surname,
    String display,
    String employee,
    String description,
    @Nullable Instant created,
    boolean service,
    String place) {

  private static final int LONGEST_TEXT = 512;

  /** Shorter names are alike by chance when the marks are left out. */
  private static final int LONG_ENOUGH = 6;

  private static final Pattern SERVICE_NAME =
      Pattern.compile("(?:svc|srv|service|app|bot)[-_.].+|.+[-_.](?:svc|srv|service|app|bot)");
  private static final Pattern SERVICE_TEXT =
      Pattern.compile(
          "\\b(?:service|system|application|technical|shared|kiosk|functional|generic)[- ]"
              + "(?:account|user|mailbox|id)\\b");
  private static final Pattern FILLER =
      Pattern.compile("0+|9+|-+|n/?a|none|null|unknown|tbd|x+|extern(?:al)?|contractor|test");

  /** Whether an account is a program's, going by its name. */
  static boolean programs(String account) {
    return SERVICE_NAME.matcher(account).matches();
  }

  /** The entry of a row, or null where it names nobody. */
  static @Nullable DirectoryEntry of(TableText.Row row) {
    String account = folded(row.get("SamAccountName"));
    String upn = address(row.get("UserPrincipalName"));
    Set<String> mails = new LinkedHashSet<>();
    add(mails, address(row.get("mail")));
    for (String proxy : row.get("proxyAddresses").split("[;,\\s]+", -1)) {
      if (proxy.regionMatches(true, 0, "smtp:", 0, 5)) {
        add(mails, address(proxy.substring(5)));
      }
    }
    Set<String> addresses = new LinkedHashSet<>();
    add(addresses, upn);
    addresses.addAll(mails);
    if (account.isEmpty() && addresses.isEmpty()) {
      return null;
    }
    Instant told = TableText.time(row.get("whenCreated"));
    boolean away = row.get("Enabled").equalsIgnoreCase("false");
    Instant created = told == null && away ? Instant.EPOCH : told;
    String best = addresses.isEmpty() ? account : addresses.iterator().next();
    String text = row.get("Description");
    String description = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    String employee = folded(row.get("EmployeeID"));
    return new DirectoryEntry(
        new Name(Name.Kind.ENTRY, best + (account.isEmpty() ? "" : " " + account) + since(created)),
        account,
        addresses,
        mails,
        row.get("GivenName"),
        row.get("Surname"),
        row.get("DisplayName"),
        FILLER.matcher(employee).matches() ? "" : employee,
        description,
        created,
        programs(account) || SERVICE_TEXT.matcher(description.toLowerCase(Locale.ROOT)).find(),
        row.place());
  }

  private static String since(@Nullable Instant created) {
    return created == null ? "" : " " + created.toString().substring(0, 10);
  }

  private static String folded(String text) {
    String folded = Name.fold(text, 256);
    return folded == null ? "" : folded;
  }

  /** An address in lower case, or empty if it is none. */
  private static String address(String text) {
    Name user = Name.user(text);
    return user != null && UserName.of(user).form() == UserName.Form.ADDRESS ? user.value() : "";
  }

  private static void add(Set<String> set, String value) {
    if (!value.isEmpty()) {
      set.add(value);
    }
  }

  /** How people call it: the account, or else an address. */
  String called() {
    return account.isEmpty() ? addresses.iterator().next() : account;
  }

  /** The parts of its addresses before the at sign, in order. */
  Set<String> parts() {
    Set<String> parts = new TreeSet<>();
    addresses.forEach(address -> parts.add(address.substring(0, address.indexOf('@'))));
    return parts;
  }

  /** The given name and surname in either order, in plain letters, as account names hold them. */
  Set<String> fullNames() {
    Set<String> names = new TreeSet<>();
    for (boolean spelledOut : new boolean[] {true, false}) {
      String first = letters(given, spelledOut);
      String last = letters(surname, spelledOut);
      if (first.length() > 1 && last.length() > 1) {
        names.add(first + last);
        names.add(last + first);
      }
    }
    return names;
  }

  /** Its account and the parts of its addresses, without the marks in them. */
  Set<String> joinedNames() {
    Set<String> names = new TreeSet<>();
    names.add(UserName.joined(account));
    parts().forEach(part -> names.add(UserName.joined(part)));
    names.removeIf(name -> name.length() < LONG_ENOUGH);
    return names;
  }

  /** Whether it bears the name with a number behind, which says that another has it without. */
  boolean numbered(String joined) {
    return joinedNames().stream()
        .anyMatch(
            name ->
                name.startsWith(joined) && name.substring(joined.length()).matches("[0-9]{1,3}"));
  }

  /** The surname with the given name's first letter before or behind it. */
  Set<String> initials() {
    Set<String> names = new TreeSet<>();
    for (boolean spelledOut : new boolean[] {true, false}) {
      String first = letters(given, spelledOut);
      String last = letters(surname, spelledOut);
      if (!first.isEmpty() && last.length() > 1) {
        names.add(first.charAt(0) + last);
        names.add(last + first.charAt(0));
      }
    }
    return names;
  }

  private static String letters(String name, boolean spelledOut) {
    String lower = name.toLowerCase(Locale.ROOT).replace("ß", "ss");
    if (spelledOut) {
      lower = lower.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("å", "aa");
    }
    lower = lower.replace("ø", spelledOut ? "oe" : "o").replace("æ", "ae").replace("ł", "l");
    return Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("[^a-z]", "");
  }

  /** Whether what both tell of the person can't be true of one: given name and surname differ. */
  boolean contradicts(DirectoryEntry other) {
    return differ(given, other.given) && differ(surname, other.surname);
  }

  private static boolean differ(String a, String b) {
    return !a.isEmpty() && !b.isEmpty() && !a.equalsIgnoreCase(b);
  }

  /** Whether it has a mailbox in the domain. */
  boolean hasMailIn(String domain) {
    return inDomain(mails, domain);
  }

  /** Whether both may be accounts of one domain. */
  boolean sharesDomain(DirectoryEntry other) {
    return addresses.isEmpty()
        || other.addresses.isEmpty()
        || addresses.stream().anyMatch(a -> other.isIn(a.substring(a.indexOf('@') + 1)));
  }

  /** Whether it has any address in the domain. */
  boolean isIn(String domain) {
    return inDomain(addresses, domain);
  }

  private static boolean inDomain(Set<String> addresses, String domain) {
    return addresses.stream().anyMatch(address -> address.endsWith("@" + domain));
  }

  /** All that stands for it in a description. */
  List<String> names() {
    Set<String> names = new LinkedHashSet<>(addresses);
    add(names, account);
    add(names, display.toLowerCase(Locale.ROOT));
    return List.copyOf(names);
  }
}
