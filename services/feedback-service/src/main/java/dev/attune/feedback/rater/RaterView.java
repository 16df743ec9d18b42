package dev.attune.feedback.rater;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A rater of a project, for its managers.
 *
 * @param votes ratings that count
 * @param state what is done about the rater
 * @param probability that the rater is careless, from what was measured; a reason to look, never a verdict
 * @param verified whether enough is known to say anything: otherwise the rater is unverified, which is not bad
 * @param alone nobody else rates here, or in the languages of most of the ratings, so that only checks tell anything
 * @param proposed a person should decide whether ratings go on counting: a warning changed nothing
 * @param steps what was done, newest first
 * @param measuredAt absent while nothing was measured
 */
public record RaterView(
        String pseudonym,
        String name,
        long votes,
        RaterState state,
        @Schema(nullable = true) @Nullable Double probability,
        boolean verified,
        boolean alone,
        boolean proposed,
        List<Signal> signals,
        List<RaterStep> steps,
        @Schema(nullable = true) @Nullable Instant measuredAt) {
    public RaterView {
        signals = List.copyOf(signals);
        steps = List.copyOf(steps);
    }
}
