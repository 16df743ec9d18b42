package dev.attune.policy.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.reward.score.RewardScorer;

/**
 * Where the weights of a model are.
 *
 * @param base a whole model
 * @param adapter a PEFT adapter on it
 */
public record ModelReference(Path base, Optional<Path> adapter) {

    /**
     * Reads what a path names: a whole model, or a PEFT adapter, whose {@code adapter_config.json} names its base by a path
     * (absolute, or relative to the adapter or to the working directory) unless {@code base} is given.
     *
     * @throws AttuneException {@code model-missing} or {@code base-missing}
     */
    public static ModelReference of(Path path, @Nullable Path base) {
        if (!Files.exists(path)) {
            throw failure("model-missing", "There is no model at " + path + "; give its folder.", null);
        }
        Path config = path.resolve(PeftDirectory.CONFIG);
        if (!Files.isRegularFile(config)) {
            return new ModelReference(path, Optional.empty());
        }
        return new ModelReference(base == null ? named(path, config) : base, Optional.of(path));
    }

    /** Under which an adapter on the base names it. */
    public String baseName() {
        return base.toAbsolutePath().normalize().toString();
    }

    /** The hash that stands for the weights of both. */
    public String sha256() {
        return RewardScorer.hashOf(base) + adapter.map(RewardScorer::hashOf).orElse("");
    }

    private static Path named(Path adapter, Path config) {
        String name = baseName(config);
        for (Path candidate : new Path[] {adapter.resolve(name), Path.of(name)}) {
            if (!name.isBlank() && Files.exists(candidate)) {
                return candidate.normalize();
            }
        }
        throw failure(
                "base-missing",
                "The adapter " + adapter + " names its base as \"" + name
                        + "\", which is not here; say where it is with" + " --base.",
                null);
    }

    private static String baseName(Path config) {
        try {
            JsonNode json = Json.MAPPER.readTree(config.toFile());
            return json.path("base_model_name_or_path").asText();
        } catch (IOException e) {
            throw failure("model-missing", "The adapter's " + config + " cannot be read; make it again.", e);
        }
    }

    private static AttuneException failure(String code, String sentence, @Nullable IOException cause) {
        return ErrorCategory.CALLER.error(code, sentence, cause);
    }
}
