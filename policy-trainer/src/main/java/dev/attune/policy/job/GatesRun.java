package dev.attune.policy.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent.GatesRequested;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.lm.model.LoadOptions;
import dev.attune.policy.gate.GateBench;
import dev.attune.policy.gate.GateMeasuring;
import dev.attune.policy.gate.GateResult;
import dev.attune.policy.gate.GateSide;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.model.ModelReference;
import dev.attune.worker.folder.ArtifactFolder;
import dev.attune.worker.folder.RunFolder;
import dev.attune.worker.process.PeakMemory;
import dev.attune.worker.run.Attempt;

/**
 * One measuring: from two checkpoints, a project's gates and its frozen held-out prompts to the events that say what each gate came to. What was
 * measured is kept gate by gate, so that a run that is interrupted goes on with the next.
 *
 * @param outside judge, or none
 */
record GatesRun(ArtifactStore artifacts, Optional<URI> outside, LoadOptions options) {

    static final String RECIPE = "gates";

    /** Gates that were measured. */
    record Done(List<GateResult> results) {
        Done {
            results = List.copyOf(results);
        }
    }

    /** Measures and stores; gives a {@code GateMeasured} for each gate, and {@code RunFinished}. */
    List<Event> perform(GatesPlan plan, Catalog catalog, List<ReceivedEvent> promptEvents, Attempt attempt, Path root) {
        long began = System.nanoTime();
        GatesRequested wanted = plan.wanted();
        List<GateResult> results = results(wanted, catalog, promptEvents, attempt, root);
        double seconds = (System.nanoTime() - began) / 1e9;
        List<Event> events = new ArrayList<>();
        results.forEach(result -> events.add(measured(wanted, result)));
        events.add(new RunFinished(
                wanted.runId(),
                RECIPE,
                wanted.checkpointId(),
                counts(results),
                seconds,
                PeakMemory.megabytes(),
                Instant.now()));
        return events;
    }

    private List<GateResult> results(
            GatesRequested wanted, Catalog catalog, List<ReceivedEvent> promptEvents, Attempt attempt, Path root) {
        RunFolder<Done> folder = new RunFolder<>(root, Done.class);
        List<GateResult> results = new ArrayList<>(
                folder.newest().map(saved -> saved.state().results()).orElse(List.of()));
        List<GateKind> kinds = wanted.gates().ofTheTrainer();
        ModelReference checkpoint = catalog.policy(wanted.checkpointId()).fetch(artifacts);
        ModelReference opponent = catalog.policy(wanted.opponentCheckpointId()).fetch(artifacts);
        try (ModelPool models = new ModelPool(options)) {
            GateBench bench = new GateBench(
                    new GateSide(models.base(checkpoint.base()), models.adapter(checkpoint), attempt::requireGoingOn),
                    new GateSide(models.base(opponent.base()), models.adapter(opponent), attempt::requireGoingOn),
                    PromptState.of(promptEvents, Optional.of(wanted.projectId()))
                            .of(Split.HELD_OUT),
                    new BusJudges(this, wanted, catalog, models),
                    wanted.seed());
            GateMeasuring measuring = new GateMeasuring(wanted.gates(), bench);
            while (results.size() < kinds.size()) {
                attempt.requireGoingOn();
                results.add(measuring.measure(kinds.get(results.size())));
                folder.save(results.size(), new Done(results), Map.of(), _ -> {});
                attempt.step(results.size(), kinds.size(), counts(results));
            }
        }
        return results;
    }

    private GateMeasured measured(GatesRequested wanted, GateResult result) {
        return new GateMeasured(
                GateMeasured.idOf(wanted.runId(), result.gate()),
                wanted.runId(),
                wanted.projectId(),
                wanted.checkpointId(),
                wanted.opponentCheckpointId(),
                result.gate(),
                result.outcome(),
                result.measured(),
                result.required(),
                result.samples(),
                result.figures(),
                result.sentence(),
                stored(result),
                Instant.now());
    }

    private @Nullable Artifact stored(GateResult result) {
        if (result.evidence().isEmpty()) {
            return null;
        }
        return ArtifactFolder.publish(artifacts, directory -> {
            try {
                Files.write(directory.resolve(GateResult.EVIDENCE), result.evidence());
            } catch (IOException e) {
                throw new UncheckedIOException("A gate's evidence could not be written: " + e.getMessage(), e);
            }
        });
    }

    private static Map<String, Double> counts(List<GateResult> results) {
        Map<String, Double> counts = new TreeMap<>();
        for (GateOutcome outcome : GateOutcome.values()) {
            counts.put(outcome.text(), (double) results.stream()
                    .filter(result -> result.outcome() == outcome)
                    .count());
        }
        return counts;
    }
}
