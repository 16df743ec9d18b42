package dev.attune.feedback.store;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Verdict;
import dev.attune.feedback.Judgement;

@Entity
@Table(name = "rating")
@SuppressWarnings("NullAway.Init")
class RatingEntity {

    @Id
    UUID id;

    UUID itemId;

    UUID projectId;

    UUID accountId;

    @Nullable
    UUID leaseId;

    @Enumerated(EnumType.STRING)
    Verdict verdict;

    int strength;

    boolean leftFirst;

    long dwellMillis;

    String source;

    Instant ratedAt;

    @Nullable
    Instant withdrawnAt;

    @Nullable
    String comment;

    /** Pseudonym of who compared an imported pair elsewhere. */
    @Nullable
    String annotator;

    protected RatingEntity() {}

    RatingEntity(Judgement judgement) {
        this.id = judgement.id();
        this.itemId = judgement.itemId();
        this.projectId = judgement.projectId();
        this.accountId = judgement.accountId();
        this.leaseId = judgement.leaseId();
        this.verdict = judgement.verdict();
        this.strength = judgement.strength();
        this.leftFirst = judgement.leftFirst();
        this.dwellMillis = judgement.dwellMillis();
        this.source = judgement.source();
        this.ratedAt = judgement.ratedAt();
        this.comment = judgement.comment();
    }

    Judgement judgement() {
        return new Judgement(
                id,
                itemId,
                projectId,
                accountId,
                leaseId,
                verdict,
                strength,
                leftFirst,
                dwellMillis,
                source,
                ratedAt,
                comment);
    }
}
