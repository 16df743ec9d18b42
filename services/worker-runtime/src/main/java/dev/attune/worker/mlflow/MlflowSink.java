package dev.attune.worker.mlflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.worker.sink.MetricSink;

/**
 * A run's metrics on an MLflow server. The server's run is named in {@code mlflow-run} of the run's folder, so that a resumed
 * run goes on in it; steps made again are logged again, with the same values.
 */
final class MlflowSink implements MetricSink {

    private static final Logger LOG = LoggerFactory.getLogger(MlflowSink.class);
    private static final String DEFAULT_EXPERIMENT = "0";
    private static final int PATIENCE = 3;

    private final Path root;
    private final Path name;
    private final MlflowClient client;
    private final Optional<String> experiment;
    private @Nullable String run;
    private int failures;

    /** @param experiment by name; empty: the server's default one */
    MlflowSink(Path root, MlflowClient client, Optional<String> experiment) {
        this.root = root;
        this.name = root.resolve("mlflow-run");
        this.client = client;
        this.experiment = experiment;
    }

    @Override
    public void report(int step, Map<String, Double> metrics) {
        long now = System.currentTimeMillis();
        List<Metric> values = new TreeMap<>(metrics)
                .entrySet().stream()
                        .map(metric -> Metric.newBuilder()
                                .setKey(metric.getKey())
                                .setValue(metric.getValue())
                                .setTimestamp(now)
                                .setStep(step)
                                .build())
                        .toList();
        patiently("Step " + step, () -> client.logBatch(run(), values, List.of(), List.of()));
    }

    @Override
    public void forgetAfter(int step) {
        // The server keeps what it has; a step that is made again is logged again.
    }

    @Override
    public void finish() {
        if (Files.exists(name)) {
            patiently("The run's end", () -> client.setTerminated(run()));
        }
        client.close();
    }

    private void patiently(String what, Call call) {
        if (failures >= PATIENCE) {
            return;
        }
        try {
            call.make();
            failures = 0;
        } catch (IOException | MlflowClientException e) {
            failures++;
            LOG.warn(
                    "{} cannot be logged to MLflow{}: {}",
                    what,
                    failures == PATIENCE ? ", which is left out from now on" : "",
                    e.getMessage());
        }
    }

    private String run() throws IOException {
        String known = run;
        if (known == null) {
            known = Files.exists(name) ? Files.readString(name).strip() : create();
            run = known;
        }
        return known;
    }

    private String create() throws IOException {
        String id = experiment.map(this::experimentId).orElse(DEFAULT_EXPERIMENT);
        String created = client.createRun(CreateRun.newBuilder()
                        .setExperimentId(id)
                        .setRunName(
                                root.toAbsolutePath().normalize().getFileName().toString())
                        .setStartTime(System.currentTimeMillis())
                        .build())
                .getRunId();
        Files.createDirectories(root);
        Files.writeString(name, created + "\n");
        return created;
    }

    private String experimentId(String wanted) {
        return client.getExperimentByName(wanted)
                .map(found -> found.getExperimentId())
                .orElseGet(() -> client.createExperiment(wanted));
    }

    @FunctionalInterface
    private interface Call {
        void make() throws IOException;
    }
}
