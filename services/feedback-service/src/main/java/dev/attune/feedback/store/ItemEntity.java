package dev.attune.feedback.store;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.attune.feedback.Item;

@Entity
@Table(name = "item")
@SuppressWarnings("NullAway.Init")
class ItemEntity {

    @Id
    UUID id;

    UUID projectId;

    UUID promptId;

    String firstCandidateId;

    String secondCandidateId;

    String firstCandidate;

    String secondCandidate;

    int ratingsPerItem;

    /** Counted by the database under its own condition, see {@link ItemStore#accept}. */
    @Column(updatable = false)
    int accepted;

    Instant createdAt;

    protected ItemEntity() {}

    ItemEntity(Item item, Instant createdAt) {
        this.id = item.id();
        this.projectId = item.projectId();
        this.promptId = item.promptId();
        this.firstCandidateId = item.first().candidateId();
        this.secondCandidateId = item.second().candidateId();
        this.firstCandidate = JsonText.of(item.first());
        this.secondCandidate = JsonText.of(item.second());
        this.ratingsPerItem = item.ratingsPerItem();
        this.accepted = item.accepted();
        this.createdAt = createdAt;
    }

    Item item() {
        return new Item(
                id,
                projectId,
                promptId,
                JsonText.candidate(firstCandidate),
                JsonText.candidate(secondCandidate),
                ratingsPerItem,
                accepted);
    }
}
