package dev.attune.policy.direct;

import java.util.Map;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;
import dev.attune.policy.ground.SameRun;

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

    /** Refuses to go on with other settings, naming the first that differs, or other data. */
    void requireSame(PreferenceTuningConfig now, String nowDataSha256) {
        SameRun.requireSettings(configuration, now);
        if (!dataSha256.equals(nowDataSha256)) {
            throw new AttuneException(
                    "resume-mismatch",
                    ErrorCategory.CALLER,
                    "The run cannot be resumed: the model or the preferences differ from those that it began with; give the"
                            + " same again, or another folder.");
        }
    }
}
