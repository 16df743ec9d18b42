package dev.attune.registry.rest;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.error.AttuneException;
import dev.attune.service.problem.ProblemForm;

/** What was asked for is not there, is for somebody else to do, or cannot be processed. */
@ApplicationScoped
class Problems implements ProblemForm {

    @Override
    public int callerStatus(AttuneException error) {
        if (error.code().equals("own-proposal")) {
            return 403;
        }
        return error.code().endsWith("-unknown") ? 404 : 422;
    }
}
