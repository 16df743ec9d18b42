package dev.attune.registry.service;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** Things that were asked for and are not there. */
final class Unknown {

    private Unknown() {}

    static AttuneException checkpoint(String checkpointId) {
        return ErrorCategory.CALLER.error(
                "checkpoint-unknown",
                "Checkpoint " + checkpointId + " is unknown; GET /api/checkpoints lists those that were published.");
    }

    static AttuneException recipe(String recipe, String known) {
        return ErrorCategory.CALLER.error(
                "recipe-unknown", "There is no recipe " + recipe + "; there are " + known + ".");
    }

    static AttuneException proposal(String proposalId) {
        return ErrorCategory.CALLER.error(
                "proposal-unknown", "Proposal " + proposalId + " is unknown; GET /api/proposals lists all.");
    }

    static AttuneException run(String runId) {
        return ErrorCategory.CALLER.error(
                "run-unknown",
                "Run " + runId + " is unknown; GET /api/runs lists those that were requested or started.");
    }
}
