package dev.attune.feedback;

import java.util.Map;

import dev.attune.contracts.event.part.Verdict;

/**
 * How far a project is.
 *
 * @param open items that want more ratings
 * @param ratings ratings that count: skipped and withdrawn ones do not
 * @param mine what the asking account rated: those of {@code ratings} that it gave, and what was only asked to check it
 * @param left items that the asking account may rate at this moment: neither those that it rated or skipped nor those
 *     that others are about to complete
 * @param mySkipped items that the asking account skipped
 * @param identicalAnswers pairs that were not offered because both answers are the same
 * @param waiting prompts whose answers are still being made
 */
public record Progress(
        long prompts,
        long items,
        long open,
        long settled,
        long ratings,
        long skipped,
        long mine,
        long left,
        long mySkipped,
        Map<Verdict, Long> byVerdict,
        long identicalAnswers,
        long waiting) {
    public Progress {
        byVerdict = Map.copyOf(byVerdict);
    }
}
