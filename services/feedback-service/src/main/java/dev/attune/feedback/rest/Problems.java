package dev.attune.feedback.rest;

import java.net.URI;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkiverse.resteasy.problem.HttpProblem;

import dev.attune.contracts.error.AttuneException;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.service.problem.ProblemForm;
import dev.attune.service.request.Reading;

/** Every failure as a problem with a type, a title and a sentence of this service. */
@ApplicationScoped
class Problems implements ProblemForm {

    @Override
    public HttpProblem of(AttuneException error) {
        String words = error.code().replace('-', ' ');
        HttpProblem.Builder problem = HttpProblem.builder(ProblemForm.super.of(error))
                .withType(URI.create("urn:attune:problem:" + error.code()))
                .withTitle(Character.toUpperCase(words.charAt(0)) + words.substring(1));
        if (error.code().equals(Fault.SIGN_IN_REQUIRED.code())) {
            problem.withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (error.code().equals(Fault.TOO_MANY_ATTEMPTS.code())) {
            problem.withHeader(HttpHeaders.RETRY_AFTER, 60);
        }
        if (error.code().equals(Fault.TOO_MANY_LARGE_REQUESTS.code())
                || error.code().equals(Fault.STANDING_BUSY.code())) {
            problem.withHeader(HttpHeaders.RETRY_AFTER, 5);
        }
        return problem.build();
    }

    @Override
    public HttpProblem ofFramework(HttpProblem problem, Throwable cause) {
        JsonProcessingException json = Reading.failure(cause);
        if (json != null) {
            return of(Fault.INVALID_JSON, "The body cannot be read: " + Reading.sentence(json) + ".");
        }
        return switch (problem.getStatusCode()) {
            case 401 -> of(Fault.SIGN_IN_REQUIRED, "This needs a session that is still valid; sign in first.");
            case 403 -> of(Fault.FORBIDDEN, "Your account has no role that allows this; ask an administrator.");
            case 404 -> of(Fault.UNKNOWN_ROUTE, "There is nothing at this address.");
            case 405 -> of(Fault.METHOD_NOT_ALLOWED, "This address does not answer to this method.");
            case 406 -> of(Fault.NOT_ACCEPTABLE, "This address answers with application/json only.");
            case 413 -> of(Fault.REQUEST_TOO_LARGE, "The body is too large; send fewer lines at a time.");
            case 415 -> of(Fault.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.");
            default -> of(Fault.INVALID_REQUEST, "The request cannot be read: " + cause.getMessage() + ".");
        };
    }

    private HttpProblem of(Fault fault, String sentence) {
        return of(fault.because(sentence));
    }

    @Override
    public int status(AttuneException error) {
        return error instanceof FeedbackException refusal ? status(refusal.fault()) : ProblemForm.super.status(error);
    }

    /** Of errors that other rooms' code throws: the caller cannot have meant them. */
    @Override
    public int callerStatus(AttuneException error) {
        return 400;
    }

    private static int status(Fault fault) {
        return switch (fault) {
            case INVALID_REQUEST,
                    COMMENT_TOO_LONG,
                    NOT_ASKED,
                    NO_IMAGE,
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
            case SIGN_IN_REQUIRED, WRONG_CREDENTIALS, PROVIDER_REFUSED -> 401;
            case FORBIDDEN, ACCOUNT_DISABLED, NO_ROLE, COMPLETION_FOREIGN -> 403;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case REQUEST_TOO_LARGE, IMAGE_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case IDEMPOTENCY_KEY_REUSED, MODEL_REFUSED -> 422;
            case VERSION_MISSING -> 428;
            case TOO_MANY_ATTEMPTS -> 429;
            case TOO_MANY_LARGE_REQUESTS, STANDING_BUSY, PROVIDER_AWAY, MODEL_AWAY, BUS_AWAY -> 503;
            default -> statusOfState(fault);
        };
    }

    /** Of faults that are about what is there, or is there no more. */
    private static int statusOfState(Fault fault) {
        return switch (fault) {
            case PROVIDER_UNKNOWN,
                    SESSION_UNKNOWN,
                    TOKEN_UNKNOWN,
                    UNKNOWN_ROUTE,
                    PROJECT_UNKNOWN,
                    TEMPLATE_UNKNOWN,
                    MEMBER_UNKNOWN,
                    INVITATION_UNKNOWN,
                    ACCOUNT_UNKNOWN,
                    LEASE_UNKNOWN,
                    ITEM_UNKNOWN,
                    RATING_UNKNOWN,
                    NOTICE_UNKNOWN,
                    VOIDING_UNKNOWN,
                    ERASURE_UNKNOWN,
                    WEBHOOK_UNKNOWN,
                    UPLOAD_UNKNOWN,
                    IMAGE_UNKNOWN,
                    COMPLETION_UNKNOWN,
                    COMPARISON_UNKNOWN -> 404;
            case ACCOUNT_EXISTS,
                    LAST_ADMINISTRATOR,
                    PROVIDER_ROLE,
                    TOO_MANY_TOKENS,
                    PROJECT_EXISTS,
                    PROJECT_ARCHIVED,
                    PROJECT_NOT_ARCHIVED,
                    FORM_IN_USE,
                    LEASE_USED,
                    ITEM_COMPLETE,
                    ITEM_CLOSED,
                    OWN_ITEM,
                    UNDO_TOO_LATE,
                    FEEDBACK_TOO_LATE,
                    DUPLICATE_PROMPT,
                    DUPLICATE_PAIR,
                    HELD_OUT_PROMPT,
                    UPLOAD_STATE,
                    VOIDING_STATE,
                    ERASURE_STATE,
                    IMAGES_UNSEEN,
                    COMPARISON_UNANSWERED,
                    COMPARISON_RATED,
                    NOTHING_TO_LEARN -> 409;
            case LEASE_EXPIRED, INVITATION_USED, INVITATION_REVOKED, INVITATION_EXPIRED -> 410;
            case RATING_CHANGED, PROJECT_CHANGED -> 412;
            default -> throw new IllegalStateException("Which status has " + fault + "?");
        };
    }

    static {
        // A fault without a status is found when the service starts, not when somebody meets it.
        for (Fault fault : Fault.values()) {
            status(fault);
        }
    }
}
