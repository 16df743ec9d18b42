package dev.attune.cli.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PromptFileTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"prompt.yaml", "prompt.json"})
    void whatIsFetchedIsReadAsItWas(String name) throws IOException {
        PromptFile fetched = PromptFile.ofVersion(Json.MAPPER.readTree("""
                {"name": "greet", "version": 3, "note": "shorter",
                 "content": {"system": "Be terse.\\n", "template": "Say {{ what }}.\\n\\nNow: ",
                   "examples": [{"user": "a\\nb", "assistant": "no"}],
                   "settings": {"style": "chat", "labels": [{"name": "x", "words": ["1", "yes"]}], "share": 0.5}}}"""));
        Path file = folder.resolve("deep").resolve(name);
        fetched.write(file);
        assertThat(PromptFile.read(file)).isEqualTo(fetched);
    }

    @Test
    void aSearchsPromptKeepsHowItChoosesExamples() throws IOException {
        Path file = Files.writeString(folder.resolve("S.json"), """
                {"state": "proposed", "prompt": {"system": "", "template": "{{ text }}", "separator": " ", "style": "raw",
                 "examples": {"choice": "first", "count": 1,
                   "given": [{"label": "a", "variables": {"text": "t"}}]}}}""");
        PromptFile read = PromptFile.read(file);
        assertThat(read.content().at("/examples/0/label").asText()).isEqualTo("a");
        assertThat(read.content().at("/settings/examples/choice").asText()).isEqualTo("first");
        Path fetched = folder.resolve("fetched.yaml");
        read.write(fetched);
        assertThat(PromptFile.read(fetched).saysWhat(read)).isTrue();
        assertThat(Files.readString(fetched)).contains("given:").contains("choice: first");
    }

    @Test
    void aTextIsATemplate() throws IOException {
        Path file = Files.writeString(folder.resolve("greet.md"), "Say {{ what }}.\n");
        assertThat(PromptFile.read(file).content().path("template").asText()).isEqualTo("Say {{ what }}.");
    }

    @Test
    void turnsArePartsWhereTheyCanBe() throws IOException {
        ObjectNode content = PromptFile.ofTurns(turns("""
                [{"role": "system", "content": "s"}, {"role": "user", "content": "u"},
                 {"role": "assistant", "content": "a"}, {"role": "user", "content": "t"}]""")).orElseThrow();
        assertThat(content.path("system").asText()).isEqualTo("s");
        assertThat(content.at("/examples/0/assistant").asText()).isEqualTo("a");
        assertThat(content.path("template").asText()).isEqualTo("t");
        assertThat(PromptFile.ofTurns(turns("[{\"role\": \"assistant\", \"content\": \"a\"}]")))
                .isEmpty();
        assertThat(PromptFile.ofTurns(turns(
                        "[{\"role\": \"user\", \"content\": \"u\"}, {\"role\": \"assistant\", \"content\": \"a\"}]")))
                .isEmpty();
    }

    @Test
    void whatIsNoPromptIsOneSentence() throws IOException {
        Path file = Files.writeString(folder.resolve("odd.yaml"), "system: only\n");
        assertThatThrownBy(() -> PromptFile.read(file)).hasMessageContaining("it has no template");
        assertThatThrownBy(() -> PromptFile.read(folder.resolve("none.yaml")))
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> PromptFile.requireName("My prompt")).hasMessageContaining("--name");
        assertThat(PromptFile.nameOf("My suite_2.yaml")).isEqualTo("my-suite-2-yaml");
    }

    private static List<JsonNode> turns(String json) throws IOException {
        return List.of(Json.MAPPER.treeToValue(Json.MAPPER.readTree(json), JsonNode[].class));
    }
}
