package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.artifact.Sha256;

import static org.assertj.core.api.Assertions.assertThat;

/** A prompt from a file into the library, out of it and back, by {@code ./attune prompts} alone. */
class PromptsIT {

    @TempDir
    Path folder;

    private LivePlatform platform;

    @BeforeEach
    void prepare() {
        platform = new LivePlatform(folder);
    }

    @AfterEach
    void stopWhateverRuns() throws IOException, InterruptedException {
        platform.down();
    }

    @Test
    void whatAnswersPeopleStaysAndTheRestGoesAndComesBack() throws Exception {
        ServiceClient admin = platform.up();
        ServiceClient eva = platform.registry(platform.account(admin, "eva", "engineer"));
        platform.account(admin, "ana", "reviewer");
        Path greet = folder.resolve("greet.yaml");
        Files.writeString(greet, "{name: greet, template: 'Greet {{ who }}.'}");
        platform.as("eva", "prompts", "push", greet.toString(), "--label", "staging");
        platform.as("ana", "prompts", "label", "greet", "1", "production");
        String run = runOf(eva, "greet");
        String both = runOf(eva, "greet", "other");

        assertThat(platform.fails("ana", "prompts", "delete", "greet", "--runs"))
                .contains("409", "Version 1 of the prompt greet answers people", "take that label away first");
        assertThat(platform.fails("eva", "prompts", "unlabel", "greet", "production"))
                .contains("403", "Only reviewers and administrators");
        assertThat(platform.fails("ana", "prompts", "unlabel", "greet", "nothing"))
                .contains("no such label");
        assertThat(platform.as("ana", "prompts", "unlabel", "greet", "production"))
                .contains("production of greet leads nowhere any more");

        assertThat(platform.as("eva", "prompts", "delete", "greet", "--runs"))
                .contains("greet is hidden", "run " + run + " is deleted", "run " + both + " had other prompts");
        assertThat(platform.as("eva", "prompts", "list")).doesNotContain("greet");
        assertThat(platform.fails("eva", "prompts", "delete", "greet")).contains("404");

        assertThat(platform.as("eva", "prompts", "restore", "greet")).contains("greet is back, with 1 versions");
        assertThat(platform.as("eva", "prompts", "list")).contains("greet", "staging");
    }

    /** The id of a run with one row for each of these prompts, of which the library has greet. */
    private static String runOf(ServiceClient person, String... prompts) throws InterruptedException {
        List<Map<String, Object>> named = Stream.of(prompts)
                .<Map<String, Object>>map(name -> name.equals("greet")
                        ? Map.of("label", name, "name", name, "version", 1)
                        : Map.of("label", name))
                .toList();
        return person.post(
                        "/api/prompt-runs",
                        Map.of(
                                "digest",
                                Sha256.of(String.join(" ", prompts)),
                                "suite",
                                "greetings",
                                "prompts",
                                named,
                                "cases",
                                1,
                                "rows",
                                prompts.length),
                        "")
                .accepted()
                .body()
                .path("id")
                .asText();
    }
}
