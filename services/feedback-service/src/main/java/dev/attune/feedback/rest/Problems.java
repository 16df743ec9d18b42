package dev.attune.feedback.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.attune.contracts.json.Json;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.service.DatabaseFailure;

/** Every failure as a problem document. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    RestResponse<Problem> refused(FeedbackException e) {
        return answer(e.fault(), e.sentence());
    }

    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    RestResponse<Problem> unreadable(JsonProcessingException e) {
        return answer(Fault.INVALID_JSON, "The body cannot be read: " + Json.sentence(e) + ".");
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    RestResponse<Problem> notSignedIn(SecurityException e) {
        return answer(Fault.SIGN_IN_REQUIRED, "This needs a session that is still valid; sign in first.");
    }

    @ServerExceptionMapper
    RestResponse<Problem> notAllowed(ForbiddenException e) {
        return answer(Fault.FORBIDDEN, "Your account has no role that allows this; ask an administrator.");
    }

    @ServerExceptionMapper
    RestResponse<Problem> http(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return unreadable(json);
        }
        return switch (e.getResponse().getStatus()) {
            case 404 -> answer(Fault.UNKNOWN_ROUTE, "There is nothing at this address.");
            case 405 -> answer(Fault.METHOD_NOT_ALLOWED, "This address does not answer to this method.");
            case 406 -> answer(Fault.NOT_ACCEPTABLE, "This address answers with application/json only.");
            case 415 -> answer(Fault.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.");
            case 413 -> answer(Fault.REQUEST_TOO_LARGE, "The body is too large; send fewer lines at a time.");
            case 400 -> answer(Fault.INVALID_REQUEST, "The request cannot be read: " + e.getMessage() + ".");
            default -> unexpected(e);
        };
    }

    @ServerExceptionMapper
    RestResponse<Problem> unexpected(Throwable e) {
        if (DatabaseFailure.mayPass(e)) {
            LOG.warnf("The database did not answer: %s", e.toString());
            return answer(Fault.DATABASE_UNAVAILABLE, "The database does not answer at the moment; try again shortly.");
        }
        LOG.error("A request failed", e);
        return answer(Fault.INTERNAL_ERROR, "Something went wrong here; the log of the feedback service says what.");
    }

    static int status(Fault fault) {
        return switch (fault) {
            case INVALID_REQUEST,
                    INVALID_JSON,
                    IDEMPOTENCY_KEY_MISSING,
                    WEAK_PASSWORD,
                    EMPTY_PROMPT,
                    PROMPT_TOO_LONG,
                    LAST_ROLE_ASSISTANT,
                    MISSING_FIELD,
                    EMPTY_ANSWER,
                    IDENTICAL_ANSWERS,
                    INVALID_LINE -> 400;
            case SIGN_IN_REQUIRED, WRONG_CREDENTIALS -> 401;
            case FORBIDDEN, PASSWORD_CHANGE_REQUIRED -> 403;
            case UNKNOWN_ROUTE, PROJECT_UNKNOWN, LEASE_UNKNOWN, RATING_UNKNOWN -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case ACCOUNT_EXISTS,
                    PROJECT_EXISTS,
                    LEASE_USED,
                    ITEM_COMPLETE,
                    UNDO_TOO_LATE,
                    DUPLICATE_PROMPT,
                    DUPLICATE_PAIR,
                    HELD_OUT_PROMPT -> 409;
            case LEASE_EXPIRED -> 410;
            case REQUEST_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case IDEMPOTENCY_KEY_REUSED -> 422;
            case TOO_MANY_ATTEMPTS -> 429;
            case INTERNAL_ERROR -> 500;
            case DATABASE_UNAVAILABLE -> 503;
        };
    }

    private static RestResponse<Problem> answer(Fault fault, String detail) {
        int status = status(fault);
        RestResponse.ResponseBuilder<Problem> answer = RestResponse.ResponseBuilder.<Problem>create(status)
                .entity(Problem.of(fault, status, detail))
                .header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        switch (fault) {
            case SIGN_IN_REQUIRED -> answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            case DATABASE_UNAVAILABLE -> answer.header(HttpHeaders.RETRY_AFTER, "2");
            case TOO_MANY_ATTEMPTS -> answer.header(HttpHeaders.RETRY_AFTER, "60");
            default -> {
                // The others need no header.
            }
        }
        return answer.build();
    }
}
