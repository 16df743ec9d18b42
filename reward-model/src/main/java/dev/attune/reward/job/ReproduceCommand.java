package dev.attune.reward.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.reward.train.Snapshots;
import dev.attune.worker.bus.TopicSnapshot;
import dev.attune.worker.reproduce.ReproductionFolder;
import dev.attune.worker.reproduce.ReproductionOrder;

/** Makes a reward model again from its lineage, as the worker did. */
@Command(
        name = "reproduce",
        hidden = true,
        description = "Makes the reward model again that a folder's order names; ./attune reproduce writes the order.")
public final class ReproduceCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "Folder with order.json; the result is written into it.")
    private Path folder = Path.of(".");

    @Option(names = "--artifacts", paramLabel = "DIR", required = true, description = "The artifact store.")
    private Path artifacts = Path.of(".");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ReproductionFolder.Steps steps =
                ReproductionFolder.steps(spec.commandLine().getErr());
        new ReproductionFolder(folder, artifacts).make((order, store) -> made(order, store, steps));
        return 0;
    }

    private static List<Event> made(ReproductionOrder order, ArtifactStore store, ReproductionFolder.Steps steps) {
        CheckpointPublished checkpoint = order.checkpoint();
        RewardModelConfig configuration = Configurations.with(
                RewardModelConfig.defaults(),
                Json.MAPPER.valueToTree(checkpoint.lineage().settings()));
        RunPlan plan = new RunPlan(
                "reproduction",
                checkpoint.lineage().inputs(),
                order.data(),
                Optional.ofNullable(checkpoint.baseCheckpointId()),
                configuration,
                checkpoint.lineage().kept(Lineage.PROJECT),
                Optional.empty(),
                Optional.empty());
        CheckpointPublished base = order.ancestors().stream()
                .filter(one -> Objects.equals(one.checkpointId(), checkpoint.baseCheckpointId()))
                .findFirst()
                .orElseThrow(() -> ErrorCategory.CALLER.error(
                        "base-unknown", "The order names no base of " + checkpoint.checkpointId() + "."));
        return new RewardModelRun(store)
                .perform(
                        plan,
                        base,
                        Optional.empty(),
                        TopicSnapshot.readKept(order.data().orElseThrow(), store),
                        metrics -> steps.step(metrics.step(), metrics.steps()),
                        Snapshots.none());
    }
}
