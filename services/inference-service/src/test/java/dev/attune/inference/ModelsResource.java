package dev.attune.inference;

import java.util.Map;

import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.TestPlatform;

/** Starts a platform with models once for all {@code @QuarkusTest}s. */
public final class ModelsResource extends PlatformResource {

    @Override
    protected TestPlatform platform() {
        return TestModels.platform();
    }

    /** The tests' model has 128 positions. */
    @Override
    protected Map<String, String> settings(TestPlatform started) {
        return Map.of(
                "attune.models.artifacts",
                TestModels.artifacts(started).toString(),
                "attune.candidates.max-new-tokens",
                "12",
                "attune.models.patience",
                "300ms");
    }
}
