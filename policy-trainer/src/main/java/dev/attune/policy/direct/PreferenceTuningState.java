package dev.attune.policy.direct;

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.bus.Json;
import dev.attune.contracts.job.PreferenceTuningConfig;

/**
 * What resuming needs beside weights and optimiser.
 *
 * @param step optimiser steps done
 * @param configuration which must be the same again
 * @param dataSha256 of the reference and all pairs, which must be the same again
 * @param metrics of the last step
 */
public record PreferenceTuningState(
        int step, PreferenceTuningConfig configuration, String dataSha256, Map<String, Double> metrics) {

    public PreferenceTuningState {
        metrics = Map.copyOf(metrics);
    }

    /** Refuses to go on with other data or other settings, naming the first that differs. */
    void requireSame(PreferenceTuningConfig now, String nowDataSha256) {
        if (!dataSha256.equals(nowDataSha256)) {
            throw mismatch("the model or the preferences differ from those that it began with");
        }
        JsonNode then = Json.MAPPER.valueToTree(configuration);
        JsonNode current = Json.MAPPER.valueToTree(now);
        Optional<String> difference = current.properties().stream()
                .filter(setting -> !setting.getValue().equals(then.get(setting.getKey())))
                .map(setting -> "setting " + setting.getKey() + " is " + setting.getValue() + " but was "
                        + then.get(setting.getKey()))
                .findFirst();
        difference.ifPresent(sentence -> {
            throw mismatch(sentence);
        });
    }

    private static AttuneException mismatch(String difference) {
        return new AttuneException(
                "resume-mismatch",
                ErrorCategory.CALLER,
                "The run cannot be resumed: " + difference + "; give the same again, or another folder.");
    }
}
