package dev.attune.worker.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes {@code tensorboard/events.out.tfevents.attune} in a run's folder: {@code tensorboard --logdir RUN} shows it. */
public final class TensorBoardSink implements MetricSink {

    private static final Logger LOG = LoggerFactory.getLogger(TensorBoardSink.class);
    private static final double MILLIS = 1e-3;

    private final Path file;
    private final InstantSource clock;

    /** {@code tensorboard} in {@code ATTUNE_METRICS}; needs no other setting. */
    static final class Provider implements MetricSinkProvider {
        @Override
        public String name() {
            return "tensorboard";
        }

        @Override
        public MetricSink open(Path root, Map<String, String> environment) {
            return new TensorBoardSink(root, InstantSource.system());
        }
    }

    TensorBoardSink(Path root, InstantSource clock) {
        this.file = root.resolve("tensorboard/events.out.tfevents.attune");
        this.clock = clock;
    }

    @Override
    public void report(int step, Map<String, Double> metrics) {
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                append(TensorBoardEvents.record(TensorBoardEvents.version(now())));
            }
            append(TensorBoardEvents.record(TensorBoardEvents.scalars(now(), step, new TreeMap<>(metrics))));
        } catch (IOException e) {
            LOG.warn("Step {} cannot be written to {}: {}", step, file, e.getMessage());
        }
    }

    @Override
    public void forgetAfter(int step) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            Path partial = file.resolveSibling("partial");
            Files.write(partial, TensorBoardEvents.upTo(step, Files.readAllBytes(file)));
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("Steps after {} cannot be removed from {}: {}", step, file, e.getMessage());
        }
    }

    @Override
    public void finish() {
        // Every step was written when it was reported.
    }

    private void append(byte[] record) throws IOException {
        Files.write(file, record, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private double now() {
        return clock.millis() * MILLIS;
    }
}
