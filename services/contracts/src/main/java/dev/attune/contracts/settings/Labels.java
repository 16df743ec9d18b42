package dev.attune.contracts.settings;

import dev.attune.contracts.json.Choice;

/** What is learned from a comparison of which it is known how sure it is. */
public enum Labels implements Choice {
    /** As sure as it is: the loss is that of either order, weighted by the probability that people prefer it. */
    SOFT,
    /** As if it were certain. */
    HARD
}
