package dev.attune.contracts.event;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;
import dev.attune.contracts.settings.gate.GatePolicy;
import dev.attune.contracts.settings.retraining.RetrainingPolicy;

/** On {@code attune.retraining}, keyed by project: when it is to train again, each decision on that, and what its checkpoints must show. */
public sealed interface RetrainingEvent extends Event {

    String projectId();

    @Override
    default String key() {
        return projectId();
    }

    /**
     * A person changed a project's retraining policy.
     *
     * @param version of the policy: 1, 2, 3 and so on
     * @param policy from now on; absent: the usual one again
     * @param reason why; may be empty
     * @param by pseudonym of the person
     */
    record RetrainingPolicyChanged(
            String projectId, int version, @Nullable RetrainingPolicy policy, String reason, String by, Instant at)
            implements RetrainingEvent {
        public RetrainingPolicyChanged {
            Names.require(projectId, "projectId");
            Require.that(version > 0, "version must be positive");
            Require.present(reason, "reason");
            Require.text(by, "by");
            Require.present(at, "at");
        }
    }

    /**
     * A person changed what checkpoints of a project must show before a channel serves them.
     *
     * @param version of the gates: 1, 2, 3 and so on
     * @param policy from now on; absent: they go through no gate
     * @param reason why; may be empty
     * @param by pseudonym of the person
     */
    record GatePolicyChanged(
            String projectId, int version, @Nullable GatePolicy policy, String reason, String by, Instant at)
            implements RetrainingEvent {
        public GatePolicyChanged {
            Names.require(projectId, "projectId");
            Require.that(version > 0, "version must be positive");
            Require.present(reason, "reason");
            Require.text(by, "by");
            Require.present(at, "at");
        }
    }

    /** What was decided. */
    enum Outcome {
        /** A reward model is trained. */
        REWARD_MODEL,
        /** A policy is trained. */
        POLICY,
        /** Nothing is started. */
        NOT_NOW
    }

    /** Why: for what a run is started, or the first condition that does not hold. */
    enum Reason {
        /** So many preferences were decided. */
        PREFERENCES,
        /** The new preferences are old enough. */
        HOURS,
        /** The newest ratings disagree with the reward model. */
        DRIFT,
        /** The project's first reward model was made. */
        FIRST_REWARD_MODEL,
        /** A reward model was made that is as good as the rule asks. */
        BETTER_REWARD_MODEL,
        /** A reward model was made that is not as good as the rule asks. */
        NOT_BETTER,
        /** A reward model was made, and how it does beside the one before is not known yet. */
        AWAITING_COMPARISON,
        /** The policy is switched off. */
        DISABLED,
        /** There are too few new preferences. */
        TOO_FEW,
        /** A run of the project is asked for, goes or waits. */
        RUN_UNDER_WAY,
        QUIET_HOURS,
        COOLING_DOWN,
        /** So many runs as the policy allows were started within a day. */
        RUNS_SPENT,
        /** The runs of a day took as long as the policy allows. */
        MINUTES_SPENT,
        /** The run cannot be asked for: the sentence says why. */
        IMPOSSIBLE
    }

    /**
     * A decision; one that says the same as the one before is not said again.
     *
     * @param decisionId follows from project, rule and what the rule looked at: the same decision is made once
     * @param policyVersion the version of the project's policy; 0: the usual one
     * @param sentence for a person
     * @param runId of the run that was asked for
     * @param notBefore when the condition that fails may hold at the earliest, where that is a time
     * @param wantedPreferences how many more preferences would do, where that is what is missing
     * @param facts the numbers on which it rests, such as {@code freshPreferences}
     */
    record RetrainingDecided(
            String decisionId,
            String projectId,
            int policyVersion,
            Outcome outcome,
            Reason reason,
            String sentence,
            @Nullable String runId,
            @Nullable Instant notBefore,
            @Nullable Long wantedPreferences,
            Map<String, Double> facts,
            Instant at)
            implements RetrainingEvent {
        public RetrainingDecided {
            Names.require(decisionId, "decisionId");
            Names.require(projectId, "projectId");
            Require.that(policyVersion >= 0, "policyVersion must not be negative");
            Require.present(outcome, "outcome");
            Require.present(reason, "reason");
            Require.text(sentence, "sentence");
            Names.optional(runId, "runId");
            Require.that((outcome == Outcome.NOT_NOW) == (runId == null), "a run is asked for, or it is not now");
            facts = Require.copy(facts);
            Require.present(at, "at");
        }
    }
}
