package dev.attune.lab.token;

import dev.attune.contracts.json.Choice;

/** How one token after another is replaced. */
public enum TokenMethod implements Choice {
    /** Greedy coordinate gradient (Zou et al. 2023): replacements drawn from the most promising tokens of all places. */
    GCG,
    /** AutoPrompt (Shin et al. 2020): the most promising tokens of one place after the other. */
    AUTOPROMPT
}
