package dev.attune.inference;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import org.jspecify.annotations.Nullable;

/** Starts the platform once for all {@code @QuarkusTest}s. */
public class TestPlatformResource implements QuarkusTestResourceLifecycleManager {

    /** The private key for the tests' tokens, base64 of PKCS #8. */
    static final String SIGNING_KEY = "attune.test.signing-key";

    private @Nullable TestPlatform platform;

    @Override
    public Map<String, String> start() {
        TestPlatform started = TestPlatform.start();
        platform = started;
        return Map.of(
                "kafka.bootstrap.servers",
                started.bootstrapServers(),
                "ATTUNE_ARTIFACTS",
                started.artifacts().toString(),
                "ATTUNE_TOKEN_PUBLIC_KEY",
                started.keys().publicKeyFile().toString(),
                SIGNING_KEY,
                started.keys().privateKeyText());
    }

    @Override
    public void stop() {
        if (platform != null) {
            platform.close();
        }
    }
}
