package dev.attune.contracts.settings.supervised;

import dev.attune.contracts.error.Require;

/**
 * The loss on demonstrations that are not trained on, and early stopping by it.
 *
 * @param heldOutShare share of the prompts that is kept for it where no other set is given
 * @param everySteps steps between two validation losses; 0: at the end of each epoch
 * @param patience validation losses in a row that may be no lower than the lowest before the run stops; its result is then
 *     what had the lowest. 0: the run goes to its end, and its last weights are the result
 */
public record SupervisedValidation(double heldOutShare, int everySteps, int patience) {
    public SupervisedValidation {
        Require.that(
                heldOutShare >= 0 && heldOutShare < 1,
                "validation.heldOutShare must lie in [0, 1) but is " + heldOutShare);
        Require.that(everySteps >= 0, "validation.everySteps must not be negative but is " + everySteps);
        Require.that(patience >= 0, "validation.patience must not be negative but is " + patience);
    }

    public static SupervisedValidation defaults() {
        return new SupervisedValidation(0, 0, 0);
    }
}
