package dev.attune.service.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;

/** Errors, such as too little memory, are problems too: the extension maps exceptions only. */
@Provider
class ProcessInTrouble extends ExceptionMapperBase<Error> {

    @Override
    protected HttpProblem toProblem(Error failure) {
        return HttpProblem.valueOf(Response.Status.INTERNAL_SERVER_ERROR);
    }
}
