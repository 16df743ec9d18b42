package dev.attune.feedback.rest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ImportIT extends ServiceFixture {

    private static final Logger LOG = Logger.getLogger(ImportIT.class);

    private Api engineer;
    private String project;

    @BeforeEach
    void signIn() {
        engineer = someone("engineer");
        project = project(engineer, 2);
    }

    private Answer preferences(Object body) {
        return engineer.postOnce("/api/projects/" + project + "/preferences", body);
    }

    private static Map<String, Object> pair(String prompt, String chosen, String rejected) {
        return Map.of("prompt", List.of(user(prompt)), "chosen", chosen, "rejected", rejected);
    }

    private static Map<String, String> user(String content) {
        return Map.of("role", "user", "content", content);
    }

    private static List<String> rejections(Answer answer) {
        return StreamSupport.stream(answer.body().path("rejected").spliterator(), false)
                .map((JsonNode line) ->
                        line.path("index").asInt() + " " + line.path("code").asText())
                .toList();
    }

    private <T extends Event> List<T> told(String topic, Class<T> type, String id) {
        return topics().events(topic).stream()
                .map(ReceivedEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .filter(event -> event.toString().contains(id))
                .toList();
    }

    @Test
    void keepsTheGoodPairsAndListsTheBadOnes() {
        String body = """
                {"format": "trl", "pairs": [
                  {"prompt": [{"role": "user", "content": "good one"}], "chosen": "a", "rejected": "b"},
                  {"prompt": [{"role": "user", "content": "no rejected"}], "chosen": "a"},
                  {"prompt": [], "chosen": "a", "rejected": "b"},
                  {"prompt": [{"role": "user", "content": "same"}], "chosen": "a", "rejected": " a "},
                  {"prompt": [{"role": "assistant", "content": "wrong end"}], "chosen": "a", "rejected": "b"},
                  {"prompt": [{"role": "king", "content": "who"}], "chosen": "a", "rejected": "b"},
                  {"prompt": [{"role": "user", "content": "column"}], "chosen": "a", "rejected": "b", "score": 3},
                  {"prompt": [{"role": "user", "content": "empty"}], "chosen": "", "rejected": "b"},
                  {"prompt": [{"role": "user", "content": "strong"}], "chosen": "a", "rejected": "b", "strength": 7},
                  "not an object",
                  {"prompt": [{"role": "user", "content": "good one"}], "chosen": "a", "rejected": "b"},
                  {"prompt": [{"role": "user", "content": "good one"}], "chosen": "a", "rejected": "c", "tie": true}
                ]}
                """;

        Answer answer = preferences(body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("imported").asInt()).isEqualTo(2);
        assertThat(answer.body().path("ids")).hasSize(2);
        assertThat(rejections(answer))
                .containsExactly(
                        "1 missing-field",
                        "2 empty-prompt",
                        "3 identical-answers",
                        "4 last-role-assistant",
                        "5 invalid-line",
                        "6 invalid-line",
                        "7 empty-answer",
                        "8 invalid-line",
                        "9 invalid-line",
                        "10 duplicate-pair");
        assertThat(answer.body().path("rejected").path(5).path("detail").asText())
                .contains("score");
    }

    @Test
    void tellsTheRingOfPromptRatingAndSettledPair() {
        Answer answer = preferences(Map.of(
                "format",
                "hh",
                "pairs",
                List.of(Map.of(
                        "prompt",
                        List.of(user("why is the sky blue")),
                        "chosen",
                        "because of scattering",
                        "rejected",
                        "who knows",
                        "strength",
                        3))));

        String item = answer.body().path("ids").path(0).asText();
        PreferenceSettled settled = Eventually.get(
                        () -> told(Topics.PREFERENCES, PreferenceSettled.class, item), events -> !events.isEmpty())
                .getFirst();
        RatingGiven given = told(Topics.FEEDBACK, RatingGiven.class, item).getFirst();
        assertThat(settled.chosen().text()).isEqualTo("because of scattering");
        assertThat(settled.margin()).isEqualTo(3.0);
        assertThat(settled.outcome()).isEqualTo(Outcome.DECISIVE);
        assertThat(given.rating().source()).isEqualTo("import:hh");
        assertThat(told(Topics.PROMPTS, PromptAdded.class, settled.promptId())).hasSize(1);
        Answer progress = progress(engineer, project);
        assertThat(progress.body().path("settled").asInt()).isEqualTo(1);
        assertThat(progress.body().path("mine").asInt()).isEqualTo(1);
    }

    @Test
    void keepsPromptsToItselfWhenAsked() {
        Answer answer = preferences(
                Map.of("format", "hh", "publishPrompts", false, "pairs", List.of(pair("quiet " + project, "a", "b"))));

        String item = answer.body().path("ids").path(0).asText();
        Eventually.get(() -> told(Topics.PREFERENCES, PreferenceSettled.class, item), events -> !events.isEmpty());
        assertThat(told(Topics.PROMPTS, PromptAdded.class, "quiet " + project)).isEmpty();
    }

    @Test
    void importsTwoThousandPairsInSeconds() {
        List<Map<String, Object>> pairs = IntStream.range(0, 2_000)
                .mapToObj(i -> pair("question " + i, "a fairly good answer " + i, "a bad answer " + i))
                .toList();

        long start = System.nanoTime();
        Answer answer = preferences(Map.of("format", "trl", "pairs", pairs));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        List<PreferenceSettled> settled = Eventually.get(
                () -> told(Topics.PREFERENCES, PreferenceSettled.class, project), events -> events.size() >= 2_000);

        LOG.infof(
                "2,000 pairs were stored in %d ms and on the bus after %d ms",
                took.toMillis(), (System.nanoTime() - start) / 1_000_000);
        assertThat(answer.body().path("imported").asInt()).isEqualTo(2_000);
        assertThat(settled).hasSize(2_000);
        assertThat(took).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void addsGoodPromptsAndListsDuplicates() {
        Answer answer = engineer.post(
                "/api/projects/" + project + "/prompts",
                Map.of(
                        "prompts",
                        List.of(
                                Map.of("messages", List.of(user("one")), "split", "HELD_OUT"),
                                Map.of("messages", List.of(user("two"))),
                                Map.of("messages", List.of(user("one"))),
                                Map.of("messages", List.of(user("  "))),
                                Map.of("messages", List.of(user("long".repeat(20_000)))))));

        assertThat(answer.body().path("added").asInt()).isEqualTo(2);
        assertThat(rejections(answer)).containsExactly("2 duplicate-prompt", "3 empty-prompt", "4 prompt-too-long");
        String heldOut = answer.body().path("ids").path(0).asText();
        assertThat(Eventually.get(() -> told(Topics.PROMPTS, PromptAdded.class, heldOut), events -> !events.isEmpty())
                        .getFirst()
                        .split())
                .isEqualTo(Split.HELD_OUT);
        assertThat(rejections(preferences(Map.of("format", "hh", "pairs", List.of(pair("one", "a", "b"))))))
                .containsExactly("0 held-out-prompt");
    }

    @Test
    void whatNobodyCanSeeOrKeepIsRefusedByLine() {
        Answer answer = engineer.postOnce("/api/projects/" + project + "/prompts", """
                {"prompts": [
                  {"messages": [{"role": "system", "content": "You are kind."}]},
                  {"messages": [{"role": "user", "content": "\\u00a0\\u200b"}]},
                  {"messages": [{"role": "user", "content": "half \\ud83d"}]},
                  {"messages": [{"role": "user", "content": "nul \\u0000"}]},
                  {"messages": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "good"}]}
                ]}
                """);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("added").asInt()).isEqualTo(1);
        assertThat(rejections(answer))
                .containsExactly("0 empty-prompt", "1 empty-prompt", "2 invalid-line", "3 invalid-line");
    }

    @Test
    void aNameThatIsGivenTwiceSpoilsItsLineOnly() {
        Answer pairs = preferences("""
                {"format": "trl", "pairs": [
                  {"prompt": [{"role": "user", "content": "one"}], "chosen": "a", "rejected": "b", "chosen": "c"},
                  {"prompt": [{"role": "user", "content": "x", "content": "two"}], "chosen": "a", "rejected": "b"},
                  {"prompt": [{"role": "user", "content": "good"}], "chosen": "a", "rejected": "b"},
                  null
                ], "publishPrompts": false}
                """);
        Answer prompts = engineer.postOnce("/api/projects/" + project + "/prompts", """
                {"prompts": [
                  {"messages": [{"role": "user", "content": "one"}], "split": "TRAIN", "split": "HELD_OUT"},
                  {"messages": [{"role": "user", "content": "two"}]}
                ]}
                """);

        assertThat(rejections(pairs)).containsExactly("0 invalid-line", "1 invalid-line", "3 invalid-line");
        assertThat(pairs.body().path("rejected").path(1).path("detail").asText())
                .contains("the name content is given twice");
        assertThat(pairs.body().path("imported").asInt()).isEqualTo(1);
        assertThat(rejections(prompts)).containsExactly("0 invalid-line");
        assertThat(prompts.body().path("added").asInt()).isEqualTo(1);
        assertThat(preferences("{\"format\": \"trl\", \"format\": \"hh\", \"pairs\": [{}]}")
                        .code())
                .isEqualTo("invalid-json");
        assertThat(preferences("{\"format\": \"trl\", \"pairs\": [{}], \"pairs\": [{}]}")
                        .code())
                .isEqualTo("invalid-json");
    }

    @Test
    void theSameLinesAreTheSameCallInWhateverOrderTheirFieldsStand() {
        String key = UUID.randomUUID().toString();
        String path = "/api/projects/" + project + "/prompts";
        Answer first = engineer.post(
                path,
                "{\"prompts\": [{\"split\": \"TRAIN\", \"messages\": [{\"role\": \"user\", \"content\": \"order\"}]}]}",
                "Idempotency-Key",
                key);
        Answer again = engineer.post(
                path,
                "{\"prompts\": [{\"messages\": [{\"content\": \"order\", \"role\": \"user\"}], \"split\": \"TRAIN\"}]}",
                "Idempotency-Key",
                key);
        Answer other = engineer.post(
                path,
                "{\"prompts\": [{\"messages\": [{\"content\": \"other\", \"role\": \"user\"}], \"split\": \"TRAIN\"}]}",
                "Idempotency-Key",
                key);

        assertThat(first.body().path("added").asInt()).isEqualTo(1);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void keepsTiesTwoBadAnswersAndWhoRated() {
        Answer answer = preferences("""
                {"format": "trl", "pairs": [
                  {"prompt": [{"role": "user", "content": "tie"}], "chosen": "a", "rejected": "b", "tie": true},
                  {"prompt": [{"role": "user", "content": "bad"}], "chosen": "a", "rejected": "b", "bothBad": true},
                  {"prompt": [{"role": "user", "content": "two"}], "chosen": "a", "rejected": "b", "annotator": "ann"},
                  {"prompt": [{"role": "user", "content": "two"}], "chosen": "a", "rejected": "b", "annotator": "bob"},
                  {"prompt": [{"role": "user", "content": "two"}], "chosen": "a", "rejected": "b", "annotator": "bob"},
                  {"prompt": [{"role": "user", "content": "x"}], "chosen": "a", "rejected": "b", "tie": true, "bothBad": true}
                ]}
                """);

        assertThat(rejections(answer)).containsExactly("4 duplicate-pair", "5 invalid-line");
        List<RatingGiven> given =
                Eventually.get(() -> told(Topics.FEEDBACK, RatingGiven.class, project), events -> events.size() >= 4);
        assertThat(given).extracting(event -> event.rating().verdict()).startsWith(Verdict.TIE, Verdict.BOTH_BAD);
        assertThat(given)
                .extracting(event -> event.rating().annotator())
                .allSatisfy(name -> assertThat(name).startsWith("rater-"))
                .doesNotContain("ann", "bob");
        assertThat(given.get(2).rating().annotator())
                .isNotEqualTo(given.get(3).rating().annotator());
        assertThat(given.get(0).rating().annotator())
                .isEqualTo(given.get(1).rating().annotator());
    }
}
