package dev.attune.feedback.service.answer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.export.JudgedAnswer;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.service.Conversations;
import dev.attune.feedback.store.answer.AnswerStore;

/** Answers that somebody found good or bad by themselves: what KTO learns from. */
@ApplicationScoped
public class JudgedAnswers {

    private final AnswerStore store;
    private final Conversations conversations;

    JudgedAnswers(AnswerStore store, Conversations conversations) {
        this.store = store;
        this.conversations = conversations;
    }

    /**
     * A judged answer as it comes.
     *
     * @param person whose word it is, in whatever way the caller tells people apart; nobody learns more of it than that two are the same
     */
    public record Given(
            List<Message> prompt,
            String answer,
            boolean good,
            String person,
            @Nullable String comment,
            String source) {
        public Given {
            prompt = List.copyOf(prompt);
        }
    }

    /** What became of it. */
    public record Kept(UUID id, boolean isNew) {}

    /**
     * Keeps an answer. The same person's later word on the same answer replaces the earlier one.
     *
     * @throws FeedbackException when the conversation or the answer cannot be used
     */
    @Transactional
    public Kept keep(UUID project, Given given) {
        conversations.checkPrompt(given.prompt());
        conversations.checkAnswer(given.answer());
        String annotator = "rater-"
                + Sha256.of(project + "\n" + given.source() + "\n" + given.person())
                        .substring(0, 16);
        String fingerprint = Sha256.of(annotator + "\n" + Sha256.of(given.answer()) + "\n" + Json.text(given.prompt()));
        JudgedAnswer answer = new JudgedAnswer(
                UUID.nameUUIDFromBytes((project + fingerprint).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                given.prompt(),
                given.answer(),
                given.good(),
                annotator,
                Comments.tidy(given.comment()),
                given.source(),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        return new Kept(answer.id(), store.add(project, answer, fingerprint));
    }
}
