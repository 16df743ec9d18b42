package dev.attune.policy.direct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.lm.model.LanguageModel;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.reward.score.AnswerEncoder;

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

    /** The pairs whose prompt fits with either answer, in their order. */
    List<EncodedPair> encodeAll(List<PreferencePair> pairs) {
        AnswerEncoder encoder = encoder();
        List<EncodedPair> fitting = new ArrayList<>(pairs.size());
        for (PreferencePair pair : pairs) {
            EncodedPair encoded = new EncodedPair(
                    prompts.computeIfAbsent(pair.prompt(), encoder::prompt),
                    encoder.answer(pair.prompt(), pair.chosen()),
                    encoder.answer(pair.prompt(), pair.rejected()),
                    pair.weight());
            if (encoded.prompt().length > 0 && encoded.longest() <= maxTokens) {
                fitting.add(encoded);
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
