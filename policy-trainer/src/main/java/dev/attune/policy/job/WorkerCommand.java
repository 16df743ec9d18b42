package dev.attune.policy.job;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

import dev.attune.worker.process.WorkerProcess;

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

    @Override
    public Integer call() {
        WorkerSettings settings = WorkerSettings.of(System.getenv());
        WorkerProcess.run(
                "policy-trainer", PolicyTrainerWorker.of(settings), settings.bootstrapServers(), settings.healthPort());
        return 0;
    }
}
