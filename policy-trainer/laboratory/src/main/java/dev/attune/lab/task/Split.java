package dev.attune.lab.task;

/**
 * How examples are dealt: each part a share below 1, or a number of examples. What is left over belongs to training.
 *
 * @param seed of the order in which they are dealt
 */
public record Split(long seed, double dev, double test) {

    public Split {
        if (dev < 0 || test < 0 || Double.isNaN(dev + test)) {
            throw TaskErrors.invalid(
                    "The parts of a split are shares or numbers of examples, not " + dev + " and " + test + ".");
        }
        if ((dev < 1 ? dev : 0) + (test < 1 ? test : 0) >= 1) {
            throw TaskErrors.invalid("The shares dev " + dev + " and test " + test + " leave nothing to train on.");
        }
    }

    static int count(double part, int all) {
        return part < 1 ? (int) Math.round(part * all) : (int) part;
    }
}
