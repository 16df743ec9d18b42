package dev.attune.feedback.service.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority of a test, which signs certificates, all made by {@code keytool} as people make theirs. */
final class OwnAuthority {

    private static final String PASSWORD = "changeit";
    private static final String KEYS = "keys.p12";

    private final Path folder;

    OwnAuthority(Path folder) {
        this.folder = folder;
        keytool(
                "-genkeypair",
                "-alias",
                "ca",
                "-dname",
                "CN=An authority of a test",
                "-ext",
                "bc:c=ca:true",
                "-ext",
                "ku:c=keyCertSign");
        keytool("-exportcert", "-alias", "ca", "-rfc", "-file", certificate().toString());
    }

    Path certificate() {
        return folder.resolve("authority.pem");
    }

    /** What a server needs that shows a certificate for these names. */
    SSLContext server(String names) throws GeneralSecurityException, IOException {
        Path request = folder.resolve("request.pem");
        Path signed = folder.resolve("signed.pem");
        keytool("-genkeypair", "-alias", "server", "-dname", "CN=A server of a test");
        keytool("-certreq", "-alias", "server", "-file", request.toString());
        keytool(
                "-gencert",
                "-alias",
                "ca",
                "-rfc",
                "-ext",
                "san=" + names,
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString());
        keytool("-importcert", "-alias", "server", "-file", signed.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(folder.resolve(KEYS))) {
            keys.load(bytes, PASSWORD.toCharArray());
        }
        keys.deleteEntry("ca");
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", KEYS, "-storetype", "PKCS12", "-storepass", PASSWORD, "-noprompt"));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
        }
        Path log = folder.resolve("keytool.log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + "\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
