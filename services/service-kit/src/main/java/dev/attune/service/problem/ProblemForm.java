package dev.attune.service.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkiverse.resteasy.problem.HttpProblem;

import dev.attune.contracts.error.AttuneException;
import dev.attune.service.request.Reading;
import dev.attune.service.request.Texts;

/** How a service says what went wrong: each has one, and decides there what is its own. */
public interface ProblemForm {

    /** The code of a body that is longer than its route takes. */
    String TOO_LARGE = "request-too-large";

    /** The code of a call with a token that may only change its password. */
    String PASSWORD_CHANGE_REQUIRED = "password-change-required";

    /** The code of a call with a service token that is for something else. */
    String SCOPE_MISSING = "scope-missing";

    /** The code of a call by somebody who has sent too many. */
    String REQUEST_LIMIT = "request-limit";

    /** The code of a list that is to go on behind something that no list gave. */
    String BAD_CURSOR = "bad-cursor";

    /** The status of an error that is the caller's: only the service knows what its codes mean. */
    int callerStatus(AttuneException error);

    /** The problem that tells of an error of ours. */
    default HttpProblem of(AttuneException error) {
        int status = status(error);
        HttpProblem.Builder problem = HttpProblem.builder()
                .withStatus(status)
                .withTitle(title(status))
                .withDetail(Texts.sendable(String.valueOf(error.getMessage())))
                .with("code", error.code());
        return (status == 503 || status == 429 ? problem.withHeader(HttpHeaders.RETRY_AFTER, 2) : problem).build();
    }

    /** The problem that the framework made, with a stable code. */
    default HttpProblem ofFramework(HttpProblem problem, Throwable cause) {
        HttpProblem.Builder coded = HttpProblem.builder(problem).with("code", code(problem.getStatusCode()));
        JsonProcessingException unread = Reading.failure(cause);
        String detail =
                unread == null ? problem.getDetail() : "The body cannot be read: " + Reading.sentence(unread) + ".";
        return (detail == null ? coded : coded.withDetail(Texts.sendable(detail))).build();
    }

    /** The HTTP status of an error. */
    default int status(AttuneException error) {
        return switch (error.category()) {
            case CALLER ->
                switch (error.code()) {
                    case TOO_LARGE -> 413;
                    case BAD_CURSOR -> 400;
                    case REQUEST_LIMIT -> 429;
                    case PASSWORD_CHANGE_REQUIRED, SCOPE_MISSING -> 403;
                    default -> callerStatus(error);
                };
            case RETRIABLE -> 503;
            case RESOURCES -> 507;
            case INTERNAL -> 500;
        };
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        if (known != null) {
            return known.getReasonPhrase();
        }
        return status == 507 ? "Insufficient Storage" : "Unprocessable Entity";
    }

    private static String code(int status) {
        return switch (status) {
            case 400 -> "bad-request";
            case 401 -> "not-signed-in";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 413 -> TOO_LARGE;
            case 415 -> "unsupported-media-type";
            default -> status < 500 ? "refused" : "internal-error";
        };
    }
}
