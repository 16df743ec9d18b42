package dev.attune.inference.model;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;
import dev.attune.inference.Faults;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.generate.TokenListener;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.text.Tokenizer;

/** The use of a checkpoint: until it is closed the checkpoint stays in memory, whatever is promoted meanwhile. */
public final class ModelLease implements AutoCloseable {

    private final LoadedModel loaded;
    private final Runnable release;
    private final AtomicBoolean open = new AtomicBoolean(true);

    ModelLease(LoadedModel loaded, Runnable release) {
        this.loaded = loaded;
        this.release = release;
    }

    public String checkpointId() {
        return loaded.checkpointId();
    }

    public Tokenizer tokenizer() {
        return loaded.model().tokenizer();
    }

    /** Positions that prompt and answer share: the model's less those that the adapter takes before each text. */
    public int positions() {
        return loaded.model().config().maximumPositions() - loaded.adapter().places();
    }

    /** The model itself, for those who stand before its gate. */
    LanguageModel model() {
        return loaded.model();
    }

    /**
     * Has the model for work that somebody waits for.
     *
     * @throws AttuneException {@code abandoned} when nobody waits any more
     */
    <T> T use(Interest interest, Function<LanguageModel, T> work) {
        GenerationGate gate = loaded.gate();
        gate.enterToChat(interest);
        try {
            interest.check();
            return work.apply(loaded.model());
        } finally {
            gate.leave();
        }
    }

    /**
     * Token ids of the conversation, up to where the answer begins.
     *
     * @throws AttuneException {@code prompt-not-renderable} when the chat template refuses it, {@code
     *     prompt-not-encoded} when we fail at it
     */
    public int[] promptTokens(List<Message> conversation) {
        try {
            return loaded.model()
                    .promptTokens(conversation.stream()
                            .map(message -> new dev.attune.lm.text.Message(message.role(), message.content()))
                            .toList());
        } catch (RuntimeException e) {
            throw promptFault(e);
        }
    }

    /** Only what the chat template says of the conversation is the caller's; everything else is a defect of ours. */
    static AttuneException promptFault(RuntimeException failure) {
        return switch (failure) {
            case CheckpointException refusal -> Faults.notRenderable(refusal);
            case AttuneException known -> known;
            default -> Faults.notEncoded(failure);
        };
    }

    /**
     * Answers for people who wait: {@code listener} hears of each token, and ends the generation by throwing.
     *
     * @throws AttuneException {@code abandoned} as soon as nobody waits any more
     */
    public Generation chat(
            GenerationRequest request, SamplingSettings settings, TokenListener listener, Interest interest) {
        GenerationGate gate = loaded.gate();
        gate.enterToChat(interest);
        try {
            interest.check();
            return new Generator(loaded.model(), loaded.adapter())
                    .generate(List.of(request), settings, (index, token) -> {
                        interest.check();
                        listener.onToken(index, token);
                    })
                    .getFirst();
        } finally {
            gate.leave();
        }
    }

    /** Answers that nobody waits for: between two tokens those who chat may go first. */
    public List<Generation> candidates(List<GenerationRequest> requests, SamplingSettings settings, int rows) {
        GenerationGate gate = loaded.gate();
        gate.enterForCandidates();
        try {
            return new Generator(loaded.model(), loaded.adapter(), rows)
                    .generate(requests, settings, (request, token) -> gate.yieldToChat());
        } finally {
            gate.leave();
        }
    }

    @Override
    public void close() {
        if (open.getAndSet(false)) {
            release.run();
        }
    }
}
