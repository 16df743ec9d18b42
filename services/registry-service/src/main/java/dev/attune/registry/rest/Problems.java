package dev.attune.registry.rest;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.error.AttuneException;
import dev.attune.service.problem.ProblemForm;

/** What was asked for is not there, or cannot be processed. */
@ApplicationScoped
class Problems implements ProblemForm {

    @Override
    public int callerStatus(AttuneException error) {
        return error.code().endsWith("-unknown") ? 404 : 422;
    }
}
