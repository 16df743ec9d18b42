package dev.attune.reward.evaluation;

import dev.attune.preference.pair.PreferencePair;

/** A pair with the reward model's raw (not normalised) scores, and the margin that the loss asks of them. */
public record ScoredPair(PreferencePair pair, double chosen, double rejected, double margin) {}
