package dev.attune.feedback.review;

import java.util.List;
import java.util.UUID;

import dev.attune.contracts.event.part.Verdict;

/**
 * An item in a reviewer's list.
 *
 * @param question beginning of the last turn
 * @param verdicts what its raters say, LEFT being the first answer
 * @param reasons of its flags that wait for a decision
 * @param unseen notes of raters that no reviewer has seen
 */
public record ReviewRow(
        UUID id,
        ReviewState state,
        String question,
        int accepted,
        int ratingsPerItem,
        int disagreement,
        List<Verdict> verdicts,
        List<FlagReason> reasons,
        int unseen,
        boolean yours) {
    public ReviewRow {
        verdicts = List.copyOf(verdicts);
        reasons = List.copyOf(reasons);
    }
}
