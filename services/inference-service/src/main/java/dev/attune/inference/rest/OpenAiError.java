package dev.attune.inference.rest;

import java.util.Locale;

/** An error in OpenAI's form. */
record OpenAiError(Detail error) {

    /**
     * What went wrong.
     *
     * @param type OpenAI's classes of errors, such as {@code invalid_request_error}
     * @param code stable, lower case with underscores as OpenAI writes it
     */
    record Detail(String message, String type, String code) {}

    static OpenAiError of(int status, String code, String message) {
        String type = switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
        return new OpenAiError(new Detail(message, type, code.replace('-', '_').toLowerCase(Locale.ROOT)));
    }
}
