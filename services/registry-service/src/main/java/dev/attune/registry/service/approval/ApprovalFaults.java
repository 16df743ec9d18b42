package dev.attune.registry.service.approval;

import java.util.Locale;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.registry.approval.ApprovalState;

/** Why a promotion cannot be asked for or decided on. */
final class ApprovalFaults {

    private ApprovalFaults() {}

    static AttuneException unknown(String proposalId) {
        return refused("approval-unknown", "There is no promotion " + proposalId + " to decide on.");
    }

    static AttuneException own() {
        return refused(
                "own-proposal",
                "Who asks for a promotion may not approve it; somebody else must look at the evidence.");
    }

    static AttuneException twice() {
        return refused("already-decided", "You have approved this promotion before; another person must.");
    }

    static AttuneException over(ApprovalState state) {
        return refused(
                "already-decided",
                "This promotion is over: it " + (state == ApprovalState.LAPSED ? "has " : "was ")
                        + state.name().toLowerCase(Locale.ROOT) + ".");
    }

    static AttuneException changed() {
        return refused(
                "evidence-changed",
                "The evidence has changed since you looked, or you name another one; look again before you decide.");
    }

    static AttuneException notNeeded(String projectId) {
        return refused(
                "approval-not-needed",
                "Project " + projectId + " asks for nobody's approval; promote the checkpoint instead.");
    }

    static AttuneException noProject(String checkpointId) {
        return refused(
                "approval-not-needed",
                "Checkpoint " + checkpointId + " belongs to no project, so nobody's approval is asked for; promote it"
                        + " instead.");
    }

    static AttuneException served(String channel, String checkpointId) {
        return refused("already-served", "Channel " + channel + " serves " + checkpointId + " already.");
    }

    private static AttuneException refused(String code, String sentence) {
        return ErrorCategory.CALLER.error(code, sentence);
    }
}
