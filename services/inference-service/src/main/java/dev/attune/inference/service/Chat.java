package dev.attune.inference.service;

import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.ExchangeEvent.Assignment;
import dev.attune.inference.ChatAnswer;
import dev.attune.inference.ChatQuestion;
import dev.attune.inference.Faults;
import dev.attune.inference.model.Interest;
import dev.attune.inference.model.ModelLease;
import dev.attune.inference.service.Serving.Reach;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.generate.StopTokens;

/** Answers people. */
@ApplicationScoped
public class Chat {

    private final Serving serving;

    Chat(Serving serving) {
        this.serving = serving;
    }

    /**
     * Everything that can be refused is refused here; what is returned can be answered, and must be closed.
     *
     * @param subject pseudonym of the person for whom the answer is: always in the same arm of a canary
     * @param reach what the caller may name as its model
     * @param interest ends when the caller goes away, and the answer with it
     * @throws dev.attune.contracts.error.AttuneException {@code model-not-found}, {@code model-not-ready}, {@code
     *     channel-stopped}, {@code prompt-not-renderable}, {@code invalid-request} or {@code context-length-exceeded}
     */
    public Prepared prepare(ChatQuestion question, String subject, Reach reach, Interest interest) {
        interest.check();
        Answering answering = serving.acquire(question.model(), subject, reach);
        ModelLease lease = answering.lease();
        try {
            checkStops(question, lease);
            int[] prompt = lease.promptTokens(question.messages());
            if (prompt.length >= lease.positions()) {
                throw Faults.promptTooLong(prompt.length, 1, lease.positions());
            }
            return new Prepared(question, answering, prompt, interest);
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    private static void checkStops(ChatQuestion question, ModelLease lease) {
        try {
            StopTokens.of(question.stops(), lease.tokenizer());
        } catch (IllegalArgumentException e) {
            throw Faults.invalid(String.valueOf(e.getMessage()));
        }
    }

    /** A question with the model that will answer it. */
    public static final class Prepared implements AutoCloseable {

        private final ChatQuestion question;
        private final Answering answering;
        private final ModelLease lease;
        private final int[] prompt;
        private final Interest interest;

        private Prepared(ChatQuestion question, Answering answering, int[] prompt, Interest interest) {
            this.question = question;
            this.answering = answering;
            this.lease = answering.lease();
            this.prompt = prompt;
            this.interest = interest;
        }

        /** The checkpoint that answers. */
        public String checkpointId() {
            return lease.checkpointId();
        }

        ChatQuestion question() {
            return question;
        }

        int promptTokens() {
            return prompt.length;
        }

        /** The channel that was asked; absent where a checkpoint was named. */
        @Nullable
        String channel() {
            return answering.channel();
        }

        /** In which arm of a canary the person is; absent where none runs. */
        @Nullable
        Assignment assignment() {
            return answering.assignment();
        }

        /** Samples the answer; {@code sink} gets its text piece by piece, and ends it by throwing. */
        public ChatAnswer answer(Consumer<String> sink) {
            AnswerText text = new AnswerText(lease.tokenizer(), question.stops(), sink);
            SamplingSettings settings = SamplingSettings.sampling(question.temperature(), question.maxTokens())
                    .withTopP(question.topP());
            boolean ended = text.collect(listener ->
                    lease.chat(new GenerationRequest(prompt, question.seed()), settings, listener, interest));
            return new ChatAnswer(checkpointId(), text.text(), ended ? "stop" : "length", prompt.length, text.tokens());
        }

        @Override
        public void close() {
            lease.close();
        }
    }
}
