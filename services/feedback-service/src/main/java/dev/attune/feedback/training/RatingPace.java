package dev.attune.feedback.training;

import java.time.Instant;
import java.util.List;

/**
 * How many ratings there are in all projects, and how they came.
 *
 * @param ratings that count: skipped and withdrawn ones do not
 * @param decisive pairs of which one answer was settled to be better: what a reward model learns from
 * @param course from the first rating until now
 */
public record RatingPace(long ratings, long decisive, List<Point> course) {
    public RatingPace {
        course = List.copyOf(course);
    }

    /** How many there were by a time. */
    public record Point(Instant at, long ratings) {}
}
