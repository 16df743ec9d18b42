package dev.attune.contracts.task;

import dev.attune.contracts.json.Choice;

/** What is taken off the labels' probabilities before they are compared. */
public enum TaskCalibration implements Choice {
    /** Nothing. */
    NONE,
    /** What the model says to inputs without content (Zhao et al. 2021): {@code N/A}, {@code [MASK]} and nothing. */
    CONTEXTUAL,
    /** What the model says to training texts on average (Zhou et al. 2023): the priors that {@link TaskLearned} keeps. */
    BATCH
}
