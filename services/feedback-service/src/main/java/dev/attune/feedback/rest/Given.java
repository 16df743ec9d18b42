package dev.attune.feedback.rest;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;

/** What a request must contain; each failure is a sentence that names the field. */
final class Given {

    private Given() {}

    static <T> T body(@Nullable T body) {
        if (body == null) {
            throw new FeedbackException(Fault.INVALID_REQUEST, "The request has no body; send a JSON object.");
        }
        return body;
    }

    static String text(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw new FeedbackException(Fault.INVALID_REQUEST, "The field " + field + " is missing or blank.");
        }
        return value;
    }

    static <T> List<T> list(@Nullable List<T> values, String field) {
        if (values == null || values.isEmpty()) {
            throw new FeedbackException(Fault.INVALID_REQUEST, "The field " + field + " is missing or empty.");
        }
        return values;
    }

    static <T> T field(@Nullable T value, String field) {
        if (value == null) {
            throw new FeedbackException(Fault.MISSING_FIELD, "The field " + field + " is missing.");
        }
        return value;
    }
}
