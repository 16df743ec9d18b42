package dev.attune.feedback.store;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.choice.Draw;
import dev.attune.feedback.form.Details;

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

    @Nullable
    String answerOrder;

    @Nullable
    Integer guidelinesVersion;

    @Nullable
    @ColumnTransformer(write = "CAST(? AS jsonb)")
    String ranking;

    @Nullable
    @ColumnTransformer(write = "CAST(? AS jsonb)")
    String answers;

    @Nullable
    Integer correctionOf;

    @Nullable
    String correction;

    @Nullable
    String demonstration;

    @Nullable
    String strategy;

    @Nullable
    Boolean even;

    @Nullable
    Double propensity;

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
        Draw draw = judgement.details().draw();
        this.strategy = draw == null ? null : draw.strategy().name();
        this.even = draw == null ? null : Boolean.valueOf(draw.even());
        this.propensity = draw == null ? null : Double.valueOf(draw.propensity());
        set(judgement.details());
    }

    private void set(Details details) {
        this.answerOrder = details.order().isEmpty() ? null : AnswerOrder.text(details.order());
        this.guidelinesVersion = details.guidelinesVersion();
        this.ranking = details.ranking().isEmpty() ? null : JsonText.of(details.ranking());
        this.answers = details.remarks().isEmpty() ? null : JsonText.of(details.remarks());
        Details.Correction corrected = details.correction();
        this.correctionOf = corrected == null ? null : corrected.answer();
        this.correction = corrected == null ? null : corrected.text();
        this.demonstration = details.demonstration();
    }

    /** The person says something else; side, time and lease stay. */
    void revise(Judgement judgement) {
        verdict = judgement.verdict();
        strength = judgement.strength();
        comment = judgement.comment();
        set(judgement.details());
    }

    /** What people wrote is not kept any longer than their rating counts. */
    void forgetWords() {
        comment = null;
        answers = null;
        correctionOf = null;
        correction = null;
        demonstration = null;
    }

    private Details details() {
        return new Details(
                AnswerOrder.read(answerOrder),
                JsonText.ranking(ranking),
                JsonText.remarks(answers),
                correctionOf == null || correction == null ? null : new Details.Correction(correctionOf, correction),
                demonstration,
                guidelinesVersion,
                Draw.read(strategy, even, propensity));
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
                comment,
                details());
    }
}
