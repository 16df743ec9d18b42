package dev.attune.reward.job;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

import dev.attune.worker.process.WorkerProcess;

/** Runs the worker until the process is told to end. */
@Command(
        name = "worker",
        description = "Makes the reward models that jobs on the bus ask for.",
        footer = {
            "",
            "Environment: KAFKA_BOOTSTRAP_SERVERS, ATTUNE_ARTIFACTS, ATTUNE_HEALTH_PORT (8483).",
            "Example: KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9492 ATTUNE_ARTIFACTS=.attune/artifacts reward-model worker"
        })
public final class WorkerCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        WorkerSettings settings = WorkerSettings.of(System.getenv());
        WorkerProcess.run(
                "reward-model", RewardModelWorker.of(settings), settings.bootstrapServers(), settings.healthPort());
        return 0;
    }
}
