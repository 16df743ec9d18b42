package dev.attune.reward.job;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.contracts.event.SpreadEvent.HeadScores;
import dev.attune.contracts.event.SpreadEvent.SpreadMeasured;

/** Which answers the newest reward model has still to be asked about: of the newest prompts only, as the others are rated by and by. */
final class SpreadState {

    /** Prompts that are remembered. */
    static final int MOST = 2000;

    private final Map<String, CandidatesGenerated> newest = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CandidatesGenerated> eldest) {
            return size() > MOST;
        }
    };
    private final Map<String, CheckpointPublished> bases = new HashMap<>();

    /** What was measured last of each prompt: by which reward model, and which answers. Other answers that came since are measured, too. */
    private final Map<String, Measured> measured = new HashMap<>();

    private @Nullable CheckpointPublished reward;
    private String passedOver = "";

    void generated(CandidatesGenerated generated) {
        newest.remove(generated.promptId());
        newest.put(generated.promptId(), generated);
    }

    void published(CheckpointPublished published) {
        if (published.kind() == Kind.BASE) {
            bases.put(published.checkpointId(), published);
        } else if (published.kind() == Kind.REWARD_MODEL
                && (reward == null || !published.createdAt().isBefore(createdAt(reward)))) {
            reward = published;
        }
    }

    private static Instant createdAt(CheckpointPublished published) {
        return published.createdAt();
    }

    /** Which answers, by a number that others hardly have. */
    private record Measured(String checkpointId, int answers) {

        static Measured of(String checkpointId, Stream<String> candidates) {
            return new Measured(
                    checkpointId, candidates.collect(Collectors.toSet()).hashCode());
        }

        static Measured of(String checkpointId, CandidatesGenerated generated) {
            return of(checkpointId, generated.candidates().stream().map(Candidate::candidateId));
        }
    }

    void measured(SpreadMeasured said) {
        measured.put(
                said.promptId(),
                Measured.of(said.checkpointId(), said.answers().stream().map(HeadScores::candidateId)));
    }

    void done(CandidatesGenerated generated, CheckpointPublished by) {
        measured.put(generated.promptId(), Measured.of(by.checkpointId(), generated));
    }

    /** Nothing is asked of this one any more. */
    void passOver(CheckpointPublished model) {
        passedOver = model.checkpointId();
    }

    Optional<CheckpointPublished> rewardModel() {
        return Optional.ofNullable(reward).filter(model -> !model.checkpointId().equals(passedOver));
    }

    Optional<CheckpointPublished> baseOf(CheckpointPublished model) {
        return Optional.ofNullable(model.baseCheckpointId()).map(bases::get);
    }

    /** The newest ones first. */
    List<CandidatesGenerated> due(int most) {
        return rewardModel()
                .map(model -> List.copyOf(newest.values()).reversed().stream()
                        .filter(generated -> !Measured.of(model.checkpointId(), generated)
                                .equals(measured.get(generated.promptId())))
                        .limit(most)
                        .toList())
                .orElse(List.of());
    }
}
