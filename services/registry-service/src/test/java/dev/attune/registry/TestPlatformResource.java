package dev.attune.registry;

import java.util.HashMap;
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
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", started.bootstrapServers());
        settings.put("quarkus.datasource.jdbc.url", started.jdbcUrl());
        settings.put("quarkus.datasource.username", "postgres");
        settings.put("quarkus.datasource.password", "postgres");
        settings.put("ATTUNE_TOKEN_PUBLIC_KEY", started.keys().publicKeyFile().toString());
        settings.put(SIGNING_KEY, started.keys().privateKeyText());
        return settings;
    }

    @Override
    public void stop() {
        if (platform != null) {
            platform.close();
        }
    }
}
