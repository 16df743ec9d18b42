package dev.attune.worker.mlflow;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.mlflow.tracking.MlflowClient;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.worker.sink.MetricSink;
import dev.attune.worker.sink.MetricSinkProvider;

/**
 * {@code mlflow} in {@code ATTUNE_METRICS}: needs {@code MLFLOW_TRACKING_URI}; {@code MLFLOW_EXPERIMENT_NAME} is made if it is
 * not there. Credentials are read by MLflow's client from its own variables.
 */
public final class MlflowSinkProvider implements MetricSinkProvider {

    private static final String SERVER = "MLFLOW_TRACKING_URI";
    private static final String EXPERIMENT = "MLFLOW_EXPERIMENT_NAME";

    @Override
    public String name() {
        return "mlflow";
    }

    @Override
    public MetricSink open(Path root, Map<String, String> environment) {
        String server = environment.getOrDefault(SERVER, "");
        if (server.isBlank()) {
            throw ErrorCategory.CALLER.error(
                    "setting-missing",
                    "ATTUNE_METRICS names mlflow, but the environment variable " + SERVER + " is not set.");
        }
        Optional<String> experiment =
                Optional.ofNullable(environment.get(EXPERIMENT)).filter(name -> !name.isBlank());
        return new MlflowSink(root, new MlflowClient(server), experiment);
    }
}
