package dev.attune.registry.approval;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.ApprovalEvent.Evidence;

/**
 * A promotion that people must stand behind.
 *
 * @param by pseudonym of the person who asks, or the policy that does
 * @param overBecause why it is over, where that was no decision
 * @param decisions in the order in which they were made
 */
public record PromotionProposal(
        String proposalId,
        String projectId,
        String channel,
        String checkpointId,
        String reason,
        String by,
        Instant at,
        ApprovalState state,
        @Nullable String overBecause,
        List<PersonDecision> decisions) {

    private static final String POLICY = "policy:";

    public PromotionProposal {
        decisions = List.copyOf(decisions);
    }

    /**
     * What a person decided.
     *
     * @param by pseudonym of the person
     * @param evidence what lay before them, by its hash
     */
    public record PersonDecision(String by, boolean approved, String reason, Instant at, Evidence evidence) {}

    /** People who stand behind it: whoever asked, if that was a person, and who approved. */
    public int people() {
        long approved = decisions.stream().filter(PersonDecision::approved).count();
        return (int) approved + (by.startsWith(POLICY) ? 0 : 1);
    }

    /** Whether the person has decided. */
    public boolean decidedBy(String person) {
        return decisions.stream().anyMatch(decision -> decision.by().equals(person));
    }
}
