package dev.attune.lm.optim;

/**
 * The learning rate over time: it rises in a line from 0 during the warm-up, then follows a shape.
 *
 * @param shape after the warm-up
 * @param peak highest rate
 * @param warmUpSteps steps of the rise
 * @param totalSteps steps of the whole run
 */
public record Schedule(Shape shape, double peak, long warmUpSteps, long totalSteps) {
    /** What happens after the warm-up. */
    public enum Shape {
        /** Stays at the peak. */
        CONSTANT,
        /** Falls in a line to 0 at the end. */
        LINEAR,
        /** Falls in half a cosine to 0 at the end (arXiv:1608.03983). */
        COSINE
    }

    public Schedule {
        if (peak < 0 || warmUpSteps < 0 || totalSteps < 1 || warmUpSteps > totalSteps) {
            throw new IllegalArgumentException(
                    "A schedule needs a rate of at least 0, at least one step, and a warm-up within its steps.");
        }
    }

    public static Schedule constant(double rate) {
        return new Schedule(Shape.CONSTANT, rate, 0, 1);
    }

    public static Schedule linear(double peak, long warmUpSteps, long totalSteps) {
        return new Schedule(Shape.LINEAR, peak, warmUpSteps, totalSteps);
    }

    public static Schedule cosine(double peak, long warmUpSteps, long totalSteps) {
        return new Schedule(Shape.COSINE, peak, warmUpSteps, totalSteps);
    }

    /** The rate for step {@code step}, counted from 0. */
    public double rate(long step) {
        if (step < warmUpSteps) {
            return peak * (step + 1) / warmUpSteps;
        }
        double done =
                totalSteps == warmUpSteps ? 1 : Math.min(1, (double) (step - warmUpSteps) / (totalSteps - warmUpSteps));
        return switch (shape) {
            case CONSTANT -> peak;
            case LINEAR -> peak * (1 - done);
            case COSINE -> peak * 0.5 * (1 + Math.cos(Math.PI * done));
        };
    }
}
