package dev.attune.feedback.agreement;

import java.time.LocalDate;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far people agree in some of a project's pairs: whether the first answer is better, the second is, neither, or both are bad.
 *
 * @param day of the last rating of each pair; absent where days are not told apart
 * @param version of the guidelines that all of these ratings were given under; absent likewise
 * @param items pairs that more than one person rated
 * @param ratings of those pairs
 * @param raters who gave them
 * @param alpha Krippendorff's alpha, nominal: 1 all agree, 0 as by chance
 * @param share of the pairs of ratings of one item that are equal, without correction for chance
 * @param fleiss Fleiss' kappa, where each item has as many ratings
 * @param cohen Cohen's kappa, where there are two raters
 * @param ac1 Gwet's AC1, for where one verdict is common and the kappas mislead
 */
public record AgreementGroup(
        @Schema(nullable = true) @Nullable LocalDate day,
        @Schema(nullable = true) @Nullable Integer version,
        int items,
        int ratings,
        int raters,
        Figure alpha,
        Figure share,
        Figure fleiss,
        Figure cohen,
        Figure ac1) {}
