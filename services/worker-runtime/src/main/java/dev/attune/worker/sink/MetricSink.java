package dev.attune.worker.sink;

import java.util.Map;

/** Where a run's metrics go beside its {@code progress.jsonl}. A sink that cannot be written warns and never ends a run. */
public interface MetricSink {

    /** A step's metrics. */
    void report(int step, Map<String, Double> metrics);

    /** A resumed run makes the steps after {@code step} again. */
    void forgetAfter(int step);

    /** The run is done. */
    void finish();
}
