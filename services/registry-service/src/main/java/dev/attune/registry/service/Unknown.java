package dev.attune.registry.service;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** Things that were asked for and are not there. */
final class Unknown {

    private Unknown() {}

    static AttuneException checkpoint(String checkpointId) {
        return new AttuneException(
                "checkpoint-unknown",
                ErrorCategory.CALLER,
                "Checkpoint " + checkpointId + " is unknown; GET /api/checkpoints lists those that were published.");
    }

    static AttuneException run(String runId) {
        return new AttuneException(
                "run-unknown",
                ErrorCategory.CALLER,
                "Run " + runId + " is unknown; GET /api/runs lists those that were requested or started.");
    }
}
