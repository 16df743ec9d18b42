package dev.attune.reward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.job.RewardModelConfig;
import dev.attune.contracts.preference.PreferencePair;
import dev.attune.lm.LanguageModel;
import dev.attune.reward.score.AnswerEncoder;

/** Pairs as tokens; those that are longer than the configuration or the model allows are left out. */
final class PairEncoder {

    private final AnswerEncoder encoder;
    private final RewardModelConfig config;
    private final int maximumTokens;
    private final Map<List<Message>, int[]> prompts = new HashMap<>();

    PairEncoder(LanguageModel model, RewardModelConfig config) {
        this.encoder = new AnswerEncoder(model);
        this.config = config;
        this.maximumTokens = Math.min(config.maxTokens(), model.config().maximumPositions());
    }

    /** The pairs that fit, in their order. */
    List<EncodedPair> encode(List<PreferencePair> pairs) {
        List<EncodedPair> fitting = new ArrayList<>(pairs.size());
        for (PreferencePair pair : pairs) {
            EncodedPair encoded = encode(pair);
            if (encoded.length() <= maximumTokens) {
                fitting.add(encoded);
            }
        }
        return fitting;
    }

    private EncodedPair encode(PreferencePair pair) {
        int[] prompt = prompts.computeIfAbsent(pair.prompt(), encoder::prompt);
        double margin = BradleyTerry.margin(config.marginScale(), pair.strength()) + pair.margin();
        return new EncodedPair(
                pair, encoder.join(prompt, pair.chosen()), encoder.join(prompt, pair.rejected()), margin);
    }
}
