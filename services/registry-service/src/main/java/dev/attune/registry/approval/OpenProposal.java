package dev.attune.registry.approval;

import org.jspecify.annotations.Nullable;

/**
 * A proposal with all that a person needs to decide.
 *
 * @param wanted how many people must stand behind it; null where it is over
 * @param evidence as it is now; null where it is over, or where what it rests on does not hold any more
 * @param evidenceSha256 what a decision names, so that nobody decides on what they have not seen
 */
public record OpenProposal(
        PromotionProposal proposal,
        @Nullable Integer wanted,
        @Nullable PromotionEvidence evidence,
        @Nullable String evidenceSha256) {}
