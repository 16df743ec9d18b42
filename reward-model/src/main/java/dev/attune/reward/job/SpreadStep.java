package dev.attune.reward.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.contracts.event.SpreadEvent.HeadScores;
import dev.attune.contracts.event.SpreadEvent.SpreadMeasured;
import dev.attune.contracts.event.Topics;
import dev.attune.reward.score.Answer;
import dev.attune.reward.score.RewardScorer;
import dev.attune.worker.run.StepWorker;

/**
 * Says of the newest answers on the bus how the heads of the newest reward model differ about them, so that people are asked first where they do.
 *
 * <p>All state is on the bus: what was said of which prompt by which reward model is read there, so that a restart says nothing twice. A reward
 * model with a single head does not know how sure it is, and nothing is said.
 */
final class SpreadStep implements StepWorker.Step {

    private static final Logger LOG = LoggerFactory.getLogger(SpreadStep.class);
    private static final List<String> TOPICS = List.of(Topics.COMPLETIONS, Topics.CHECKPOINTS, Topics.SPREADS);

    /** Prompts that are scored at a time, while nobody waits for a training. */
    private static final int AT_ONCE = 16;

    private final ArtifactStore artifacts;
    private final StepPlace place;
    private final SpreadState state = new SpreadState();
    private final BooleanSupplier stopping;
    private List<String> troubles = List.of();

    SpreadStep(WorkerSettings settings, BooleanSupplier stopping) {
        this.artifacts = new DirectoryArtifactStore(settings.artifacts());
        this.stopping = stopping;
        this.place = StepPlace.open(settings, "spreads", TOPICS);
    }

    @Override
    public boolean catchUp(Duration timeout) {
        return place.catchUp(timeout, this::apply);
    }

    private void apply(ReceivedEvent received) {
        switch (received.event()) {
            case CandidatesGenerated generated -> state.generated(generated);
            case CheckpointPublished published -> state.published(published);
            case SpreadMeasured measured -> state.measured(measured);
            default -> LOG.debug("{} is for others", received.id());
        }
    }

    @Override
    public void work() {
        List<CandidatesGenerated> due = state.due(AT_ONCE);
        Optional<CheckpointPublished> model = state.rewardModel();
        if (due.isEmpty() || model.isEmpty()) {
            return;
        }
        CheckpointPublished reward = model.get();
        Optional<CheckpointPublished> base = state.baseOf(reward);
        if (base.isEmpty()) {
            giveUp(reward, "its base is not on the bus");
            return;
        }
        Path directory = artifacts.fetch(reward.artifact());
        try (RewardScorer scorer =
                RewardScorer.load(directory, artifacts.fetch(base.get().artifact()))) {
            if (!scorer.knowsUncertainty()) {
                state.passOver(reward);
                return;
            }
            while (!due.isEmpty() && !stopping.getAsBoolean()) {
                publish(reward, due, scorer);
                due = state.due(AT_ONCE);
            }
            troubles = List.of();
        } catch (RuntimeException e) {
            LOG.warn("{} could not score answers", reward.checkpointId(), e);
            giveUp(reward, String.valueOf(e.getMessage()));
        }
    }

    private void publish(CheckpointPublished reward, List<CandidatesGenerated> due, RewardScorer scorer) {
        List<SpreadMeasured> measured = new ArrayList<>();
        for (CandidatesGenerated generated : due) {
            if (fits(generated, scorer)) {
                measured.add(measured(reward, generated, scorer));
            }
            state.done(generated, reward);
        }
        if (!measured.isEmpty()) {
            place.publisher().publish("spreads-" + reward.checkpointId(), measured, Map.of());
        }
    }

    private static boolean fits(CandidatesGenerated generated, RewardScorer scorer) {
        return generated.candidates().stream()
                .allMatch(candidate ->
                        scorer.encoder().join(generated.prompt(), candidate.text()).length <= scorer.maximumTokens());
    }

    private static SpreadMeasured measured(
            CheckpointPublished reward, CandidatesGenerated generated, RewardScorer scorer) {
        double[][] heads = scorer.rawHeads(generated.candidates().stream()
                .map(candidate -> new Answer(generated.prompt(), candidate.text()))
                .toList());
        List<HeadScores> answers = new ArrayList<>();
        for (int i = 0; i < heads.length; i++) {
            answers.add(new HeadScores(
                    generated.candidates().get(i).candidateId(),
                    Arrays.stream(heads[i]).boxed().toList()));
        }
        return new SpreadMeasured(generated.promptId(), generated.projectId(), reward.checkpointId(), answers);
    }

    /** Training goes on; the next reward model may do better. */
    private void giveUp(CheckpointPublished reward, String why) {
        state.passOver(reward);
        troubles = List.of("What " + reward.name() + " thinks of new answers is not known: " + why + ".");
    }

    @Override
    public List<String> troubles() {
        return troubles;
    }

    @Override
    public void close() {
        place.close();
    }
}
