package dev.attune.policy.job;

import java.time.Duration;
import java.util.concurrent.Callable;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.bus.HealthServer;

/** {@code worker}: runs until the process is told to end. */
@Command(
        name = "worker",
        description = "Tunes and evaluates policies as the bus asks for them.",
        footer = {
            "",
            "Environment: KAFKA_BOOTSTRAP_SERVERS, ATTUNE_ARTIFACTS, ATTUNE_HOME (.attune), ATTUNE_HEALTH_PORT (8484),",
            "             ATTUNE_PPO_CONFIG (a JSON file), ATTUNE_EVALUATION_JUDGE (URL of an HTTP judge).",
            "Example: KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9492 ATTUNE_ARTIFACTS=.attune/artifacts policy-trainer worker"
        })
public final class WorkerCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerCommand.class);
    private static final Duration GRACE = Duration.ofSeconds(20);

    @Override
    public Integer call() {
        WorkerSettings settings = WorkerSettings.of(System.getenv());
        PolicyTrainerWorker worker = new PolicyTrainerWorker(settings);
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

    private static void stop(PolicyTrainerWorker worker) {
        worker.stop();
        try {
            if (!worker.awaitEnd(GRACE)) {
                LOG.warn("The worker did not end within {}; its run is continued at the next start", GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
