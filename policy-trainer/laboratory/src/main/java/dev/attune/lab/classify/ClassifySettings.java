package dev.attune.lab.classify;

import dev.attune.contracts.error.ErrorCategory;

/**
 * How texts are classified.
 *
 * @param shots examples in each prompt, in all
 * @param shortlist labels that are scored for each text: those of the training texts nearest to it; 0 for all
 * @param seed of the choice of examples, and of the intervals
 */
public record ClassifySettings(
        int shots, ShotChoice choice, Score score, Calibration calibration, int shortlist, long seed) {

    public ClassifySettings {
        if (shots < 0 || shortlist < 0 || shortlist == 1) {
            throw ErrorCategory.CALLER.error(
                    "classify-settings",
                    "There cannot be " + shots + " examples in a prompt and " + shortlist
                            + " labels to choose from; give --shots of 0 or more and --shortlist of 0, or 2 or more.");
        }
    }

    public static ClassifySettings zeroShot() {
        return new ClassifySettings(0, ShotChoice.BALANCED, Score.SUM, Calibration.NONE, 0, 0);
    }

    /** Whether training examples are looked at. */
    public boolean learns() {
        return shots > 0 || shortlist > 0 || calibration == Calibration.BATCH;
    }

    boolean needsNeighbours() {
        return shortlist > 0 || shots > 0 && choice.dependsOnText();
    }

    /** Whether what is looked at makes sense only with training examples of every label. */
    boolean needsEveryLabel() {
        return learns() && choice != ShotChoice.FIRST || shortlist > 0;
    }
}
