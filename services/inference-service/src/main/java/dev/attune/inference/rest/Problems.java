package dev.attune.inference.rest;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;

import io.quarkiverse.resteasy.problem.HttpProblem;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

import dev.attune.contracts.error.AttuneException;
import dev.attune.inference.Faults;
import dev.attune.service.problem.ProblemForm;

/** Every problem of this interface goes out in OpenAI's form. */
@ApplicationScoped
class Problems implements ProblemForm {

    private static final Set<String> NOT_FOUND = Set.of(Faults.MODEL_NOT_FOUND, Faults.TASK_NOT_FOUND);

    @Override
    public int callerStatus(AttuneException error) {
        return NOT_FOUND.contains(error.code()) ? 404 : 400;
    }

    @Override
    public int status(AttuneException error) {
        return error.code().equals(Faults.TOO_MANY_REQUESTS) ? 429 : ProblemForm.super.status(error);
    }

    @ServerResponseFilter
    public void reshape(ContainerResponseContext response) {
        if (response.getEntity() instanceof HttpProblem problem) {
            String code = String.valueOf(problem.getParameters().get("code"));
            String sentence = problem.getDetail() == null ? problem.getTitle() + "." : problem.getDetail();
            response.setEntity(
                    OpenAiError.of(problem.getStatusCode(), code, sentence), null, MediaType.APPLICATION_JSON_TYPE);
        }
    }
}
