package dev.attune.registry;

import org.eclipse.microprofile.config.ConfigProvider;

import dev.attune.contracts.testing.TestKeys;

/** Tokens for the service that runs in this process. */
final class TestTokens {

    private TestTokens() {}

    static String token(String... roles) {
        return TestKeys.tokenSignedBy(
                ConfigProvider.getConfig().getValue(TestPlatformResource.SIGNING_KEY, String.class), roles);
    }
}
