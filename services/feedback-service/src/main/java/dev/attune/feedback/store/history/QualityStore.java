package dev.attune.feedback.store.history;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.history.Agreement.Cell;
import dev.attune.feedback.history.Quality.Day;
import dev.attune.feedback.store.Sql;

/** Figures over a person's own ratings in a project. */
@ApplicationScoped
public class QualityStore {

    /** What a rating says of its item, whichever side the answers stood on. */
    private static final String SAYS = """
            CASE WHEN %1$s.verdict NOT IN ('LEFT', 'RIGHT') THEN %1$s.verdict
                 WHEN (%1$s.verdict = 'LEFT') = %1$s.left_first THEN 'FIRST' ELSE 'SECOND' END
            """;

    private static final String OWN = """
            WHERE mine.project_id = ?1 AND mine.account_id = ?2 AND mine.withdrawn_at IS NULL
              AND mine.source NOT LIKE 'import:%'
            """;

    private final Sql sql;

    QualityStore(Sql sql) {
        this.sql = sql;
    }

    /** Counts and middles. */
    public record Figures(
            long ratings,
            long skipped,
            @Nullable Double medianSeconds,
            @Nullable Double leftShare) {}

    public Figures figures(UUID project, UUID account) {
        Object[] row = (Object[]) sql.row("""
                SELECT count(*) FILTER (WHERE verdict <> 'SKIP'),
                       count(*) FILTER (WHERE verdict = 'SKIP'),
                       percentile_cont(0.5) WITHIN GROUP (ORDER BY dwell_millis) FILTER (WHERE verdict <> 'SKIP') / 1000.0,
                       avg(CASE WHEN verdict = 'LEFT' THEN 1.0 ELSE 0.0 END) FILTER (WHERE verdict IN ('LEFT', 'RIGHT'))
                FROM feedback.said mine
                """ + OWN, project, account);
        return new Figures(
                ((Number) row[0]).longValue(), ((Number) row[1]).longValue(), decimal(row[2]), decimal(row[3]));
    }

    /** Days of the last thirty with ratings, oldest first. */
    public List<Day> days(UUID project, UUID account) {
        return sql.rows("""
                SELECT CAST(mine.rated_at AT TIME ZONE 'UTC' AS date), count(*) FROM feedback.said mine
                """ + OWN + """
                AND mine.verdict <> 'SKIP' AND mine.rated_at > clock_timestamp() - interval '30 days'
                GROUP BY 1 ORDER BY 1
                """, project, account).stream()
                .map(row -> {
                    Object[] columns = (Object[]) row;
                    return new Day(day(columns[0]), ((Number) columns[1]).longValue());
                })
                .toList();
    }

    /** One's own verdicts beside each verdict of others on the same items; items that want more ratings are left out. */
    public List<Cell> besideOthers(UUID project, UUID account) {
        return cells("""
                JOIN feedback.item i ON i.id = mine.item_id AND i.accepted = i.ratings_per_item
                JOIN feedback.rating theirs ON theirs.item_id = mine.item_id AND theirs.account_id <> mine.account_id
                    AND theirs.withdrawn_at IS NULL AND theirs.verdict <> 'SKIP'
                """, project, account);
    }

    /** One's own verdicts beside those of reviewers. */
    public List<Cell> besideReviewers(UUID project, UUID account) {
        return cells("""
                JOIN feedback.adjudication theirs ON theirs.item_id = mine.item_id AND theirs.revoked_at IS NULL
                """, project, account);
    }

    private List<Cell> cells(String join, UUID project, UUID account) {
        String query = "SELECT " + SAYS.formatted("mine") + ", " + SAYS.formatted("theirs")
                + ", count(*) FROM feedback.rating mine " + join + OWN + " AND mine.verdict <> 'SKIP' GROUP BY 1, 2";
        return sql.rows(query, project, account).stream()
                .map(row -> {
                    Object[] columns = (Object[]) row;
                    return new Cell((String) columns[0], (String) columns[1], ((Number) columns[2]).longValue());
                })
                .toList();
    }

    private static LocalDate day(Object column) {
        return column instanceof Date date ? date.toLocalDate() : (LocalDate) column;
    }

    private static @Nullable Double decimal(@Nullable Object column) {
        return column == null ? null : ((Number) column).doubleValue();
    }
}
