// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.identity;

/** The classes of labelled names, each with what lets a careful analyst tell whose one is. */
public enum NameClass {
  DOWN_LEVEL("a person's DOMAIN\\account: sAMAccountName, and a UPN of that domain"),
  BARE("a person's account without a domain: a sAMAccountName that is nobody else's"),
  UPN("a person's UPN: the directory, or a session or sign-in that bears it"),
  MAIL("a person's e-mail: mail, proxyAddresses, or the table"),
  OLD_NAME("a renamed person's old UPN: proxyAddresses keeps it, or the table"),
  REUSED_NAME("a leaver's name and its next holder's: whenCreated lies between"),
  ADMIN("a second account: its EmployeeID, its Description, or the first account's name in it"),
  SSO_SESSION("an Identity Center session: named for UPN or e-mail"),
  SAML_SESSION("a SAML session: its subject stands in the record that made it"),
  IAM_USER("an IAM user: named for a person's account, UPN or e-mail, or in the table"),
  ACCESS_KEY("a lasting key: used by its user, or made for it"),
  TEMPORARY_KEY("a passing key: issued to a session or user, or used under it"),
  CHAINED_SESSION("a further session: the AssumeRole record, or the source identity"),
  FORGED_SESSION("a session named for somebody else: the AssumeRole record's caller"),
  HOST("a laptop: nearly all log-ons at it are one person's"),
  LEASE("an address in the office for a day: the lease or log-on before"),
  VPN_ADDRESS("an address of the VPN for an evening: who is seen under it"),
  SHARED_HOST("a terminal server or bastion: many people are on it"),
  SHARED_ADDRESS("an address of a bastion, terminal server or NAT: many are behind it"),
  SHARED_ROLE("a role that several may take"),
  SHARED_ACCOUNT("root and break-glass: nobody's own"),
  INSTANCE("an instance by id and ARN"),
  INSTANCE_ADDRESS("its private address while it runs: Config, RunInstances"),
  INSTANCE_HOST("its private host name while it runs: Config, or the log with the address"),
  INSTANCE_SESSION("a session under the instance's role, named for the instance"),
  ELASTIC_ADDRESS("an elastic address while it is there: Config's network interface"),
  SERVICE_ACCOUNT("a service's account in the directory"),
  SERVICE_USER("a service's IAM user: named for that account; or its own owner where none is"),
  WORKLOAD("a Kubernetes service account: provider and subject in the record"),
  WORKLOAD_SESSION("the session that a workload or pipeline got with its web identity"),
  PIPELINE("a repository's subject at GitHub's provider"),
  FUNCTION_SESSION("a function's session, named for the function");

  private final String evidence;

  NameClass(String evidence) {
    this.evidence = evidence;
  }

  /** What the set holds from which the owner follows. */
  public String evidence() {
    return evidence;
  }
}
