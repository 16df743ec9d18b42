package dev.attune.feedback.service.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

/** Who is believed to sign certificates: those whom Java knows, and more. */
final class Authorities {

    private Authorities() {}

    /** @throws IllegalStateException with a sentence, when the file is none with certificates */
    static X509TrustManager with(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            Collection<? extends Certificate> more =
                    CertificateFactory.getInstance("X.509").generateCertificates(bytes);
            if (more.isEmpty()) {
                throw new GeneralSecurityException("it holds none");
            }
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            List<Certificate> certificates = Stream.concat(
                            Arrays.stream(manager(null).getAcceptedIssuers()), more.stream())
                    .toList();
            for (int i = 0; i < certificates.size(); i++) {
                all.setCertificateEntry(String.valueOf(i), certificates.get(i));
            }
            return manager(all);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "ATTUNE_WEBHOOKS_AUTHORITIES names " + file + ", from which no certificates can be read: "
                            + e.getMessage() + ".",
                    e);
        }
    }

    private static X509TrustManager manager(@Nullable KeyStore certificates) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(certificates);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
