package dev.attune.judgement.canary;

/**
 * Some people of each arm, set against each other.
 *
 * @param canary mean of the scores of those whom the canary answered, between 0 and 1
 * @param production mean of the others
 */
public record Block(double canary, double production) {

    /** The same with the arms exchanged. */
    Block turned() {
        return new Block(/* canary= */ production, /* production= */ canary);
    }
}
