package dev.attune.inference;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

import org.eclipse.microprofile.config.ConfigProvider;

/** Tokens for the service that runs in this process. */
final class TestTokens {

    private TestTokens() {}

    static String token(String... roles) {
        return TestKeys.token(key(), roles);
    }

    private static PrivateKey key() {
        String text = ConfigProvider.getConfig().getValue(TestPlatformResource.SIGNING_KEY, String.class);
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
