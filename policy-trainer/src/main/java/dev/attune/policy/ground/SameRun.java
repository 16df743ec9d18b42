package dev.attune.policy.ground;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;

/** Whether a run that is resumed is the run that began: the same settings, the same prompts. */
public final class SameRun {

    private SameRun() {}

    /** A hash that stands for the prompts, or for demonstrations, in order. */
    public static String hash(List<?> prompts) {
        return Sha256.of(Json.text(prompts));
    }

    /** @throws AttuneException {@code resume-mismatch} where the hashes differ */
    public static void requirePrompts(String then, String now) {
        if (!then.equals(now)) {
            throw mismatch("the prompts differ, or the demonstrations, from those that it began with");
        }
    }

    /** @throws AttuneException {@code resume-mismatch}, naming the first setting that differs */
    public static void requireSettings(Object then, Object now) {
        requireSame(Json.MAPPER.valueToTree(now), Json.MAPPER.valueToTree(then), "");
    }

    private static void requireSame(JsonNode now, JsonNode then, String path) {
        now.properties().forEach(setting -> {
            JsonNode before = then.path(setting.getKey());
            String name = path + setting.getKey();
            if (setting.getValue().isObject()) {
                requireSame(setting.getValue(), before, name + ".");
            } else if (!setting.getValue().equals(before)) {
                throw mismatch("setting " + name + " is " + setting.getValue() + " but was " + before);
            }
        });
    }

    private static AttuneException mismatch(String difference) {
        return ErrorCategory.CALLER.error(
                "resume-mismatch",
                "The run cannot be resumed: " + difference + "; give the same again, or another folder.");
    }
}
