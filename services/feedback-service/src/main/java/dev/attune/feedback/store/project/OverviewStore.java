package dev.attune.feedback.store.project;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.ProjectRole;
import dev.attune.feedback.store.Sql;
import dev.attune.judgement.agreement.Pattern;

/** Figures about the work in a project; the database counts, so that few rows come here however many ratings there are. */
@ApplicationScoped
public class OverviewStore {

    /** Ratings that people gave here: imported ones have no lease. */
    private static final String GIVEN = " project_id = ?1 AND withdrawn_at IS NULL AND lease_id IS NOT NULL ";

    private final Sql sql;

    OverviewStore(Sql sql) {
        this.sql = sql;
    }

    /** What one account did in the project. */
    public record Work(
            UUID account,
            String name,
            @Nullable ProjectRole role,
            long ratings,
            long skipped,
            @Nullable Long medianMillis,
            long holds,
            @Nullable Instant lastRatedAt) {}

    /** Everybody who is a member or has rated, by name. */
    public List<Work> work(UUID project) {
        return sql.rows("""
                SELECT a.id, a.name, m.role, coalesce(w.ratings, 0), coalesce(w.skipped, 0), w.median, w.last,
                       (SELECT count(*) FROM feedback.lease l
                        WHERE l.account_id = a.id AND l.project_id = ?1
                          AND l.used_at IS NULL AND l.expires_at > clock_timestamp())
                FROM feedback.account a
                     LEFT JOIN feedback.project_member m ON m.account_id = a.id AND m.project_id = ?1
                     LEFT JOIN (SELECT account_id,
                                       count(*) FILTER (WHERE verdict IS DISTINCT FROM 'SKIP') AS ratings,
                                       count(*) FILTER (WHERE verdict = 'SKIP') AS skipped,
                                       percentile_cont(0.5) WITHIN GROUP (ORDER BY dwell_millis)
                                           FILTER (WHERE verdict IS DISTINCT FROM 'SKIP') AS median,
                                       max(rated_at) AS last
                                FROM feedback.rating WHERE""" + GIVEN + """
                                GROUP BY account_id) w ON w.account_id = a.id
                WHERE m.account_id IS NOT NULL OR w.account_id IS NOT NULL
                ORDER BY a.name
                """, project).stream()
                .map(row -> work((Object[]) row))
                .toList();
    }

    private static Work work(Object[] columns) {
        Number median = (Number) columns[5];
        String role = (String) columns[2];
        return new Work(
                (UUID) columns[0],
                (String) columns[1],
                role == null ? null : ProjectRole.valueOf(role),
                number(columns[3]),
                number(columns[4]),
                median == null ? null : Math.round(median.doubleValue()),
                number(columns[7]),
                (Instant) columns[6]);
    }

    /** Ratings of each account on each day since {@code from}, as days are in the zone. */
    public Map<UUID, Map<LocalDate, Long>> byDay(UUID project, LocalDate from, ZoneId zone) {
        Map<UUID, Map<LocalDate, Long>> days = new HashMap<>();
        List<?> rows = sql.rows(
                """
                SELECT account_id, CAST(CAST(rated_at AT TIME ZONE ?2 AS date) AS text) AS day, count(*)
                FROM feedback.rating
                WHERE rated_at >= ?3 AND verdict IS DISTINCT FROM 'SKIP' AND""" + GIVEN + " GROUP BY account_id, day",
                project,
                zone.getId(),
                from.atStartOfDay(zone).toInstant());
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            days.computeIfAbsent((UUID) columns[0], _ -> new HashMap<>())
                    .put(LocalDate.parse((String) columns[1]), number(columns[2]));
        }
        return days;
    }

    /**
     * What is left and how it went lately.
     *
     * @param wanted ratings that open items still want
     * @param recent ratings of the last seven days
     * @param first when the first rating was given
     * @param imported ratings that were imported
     */
    public record Recent(
            Instant now, long wanted, long recent, @Nullable Instant first, long imported) {}

    public Recent recent(UUID project) {
        Object[] row = (Object[]) sql.row("""
                SELECT clock_timestamp(),
                       (SELECT coalesce(sum(ratings_per_item - accepted), 0) FROM feedback.item
                        WHERE project_id = ?1 AND accepted < ratings_per_item),
                       count(*) FILTER (WHERE lease_id IS NOT NULL AND rated_at > clock_timestamp() - interval '7 days'),
                       min(rated_at) FILTER (WHERE lease_id IS NOT NULL),
                       count(*) FILTER (WHERE lease_id IS NULL)
                FROM feedback.rating
                WHERE project_id = ?1 AND withdrawn_at IS NULL AND verdict IS DISTINCT FROM 'SKIP'
                """, project);
        return new Recent((Instant) row[0], number(row[1]), number(row[2]), (Instant) row[3], number(row[4]));
    }

    /** How many items that several people rated have which counts of: the first is better, the second is, tie, both bad. */
    public List<Pattern> patterns(UUID project) {
        return sql
                .rows(
                        """
                        SELECT first, second, tie, bad, count(*) FROM (
                            SELECT count(*) FILTER (WHERE verdict = CASE WHEN left_first THEN 'LEFT' ELSE 'RIGHT' END) AS first,
                                   count(*) FILTER (WHERE verdict = CASE WHEN left_first THEN 'RIGHT' ELSE 'LEFT' END) AS second,
                                   count(*) FILTER (WHERE verdict = 'TIE') AS tie,
                                   count(*) FILTER (WHERE verdict = 'BOTH_BAD') AS bad
                            FROM feedback.rating
                            WHERE verdict IN ('LEFT', 'RIGHT', 'TIE', 'BOTH_BAD') AND""" + GIVEN + " GROUP BY item_id HAVING count(*) > 1) i GROUP BY first, second, tie, bad",
                        project)
                .stream()
                .map(row -> {
                    Object[] columns = (Object[]) row;
                    List<Long> counts = Arrays.stream(columns, 0, 4)
                            .map(OverviewStore::number)
                            .toList();
                    return new Pattern(counts, number(columns[4]));
                })
                .toList();
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
