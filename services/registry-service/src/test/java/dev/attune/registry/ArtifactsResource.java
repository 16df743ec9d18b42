package dev.attune.registry;

import java.util.Map;

import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.TestPlatform;

/** The platform with a store of artifacts of its own. */
public class ArtifactsResource extends PlatformResource {

    static final String DIRECTORY = "attune.registry.artifacts.directory";

    @Override
    protected Map<String, String> settings(TestPlatform started) {
        return Map.of(DIRECTORY, started.directory().resolve("artifacts").toString());
    }
}
