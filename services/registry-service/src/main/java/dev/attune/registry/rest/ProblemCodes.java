package dev.attune.registry.rest;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.runtime.Startup;

/** Gives the framework's own errors a stable code too. */
@Startup
@ApplicationScoped
class ProblemCodes implements ProblemPostProcessor {

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (problem.getParameters().containsKey("code")) {
            return problem;
        }
        return HttpProblem.builder(problem)
                .with("code", code(problem.getStatusCode()))
                .build();
    }

    private static String code(int status) {
        return switch (status) {
            case 400 -> "bad-request";
            case 401 -> "not-signed-in";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 413 -> "too-large";
            case 415 -> "unsupported-media-type";
            default -> status < 500 ? "refused" : "internal-error";
        };
    }
}
