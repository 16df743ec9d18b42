package dev.attune.policy.job;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.JobEvent.GatesRequested;
import dev.attune.contracts.settings.gate.GateJudge;
import dev.attune.contracts.settings.reward.Portion;
import dev.attune.policy.evaluation.HttpJudge;
import dev.attune.policy.evaluation.Judge;
import dev.attune.policy.evaluation.RewardModelJudge;
import dev.attune.policy.gate.GateJudges;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.model.ModelReference;

/** The judges of a job: the outside one of the worker, and the gold reward model that the job names, if it may judge. */
record BusJudges(GatesRun run, GatesRequested wanted, Catalog catalog, ModelPool models) implements GateJudges {

    @Override
    public Judge judge(GateJudge kind) {
        return switch (kind) {
            case OUTSIDE ->
                new HttpJudge(
                        run.outside()
                                .orElseThrow(() -> ErrorCategory.CALLER.error(
                                        "no-judge",
                                        "The trainer was given no outside judge; set ATTUNE_EVALUATION_JUDGE.")),
                        HttpJudge.Retry.defaults());
            case GOLD -> {
                CheckpointPublished reward = independent();
                yield new RewardModelJudge("reward-model:" + reward.checkpointId(), scorer(reward));
            }
        };
    }

    @Override
    public Optional<RewardFunction> gold() {
        try {
            return wanted.judgeCheckpointId() == null ? Optional.empty() : Optional.of(scorer(independent()));
        } catch (AttuneException e) {
            return Optional.empty();
        }
    }

    @Override
    public String remark(GateJudge kind) {
        List<String> teachers = kind == GateJudge.GOLD
                ? catalog.ancestors(wanted.checkpointId()).stream()
                        .filter(checkpoint -> checkpoint.kind() == Kind.REWARD_MODEL)
                        .filter(teacher -> Catalog.portion(teacher) != Portion.TEACHING)
                        .map(CheckpointPublished::checkpointId)
                        .toList()
                : List.of();
        return teachers.isEmpty()
                ? ""
                : "The judge is not wholly independent: "
                        + teachers.stream().sorted().collect(Collectors.joining(", "))
                        + ", which taught the checkpoint, learned from the judging half as well.";
    }

    private RewardFunction scorer(CheckpointPublished reward) {
        ModelReference base =
                catalog.policy(String.valueOf(reward.baseCheckpointId())).fetch(run.artifacts());
        return models.reward(run.artifacts().fetch(reward.artifact()), models.base(base.base()));
    }

    private CheckpointPublished independent() {
        String id = wanted.judgeCheckpointId();
        if (id == null) {
            throw refused("There is no reward model yet that learned from the judging half of the preferences.");
        }
        CheckpointPublished judge = catalog.byId(id);
        if (judge.kind() != Kind.REWARD_MODEL) {
            throw refused("Checkpoint " + id + " is no reward model and cannot judge.");
        }
        if (catalog.ancestors(wanted.checkpointId()).contains(judge)) {
            throw refused("Reward model " + id + " had a part in training the checkpoint and cannot judge it.");
        }
        if (Catalog.portion(judge) != Portion.JUDGING) {
            throw refused("Reward model " + id
                    + " learned from more than the judging half of the preferences and cannot judge independently.");
        }
        return judge;
    }

    private static AttuneException refused(String sentence) {
        return ErrorCategory.CALLER.error("no-judge", sentence);
    }
}
