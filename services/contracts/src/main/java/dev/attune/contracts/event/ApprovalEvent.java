package dev.attune.contracts.event;

import java.time.Instant;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskEvidence;

/** On {@code attune.approvals}, keyed by proposal: who wants a task published, and who decided so, on which evidence. */
public sealed interface ApprovalEvent extends Event {

    String proposalId();

    @Override
    default String key() {
        return proposalId();
    }

    /**
     * Somebody wants a version of a task published.
     *
     * @param proposalId follows from the artifact's hash: the same thing is proposed once
     * @param task what is proposed, as the artifact's {@code task.json} says it
     * @param reason why; may be empty
     * @param by pseudonym of the person
     */
    record Proposed(String proposalId, TaskDocument task, Artifact artifact, String reason, String by, Instant at)
            implements ApprovalEvent {
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
            implements ApprovalEvent {
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
    record Rejected(String proposalId, Judged judged, String reason, String by, Instant at) implements ApprovalEvent {
        public Rejected {
            Names.require(proposalId, "proposalId");
            Require.present(judged, "judged");
            Require.text(reason, "reason");
            Require.text(by, "by");
            Require.present(at, "at");
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
