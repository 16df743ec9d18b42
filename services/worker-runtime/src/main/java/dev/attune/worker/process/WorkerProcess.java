package dev.attune.worker.process;

import java.time.Duration;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** A worker as a process: says over HTTP how it is, and gives the worker time to end when the process is told to. */
public final class WorkerProcess {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private WorkerProcess() {}

    /**
     * Runs {@code worker} until it ends.
     *
     * @param service under which its traces are shown
     * @throws AttuneException {@code port-taken} or {@code bus-lost}
     */
    public static void run(String service, BusWorker worker, String bootstrapServers, int healthPort) {
        try (WorkerTraces _ = new WorkerTraces(service);
                WorkerMeters meters = new WorkerMeters();
                HealthServer health = HealthServer.start(healthPort, worker::ready, worker::troubles)) {
            health.serve(WorkerMeters.PATH, WorkerMeters.CONTENT_TYPE, meters::text);
            LOG.info("Health on port {}", health.port());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker), "stop"));
            worker.run();
        } catch (KafkaException e) {
            throw ErrorCategory.RETRIABLE.error(
                    "bus-lost",
                    "The worker lost the bus at " + bootstrapServers + " or another worker took over: " + e.getMessage()
                            + "; start it again when the bus is up.",
                    e);
        }
    }

    private static void stop(BusWorker worker) {
        worker.stop();
        try {
            if (!worker.awaitEnd(GRACE)) {
                LOG.warn("The worker did not end within {}; its run is taken up again at the next start", GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
