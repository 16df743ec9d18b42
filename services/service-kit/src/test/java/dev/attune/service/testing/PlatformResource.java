package dev.attune.service.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import org.jspecify.annotations.Nullable;

/** Starts a recording service's platform once for all {@code @QuarkusTest}s; others extend it. */
public class PlatformResource implements QuarkusTestResourceLifecycleManager {

    private @Nullable TestPlatform platform;

    @Override
    public final Map<String, String> start() {
        TestPlatform started = platform();
        platform = started;
        Map<String, String> settings = new HashMap<>(started.settings());
        settings.put(TestTokens.SIGNING_KEY, started.keys().privateKeyText());
        for (String chatty : List.of("kafka", "state.change", "org.apache.kafka", "io.zonky")) {
            settings.put("quarkus.log.category.\"" + chatty + "\".level", "ERROR");
        }
        settings.putAll(settings(started));
        return settings;
    }

    /** Starts the platform. */
    protected TestPlatform platform() {
        return TestPlatform.start();
    }

    /** Settings beside those that every platform gives. */
    protected Map<String, String> settings(TestPlatform started) {
        return Map.of();
    }

    @Override
    public void stop() {
        if (platform != null) {
            platform.close();
        }
    }
}
