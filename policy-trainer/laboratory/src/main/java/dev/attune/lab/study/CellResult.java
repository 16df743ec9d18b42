package dev.attune.lab.study;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a cell came to.
 *
 * @param created when, in ISO 8601
 * @param failure why it came to nothing (a loss that is not finite), else nothing
 * @param dev on the examples to choose with
 * @param test on those to be told, of a cell that is for that
 * @param shifted on those of another domain, if there are any
 * @param generalLoss nats a token of general text, if there is some
 */
public record CellResult(
        Cell cell,
        String created,
        @Nullable String failure,
        @Nullable Scores dev,
        @Nullable Scores test,
        @Nullable Scores shifted,
        @Nullable Double generalLoss,
        Training training,
        Cost cost) {

    /**
     * What training was.
     *
     * @param seconds of the steps alone: no loading, no measuring
     * @param tokens of the prompts and answers that were learned from, each as often as it was seen
     * @param seen examples, each as often as it was seen
     * @param loss mean of the last pass
     * @param parameters that were trained
     * @param artifactBytes of the weights that stand for the method beside the model
     * @param virtualTokens that it puts before each text
     * @param curve quality on the examples to choose with, at the same places for all methods
     */
    public record Training(
            int steps,
            double seconds,
            long tokens,
            int seen,
            @Nullable Double loss,
            long parameters,
            long artifactBytes,
            int virtualTokens,
            List<Point> curve) {

        public static final Training NONE = new Training(0, 0, 0, 0, null, 0, 0, 0, List.of());

        public Training {
            curve = List.copyOf(curve);
        }
    }

    /** Quality after {@code seconds} of training. */
    public record Point(int step, double seconds, double accuracy, double loss) {}

    /**
     * What the whole cell took.
     *
     * @param seconds from the process' start to the end of measuring
     * @param cpuSeconds of all threads
     * @param peakMemoryMb the most that the process held, the model included, until training had ended; without training until
     *     the end
     * @param secondsPerItem of reading one test
     * @param totalParameters of the model and what was trained beside it
     */
    public record Cost(
            double seconds, double cpuSeconds, long peakMemoryMb, double secondsPerItem, long totalParameters) {}
}
