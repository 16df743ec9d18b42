package dev.attune.reward.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.bus.Json;
import dev.attune.contracts.job.Configurations;
import dev.attune.contracts.job.RewardModelConfig;

/** A configuration from its defaults, a file and single settings. */
public final class Settings {

    private Settings() {}

    /**
     * The defaults with the fields of a JSON file in place of theirs.
     *
     * @throws AttuneException {@code configuration-unreadable}, {@code unknown-setting} or {@code bad-setting}
     */
    public static RewardModelConfig fromFile(Path file) {
        try {
            return Configurations.with(RewardModelConfig.defaults(), Json.MAPPER.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw unreadable(file, Json.sentence(e), e);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file", e);
        } catch (IOException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        }
    }

    /** {@code config} with settings such as {@code optimisation.learningRate} → {@code 1e-3} in place. */
    static RewardModelConfig with(RewardModelConfig config, Map<String, String> settings) {
        ObjectNode overrides = Json.MAPPER.createObjectNode();
        settings.forEach((name, value) -> {
            String[] path = name.split("\\.", -1);
            ObjectNode parent = overrides;
            for (int i = 0; i < path.length - 1; i++) {
                parent = parent.withObjectProperty(path[i]);
            }
            parent.set(path[path.length - 1], value(value));
        });
        return Configurations.with(config, overrides);
    }

    private static JsonNode value(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // Not JSON: a bare word such as cosine.
            return TextNode.valueOf(text);
        }
    }

    private static AttuneException unreadable(Path file, String reason, IOException cause) {
        return new AttuneException(
                "configuration-unreadable",
                ErrorCategory.CALLER,
                "The configuration " + file + " cannot be read: " + reason + ".",
                cause);
    }
}
