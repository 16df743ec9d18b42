package dev.attune.registry.rest;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.error.AttuneException;
import dev.attune.service.problem.ProblemForm;

/** What was asked for is not there, is for somebody else to do, may not be done, or cannot be processed. */
@ApplicationScoped
class Problems implements ProblemForm {

    @Override
    public int callerStatus(AttuneException error) {
        if (error.code().endsWith("-unknown")) {
            return 404;
        }
        return switch (error.code()) {
            case "label-guarded", "own-proposal" -> 403;
            case "policy-changed", "gates-changed", "evidence-changed" -> 412;
            case "prompt-deleted", "prompt-served", "run-conflict", "run-over" -> 409;
            case "gates-not-passed", "gates-under-way", "gates-measured", "approval-needed" -> 409;
            case "channel-changed", "channel-stopped", "already-served", "canary-running", "canary-over" -> 409;
            default -> 422;
        };
    }
}
