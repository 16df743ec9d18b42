package dev.attune.inference.service;

import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

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
     * @param reach what the caller may name as its model
     * @param interest ends when the caller goes away, and the answer with it
     * @throws dev.attune.contracts.error.AttuneException {@code model-not-found}, {@code model-not-ready}, {@code
     *     prompt-not-renderable}, {@code invalid-request} or {@code context-length-exceeded}
     */
    public Prepared prepare(ChatQuestion question, Reach reach, Interest interest) {
        interest.check();
        ModelLease lease = serving.acquire(question.model(), reach);
        try {
            checkStops(question, lease);
            int[] prompt = lease.promptTokens(question.messages());
            if (prompt.length >= lease.positions()) {
                throw Faults.promptTooLong(prompt.length, 1, lease.positions());
            }
            return new Prepared(question, lease, prompt, interest);
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
        private final ModelLease lease;
        private final int[] prompt;
        private final Interest interest;

        private Prepared(ChatQuestion question, ModelLease lease, int[] prompt, Interest interest) {
            this.question = question;
            this.lease = lease;
            this.prompt = prompt;
            this.interest = interest;
        }

        /** The checkpoint that answers. */
        public String checkpointId() {
            return lease.checkpointId();
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
