package dev.attune.lab.workbench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.lab.suite.Provider;

/** A model behind an endpoint in OpenAI's form; where it is, its configuration or the environment says. */
final class EndpointAnswers implements Answerer {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final URI uri;
    private final Optional<String> key;
    private final String model;
    private final AnswerSettings settings;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    EndpointAnswers(Provider provider, AnswerSettings settings) {
        String base = provider.config()
                .path("apiBaseUrl")
                .asText(Optional.ofNullable(System.getenv("OPENAI_BASE_URL")).orElse(""));
        if (base.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "endpoint-missing",
                    "The provider " + provider.id()
                            + " needs an address; give config: {apiBaseUrl: …} or OPENAI_BASE_URL.");
        }
        this.uri = URI.create(base.replaceFirst("/+$", "") + "/chat/completions");
        String variable = provider.config().path("apiKeyEnvar").asText("OPENAI_API_KEY");
        this.key = Optional.ofNullable(System.getenv(variable));
        this.model = provider.endpointModel().orElse("");
        this.settings = settings;
    }

    @Override
    public List<Answer> answer(List<List<Message>> conversations, long[] seeds) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < conversations.size(); i++) {
            answers.add(one(conversations.get(i), seeds[i]));
        }
        return answers;
    }

    private Answer one(List<Message> conversation, long seed) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("model", model).put("temperature", settings.temperature()).put("top_p", settings.topP());
        body.put("max_tokens", settings.maximumTokens())
                .put("seed", settings.seed().orElse(seed));
        body.set("messages", Json.MAPPER.valueToTree(conversation));
        if (!settings.stops().isEmpty()) {
            body.set("stop", Json.MAPPER.valueToTree(settings.stops()));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.text(body)));
        key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        long began = System.nanoTime();
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            double millis = (System.nanoTime() - began) / 1e6;
            if (response.statusCode() != 200) {
                return Answer.failed(uri + " answered with status " + response.statusCode() + ".", millis);
            }
            JsonNode content = Json.MAPPER.readTree(response.body()).at("/choices/0/message/content");
            return content.isTextual()
                    ? new Answer(content.asText(), "", millis, Double.NaN)
                    : Answer.failed(uri + " answered without a message.", millis);
        } catch (IOException e) {
            return Answer.failed(uri + " cannot be reached: " + e + ".", (System.nanoTime() - began) / 1e6);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorCategory.RETRIABLE.error("endpoint-interrupted", "Waiting for " + uri + " was interrupted.", e);
        }
    }
}
