package dev.attune.feedback.service.playground;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Sampling;
import dev.attune.contracts.json.Json;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;

/** An answer while it is sampled: OpenAI's server-sent events. Closing it before its end ends the sampling. */
public final class AnswerInProgress implements AutoCloseable {

    private static final String DATA = "data:";
    private static final String END = "[DONE]";

    private final BufferedReader lines;
    private final StringBuilder text = new StringBuilder();
    private @Nullable String checkpointId;
    private @Nullable String finishReason;

    AnswerInProgress(InputStream events) {
        this.lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8));
    }

    /**
     * Reads to the end.
     *
     * @param sink gets the text piece by piece, and ends it by throwing
     * @return the whole answer, with what made it
     * @throws FeedbackException {@link Fault#MODEL_AWAY} when it broke off
     */
    public Candidate read(Sampling sampling, Consumer<String> sink) {
        try {
            String line = lines.readLine();
            while (line != null) {
                if (line.startsWith(DATA)
                        && !line.substring(DATA.length()).strip().equals(END)) {
                    take(Json.MAPPER.readTree(line.substring(DATA.length())), sink);
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            throw brokenOff();
        }
        if (checkpointId == null || finishReason == null) {
            throw brokenOff();
        }
        return new Candidate(UUID.randomUUID().toString(), text.toString(), checkpointId, sampling, finishReason);
    }

    private void take(JsonNode chunk, Consumer<String> sink) {
        if (chunk.has("error")) {
            throw Fault.MODEL_AWAY.because(chunk.path("error").path("message").asText("The answer failed."));
        }
        if (chunk.path("model").isTextual()) {
            checkpointId = chunk.path("model").asText();
        }
        JsonNode choice = chunk.path("choices").path(0);
        String piece = choice.path("delta").path("content").asText("");
        if (!piece.isEmpty()) {
            text.append(piece);
            sink.accept(piece);
        }
        if (choice.path("finish_reason").isTextual()) {
            finishReason = choice.path("finish_reason").asText();
        }
    }

    private static FeedbackException brokenOff() {
        return Fault.MODEL_AWAY.because("The answer broke off before its end; ask again.");
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
