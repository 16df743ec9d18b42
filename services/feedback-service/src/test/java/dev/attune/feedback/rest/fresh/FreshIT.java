package dev.attune.feedback.rest.fresh;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Sampling;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromptEvent.FreshCandidatesWanted;
import dev.attune.contracts.event.PromptEvent.Purpose;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.RatedItems;
import dev.attune.feedback.testing.Ring;

import static org.assertj.core.api.Assertions.assertThat;

/** New pairs when a checkpoint becomes a candidate or is promoted, and what they make needless. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class FreshIT extends RatedItems {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, Double> MIX = Map.of("production", 0.5, "before", 0.25, "itself", 0.25);

    @Inject
    Candidates entering;

    private Api manager;
    private Api rater;
    private String project;

    @BeforeEach
    void people() {
        manager = someone("engineer");
        rater = someone("annotator");
        project = project(manager, 1);
    }

    @Test
    void aCandidateGetsNewPairsByTheMixAndThoseOfNoUseAreClosed() {
        CheckpointPublished production = published("production", null);
        CheckpointPublished before = published("before", project);
        topics().send(Ring.promoted(production, null));
        List<String> prompts = IntStream.range(0, 4).mapToObj(_ -> answered()).toList();
        String held = next(rater, project).text("itemId");
        served(production);
        Eventually.holds(
                SOON,
                "what came before is past",
                () -> "0"
                        .equals(queryOne(
                                "SELECT count(*) FROM feedback.fresh_occasion WHERE checkpoint = ? AND planned_at IS NULL",
                                before.checkpointId())));
        set(true, List.of("CANDIDATE"), 100, "0");

        CheckpointPublished fresh = published("fresh", project);
        List<FreshCandidatesWanted> wanted = wanted(prompts, 4);

        assertThat(wanted).allSatisfy(one -> {
            assertThat(one.purpose()).isEqualTo(Purpose.TRAINING);
            assertThat(one.checkpointIds().getFirst()).isEqualTo(fresh.checkpointId());
        });
        assertThat(wanted.stream().map(one -> one.checkpointIds().getLast()))
                .containsExactlyInAnyOrder(
                        production.checkpointId(),
                        production.checkpointId(),
                        before.checkpointId(),
                        fresh.checkpointId());
        wanted.forEach(this::answer);
        wanted.forEach(this::answer);

        Answer progress = progress(manager, project);
        assertThat(progress.body().path("items").asInt())
                .as(progress.toString())
                .isEqualTo(5);
        assertThat(progress.body().path("open").asInt()).isEqualTo(5);
        assertThat(progress.body().path("settled").asInt()).isZero();
        assertThat(queryOne("SELECT review FROM feedback.item WHERE CAST(id AS text) = ?", held))
                .isEqualTo("NONE");
        Answer state = manager.get(path());
        assertThat(state.body().path("rounds")).hasSize(1);
        var round = state.body().path("rounds").path(0);
        assertThat(round.path("occasion").asText()).isEqualTo("CANDIDATE");
        assertThat(round.path("checkpoint").asText()).isEqualTo(fresh.checkpointId());
        assertThat(round.path("production").asText()).isEqualTo(production.checkpointId());
        assertThat(round.path("before").asText()).isEqualTo(before.checkpointId());
        assertThat(List.of(
                        round.path("asked").asInt(),
                        round.path("answered").asInt(),
                        round.path("closed").asInt()))
                .containsExactly(4, 4, 3);
        Api second = someone("annotator");
        List<String> handed =
                IntStream.range(0, 4).mapToObj(_ -> say(second, project, "TIE")).toList();
        assertThat(handed).doesNotContain(held).doesNotHaveDuplicates();
        assertThat(next(second, project).status()).isEqualTo(204);
    }

    @Test
    void aPromotionAsksForPromptsThatNeitherCheckpointHasSettled() {
        CheckpointPublished former = published("former", null);
        CheckpointPublished next = published("next", project);
        List<String> prompts = new ArrayList<>();
        prompts.add(answered());
        String settledByOthers = answered();
        prompts.add(settledByOthers);
        String settledByProduction = prompt(manager, project, "settled " + UUID.randomUUID());
        enter(settledByProduction, null, former.checkpointId(), "checkpoint-x");
        for (int i = 0; i < 3; i++) {
            say(rater, project, "TIE");
        }
        String unanswered = prompt(manager, project, "unanswered " + UUID.randomUUID());
        set(true, List.of("PROMOTED"), 100, "0");

        topics().send(Ring.promoted(next, former.checkpointId()));
        topics().send(Ring.promoted(next, former.checkpointId()));
        List<FreshCandidatesWanted> wanted = wanted(prompts, 2);

        assertThat(wanted).extracting(FreshCandidatesWanted::promptId).containsExactlyInAnyOrderElementsOf(prompts);
        assertThat(wanted)
                .allSatisfy(one -> assertThat(one.checkpointIds().getFirst()).isEqualTo(next.checkpointId()));
        assertThat(manager.get(path())
                        .body()
                        .path("rounds")
                        .path(0)
                        .path("production")
                        .asText())
                .isEqualTo(former.checkpointId());
        assertThat(wanted(List.of(settledByProduction, unanswered), 0)).isEmpty();
        // Settled pairs stay, with all that people said.
        wanted.forEach(this::answer);
        assertThat(progress(manager, project).body().path("settled").asInt()).isEqualTo(3);
    }

    @Test
    void noMoreThanSoManyPromptsAreAskedForAndOnlyOnceOnEachOccasion() {
        IntStream.range(0, 5).forEach(_ -> answered());
        set(true, List.of("CANDIDATE", "PROMOTED"), 2, "0");

        CheckpointPublished fresh = published("fresh", project);
        topics().send(fresh);
        Eventually.holds(SOON, "asked", () -> rounds() == 1);
        topics().send(Ring.promoted(fresh, null));
        Eventually.holds(SOON, "asked again", () -> rounds() == 2);

        assertThat(count("SELECT count(*) FROM feedback.fresh_request WHERE CAST(project_id AS text) = ?", project))
                .isEqualTo(4);
        assertThat(count(
                        "SELECT count(DISTINCT prompt_id) FROM feedback.fresh_request WHERE CAST(project_id AS text) = ?",
                        project))
                .isEqualTo(4);
    }

    @Test
    void whatAManagerMaySetIsCheckedAndSeenByOthersBefore() {
        Answer initial = manager.get(path());
        assertThat(initial.body().path("enabled").asBoolean()).isFalse();
        assertThat(initial.text("version")).isEqualTo("0");
        assertThat(set(true, List.of("CANDIDATE"), 100, "0").text("version")).isEqualTo("1");
        assertThat(set(true, List.of("CANDIDATE"), 50, "0").code()).isEqualTo("project-changed");
        assertThat(set(true, List.of(), 100, "1").text("detail"))
                .isEqualTo("Without an occasion nothing is ever asked for; name one, or set enabled to false.");
        assertThat(set(true, List.of("CANDIDATE"), 0, "1").text("detail"))
                .isEqualTo("mostPrompts must lie between 1 and 5000 but is 0.");
        assertThat(manager.send(
                                "PUT",
                                path(),
                                Map.of(
                                        "enabled",
                                        true,
                                        "occasions",
                                        List.of("CANDIDATE"),
                                        "mostPrompts",
                                        5,
                                        "mix",
                                        Map.of("production", 0.5, "before", 0.5, "itself", 0.5)),
                                "If-Match",
                                "1")
                        .text("detail"))
                .startsWith("The shares of the mix must not be negative and must sum to 1");
        assertThat(newestAudit()).contains("fresh {");
    }

    @Test
    void answersThatNobodyAskedForAreADeadLetter() {
        String prompt = answered();
        String request = UUID.randomUUID().toString();
        topics().send(candidates(prompt, request, "checkpoint-x", "checkpoint-y"));

        Eventually.holds(
                SOON,
                "a dead letter",
                () -> topics().records(Topics.deadLetters(Topics.COMPLETIONS)).stream()
                        .anyMatch(record -> record.key().equals(prompt)));
        assertThat(progress(manager, project).body().path("items").asInt()).isEqualTo(1);
    }

    private String path() {
        return "/api/projects/" + project + "/fresh";
    }

    private int rounds() {
        return manager.get(path()).body().path("rounds").size();
    }

    private int count(String query, String value) {
        return Integer.parseInt(queryOne(query, value));
    }

    private Answer set(boolean enabled, List<String> occasions, int most, String seen) {
        return manager.send(
                "PUT",
                path(),
                Map.of("enabled", enabled, "occasions", occasions, "mostPrompts", most, "mix", MIX),
                "If-Match",
                seen);
    }

    /** A prompt with a pair of two checkpoints that are neither new nor served. */
    private String answered() {
        String prompt = prompt(manager, project, "question " + UUID.randomUUID());
        enter(prompt, null, "checkpoint-old", "checkpoint-older");
        return prompt;
    }

    private void answer(FreshCandidatesWanted wanted) {
        enter(
                wanted.promptId(),
                wanted.requestId(),
                wanted.checkpointIds().getFirst(),
                wanted.checkpointIds().getLast());
    }

    private void enter(String prompt, @Nullable String request, String first, String second) {
        entering.enter(UUID.randomUUID().toString(), candidates(prompt, request, first, second));
    }

    private CandidatesGenerated candidates(String prompt, @Nullable String request, String first, String second) {
        String id = prompt + "/" + Objects.requireNonNullElse(request, "");
        return new CandidatesGenerated(
                prompt,
                project,
                List.of(Message.user("question")),
                List.of(candidate(id + "/0", "one", first), candidate(id + "/1", "two", second)),
                request);
    }

    private static Candidate candidate(String id, String text, String checkpoint) {
        return new Candidate(id, text, checkpoint, new Sampling(1, 1, 0, 16, 7), "stop");
    }

    private CheckpointPublished published(String name, @Nullable String ofProject) {
        CheckpointPublished checkpoint = Ring.adapter(name + UUID.randomUUID(), ofProject, Instant.now());
        topics().send(checkpoint);
        Eventually.holds(
                SOON,
                "the checkpoint is known",
                () -> "1"
                        .equals(queryOne(
                                "SELECT count(*) FROM feedback.ring_checkpoint WHERE checkpoint = ?",
                                checkpoint.checkpointId())));
        return checkpoint;
    }

    private void served(CheckpointPublished checkpoint) {
        Eventually.holds(
                SOON,
                "it is served",
                () -> "1"
                        .equals(queryOne(
                                "SELECT count(*) FROM feedback.ring_channel WHERE checkpoint = ?",
                                checkpoint.checkpointId())));
    }

    private List<FreshCandidatesWanted> wanted(List<String> prompts, int count) {
        return Eventually.get(
                () -> prompts.stream()
                        .flatMap(prompt -> topics().events(Topics.PROMPTS, prompt).stream())
                        .map(ReceivedEvent::event)
                        .filter(FreshCandidatesWanted.class::isInstance)
                        .map(FreshCandidatesWanted.class::cast)
                        .toList(),
                found -> found.size() >= count);
    }
}
