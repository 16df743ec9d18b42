package dev.attune.lab.token;

import java.util.List;
import java.util.stream.IntStream;

import dev.attune.lab.classify.Classifier;
import dev.attune.lab.classify.ClassifySettings;
import dev.attune.lab.measure.Bootstrap;
import dev.attune.lab.measure.Measured;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.TaskData;

/**
 * What a soft prompt and the tokens nearest to it, put into its place, are worth on the same examples.
 *
 * @param without the prompt
 * @param angleLessSoft the tokens' accuracy less the prompt's, with the interval of the pairs
 */
public record ReadingMeasure(
        int examples,
        Measured without,
        Measured soft,
        Measured angle,
        Measured distance,
        Measured softLessWithout,
        Measured angleLessSoft,
        Measured distanceLessSoft) {

    /** Measures on the first {@code limit} tests. */
    public static ReadingMeasure of(MeasuredModel model, SoftReading reading, TaskData data, int limit, long seed) {
        List<Example> tests = data.test().subList(0, Math.min(limit, data.test().size()));
        Bootstrap bootstrap = Bootstrap.ofSeed(seed);
        double[] without = right(reading.without(), data, tests);
        double[] soft = right(model, data, tests);
        double[] angle = right(reading.projected("by angle", reading.byAngle()), data, tests);
        double[] distance = right(reading.projected("by distance", reading.byDistance()), data, tests);
        return new ReadingMeasure(
                tests.size(),
                bootstrap.mean(without),
                bootstrap.mean(soft),
                bootstrap.mean(angle),
                bootstrap.mean(distance),
                bootstrap.difference(without, soft),
                bootstrap.difference(soft, angle),
                bootstrap.difference(soft, distance));
    }

    private static double[] right(MeasuredModel model, TaskData data, List<Example> tests) {
        boolean[] right = new Classifier(model, data, ClassifySettings.zeroShot())
                .classify(tests)
                .said()
                .right();
        return IntStream.range(0, right.length)
                .mapToDouble(i -> right[i] ? 1 : 0)
                .toArray();
    }

    /** Whether both readings are clearly worse than the prompt. */
    public boolean collapses() {
        return angleLessSoft.high() < 0 && distanceLessSoft.high() < 0;
    }

    /** In a sentence. */
    public String told() {
        if (softLessWithout.low() <= 0) {
            return "The prompt itself is not clearly better than none here: its tokens say nothing about it.";
        }
        return collapses()
                ? "The tokens are not the prompt: read as tokens it is clearly worse."
                : "These examples do not tell the tokens from the prompt.";
    }
}
