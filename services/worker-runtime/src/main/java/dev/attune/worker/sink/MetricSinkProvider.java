package dev.attune.worker.sink;

import java.nio.file.Path;
import java.util.Map;

/** A kind of sink, found by the service loader, so that rooms that do not use it need not carry its libraries. */
public interface MetricSinkProvider {

    /** The name in {@code ATTUNE_METRICS}. */
    String name();

    /**
     * A sink of one run.
     *
     * @param root the run's folder
     * @param environment with the settings of the sink
     * @throws dev.attune.contracts.error.AttuneException where a setting is missing, by name
     */
    MetricSink open(Path root, Map<String, String> environment);
}
