package dev.attune.feedback;

import java.util.UUID;

import dev.attune.contracts.event.Candidate;

/**
 * Two candidate answers to a prompt, to be rated by a fixed number of people.
 *
 * @param first the candidate with the smaller id; which one stands on the left is drawn for each annotator
 * @param accepted ratings so far, never more than {@code ratingsPerItem}
 */
public record Item(
        UUID id, UUID projectId, UUID promptId, Candidate first, Candidate second, int ratingsPerItem, int accepted) {

    public boolean settled() {
        return accepted == ratingsPerItem;
    }
}
