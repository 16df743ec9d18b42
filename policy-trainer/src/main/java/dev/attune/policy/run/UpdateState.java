package dev.attune.policy.run;

import java.util.Map;

/** What a state says beside weights and optimiser: a record of each recipe, which adds what only that recipe needs. */
public interface UpdateState {

    /** Updates done. */
    int update();

    /** The settings of the run: resuming with others would be another run. */
    Object configuration();

    /** Hash of the run's prompts, and of whatever else it learns from. */
    String promptsSha256();

    /** Of the last update done, empty before the first. */
    Map<String, Double> metrics();
}
