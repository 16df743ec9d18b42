package dev.attune.feedback.store.training;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import dev.attune.feedback.training.RatingPace.Point;

/** Counts ratings over time. */
@ApplicationScoped
public class PaceStore {

    private static final String COUNTS = "withdrawn_at IS NULL AND verdict <> 'SKIP'";

    private final EntityManager entities;

    PaceStore(EntityManager entities) {
        this.entities = entities;
    }

    /** Settled pairs of which more than half of the ratings prefer the same answer. */
    public long decisive() {
        String first = "count(*) FILTER (WHERE r.verdict = CASE WHEN r.left_first THEN 'LEFT' ELSE 'RIGHT' END)";
        String second = "count(*) FILTER (WHERE r.verdict = CASE WHEN r.left_first THEN 'RIGHT' ELSE 'LEFT' END)";
        Object count = entities.createNativeQuery("SELECT count(*) FROM (SELECT r.item_id FROM feedback.rating r"
                        + " JOIN feedback.item i ON i.id = r.item_id WHERE r." + COUNTS
                        + " AND i.accepted = i.ratings_per_item GROUP BY r.item_id"
                        + " HAVING 2 * greatest(" + first + ", " + second + ") > count(*)) AS settled")
                .getSingleResult();
        return ((Number) count).longValue();
    }

    /** From the first rating until now, in so many steps of equal length. */
    public List<Point> course(int steps) {
        List<?> rows = entities.createNativeQuery(
                        "WITH counted AS (SELECT rated_at FROM feedback.rating WHERE " + COUNTS
                                + "), bounds AS (SELECT min(rated_at) AS first, clock_timestamp() AS now FROM counted)"
                                + " SELECT b.first, b.now, width_bucket(cast(extract(epoch FROM c.rated_at) AS float8),"
                                + " cast(extract(epoch FROM b.first) AS float8), cast(extract(epoch FROM b.now) AS float8) + 0.001, "
                                + steps
                                + ") AS step, count(*) FROM counted c, bounds b GROUP BY b.first, b.now, step ORDER BY step")
                .getResultList();
        List<Point> course = new ArrayList<>();
        long ratings = 0;
        for (Object each : rows) {
            Object[] row = (Object[]) each;
            Instant first = (Instant) row[0];
            Duration all = Duration.between(first, (Instant) row[1]);
            if (course.isEmpty()) {
                course.add(new Point(first, 0));
            }
            ratings += ((Number) row[3]).longValue();
            course.add(new Point(
                    first.plus(all.multipliedBy(((Number) row[2]).longValue()).dividedBy(steps)), ratings));
        }
        return course;
    }
}
