package dev.attune.service.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;

/** Well-formed JSON of the wrong shape: without this Quarkus would answer it in a form of its own. */
@Provider
class UnreadableBody extends ExceptionMapperBase<MismatchedInputException> {

    @Override
    protected HttpProblem toProblem(MismatchedInputException failure) {
        return HttpProblem.valueOf(Response.Status.BAD_REQUEST, failure.getOriginalMessage());
    }
}
