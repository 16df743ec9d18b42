package dev.attune.reward.job;

import java.time.Duration;
import java.util.concurrent.Callable;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.bus.HealthServer;

/** Runs the worker until the process is told to end. */
@Command(
        name = "worker",
        description = "Makes reward models from the preferences on the bus.",
        footer = {
            "",
            "Environment: KAFKA_BOOTSTRAP_SERVERS, ATTUNE_ARTIFACTS, ATTUNE_HEALTH_PORT (8483), ATTUNE_REWARD_CONFIG"
                    + " (a JSON file).",
            "Example: KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9492 ATTUNE_ARTIFACTS=.attune/artifacts reward-model worker"
        })
public final class WorkerCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerCommand.class);
    private static final Duration GRACE = Duration.ofSeconds(20);

    @Override
    public Integer call() {
        WorkerSettings settings = WorkerSettings.of(System.getenv());
        RewardModelWorker worker = new RewardModelWorker(settings);
        try (HealthServer health = HealthServer.start(settings.healthPort(), worker::ready)) {
            LOG.info("Health on port {}", health.port());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker), "stop"));
            worker.run();
            return 0;
        } catch (KafkaException e) {
            throw new AttuneException(
                    "bus-lost",
                    ErrorCategory.RETRIABLE,
                    "The worker lost the bus at " + settings.bootstrapServers() + " or another worker took over: "
                            + e.getMessage() + "; start it again when the bus is up.",
                    e);
        }
    }

    private static void stop(RewardModelWorker worker) {
        worker.stop();
        try {
            if (!worker.awaitEnd(GRACE)) {
                LOG.warn("The worker did not end within {}; its run is made again at the next start", GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
