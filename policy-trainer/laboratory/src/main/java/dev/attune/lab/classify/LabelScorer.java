package dev.attune.lab.classify;

import java.util.List;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lm.classify.Prompt;
import dev.attune.lm.classify.TrieScorer;

/** Log-likelihoods of words after prompts, by {@link TrieScorer}; what is too long is refused first. */
final class LabelScorer {

    private final MeasuredModel model;
    private final TrieScorer scorer;

    LabelScorer(MeasuredModel model) {
        this.model = model;
        this.scorer = new TrieScorer(model.model(), model.adapter());
    }

    /**
     * As {@link TrieScorer#score}.
     *
     * @throws AttuneException {@code prompt-too-long} before any work
     */
    double[][] score(List<Prompt> prompts) {
        prompts.forEach(this::requireFits);
        return scorer.score(prompts);
    }

    private void requireFits(Prompt prompt) {
        if (prompt.length() > scorer.most()) {
            throw ErrorCategory.CALLER.error(
                    "prompt-too-long",
                    "The prompt for " + prompt.place() + " has " + prompt.length()
                            + " tokens with its labels, and the model" + " takes "
                            + model.model().config().maximumPositions()
                            + "; give fewer examples, a shorter template or fewer labels.");
        }
    }
}
