package dev.attune.reward.train;

import dev.attune.contracts.settings.reward.RewardModelConfig;

/**
 * What a resumed run needs beside weights and optimiser: all randomness follows from the configuration's seed and the step,
 * and so do the learning rate and the place in the data.
 *
 * @param baseSha256 hash of the base model
 * @param dataSha256 hash of the training comparisons as tokens: resuming on others would be another run
 */
public record RewardRunState(RewardModelConfig configuration, String baseSha256, String dataSha256) {}
