package dev.attune.registry.card;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.json.Json;
import dev.attune.registry.Evaluation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cards as text, and what huggingface_hub reads from the same text: {@code src/test/oracle/read_cards.py} has written the JSON beside
 * each card.
 */
class CardMarkdownTest {

    @Test
    void aCardIsTheTextThatTheHubsLibraryRead() throws IOException {
        assertThat(CardMarkdown.of(CardSamples.full())).isEqualTo(resource("full.md"));
        assertThat(CardMarkdown.of(CardSamples.bare())).isEqualTo(resource("bare.md"));
    }

    @Test
    void theHubsLibraryFindsInItWhatTheCardSays() throws IOException {
        ModelCard card = CardSamples.full();
        JsonNode hub = Json.MAPPER.readTree(resource("full.hub.json"));
        assertThat(hub.at("/versions/huggingface_hub").asText()).isEqualTo("2.4.0");
        JsonNode data = hub.get("data");
        assertThat(data.get("base_model").asText()).isEqualTo("HuggingFaceTB/SmolLM2-135M-Instruct");
        assertThat(data.get("base_model_relation").asText()).isEqualTo("adapter");
        assertThat(data.get("license").asText()).isEqualTo("apache-2.0");
        assertThat(data.get("language")).extracting(JsonNode::asText).containsExactly("en", "de");
        assertThat(data.get("library_name").asText()).isEqualTo("peft");
        assertThat(data.get("pipeline_tag").asText()).isEqualTo("text-generation");
        assertThat(data.get("tags")).extracting(JsonNode::asText).containsExactly("attune", "ppo", "human-feedback");
        assertThat(data.get("datasets"))
                .extracting(JsonNode::asText)
                .containsExactly("attune-prompts-666666666666", "attune-data-555555555555");
        assertThat(hub.get("model_name").asText()).isEqualTo(card.name());
        JsonNode results = hub.get("eval_results");
        assertThat(results).hasSize(card.evaluations().size());
        for (int i = 0; i < results.size(); i++) {
            Evaluation one = card.evaluations().get(i);
            assertThat(results.get(i).get("metric_value").asDouble())
                    .isEqualTo(one.winRate().mean());
            JsonNode arguments = results.get(i).get("metric_args");
            assertThat(arguments.get("low").asDouble()).isEqualTo(one.winRate().low());
            assertThat(arguments.get("high").asDouble()).isEqualTo(one.winRate().high());
            assertThat(arguments.get("n").asInt()).isEqualTo(one.prompts());
            assertThat(arguments.get("event").asText()).isEqualTo(one.evaluationId());
        }
        assertThat(hub.get("results_after_writing").asInt())
                .as("none is merged with another when the library writes them")
                .isEqualTo(card.evaluations().size());
    }

    @Test
    void whatIsNotStatedIsNotInTheHeadAndSaidSoInTheText() throws IOException {
        JsonNode hub = Json.MAPPER.readTree(resource("bare.hub.json"));
        JsonNode data = hub.get("data");
        assertThat(data.has("language")).isFalse();
        assertThat(data.get("license").asText()).isEqualTo("other");
        assertThat(data.get("license_name").asText()).isEqualTo("House licence 2");
        assertThat(data.get("pipeline_tag").asText()).isEqualTo("text-classification");
        assertThat(hub.at("/eval_results/0/metric_type").asText()).isEqualTo("accuracy");
        String text = CardMarkdown.of(CardSamples.bare());
        assertThat(text)
                .contains("| Languages | not stated |")
                .contains("| Licence of the base | not stated |")
                .contains("| Risk management | not stated |")
                .contains("not informative at this size: its interval 0.420 to 0.680 holds one half")
                .contains("was erased: it cannot be made again");
    }

    @Test
    void textOfPeopleIsNoMarkup() {
        assertThat(CardMarkdown.of(CardSamples.full()))
                .contains("Win rate \\| 0.61 &lt;over> the base")
                .contains("Short answers in a shop. (stated by p-eva on 2026-11-22T12:00:00Z)")
                .contains("claims no conformity");
    }

    @Test
    void gatesAndWhoStoodBehindItAreTold() {
        assertThat(CardMarkdown.of(CardSamples.released()))
                .contains("Gates of its project, beside `base-1111111111111111`")
                .contains("| format | passed | 1.0200 | 0.9000 to 1.2000 | 1.4000 | 200 | `gates-5-format` |")
                .contains("| bias | error | not computed | |  | 0 | `gates-5-bias` |")
                .contains(
                        "promotion-4444444444444444 asked for channel `production`, by p-eva: it is \\*better\\* (promoted)")
                .contains("  - 2026-11-22T12:00:00Z: approved by p-rea on the evidence `" + "e".repeat(64)
                        + "`: read forty answers");
    }

    @Test
    void limitsFollowFromTheFigures() {
        assertThat(CardSamples.full().limits())
                .containsExactly(
                        "The win rate over base-1111111111111111 (evaluate-b) is not informative at this size: its interval"
                                + " 0.490 to 0.720 on 60 prompts holds one half.",
                        "The judge of evaluate-b is a reward model that it was tuned towards.");
        RaterSummary programs = new RaterSummary(
                9, 1, 0, java.util.Map.of("program", 9L), null, null, null, null, null, "there are no ratings");
        assertThat(Limits.of(
                        dev.attune.contracts.event.CheckpointEvent.Kind.ADAPTER,
                        List.of(),
                        List.of(),
                        List.of(CardSamples.preferences(programs)),
                        List.of(),
                        "the alarm kl"))
                .containsExactly(
                        "The run ended before its last step: the alarm kl",
                        "It was compared with no other checkpoint.",
                        "All 9 ratings behind reward-2222222222222222 were given by programs, such as simulated raters; no"
                                + " person gave one on the page.",
                        "All ratings behind reward-2222222222222222 are of one rater.",
                        "How far the raters of reward-2222222222222222 agree is not known: there are no ratings.");
        assertThat(Limits.of(
                        dev.attune.contracts.event.CheckpointEvent.Kind.REWARD_MODEL,
                        List.of(),
                        List.of(),
                        List.of(CardSamples.preferences(CardSamples.raters(0.05, -0.1))),
                        List.of(),
                        null))
                .containsExactly(
                        "Agreement of the raters of reward-2222222222222222 cannot be told from chance at this size.");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(CardMarkdownTest.class.getResourceAsStream("/cards/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
