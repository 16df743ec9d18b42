package dev.attune.policy.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.json.Json;
import dev.attune.worker.bus.TopicSnapshot;
import dev.attune.worker.reproduce.ReproductionFolder;
import dev.attune.worker.reproduce.ReproductionOrder;
import dev.attune.worker.run.Trigger;

/** Makes an adapter again from its lineage, as the worker did. */
@Command(
        name = "reproduce",
        hidden = true,
        description = "Makes the adapter again that a folder's order names; ./attune reproduce writes the order.")
public final class ReproduceCommand implements Callable<Integer> {

    /** Nobody asked for it on the bus. */
    private static final Trigger NONE = new Trigger(new TopicPartition(Topics.JOBS, 0), 0);

    @Parameters(paramLabel = "DIR", description = "Folder with order.json; the result is written into it.")
    private Path folder = Path.of(".");

    @Option(names = "--artifacts", paramLabel = "DIR", required = true, description = "The artifact store.")
    private Path artifacts = Path.of(".");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ReproductionFolder place = new ReproductionFolder(folder, artifacts);
        ReproductionFolder.Steps steps =
                ReproductionFolder.steps(spec.commandLine().getErr());
        place.make((order, store) -> made(order, store, steps, place.run()));
        return 0;
    }

    private static List<Event> made(
            ReproductionOrder order, ArtifactStore store, ReproductionFolder.Steps steps, Path run) {
        Catalog catalog = new Catalog();
        for (CheckpointPublished one : order.ancestors()) {
            catalog.apply(one, new ReceivedEvent(one, one.checkpointId(), Topics.CHECKPOINTS, 0, 0));
        }
        List<ReceivedEvent> prompts =
                order.prompts().map(kept -> TopicSnapshot.readKept(kept, store)).orElse(List.of());
        return new TrainingRun(
                        store,
                        (step, all, metrics) -> steps.step(step, all),
                        ReproductionFolder.attempt(order.checkpoint()))
                .perform(plan(order), catalog, prompts, run)
                .orElseThrow(() -> new IllegalStateException("the run was stopped, though nobody asked for it"));
    }

    /** As it was, from the lineage; {@link TrainingRun} names the parents: the base, the reward model if any, and the policy. */
    private static TrainingPlan plan(ReproductionOrder order) {
        Lineage lineage = order.checkpoint().lineage();
        List<CheckpointPublished> parents = lineage.parents().stream()
                .flatMap(id -> order.ancestors().stream()
                        .filter(one -> one.checkpointId().equals(id)))
                .toList();
        String policy = parents.stream()
                .filter(parent -> parent.kind() != Kind.REWARD_MODEL)
                .map(CheckpointPublished::checkpointId)
                .reduce((_, later) -> later)
                .orElseThrow(() -> new IllegalStateException("the lineage names no policy"));
        Optional<String> reward = parents.stream()
                .filter(parent -> parent.kind() == Kind.REWARD_MODEL)
                .map(CheckpointPublished::checkpointId)
                .findFirst();
        boolean written =
                lineage.inputs().stream().anyMatch(range -> range.topic().equals(Topics.DEMONSTRATIONS));
        Optional<Artifact> data = order.data();
        return new TrainingPlan(
                "reproduction",
                lineage.inputs(),
                policy,
                reward,
                written ? Optional.empty() : data,
                written ? data : Optional.empty(),
                lineage.kept(Lineage.PROJECT),
                order.prompts(),
                Recipes.named(lineage.recipe()).with(Json.MAPPER.valueToTree(lineage.settings())),
                NONE);
    }
}
