package dev.attune.feedback.service.health;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Json;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.health.RoomHealth;
import dev.attune.feedback.health.RoomHealth.Check;
import dev.attune.feedback.health.RoomHealth.State;

/** Asks each room of the ring for its health and its meters, all at once, and waits for none of them long. */
@ApplicationScoped
public class Rooms {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String OWN = "feedback";
    private static final Pattern VERSION =
            Pattern.compile("^attune_build\\{[^}]*\\bversion=\"([^\"]*)\"", Pattern.MULTILINE);

    private final Map<String, URI> addresses = new TreeMap<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    Rooms(FeedbackConfig config, @ConfigProperty(name = "quarkus.http.port") int port) {
        addresses.put(OWN, URI.create("http://127.0.0.1:" + port));
        addresses.putAll(config.rooms());
    }

    /** Every room that the settings name, and this one. */
    public List<RoomHealth> all() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<RoomHealth>> asked = addresses.entrySet().stream()
                    .map(each -> CompletableFuture.supplyAsync(() -> ask(each.getKey(), each.getValue()), threads))
                    .toList();
            return asked.stream().map(CompletableFuture::join).toList();
        }
    }

    private RoomHealth ask(String room, URI address) {
        try {
            HttpResponse<String> health = get(address.resolve("/q/health"));
            List<Check> checks = checks(health.body());
            String meters = get(address.resolve("/q/metrics")).body();
            return new RoomHealth(
                    room,
                    health.statusCode() == 200 ? State.UP : State.DOWN,
                    version(meters),
                    checks,
                    sum(meters, "attune_outbox_rows"),
                    sum(meters, "attune_outbox_set_apart"),
                    // Counted from the first one on.
                    Objects.requireNonNullElse(sum(meters, "attune_dead_letters_total"), 0L));
        } catch (IOException e) {
            return away(room);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return away(room);
        }
    }

    private static RoomHealth away(String room) {
        return new RoomHealth(room, State.AWAY, null, List.of(), null, null, null);
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<Check> checks(String text) throws JsonProcessingException {
        List<Check> checks = new ArrayList<>();
        for (JsonNode check : Json.MAPPER.readTree(text).path("checks")) {
            checks.add(new Check(
                    check.path("name").asText(),
                    check.path("status").asText().equals("UP"),
                    check.path("data").properties().stream()
                            .map(data -> data.getKey() + ": " + data.getValue().asText())
                            .collect(Collectors.joining("; "))));
        }
        return checks;
    }

    private static @Nullable String version(String meters) {
        Matcher said = VERSION.matcher(meters);
        return said.find() ? said.group(1) : null;
    }

    /** The sum of a meter over its labels; null where the room has no such meter, or cannot measure it at the moment. */
    private static @Nullable Long sum(String meters, String name) {
        List<Double> values = meters.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .filter(value -> !value.isNaN())
                .toList();
        return values.isEmpty()
                ? null
                : Math.round(values.stream().mapToDouble(Double::doubleValue).sum());
    }
}
