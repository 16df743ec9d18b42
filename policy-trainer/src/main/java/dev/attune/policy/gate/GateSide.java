package dev.attune.policy.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDManager;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.generate.FinishReason;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.loss.ChunkedLogProbabilities;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.torch.Autograd;
import dev.attune.policy.data.LengthBatches;
import dev.attune.policy.ground.Conversations;
import dev.attune.policy.rollout.PromptSet;
import dev.attune.reward.score.AnswerEncoder;

/**
 * One of the two that are compared.
 *
 * @param between is run between parts of the work, and may throw to end it
 */
public record GateSide(LanguageModel model, Adapter adapter, Runnable between) {

    /** Answers that are made between two looks at whether to go on. */
    private static final int PART = 64;

    /** Tokens that are read at once. */
    private static final int PASS_TOKENS = 4096;

    /** An answer as it is read: its tokens after those of the prompt. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Read(int place, int[] prompt, int[] answer) {
        int length() {
            return prompt.length + answer.length;
        }
    }

    /** Whether the template takes a prompt and there is room for an answer. */
    boolean takes(List<Message> prompt) {
        try {
            int tokens = model.promptTokens(Conversations.forModel(prompt)).length;
            return tokens > 0 && tokens <= PromptSet.longestFor(model, List.of(adapter));
        } catch (CheckpointException e) {
            return false;
        }
    }

    /**
     * One answer to each prompt, in order.
     *
     * @param seeds one for each prompt
     * @param temperature 0 for the likeliest tokens
     */
    List<GateAnswer> answer(List<List<Message>> prompts, long[] seeds, double temperature, int maxNewTokens) {
        SamplingSettings sampling = temperature == 0
                ? SamplingSettings.greedy(maxNewTokens)
                : SamplingSettings.sampling(temperature, maxNewTokens);
        Generator generator = new Generator(model, adapter);
        List<GateAnswer> answers = new ArrayList<>();
        for (int from = 0; from < prompts.size(); from += PART) {
            between.run();
            List<GenerationRequest> requests = IntStream.range(from, Math.min(prompts.size(), from + PART))
                    .mapToObj(i ->
                            new GenerationRequest(model.promptTokens(Conversations.forModel(prompts.get(i))), seeds[i]))
                    .toList();
            for (Generation answer : generator.generate(requests, sampling)) {
                answers.add(new GateAnswer(answer.text(model.tokenizer()), answer.finish() != FinishReason.END));
            }
        }
        return answers;
    }

    /**
     * The loss of answers in nats a token: the mean of {@code -log p} over an answer's tokens, with the one that ends it; NaN where an answer
     * does not fit behind its prompt.
     */
    double[] loss(List<List<Message>> prompts, List<String> answers) {
        if (model.config().specialTokens().ends().isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "no-end-token",
                    "The model's config.json names no eos_token_id, so its answers cannot end; add it.");
        }
        AnswerEncoder encoder = new AnswerEncoder(model);
        int most = model.config().maximumPositions() - adapter.places();
        double[] losses = new double[answers.size()];
        List<Read> fitting = new ArrayList<>();
        for (int i = 0; i < losses.length; i++) {
            losses[i] = Double.NaN;
            Read read = new Read(i, encoder.prompt(prompts.get(i)), encoder.answer(prompts.get(i), answers.get(i)));
            if (read.prompt().length > 0 && read.length() <= most) {
                fitting.add(read);
            }
        }
        for (List<Read> part : LengthBatches.parts(fitting, Read::length, PASS_TOKENS)) {
            between.run();
            read(part, losses);
        }
        return losses;
    }

    private void read(List<Read> part, double[] losses) {
        try (NDManager step = model.newStep();
                Autograd.Scope off = Autograd.off()) {
            AnswerBatch batch = AnswerBatch.of(
                    step,
                    part.stream().map(Read::prompt).toList(),
                    part.stream().map(Read::answer).toList());
            float[] logs = ChunkedLogProbabilities.of(
                            model.transformer().with(adapter),
                            batch.predictingStates(model.transformer().hiddenStates(batch.batch(), adapter)),
                            batch.targets())
                    .values()
                    .toFloatArray();
            int at = 0;
            for (Read read : part) {
                double sum = 0;
                for (int t = 0; t < read.answer().length; t++, at++) {
                    sum -= logs[at];
                }
                losses[read.place()] = sum / read.answer().length;
            }
        }
    }
}
