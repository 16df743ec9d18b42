package dev.attune.inference.rest;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkiverse.resteasy.problem.HttpProblem;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

import dev.attune.contracts.error.AttuneException;
import dev.attune.inference.Faults;

/** Every error of this interface in OpenAI's form: ours, and the framework's in place of its problem documents. */
class ErrorMappers {

    @ServerExceptionMapper
    public Response refused(AttuneException failure) {
        int status = status(failure);
        Response.ResponseBuilder response = Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(OpenAiError.of(status, failure.code(), String.valueOf(failure.getMessage())));
        return (status == 503 ? response.header("Retry-After", 2) : response).build();
    }

    @ServerResponseFilter
    public void reshape(ContainerResponseContext response) {
        if (response.getEntity() instanceof HttpProblem problem) {
            int status = problem.getStatusCode();
            response.setEntity(
                    OpenAiError.of(status, code(status), sentence(problem)), null, MediaType.APPLICATION_JSON_TYPE);
        }
    }

    private static int status(AttuneException failure) {
        return switch (failure.category()) {
            case CALLER -> failure.code().equals(Faults.MODEL_NOT_FOUND) ? 404 : 400;
            case RETRIABLE -> 503;
            case RESOURCES -> 507;
            case INTERNAL -> 500;
        };
    }

    private static String sentence(HttpProblem problem) {
        return problem.getDetail() == null ? problem.getTitle() + "." : problem.getDetail();
    }

    private static String code(int status) {
        return switch (status) {
            case 400 -> "bad-request";
            case 401 -> "not-signed-in";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 413 -> "too-large";
            case 415 -> "unsupported-media-type";
            default -> status < 500 ? "refused" : "internal-error";
        };
    }
}
