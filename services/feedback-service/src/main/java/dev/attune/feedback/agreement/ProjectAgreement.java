package dev.attune.feedback.agreement;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far the raters of a project agree: on the whole, by day and by version of the guidelines, oldest first, and with reviewers.
 *
 * @param reviewed ratings of pairs that a reviewer decided
 * @param accuracy share of them that say what the reviewer says: the only figure that says right and not just alike
 * @param recall the same for each verdict of the reviewers
 * @param drops days and versions whose agreement is clearly below the one before: the two intervals do not meet
 */
public record ProjectAgreement(
        AgreementGroup all,
        List<AgreementGroup> days,
        List<AgreementGroup> versions,
        int reviewed,
        Figure accuracy,
        List<Recall> recall,
        List<Drop> drops) {
    public ProjectAgreement {
        days = List.copyOf(days);
        versions = List.copyOf(versions);
        recall = List.copyOf(recall);
        drops = List.copyOf(drops);
    }

    /** What may be said of a pair, whichever side its answers stand on; in the order of alpha's categories. */
    public enum Said {
        FIRST,
        TIE,
        SECOND,
        BOTH_BAD
    }

    /** Of the pairs for which reviewers say this, the share of ratings that say it, too. */
    public record Recall(Said said, Figure share) {}

    /** An agreement that fell. */
    public record Drop(
            @Schema(nullable = true) java.time.@Nullable LocalDate day,
            @Schema(nullable = true) @Nullable Integer version,
            Figure before,
            Figure now) {}
}
