package dev.attune.policy.bestof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;

/**
 * Best answers in a file: JSON lines {@code {"prompt": [messages], "completion": "...", "reward": 1.5, "rewards": [...]}}, which
 * supervised tuning reads, too.
 */
public final class BestAnswers {

    private BestAnswers() {}

    /** Writes the file as a whole or not at all. */
    public static void write(List<BestAnswer> best, Path file) {
        try {
            List<String> lines = new ArrayList<>();
            for (BestAnswer answer : best) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("prompt", answer.prompt());
                line.put("completion", answer.answer());
                line.put("reward", answer.reward());
                line.put("rewards", answer.rewards());
                lines.add(Json.text(line));
            }
            Path whole = file.toAbsolutePath();
            Files.createDirectories(whole.resolveSibling("."));
            Path partial = whole.resolveSibling(whole.getFileName() + ".partial");
            Files.write(partial, lines);
            Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failure(file, "written", e);
        }
    }

    /** The answers in a file that {@link #write} made; empty where there is none. */
    public static Optional<List<BestAnswer>> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            List<BestAnswer> best = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                JsonNode json = Json.MAPPER.readTree(line);
                List<Message> prompt = List.of(Json.MAPPER.convertValue(json.path("prompt"), Message[].class));
                best.add(new BestAnswer(
                        prompt,
                        json.path("completion").asText(),
                        json.path("reward").floatValue(),
                        Json.MAPPER.convertValue(json.path("rewards"), float[].class)));
            }
            return Optional.of(best);
        } catch (IOException e) {
            throw failure(file, "read", e);
        }
    }

    private static AttuneException failure(Path file, String done, IOException cause) {
        return ErrorCategory.RESOURCES.error(
                "answers-file",
                "The best answers in " + file + " cannot be " + done + " (" + cause.getMessage()
                        + "); check the file, the disk's space and permissions.",
                cause);
    }
}
