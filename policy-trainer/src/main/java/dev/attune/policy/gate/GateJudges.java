package dev.attune.policy.gate;

import java.util.Optional;

import dev.attune.contracts.settings.gate.GateJudge;
import dev.attune.policy.evaluation.Judge;
import dev.attune.policy.ground.RewardFunction;

/** Who may judge the checkpoint. */
public interface GateJudges {

    /**
     * The judge of a win rate.
     *
     * @throws dev.attune.contracts.error.AttuneException where there is none, or none that is independent of the checkpoint
     */
    Judge judge(GateJudge kind);

    /** The scores of the gold reward model, where there is one that is independent of the checkpoint. */
    Optional<RewardFunction> gold();

    /** What a reader should know of the judge, as a sentence; empty where there is nothing. */
    default String remark(GateJudge kind) {
        return "";
    }
}
