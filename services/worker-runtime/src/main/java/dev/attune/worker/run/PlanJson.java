package dev.attune.worker.run;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;

/** Plans as text in a frozen run's details, and the ids that follow from them. */
public final class PlanJson {

    private static final String CONFIGURATION = "configuration";
    private static final int DIGITS = 16;

    private PlanJson() {}

    /** @throws IllegalArgumentException with a sentence, where the text is no {@code type} */
    public static <T> T read(String text, Class<T> type) {
        try {
            return Json.MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(Json.sentence(e), e);
        }
    }

    /** Writes the run's settings into its details. */
    public static void writeSettings(Object settings, Map<String, String> details) {
        details.put(CONFIGURATION, Json.text(settings));
    }

    /** The run's settings, to be laid over a recipe's defaults: those that are newer than the run have theirs. */
    public static JsonNode settings(Map<String, String> details) {
        return read(details.getOrDefault(CONFIGURATION, "{}"), JsonNode.class);
    }

    /**
     * The run's settings over {@code defaults}.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code unknown-setting} or {@code bad-setting}
     */
    public static <T> T settings(Map<String, String> details, T defaults) {
        return Configurations.with(defaults, settings(details));
    }

    /** The id of a run that nobody asked for: the same for the same content. */
    public static String runId(String recipe, List<?> content) {
        return recipe + "-" + Sha256.of(Json.text(content)).substring(0, DIGITS);
    }
}
