package dev.attune.contracts.event;

import java.time.Instant;
import java.util.List;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskEvidence;

/** On {@code attune.approvals}, keyed by proposal: who wants a task published or a checkpoint promoted, and who decided so, on which evidence. */
public sealed interface ApprovalEvent extends Event {

    String proposalId();

    @Override
    default String key() {
        return proposalId();
    }

    /** What is said of a task. */
    sealed interface OfTask extends ApprovalEvent {}

    /** What is said of a promotion. */
    sealed interface OfPromotion extends ApprovalEvent {}

    /**
     * Somebody wants a version of a task published.
     *
     * @param proposalId follows from the artifact's hash: the same thing is proposed once
     * @param task what is proposed, as the artifact's {@code task.json} says it
     * @param reason why; may be empty
     * @param by pseudonym of the person
     */
    record Proposed(String proposalId, TaskDocument task, Artifact artifact, String reason, String by, Instant at)
            implements OfTask {
        public Proposed {
            Names.require(proposalId, "proposalId");
            Require.present(task, "task");
            Require.present(artifact, "artifact");
            Require.present(reason, "reason");
            Require.text(by, "by");
            Require.present(at, "at");
        }

        /** The id of the proposal of an artifact. */
        public static String idOf(Artifact artifact) {
            return "proposal-" + artifact.sha256().substring(0, 16);
        }
    }

    /**
     * A reviewer lets it be published.
     *
     * @param checkpointId under which it is published
     * @param version of the task: 1, 2, 3 and so on
     * @param judged what was judged, and by which figures
     * @param by pseudonym of the reviewer, who is not the proposer
     */
    record Approved(
            String proposalId, String checkpointId, int version, Judged judged, String reason, String by, Instant at)
            implements OfTask {
        public Approved {
            Names.require(proposalId, "proposalId");
            Names.require(checkpointId, "checkpointId");
            Require.that(version > 0, "version must be positive");
            Require.present(judged, "judged");
            Require.text(reason, "reason");
            Require.text(by, "by");
            Require.present(at, "at");
        }
    }

    /** A reviewer does not let it be published; for ever, since what is changed is another proposal. */
    record Rejected(String proposalId, Judged judged, String reason, String by, Instant at) implements OfTask {
        public Rejected {
            Names.require(proposalId, "proposalId");
            Require.present(judged, "judged");
            Require.text(reason, "reason");
            Require.text(by, "by");
            Require.present(at, "at");
        }
    }

    /**
     * Somebody, or the loop, wants a channel to serve a checkpoint that got through the gates.
     *
     * @param projectId whose gates those are
     * @param by pseudonym of the person, or {@code policy:gates}
     */
    record PromotionAsked(
            String proposalId,
            String projectId,
            String channel,
            String checkpointId,
            String reason,
            String by,
            Instant at)
            implements OfPromotion {
        public PromotionAsked {
            Names.require(proposalId, "proposalId");
            Names.require(projectId, "projectId");
            Names.require(channel, "channel");
            Names.require(checkpointId, "checkpointId");
            Require.text(reason, "reason");
            Require.text(by, "by");
            Require.present(at, "at");
        }
    }

    /**
     * A person stands behind it.
     *
     * @param by pseudonym of the person, who did not ask for it
     */
    record PromotionApproved(String proposalId, Evidence evidence, String reason, String by, Instant at)
            implements OfPromotion {
        public PromotionApproved {
            Names.require(proposalId, "proposalId");
            Require.present(evidence, "evidence");
            Require.text(reason, "reason");
            Require.text(by, "by");
            Require.present(at, "at");
        }
    }

    /** A person does not want it: it is over. */
    record PromotionRejected(String proposalId, Evidence evidence, String reason, String by, Instant at)
            implements OfPromotion {
        public PromotionRejected {
            Names.require(proposalId, "proposalId");
            Require.present(evidence, "evidence");
            Require.text(reason, "reason");
            Require.text(by, "by");
            Require.present(at, "at");
        }
    }

    /** What it rests on does not hold any more, such as what the channel served then: nobody can approve it, and it is over. */
    record PromotionLapsed(String proposalId, String reason, Instant at) implements OfPromotion {
        public PromotionLapsed {
            Names.require(proposalId, "proposalId");
            Require.text(reason, "reason");
            Require.present(at, "at");
        }
    }

    /**
     * What lay before who decided on a promotion.
     *
     * @param sha256 of the whole document, which the registry keeps
     * @param artifactSha256 of the checkpoint's files
     * @param servedCheckpointId what the channel served, and the gates were measured beside
     * @param gates what each came to
     */
    record Evidence(String sha256, String artifactSha256, String servedCheckpointId, List<GateSeen> gates) {
        public Evidence {
            Require.text(sha256, "sha256");
            Require.text(artifactSha256, "artifactSha256");
            Names.require(servedCheckpointId, "servedCheckpointId");
            gates = Require.copy(gates);
        }
    }

    /** What a gate came to in one measurement. */
    record GateSeen(GateKind gate, GateOutcome outcome, String evaluationId) {
        public GateSeen {
            Require.present(gate, "gate");
            Require.present(outcome, "outcome");
            Names.require(evaluationId, "evaluationId");
        }
    }

    /**
     * What lay before the reviewer.
     *
     * @param sha256 of the artifact, from which every byte of it follows
     * @param evidence the figures that it came with
     */
    record Judged(String sha256, TaskEvidence evidence) {
        public Judged {
            Require.text(sha256, "sha256");
            Require.present(evidence, "evidence");
        }
    }
}
