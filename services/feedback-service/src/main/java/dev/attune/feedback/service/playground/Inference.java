package dev.attune.feedback.service.playground;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.playground.Seat;

/** Asks inference-service for an answer, as the person who wants to see it. */
@ApplicationScoped
public class Inference {

    private static final Logger LOG = Logger.getLogger(Inference.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** A checkpoint may have to be loaded first, and others may wait before. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int LONGEST_REFUSAL = 64 * 1024;

    private final Optional<URI> place;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    Inference(FeedbackConfig config) {
        this.place = config.inference();
    }

    /**
     * Asks; the answer comes piece by piece from what is returned, which must be closed.
     *
     * @param token of the person
     * @throws FeedbackException {@link Fault#MODEL_REFUSED} or {@link Fault#MODEL_AWAY}
     */
    public AnswerInProgress ask(Seat seat, List<Message> messages, String token) {
        URI inference = place.orElseThrow(Inference::away);
        HttpRequest request = HttpRequest.newBuilder(inference.resolve("/v1/chat/completions"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream, application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(Json.text(question(seat, messages))))
                .build();
        HttpResponse<InputStream> response = send(request);
        if (response.statusCode() != 200) {
            throw refusal(response);
        }
        return new AnswerInProgress(response.body());
    }

    private static Map<String, Object> question(Seat seat, List<Message> messages) {
        return Map.of(
                "model",
                seat.model(),
                "messages",
                messages.stream()
                        .map(message -> Map.of("role", message.role(), "content", message.content()))
                        .toList(),
                "temperature",
                seat.sampling().temperature(),
                "top_p",
                seat.sampling().topP(),
                "max_tokens",
                seat.sampling().maxNewTokens(),
                "seed",
                seat.sampling().seed(),
                "stream",
                true);
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            LOG.warnf("inference-service did not answer: %s", e);
            throw away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    /** What the model cannot do is said in its words; what passes, as something that passes. */
    private static FeedbackException refusal(HttpResponse<InputStream> response) {
        String sentence = sentence(response.body());
        if (sentence == null || response.statusCode() == 401 || response.statusCode() == 403) {
            LOG.warnf("inference-service answered %d", response.statusCode());
            return away();
        }
        boolean passes = response.statusCode() == 429 || response.statusCode() >= 500;
        return (passes ? Fault.MODEL_AWAY : Fault.MODEL_REFUSED).because(sentence);
    }

    private static @Nullable String sentence(InputStream body) {
        try (body) {
            JsonNode said = Json.MAPPER.readTree(new String(body.readNBytes(LONGEST_REFUSAL), StandardCharsets.UTF_8));
            JsonNode message = said.path("error").path("message");
            return message.isTextual() ? message.asText() : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static FeedbackException away() {
        return Fault.MODEL_AWAY.because("The service that answers with checkpoints is away; try again shortly.");
    }
}
