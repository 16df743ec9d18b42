package dev.attune.feedback.rest.call;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;

/** What a request must contain; each failure is a sentence that names the field. */
public final class Given {

    private Given() {}

    public static <T> T body(@Nullable T body) {
        if (body == null) {
            throw Fault.INVALID_REQUEST.because("The request has no body; send a JSON object.");
        }
        return body;
    }

    public static String text(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw Fault.INVALID_REQUEST.because("The field " + field + " is missing or blank.");
        }
        return value;
    }

    public static <T> List<T> list(@Nullable List<T> values, String field) {
        if (values == null || values.isEmpty()) {
            throw Fault.INVALID_REQUEST.because("The field " + field + " is missing or empty.");
        }
        return values;
    }

    public static <T> T field(@Nullable T value, String field) {
        if (value == null) {
            throw Fault.MISSING_FIELD.because("The field " + field + " is missing.");
        }
        return value;
    }

    /** How many entries of a list are wanted: {@code usual} when nothing is said. */
    public static int limit(@Nullable Integer limit, int usual, int most) {
        Fault.INVALID_REQUEST.when(
                limit != null && (limit < 1 || limit > most),
                "limit must lie between 1 and " + most + " but is " + limit + ".");
        return limit == null ? usual : limit;
    }
}
