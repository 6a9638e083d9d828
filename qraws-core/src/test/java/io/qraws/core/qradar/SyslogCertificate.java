// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.qradar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate made for one test, signed by itself. */
final class SyslogCertificate {
  private static final char[] PASSWORD = "only-for-a-test".toCharArray();

  private final KeyStore keys;

  private SyslogCertificate(KeyStore keys) {
    this.keys = keys;
  }

  /** For a name, as keytool writes it: {@code dns:localhost}. */
  static SyslogCertificate of(Path folder, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("keys-" + name.replaceAll("\\W", "-") + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "receiver",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=" + name.substring(name.indexOf(':') + 1),
                "-ext",
                "SAN=" + name,
                "-validity",
                "2",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed: " + said);
    }
    return new SyslogCertificate(KeyStore.getInstance(file.toFile(), PASSWORD));
  }

  /** For the one who has the certificate. */
  SSLContext server() throws GeneralSecurityException {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** For the one who trusts it, and nothing else. */
  SSLContext client() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("receiver", keys.getCertificate("receiver"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  void writeCertificate(Path file) throws IOException, GeneralSecurityException {
    pem(file, "CERTIFICATE", keys.getCertificate("receiver").getEncoded());
  }

  void writeKey(Path file) throws IOException, GeneralSecurityException {
    pem(file, "PRIVATE KEY", keys.getKey("receiver", PASSWORD).getEncoded());
  }

  private static void pem(Path file, String kind, byte[] content) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(
                kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), kind));
  }
}
