package dev.attune.service.testing;

import java.util.Map;

import org.eclipse.microprofile.config.ConfigProvider;

import dev.attune.contracts.testing.TestKeys;

/** Tokens for the service that runs in this process. */
public final class TestTokens {

    /** The private key for the tests' tokens, base64 of PKCS #8. */
    static final String SIGNING_KEY = "attune.test.signing-key";

    private TestTokens() {}

    /** A token of a person of one's choice, with more claims. */
    public static String tokenOf(String subject, Map<String, Object> claims, String... roles) {
        return TestKeys.tokenSignedBy(
                ConfigProvider.getConfig().getValue(SIGNING_KEY, String.class), subject, claims, roles);
    }

    public static String token(String... roles) {
        return TestKeys.tokenSignedBy(ConfigProvider.getConfig().getValue(SIGNING_KEY, String.class), roles);
    }
}
