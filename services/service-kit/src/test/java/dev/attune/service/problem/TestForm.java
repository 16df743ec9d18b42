package dev.attune.service.problem;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.error.AttuneException;

/** A service that calls everything unprocessable. */
@ApplicationScoped
class TestForm implements ProblemForm {

    @Override
    public int callerStatus(AttuneException error) {
        return 422;
    }
}
