package dev.attune.policy.option;

import java.io.PrintWriter;
import java.util.Locale;

import dev.attune.policy.supervised.TuningStep;

/** Tells a person about a run: the first step, the last, and a line every ten seconds between them. */
public final class ProgressLines implements TuningStep.Sink {

    private static final double EVERY_SECONDS = 10;

    private final PrintWriter out;
    private final String what;
    private final long start = System.nanoTime();
    private int firstStep;
    private double told = Double.NEGATIVE_INFINITY;

    public ProgressLines(PrintWriter out, String what) {
        this.out = out;
        this.what = what;
    }

    @Override
    public void accept(TuningStep step) {
        double now = (System.nanoTime() - start) / 1e9;
        if (firstStep == 0) {
            firstStep = step.step();
        }
        if (now - told < EVERY_SECONDS && step.step() < step.steps() && step.validationLoss() == null) {
            return;
        }
        told = now;
        double perStep = now / (step.step() - firstStep + 1);
        out.printf(
                Locale.ROOT,
                "%s: step %d of %d, loss %.4f%s, %.0f tokens/s, %.0f s left%n",
                what,
                step.step(),
                step.steps(),
                step.loss(),
                step.validationLoss() == null
                        ? ""
                        : String.format(Locale.ROOT, ", validation loss %.4f", step.validationLoss()),
                step.tokensPerSecond(),
                perStep * (step.steps() - step.step()));
        out.flush();
    }
}
