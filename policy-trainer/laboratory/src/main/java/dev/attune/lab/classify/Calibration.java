package dev.attune.lab.classify;

import dev.attune.contracts.json.Choice;

/** What is taken off the labels' log-probabilities, because the model would say it whatever it reads. */
public enum Calibration implements Choice {
    NONE,
    /** Zhao et al. 2021: the mean over texts without content ("N/A", "[MASK]", nothing). */
    CONTEXTUAL,
    /** Zhou et al. 2023: the mean over training texts, whose labels are not looked at. */
    BATCH
}
