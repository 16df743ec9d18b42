package dev.attune.policy.direct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.Labels;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.ground.Conversations;
import dev.attune.preference.pair.LabelledAnswer;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.reward.score.AnswerEncoder;
import dev.attune.text.Omissions;

/**
 * Pairs as tokens: the prompt by the chat template up to where an answer begins, each answer's own tokens and the token that
 * ends an answer. The same as what generation makes and what a reward model reads.
 */
final class PreferenceEncoder {

    private final LanguageModel model;
    private final int maxTokens;
    private final Map<List<Message>, int[]> prompts = new HashMap<>();

    PreferenceEncoder(LanguageModel model, int maxTokens) {
        this.model = model;
        this.maxTokens = Math.min(maxTokens, model.config().maximumPositions());
    }

    /**
     * The pairs that the template takes and whose prompt fits with either answer, in their order.
     *
     * @param labels whether pairs are as sure as they are known to be, or certain
     * @param omissions hears of the others
     */
    List<EncodedPair> encodeAll(List<PreferencePair> pairs, Labels labels, Omissions omissions) {
        AnswerEncoder encoder = encoder();
        List<EncodedPair> fitting = new ArrayList<>(pairs.size());
        for (PreferencePair pair : pairs) {
            try {
                EncodedPair encoded = new EncodedPair(
                        prompts.computeIfAbsent(pair.prompt(), encoder::prompt),
                        encoder.answer(pair.prompt(), pair.chosen()),
                        encoder.answer(pair.prompt(), pair.rejected()),
                        pair.weight(),
                        labels == Labels.SOFT ? pair.probability() : 1);
                if (encoded.prompt().length > 0 && encoded.longest() <= maxTokens) {
                    fitting.add(encoded);
                } else {
                    omissions.leaveOut(
                            pair.place(),
                            "prompt and longer answer have " + encoded.longest() + " tokens, at most " + maxTokens
                                    + " fit");
                }
            } catch (CheckpointException e) {
                omissions.leaveOut(pair.place(), Conversations.refusal(e));
            }
        }
        return fitting;
    }

    /** As {@link #encodeAll}, for answers that are judged by themselves. */
    List<EncodedPair> encodeAnswers(List<LabelledAnswer> answers, Omissions omissions) {
        if (answers.isEmpty()) {
            return List.of();
        }
        AnswerEncoder encoder = encoder();
        List<EncodedPair> fitting = new ArrayList<>(answers.size());
        for (LabelledAnswer answer : answers) {
            try {
                int[] prompt = prompts.computeIfAbsent(answer.prompt(), encoder::prompt);
                EncodedPair encoded =
                        EncodedPair.alone(prompt, encoder.answer(answer.prompt(), answer.text()), answer.good());
                if (prompt.length > 0 && encoded.longest() <= maxTokens) {
                    fitting.add(encoded);
                } else {
                    omissions.leaveOut(
                            answer.place(),
                            "prompt and answer have " + encoded.longest() + " tokens, at most " + maxTokens + " fit");
                }
            } catch (CheckpointException e) {
                omissions.leaveOut(answer.place(), Conversations.refusal(e));
            }
        }
        return fitting;
    }

    private AnswerEncoder encoder() {
        if (model.config().specialTokens().ends().isEmpty()) {
            throw new AttuneException(
                    "no-end-token",
                    ErrorCategory.CALLER,
                    "The model's config.json names no eos_token_id, so its answers cannot end; add it.");
        }
        return new AnswerEncoder(model);
    }
}
