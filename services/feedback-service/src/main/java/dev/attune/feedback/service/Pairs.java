package dev.attune.feedback.service;

import java.util.UUID;

import dev.attune.contracts.event.Candidate;
import dev.attune.feedback.Item;
import dev.attune.feedback.store.ItemStore;

/** Items from two candidates, in an order that does not depend on the order in which they came. */
public final class Pairs {

    private Pairs() {}

    /** An item of two candidates; the one with the smaller id is its first. */
    public static Item item(
            UUID project, UUID prompt, Candidate one, Candidate other, int ratingsPerItem, int accepted) {
        boolean inOrder = one.candidateId().compareTo(other.candidateId()) <= 0;
        return new Item(
                UUID.randomUUID(),
                project,
                prompt,
                inOrder ? one : other,
                inOrder ? other : one,
                ratingsPerItem,
                accepted);
    }

    static ItemStore.Pair key(Item item) {
        return new ItemStore.Pair(
                item.promptId(), item.first().candidateId(), item.second().candidateId());
    }
}
