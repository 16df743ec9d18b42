package dev.attune.cli.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.testing.FakeHttp;
import dev.attune.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RunUploadTest {

    @TempDir
    Path folder;

    @Test
    void promptsBecomeVersionsAndRowsFollowFromWhereTheyStopped() throws Exception {
        run(450);
        KeptRun run = KeptRun.read(folder);
        List<String> told = new ArrayList<>();
        try (FakeHttp registry = FakeHttp.start((request, exchange) -> {
            if (request.path().endsWith("/versions")) {
                FakeHttp.json(exchange, 201, "{\"name\": \"words\", \"version\": 4}");
            } else {
                FakeHttp.json(exchange, 200, "{\"id\": \"r\", \"stored\": 100}");
            }
        })) {
            RunUpload.Sent sent = new RunUpload(new Library(ServiceClient.at(registry.root(), "token")), told::add)
                    .send(run, "words", "");
            assertThat(sent.versions()).containsEntry("short", "words@4").containsEntry("greet@2", "greet@4");
            assertThat(registry.requests())
                    .extracting(FakeHttp.Request::path)
                    .containsExactly(
                            "/api/prompts/words/versions",
                            "/api/prompts/greet/versions",
                            "/api/prompt-runs",
                            "/api/prompt-runs/r/rows",
                            "/api/prompt-runs/r/rows");
            JsonNode first = Json.MAPPER.readTree(registry.requests().get(3).body());
            JsonNode second = Json.MAPPER.readTree(registry.requests().get(4).body());
            assertThat(first.path("from").asInt()).isEqualTo(100);
            assertThat(first.path("rows")).hasSize(200);
            assertThat(second.path("from").asInt()).isEqualTo(300);
            assertThat(second.path("rows")).hasSize(150);
            assertThat(told).singleElement().asString().contains("odd is kept in the run only");
        }
    }

    @Test
    void textsBeyondTheBoundAreShortenedAndSaySo() throws Exception {
        run(1);
        Files.writeString(folder.resolve("rows.jsonl"), "{\"output\": \"" + "x".repeat(70_000) + "\"}\n");
        KeptRun run = KeptRun.read(folder);
        assertThat(run.shortened()).isEqualTo(1);
        assertThat(run.rows().getFirst().path("output").asText())
                .hasSizeLessThan(64_000)
                .endsWith("… (10000 more characters are in the run's folder)");
    }

    @Test
    void aRunThatWasBrokenOffIsNotSent() throws Exception {
        run(1);
        Files.delete(folder.resolve("summary.json"));
        assertThatThrownBy(() -> KeptRun.read(folder)).hasMessageContaining("broken off");
        assertThatThrownBy(() -> KeptRun.read(folder.resolve("none"))).hasMessageContaining("There is no run in");
    }

    private void run(int rows) throws IOException {
        Files.writeString(folder.resolve("suite.json"), """
                {"suite": "words", "cases": 1, "turns": {
                  "short": [{"role": "user", "content": "Say {{ what }}."}],
                  "greet@2": [{"role": "user", "content": "Greet {{ what }}."}],
                  "odd": [{"role": "assistant", "content": "a"}]}}
                """);
        Files.writeString(folder.resolve("rows.jsonl"), "{\"prompt\": \"short\"}\n".repeat(rows));
        Files.writeString(folder.resolve("summary.json"), "[]");
    }
}
