package dev.attune.feedback.rest.playground;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.attune.feedback.FeedbackException;

/**
 * An answer as server-sent events: {@code {"text": piece}} again and again, then {@code {"answer": whole side}}, or {@code
 * {"problem": {code, detail}}} where it failed on the way.
 */
record AnswerEvents(ObjectMapper json, OutputStream out) {

    void piece(String text) {
        event(Map.of("text", text));
    }

    void whole(Told.Sided side) {
        event(Map.of("answer", side));
    }

    void problem(FeedbackException problem) {
        event(Map.of("problem", Map.of("code", problem.code(), "detail", problem.sentence())));
    }

    private void event(Object data) {
        try {
            out.write(("data: " + json.writeValueAsString(data) + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
