package dev.attune.contracts.settings.bestof;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;

/**
 * Rejection-sampling fine-tuning (RAFT, Dong et al. 2023, arXiv:2304.06767): the best of n answers to each prompt become
 * demonstrations.
 *
 * @param sampling of the answers
 * @param keepShare share of the prompts, those with the highest rewards first, whose best answers are learned
 * @param tuning of the model on them
 */
public record RejectionConfig(BestOfConfig sampling, double keepShare, SupervisedTuningConfig tuning) {

    private static final double ALL = 1;

    public RejectionConfig {
        Require.present(sampling, "sampling");
        Require.present(tuning, "tuning");
        Require.that(keepShare > 0 && keepShare <= 1, "keepShare must lie in (0, 1] but is " + keepShare);
        Require.that(
                sampling.n() > 1,
                "sampling.n must be at least 2 but is " + sampling.n() + ": nothing is rejected otherwise");
        Require.that(
                sampling.computeType() == tuning.training().computeType(),
                "sampling.computeType is " + sampling.computeType().text() + " but tuning.computeType is "
                        + tuning.training().computeType().text() + ": one model does both, set them alike");
    }

    public static RejectionConfig defaults() {
        return new RejectionConfig(BestOfConfig.defaults(), ALL, SupervisedTuningConfig.defaults());
    }
}
