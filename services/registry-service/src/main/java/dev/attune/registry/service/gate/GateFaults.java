package dev.attune.registry.service.gate;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** Why a checkpoint does not get through, or is not measured. */
final class GateFaults {

    private GateFaults() {}

    static AttuneException changed(String projectId, int version, int seen) {
        return refused(
                "gates-changed",
                "The gates of " + projectId + " were changed meanwhile: they are at version " + version + ", not "
                        + seen + ". Read them again.");
    }

    static AttuneException noProject(String projectId) {
        return refused("project-unknown", "There is no project of this name: names have a-z, 0-9 and - only.");
    }

    static AttuneException noGates(String projectId) {
        return refused("gates-unknown", "Project " + projectId + " has no gates to measure at; set some.");
    }

    static AttuneException otherProject(String checkpointId, String projectId) {
        return refused(
                "not-of-project", "Checkpoint " + checkpointId + " was not trained for project " + projectId + ".");
    }

    static AttuneException served(String channel, String checkpointId) {
        return refused("already-served", "Channel " + channel + " serves " + checkpointId + " already.");
    }

    static AttuneException nothingToCompare(String channel, String checkpointId) {
        return refused(
                "gates-without-opponent",
                "Channel " + channel + " serves nothing, and " + checkpointId
                        + " names no base, so there is nothing to measure it beside.");
    }

    static AttuneException underWay(String attemptId) {
        return refused("gates-under-way", "It is being measured: " + attemptId + ".");
    }

    static AttuneException measured(String attemptId) {
        return refused(
                "gates-measured",
                "It was measured at these gates beside what is served (" + attemptId
                        + "); measuring until it passes would prove nothing. Change the gates, or train it better.");
    }

    static AttuneException notPassed(String checkpointId, String why) {
        return refused("gates-not-passed", "Checkpoint " + checkpointId + " cannot be served: " + why);
    }

    static AttuneException approvalNeeded(String checkpointId, int people) {
        return refused(
                "approval-needed",
                people + " people must stand behind serving " + checkpointId + ": ask for its approval.");
    }

    private static AttuneException refused(String code, String sentence) {
        return ErrorCategory.CALLER.error(code, sentence);
    }
}
