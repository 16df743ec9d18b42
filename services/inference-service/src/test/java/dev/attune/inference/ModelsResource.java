package dev.attune.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.TestPlatform;

/** Starts a platform with models once for all {@code @QuarkusTest}s. */
public final class ModelsResource extends PlatformResource {

    /** Ids of prompts: one that has ended earlier processes each time, and one that was answered when one ended. */
    static final String KILLER = "killer";

    static final String SUSPECT = "suspect";

    @Override
    protected TestPlatform platform() {
        return TestModels.platform();
    }

    /** The tests' model has 128 positions. */
    @Override
    protected Map<String, String> settings(TestPlatform started) {
        return Map.of(
                "attune.candidates-started",
                started(started).toString(),
                "attune.models.artifacts",
                TestModels.artifacts(started).toString(),
                "attune.candidates.max-new-tokens",
                "12",
                "attune.models.patience",
                "300ms");
    }

    private static Path started(TestPlatform started) {
        try {
            return Files.writeString(
                    started.directory().resolve("started"), "3 WAITING " + KILLER + "\n0 WAITING " + SUSPECT + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
