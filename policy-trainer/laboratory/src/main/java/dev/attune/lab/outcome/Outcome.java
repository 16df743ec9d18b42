package dev.attune.lab.outcome;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.lab.measure.Measured;
import dev.attune.lab.study.Method;

/**
 * What one method came to on one task; figures with an interval are pooled over tests and seeds, others are means over seeds.
 *
 * @param seeds that are done
 * @param setting that was chosen, for people
 * @param tries of the sweep, from low to high
 * @param widened whether the sweep went on beyond an edge
 * @param atEdge whether the best is the outermost even so
 * @param againstZeroShot accuracy less zero-shot's on the same tests, where that was measured
 * @param againstBest accuracy less that of the task's best method on the same tests; nothing for the best itself
 * @param price what it costs
 * @param shifted accuracy on the shifted domain
 * @param forgetting rise of the loss on general text over the untouched model's, nats a token
 * @param curve accuracy with other numbers of training examples and this one
 */
public record Outcome(
        String task,
        Method method,
        int seeds,
        String setting,
        List<Try> tries,
        boolean widened,
        boolean atEdge,
        Measured accuracy,
        Measured macroF1,
        Measured ece,
        @Nullable Measured againstZeroShot,
        @Nullable Measured againstBest,
        Price price,
        @Nullable Measured shifted,
        @Nullable Double forgetting,
        List<Sample> curve) {

    public Outcome {
        tries = List.copyOf(tries);
        curve = List.copyOf(curve);
    }

    /**
     * A setting of a sweep.
     *
     * @param accuracy on the examples to choose with; nothing where training diverged or is not done
     */
    public record Try(String setting, @Nullable Double accuracy) {}

    /** Accuracy with a number of training examples. */
    public record Sample(int examples, Measured accuracy) {}

    /**
     * What a method costs.
     *
     * @param parameters that train
     * @param share of all parameters
     * @param artifactBytes beside the model
     * @param virtualTokens before each text
     * @param trainSeconds of the steps alone, without the sweep
     * @param secondsToQuality until halfway from zero-shot to the task's best; nothing where a seed never came there
     * @param peakMemoryMb of the process, the model included
     * @param secondsPerItem of reading a test
     */
    public record Price(
            long parameters,
            double share,
            long artifactBytes,
            int virtualTokens,
            double trainSeconds,
            @Nullable Double secondsToQuality,
            double peakMemoryMb,
            double secondsPerItem) {}
}
