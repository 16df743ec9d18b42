package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.testing.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** A task that tells moods, as a folder that somebody proposes. */
final class TaskFolder {

    private static final Duration SOON = Duration.ofMinutes(2);

    private TaskFolder() {}

    /** A new folder whose task asks {@code question} of the model {@code base}. */
    static Path written(Path parent, String name, String base, String question) throws IOException {
        Path task = Files.createDirectories(parent.resolve(name + question.hashCode()));
        Files.writeString(task.resolve("task.json"), """
                {
                  "name": "%s",
                  "base": "%s",
                  "prompt": {
                    "template": "{{ text }}\\n%s",
                    "style": "raw",
                    "labels": [
                      {"name": "bad", "words": ["bad"]},
                      {"name": "good", "words": ["good"]}
                    ],
                    "examples": {"given": [{"label": "good", "variables": {"text": "I like it."}}]}
                  },
                  "evaluation": {
                    "data": "no data: a test", "examples": 200,
                    "metrics": {"accuracy": {"mean": 0.8, "low": 0.74, "high": 0.85}}
                  }
                }
                """.formatted(name, base, question));
        return task;
    }

    /** Proposes a folder; the proposal's id. */
    static String proposed(LivePlatform platform, String person, Path task) throws IOException, InterruptedException {
        String said = platform.as(person, "tasks", "propose", task.toString(), "--reason", "a test wants it");
        Matcher id = Pattern.compile("proposal-[0-9a-f]{16}").matcher(said);
        assertThat(id.find()).as(said).isTrue();
        return id.group();
    }

    /** The model that a new platform publishes. */
    static String base(ServiceClient registry) {
        return Eventually.get(
                SOON,
                "a published base",
                () -> Optional.of(checkpoints(registry)).filter(id -> !id.isEmpty()));
    }

    private static String checkpoints(ServiceClient registry) {
        try {
            return registry.get("/api/checkpoints?kind=BASE")
                    .body()
                    .path(0)
                    .path("checkpointId")
                    .asText();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
