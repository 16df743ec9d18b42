package dev.attune.registry.service.prompt;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.registry.prompt.PromptLabel;

/** What is refused, as a sentence. */
final class PromptFaults {

    private PromptFaults() {}

    static AttuneException unknown(String name) {
        return error(
                "prompt-unknown",
                "There is no prompt of the name asked for; GET /api/prompts lists those that are there.");
    }

    static AttuneException versionUnknown(String name, String which) {
        return error(
                "version-unknown",
                "The prompt " + name + " has no version or label of the kind asked for; GET /api/prompts/" + name
                        + " lists them.");
    }

    static AttuneException labelUnknown(String name) {
        return error("label-unknown", "The prompt " + name + " has no such label.");
    }

    static AttuneException deleted(String name) {
        return error(
                "prompt-deleted",
                "The prompt " + name + " was deleted; POST /api/prompts/" + name + "/restoration brings it back.");
    }

    static AttuneException served(String name, int version) {
        return error(
                "prompt-served",
                "Version " + version + " of the prompt " + name + " answers people: " + PromptLabel.PRODUCTION
                        + " leads to it. Let a reviewer or an administrator take that label away first.");
    }

    static AttuneException guarded(String name) {
        return error(
                "label-guarded",
                "Only reviewers and administrators decide what " + PromptLabel.PRODUCTION + " of the prompt " + name
                        + " leads to; ask one of them.");
    }

    static AttuneException badName() {
        return error("bad-name", "A prompt's name is 1 to 80 of the characters a-z, 0-9 and -.");
    }

    static AttuneException badLabel() {
        return error(
                "bad-label",
                "A label begins with a letter and is 1 to 40 of the characters a-z, 0-9 and -; " + PromptLabel.LATEST
                        + " is always the newest version and cannot be moved.");
    }

    static AttuneException tooMany(String what, int most) {
        return error("too-many", "There may be " + most + " " + what + " and no more.");
    }

    static AttuneException runUnknown() {
        return error(
                "prompt-run-unknown",
                "There is no run of the id asked for; GET /api/prompt-runs lists those that are there.");
    }

    static AttuneException rowUnknown(String runId) {
        return error("row-unknown", "The run " + runId + " has no row at that position.");
    }

    static AttuneException runConflict(String sentence) {
        return error("run-conflict", sentence);
    }

    static AttuneException nothingToCompare() {
        return error(
                "nothing-to-compare",
                "The two share no case that was checked; compare prompts of runs of one suite, by their labels and"
                        + " providers.");
    }

    private static AttuneException error(String code, String sentence) {
        return ErrorCategory.CALLER.error(code, sentence);
    }
}
