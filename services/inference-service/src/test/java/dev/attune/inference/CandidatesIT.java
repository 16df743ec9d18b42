package dev.attune.inference;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(ModelsResource.class)
class CandidatesIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestBus bus =
            new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));

    @Test
    void makesOneAnswerEachFromTheTwoNewestPolicies() {
        PromptAdded prompt = prompt("Say hello.", Split.TRAIN);
        bus.send(prompt);
        CandidatesGenerated made = candidates(prompt.promptId());

        assertThat(made.projectId()).isEqualTo("project");
        assertThat(made.prompt()).isEqualTo(prompt.prompt());
        assertThat(made.candidates())
                .extracting(Candidate::checkpointId)
                .containsExactly(TestModels.ADAPTER, TestModels.BASE);
        Candidate first = made.candidates().getFirst();
        assertThat(first.sampling().seed()).isEqualTo(Seeds.of(prompt.promptId(), 0, 0));
        assertThat(first.sampling().maxNewTokens()).isEqualTo(12);
        assertThat(first.sampling().temperature()).isEqualTo(1.0);
        assertThat(first.text()).isNotEqualTo(made.candidates().getLast().text());
    }

    @Test
    void answersManyPromptsButNoneThatIsHeldOut() {
        PromptAdded heldOut = prompt("Keep me.", Split.HELD_OUT);
        List<PromptAdded> many = java.util.stream.IntStream.range(0, 20)
                .mapToObj(i -> prompt("Question " + i, Split.TRAIN))
                .toList();
        bus.send(heldOut);
        bus.send(many.toArray(PromptAdded[]::new));
        many.forEach(prompt -> candidates(prompt.promptId()));
        assertThat(bus.records(Topics.COMPLETIONS, heldOut.promptId())).isEmpty();
    }

    @Test
    void makesAsManyAnswersAsThePromptWantsByTurns() {
        List<Message> conversation = List.of(new Message("system", "Hi"), Message.user("Four, please."));
        PromptAdded none = new PromptAdded("none-" + UUID.randomUUID(), "project", conversation, Split.TRAIN, 0);
        PromptAdded four = new PromptAdded("four-" + UUID.randomUUID(), "project", conversation, Split.TRAIN, 4);
        bus.send(none, four);
        CandidatesGenerated made = candidates(four.promptId());

        assertThat(made.candidates())
                .extracting(Candidate::checkpointId)
                .containsExactly(TestModels.ADAPTER, TestModels.BASE, TestModels.ADAPTER, TestModels.BASE);
        assertThat(made.candidates()).extracting(Candidate::text).doesNotHaveDuplicates();
        assertThat(made.candidates()).extracting(Candidate::candidateId).doesNotHaveDuplicates();
        assertThat(bus.records(Topics.COMPLETIONS, none.promptId())).isEmpty();
        assertThat(bus.records(Topics.deadLetters(Topics.PROMPTS), none.promptId()))
                .isEmpty();
    }

    @Test
    void putsAPromptAsideThatShowsWhatNoModelSees() {
        Message.Image image = new Message.Image("0".repeat(64), "A cat");
        PromptAdded shows = new PromptAdded(
                "image-" + UUID.randomUUID(),
                "project",
                List.of(new Message("user", "What is this?", List.of(image))),
                Split.TRAIN);
        PromptAdded good = prompt("Fine, too.", Split.TRAIN);
        bus.send(shows, good);
        candidates(good.promptId());

        assertThat(reason(shows.promptId())).isEqualTo("The prompt has images, and the models here see text only.");
    }

    @Test
    void aPromptThatCameTwiceSaysTheSameOnce() {
        PromptAdded prompt = prompt("Twice.", Split.TRAIN);
        bus.send(prompt, prompt);
        candidates(prompt.promptId());
        PromptAdded last = prompt("Last.", Split.TRAIN);
        bus.send(prompt, last);
        candidates(last.promptId());
        List<String> ids = bus.records(Topics.COMPLETIONS, prompt.promptId()).stream()
                .map(record -> EventReader.read(record).id())
                .distinct()
                .toList();
        assertThat(ids).hasSize(1);
    }

    @Test
    void putsPromptsAsideThatCannotBeAnsweredAndGoesOn() {
        PromptAdded tooLong = prompt("many words ".repeat(100), Split.TRAIN);
        String broken = "broken-" + UUID.randomUUID();
        PromptAdded good = prompt("Fine.", Split.TRAIN);
        bus.send(tooLong);
        bus.sendRaw(Topics.PROMPTS, broken, "no event");
        bus.send(good);
        candidates(good.promptId());

        assertThat(reason(tooLong.promptId())).contains("does not fit the model's 128 positions. Shorten it.");
        assertThat(reason(broken)).contains("is no CloudEvent");
        assertThat(bus.records(Topics.COMPLETIONS, tooLong.promptId())).isEmpty();
    }

    @Test
    void putsAPromptAsideThatEndedTheProcessAgainAndAgain() {
        bus.send(
                prompt(ModelsResource.KILLER, "Say no.", Split.TRAIN),
                prompt(ModelsResource.SUSPECT, "Say yes.", Split.TRAIN));
        candidates(ModelsResource.SUSPECT);
        assertThat(reason(ModelsResource.KILLER)).contains("The process ended 3 times while it made these answers");
        assertThat(bus.records(Topics.COMPLETIONS, ModelsResource.KILLER)).isEmpty();
    }

    private String reason(String key) {
        List<ConsumerRecord<String, byte[]>> letters = bus.records(Topics.deadLetters(Topics.PROMPTS), key);
        assertThat(letters).hasSize(1);
        byte[] reason =
                letters.getFirst().headers().lastHeader(DeadLetters.REASON).value();
        return new String(reason, StandardCharsets.UTF_8);
    }

    private CandidatesGenerated candidates(String promptId) {
        return Eventually.get(SOON, "candidates for " + promptId, () -> {
            var records = bus.records(Topics.COMPLETIONS, promptId);
            return records.isEmpty()
                    ? Optional.empty()
                    : Optional.of((CandidatesGenerated)
                            EventReader.read(records.getFirst()).event());
        });
    }

    private static PromptAdded prompt(String text, Split split) {
        return prompt("prompt-" + UUID.randomUUID(), text, split);
    }

    private static PromptAdded prompt(String id, String text, Split split) {
        List<Message> conversation = List.of(new Message("system", "Hi"), Message.user(text));
        return new PromptAdded(id, "project", conversation, split);
    }
}
