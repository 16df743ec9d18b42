package dev.attune.feedback.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.feedback.Item;
import dev.attune.feedback.form.Task;

@Entity
@Table(name = "item")
@SuppressWarnings("NullAway.Init")
class ItemEntity {

    @Id
    UUID id;

    UUID projectId;

    UUID promptId;

    @Nullable
    String firstCandidateId;

    @Nullable
    String secondCandidateId;

    @Nullable
    String firstCandidate;

    @Nullable
    String secondCandidate;

    /** Of other items than pairs. */
    @Nullable
    String candidates;

    /** Made of the ids of {@code candidates}. */
    @Nullable
    String candidatesKey;

    @Nullable
    String form;

    int ratingsPerItem;

    /** Counted by the database under its own condition, see {@link ItemStore#accept}. */
    @Column(updatable = false)
    int accepted;

    /** Written by {@link dev.attune.feedback.store.review.ReviewStore}. */
    @Column(insertable = false, updatable = false)
    String review;

    Instant createdAt;

    protected ItemEntity() {}

    ItemEntity(Item item, Instant createdAt) {
        this.id = item.id();
        this.projectId = item.projectId();
        this.promptId = item.promptId();
        if (item.form().task() == Task.COMPARE) {
            this.firstCandidateId = item.first().candidateId();
            this.secondCandidateId = item.second().candidateId();
            this.firstCandidate = JsonText.of(item.first());
            this.secondCandidate = JsonText.of(item.second());
        } else {
            this.candidates = JsonText.of(item.answers());
            this.candidatesKey = ItemStore.key(item);
        }
        this.form = JsonText.ofForm(item.form());
        this.ratingsPerItem = item.ratingsPerItem();
        this.accepted = item.accepted();
        this.createdAt = createdAt;
    }

    Item item() {
        return new Item(id, projectId, promptId, answers(), JsonText.form(form), ratingsPerItem, accepted);
    }

    private List<Candidate> answers() {
        if (candidates != null) {
            return JsonText.candidates(candidates);
        }
        return List.of(
                JsonText.candidate(Objects.requireNonNull(firstCandidate)),
                JsonText.candidate(Objects.requireNonNull(secondCandidate)));
    }
}
