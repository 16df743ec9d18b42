package dev.attune.tiny;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.json.Json;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.policy.ground.Seeds;

import static org.assertj.core.api.Assertions.assertThat;

class ShippedModelTest {

    private static final Path MODEL = Path.of("..", "models", "attune-tiny");
    private static final Path TAUGHT =
            Path.of("../../services/command-line/src/main/resources/dev/attune/cli/demo/taught-prompts.jsonl");
    private static final Corpus CORPUS = Corpus.generate(Seeds.derive(7, 0), 10);
    private static final int MEGABYTE = 1_000_000;

    @Test
    void filesHaveTheRecordedHashes() throws IOException {
        List<String> lines = Files.readAllLines(MODEL.resolve(MakeTiny.HASHES));
        assertThat(lines).hasSizeGreaterThanOrEqualTo(7);
        for (String line : lines) {
            String[] parts = line.split("  ", 2);
            assertThat(DirectoryManifest.sha256(MODEL.resolve(parts[1])))
                    .as(parts[1])
                    .isEqualTo(parts[0]);
        }
    }

    @Test
    void itsSamplesAreMixedAndEnd() {
        try (LanguageModel model = LanguageModel.load(MODEL, LoadOptions.float32())) {
            assertThat(model.config().parameterCount()).isBetween(1_000_000L, 4_000_000L);
            assertThat(model.config().vocabularySize()).isLessThanOrEqualTo(2048);
            Samples samples = Samples.draw(model, CORPUS.heldOut().subList(0, 128), StylePhrases.shipped(), 1);
            assertThat(samples.ended()).isGreaterThanOrEqualTo(0.97);
            assertThat(samples.right()).isBetween(0.3, 0.8);
            assertThat(samples.polite()).isBetween(0.15, 0.45);
            assertThat(samples.rude()).isBetween(0.2, 0.5);
            assertThat(samples.rambling()).isBetween(0.25, 0.55);
            assertThat(samples.offSubject()).isBetween(0.05, 0.3);
        }
    }

    @Test
    void isSmall() throws IOException {
        assertThat(Files.size(MODEL.resolve("model.safetensors"))).isLessThan(10L * MEGABYTE);
        assertThat(DirectoryManifest.of(MODEL).bytes()).isLessThan(12L * MEGABYTE);
    }

    @Test
    void phrasesAreThoseOfTheGenerator() throws IOException {
        assertThat(Json.MAPPER.readValue(MODEL.resolve(MakeTiny.PHRASES).toFile(), StylePhrases.class))
                .isEqualTo(StylePhrases.shipped());
    }

    @Test
    void promptsAreSplitWithoutOverlap() throws IOException {
        Set<String> train = prompts("TRAIN");
        Set<String> heldOut = prompts("HELD_OUT");
        assertThat(train).hasSizeGreaterThanOrEqualTo(2000).doesNotContainAnyElementsOf(heldOut);
        assertThat(heldOut).hasSizeGreaterThanOrEqualTo(300);
    }

    @Test
    void promptsAreThoseOfTheRecordedSeed() throws IOException {
        assertThat(prompts("TRAIN"))
                .isEqualTo(CORPUS.train().stream().map(Question::prompt).collect(Collectors.toSet()));
        assertThat(prompts("HELD_OUT"))
                .isEqualTo(CORPUS.heldOut().stream().map(Question::prompt).collect(Collectors.toSet()));
    }

    /** Run with {@code -Dattune.regenerate=true} to write the file anew after a change of the corpus. */
    @Test
    void theDemosFurtherPromptsAreTaughtQuestionsOfTheRecordedSeed() throws IOException {
        List<String> lines = MakeTiny.promptLines("TRAIN", CORPUS.taught().subList(0, 1400));
        if (Boolean.getBoolean("attune.regenerate")) {
            Files.write(TAUGHT, lines);
        }
        assertThat(TAUGHT).hasContent(String.join("\n", lines));
        Set<String> shipped = prompts("TRAIN");
        shipped.addAll(prompts("HELD_OUT"));
        assertThat(CORPUS.taught()).noneMatch(question -> shipped.contains(question.prompt()));
    }

    private static Set<String> prompts(String split) throws IOException {
        return Files.readAllLines(MODEL.resolve(MakeTiny.PROMPTS)).stream()
                .map(ShippedModelTest::parsed)
                .filter(json -> json.path("split").asText().equals(split))
                .map(json -> json.path("prompt").path(0).path("content").asText())
                .collect(Collectors.toSet());
    }

    private static JsonNode parsed(String line) {
        try {
            return Json.MAPPER.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }
}
