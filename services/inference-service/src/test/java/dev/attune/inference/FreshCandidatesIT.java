package dev.attune.inference;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromptEvent.FreshCandidatesWanted;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.contracts.event.PromptEvent.Purpose;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;

import static org.assertj.core.api.Assertions.assertThat;

/** Candidates of checkpoints that are named. */
@QuarkusTest
@QuarkusTestResource(ModelsResource.class)
class FreshCandidatesIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestBus bus =
            new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));

    @Test
    void aPromptGetsOneSetOfCandidatesForEachWish() {
        String prompt = "prompt-" + UUID.randomUUID();
        List<Message> conversation = List.of(new Message("system", "Hi"), Message.user("Say hello."));
        FreshCandidatesWanted against = wanted(prompt, Split.TRAIN, TestModels.OLD_ADAPTER, TestModels.BASE);
        FreshCandidatesWanted itself = wanted(prompt, Split.TRAIN, TestModels.OLD_ADAPTER, TestModels.OLD_ADAPTER);
        bus.send(new PromptAdded(prompt, "project", conversation, Split.TRAIN));
        bus.send(against, itself, against);

        List<ReceivedEvent> made = made(prompt, 3);
        assertThat(made).extracting(ReceivedEvent::id).doesNotHaveDuplicates();
        assertThat(checkpoints(made, null)).containsExactly(TestModels.ADAPTER, TestModels.BASE);
        assertThat(checkpoints(made, against.requestId())).containsExactly(TestModels.OLD_ADAPTER, TestModels.BASE);
        assertThat(checkpoints(made, itself.requestId()))
                .containsExactly(TestModels.OLD_ADAPTER, TestModels.OLD_ADAPTER);
        assertThat(made.stream()
                        .flatMap(one -> event(one).candidates().stream())
                        .map(Candidate::candidateId))
                .hasSize(6)
                .doesNotHaveDuplicates();
        assertThat(of(made, itself.requestId()).candidates())
                .extracting(Candidate::text)
                .doesNotHaveDuplicates();
        assertThat(of(made, against.requestId()).candidates().getFirst().candidateId())
                .isEqualTo(prompt + "/" + against.requestId() + "/0");
    }

    @Test
    void aHeldOutPromptIsAnsweredForWhoNamesCheckpoints() {
        FreshCandidatesWanted arena =
                wanted("prompt-" + UUID.randomUUID(), Split.HELD_OUT, TestModels.ADAPTER, TestModels.BASE);
        bus.send(arena);

        assertThat(event(made(arena.promptId(), 1).getFirst()).requestId()).isEqualTo(arena.requestId());
    }

    @Test
    void aCheckpointThatCannotAnswerIsADeadLetterWithASentence() {
        String lost = "adapter-" + "ab".repeat(8);
        bus.send(TestModels.checkpoint(
                lost,
                Kind.ADAPTER,
                TestModels.BASE,
                new Artifact("attune:sha256/" + "ab".repeat(32), "ab".repeat(32), 3),
                Instant.EPOCH));
        FreshCandidatesWanted noFiles = wanted("prompt-" + UUID.randomUUID(), Split.TRAIN, lost, TestModels.BASE);
        FreshCandidatesWanted unknown =
                wanted("prompt-" + UUID.randomUUID(), Split.TRAIN, "adapter-nobody", TestModels.BASE);
        FreshCandidatesWanted good =
                wanted("prompt-" + UUID.randomUUID(), Split.TRAIN, TestModels.ADAPTER, TestModels.BASE);
        bus.send(noFiles, unknown, good);

        assertThat(made(good.promptId(), 1)).hasSize(1);
        assertThat(reason(unknown.promptId()))
                .isEqualTo("Checkpoint adapter-nobody is not on the bus, or cannot answer.");
        assertThat(reason(noFiles.promptId())).contains("Artifact " + "ab".repeat(32) + " is not in the store");
        assertThat(bus.records(Topics.COMPLETIONS, unknown.promptId())).isEmpty();
    }

    private static List<String> checkpoints(List<ReceivedEvent> made, @Nullable String wish) {
        return of(made, wish).candidates().stream().map(Candidate::checkpointId).toList();
    }

    private static CandidatesGenerated of(List<ReceivedEvent> made, @Nullable String wish) {
        return made.stream()
                .map(FreshCandidatesIT::event)
                .filter(one -> Objects.equals(one.requestId(), wish))
                .findFirst()
                .orElseThrow();
    }

    private static CandidatesGenerated event(ReceivedEvent received) {
        return (CandidatesGenerated) received.event();
    }

    private List<ReceivedEvent> made(String prompt, int count) {
        return Eventually.get(SOON, count + " sets of candidates for " + prompt, () -> {
            var records = bus.records(Topics.COMPLETIONS, prompt);
            return records.size() < count
                    ? Optional.empty()
                    : Optional.of(records.stream().map(EventReader::read).toList());
        });
    }

    private String reason(String prompt) {
        var letters = bus.records(Topics.deadLetters(Topics.PROMPTS), prompt);
        assertThat(letters).hasSize(1);
        return new String(
                letters.getFirst().headers().lastHeader(DeadLetters.REASON).value(), StandardCharsets.UTF_8);
    }

    private static FreshCandidatesWanted wanted(String prompt, Split split, String... checkpoints) {
        return new FreshCandidatesWanted(
                UUID.randomUUID().toString(),
                prompt,
                "project",
                List.of(new Message("system", "Hi"), Message.user("Say hello.")),
                List.of(checkpoints),
                split,
                split == Split.TRAIN ? Purpose.TRAINING : Purpose.ARENA);
    }
}
