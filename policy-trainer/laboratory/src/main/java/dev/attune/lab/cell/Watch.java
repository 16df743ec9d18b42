package dev.attune.lab.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.attune.lab.measure.Metrics;
import dev.attune.lab.measure.Predictions;
import dev.attune.lab.study.CellResult.Point;
import dev.attune.lab.task.TaskData;
import dev.attune.lm.adapt.Tunable;
import dev.attune.policy.supervised.TuningStep;

/**
 * Looks at a training after each quarter of its steps. What looking takes is no time of training.
 */
final class Watch implements TuningStep.Sink {

    private static final int TIMES = 4;

    private final Function<Tunable.Tuning, Reader> reader;
    private final TaskData data;
    private final boolean watches;
    private final List<Point> points = new ArrayList<>();
    private Tunable.@Nullable Tuning tuning;
    private long began;
    private long ended;
    private long paused;

    /** @param watches whether quality on the dev examples is measured on the way */
    Watch(Function<Tunable.Tuning, Reader> reader, TaskData data, boolean watches) {
        this.reader = reader;
        this.data = data;
        this.watches = watches;
    }

    void prepared(Tunable.Tuning prepared) {
        tuning = prepared;
        began = System.nanoTime();
    }

    @Override
    public void accept(TuningStep step) {
        ended = System.nanoTime();
        if (watches && tuning != null && isDue(step)) {
            Predictions said = reader.apply(tuning).read(data.dev());
            points.add(new Point(step.step(), seconds(), Metrics.accuracy(said), step.loss()));
            paused += System.nanoTime() - ended;
        }
    }

    /** After the step that completes a quarter. */
    private static boolean isDue(TuningStep step) {
        long quarters = (long) step.step() * TIMES / step.steps();
        long before = (long) (step.step() - 1) * TIMES / step.steps();
        return quarters > before;
    }

    /** Seconds of training alone, so far. */
    double seconds() {
        return (ended - began - paused) / 1e9;
    }

    List<Point> points() {
        return points;
    }
}
