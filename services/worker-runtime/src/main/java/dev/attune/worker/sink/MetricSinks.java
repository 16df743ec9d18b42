package dev.attune.worker.sink;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** The sinks that {@code ATTUNE_METRICS} names, with commas between, such as {@code tensorboard,mlflow}. */
public final class MetricSinks {

    public static final String SETTING = "ATTUNE_METRICS";

    private MetricSinks() {}

    /**
     * Opens the named sinks of the run in {@code root}.
     *
     * @throws AttuneException {@code unknown-sink}, or what a sink says of its own settings
     */
    public static List<MetricSink> open(Path root, Map<String, String> environment) {
        List<MetricSink> sinks = new ArrayList<>();
        for (String name : environment.getOrDefault(SETTING, "").split(",", -1)) {
            if (!name.isBlank()) {
                sinks.add(provider(name.strip()).open(root, environment));
            }
        }
        return sinks;
    }

    private static MetricSinkProvider provider(String name) {
        Map<String, MetricSinkProvider> known = new LinkedHashMap<>();
        known.put("tensorboard", new TensorBoardSink.Provider());
        ServiceLoader.load(MetricSinkProvider.class).forEach(provider -> known.put(provider.name(), provider));
        MetricSinkProvider provider = known.get(name);
        if (provider == null) {
            throw ErrorCategory.CALLER.error(
                    "unknown-sink",
                    "Setting " + SETTING + " names " + name + ", but there are only "
                            + String.join(", ", known.keySet()) + "; correct it.");
        }
        return provider;
    }
}
