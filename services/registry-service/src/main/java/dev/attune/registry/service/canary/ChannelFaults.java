package dev.attune.registry.service.canary;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** Why a channel is left as it is. */
final class ChannelFaults {

    private ChannelFaults() {}

    static AttuneException unknown(String channel) {
        return refused(
                "channel-unknown",
                "Channel " + channel + " serves nothing yet; GET /api/channels lists those that do.");
    }

    static AttuneException changed(String channel, long version) {
        return refused(
                "channel-changed",
                "Channel " + channel + " has changed since you looked and is at version " + version
                        + " now; look again before you decide.");
    }

    static AttuneException stopped(String channel) {
        return refused("channel-stopped", "Channel " + channel + " is stopped; resume it first.");
    }

    static AttuneException erased(String checkpointId) {
        return refused(
                "checkpoint-erased",
                "The files of checkpoint " + checkpointId + " are no longer in the store, so it cannot be served.");
    }

    static AttuneException noCanary(String channel) {
        return refused("canary-unknown", "No canary has run on channel " + channel + ".");
    }

    static AttuneException notRunning(String channel) {
        return refused("canary-over", "No canary runs on channel " + channel + " now.");
    }

    static AttuneException running(String channel, String checkpointId) {
        return refused(
                "canary-running",
                "A canary of " + checkpointId + " runs on channel " + channel + " already; end it first.");
    }

    static AttuneException share() {
        return refused("canary-invalid", "The share of a canary must be above 0 and at most 1.");
    }

    static AttuneException ofTask(String channel) {
        return refused("canary-invalid", "Channel " + channel + " is for versions of a task, which have no canaries.");
    }

    static AttuneException served(String channel, String checkpointId) {
        return refused("already-served", "Channel " + channel + " serves " + checkpointId + " already.");
    }

    static AttuneException nothingBefore(String channel) {
        return refused("rollback-nowhere", "Channel " + channel + " has served nothing else before.");
    }

    static AttuneException neverServed(String channel, String checkpointId) {
        return refused(
                "rollback-nowhere",
                "Channel " + channel + " has never served " + checkpointId
                        + "; what is new is promoted, not rolled back to.");
    }

    private static AttuneException refused(String code, String sentence) {
        return ErrorCategory.CALLER.error(code, sentence);
    }
}
