package dev.attune.feedback.store.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.store.Sql;
import dev.attune.feedback.trust.FittedCrowd;
import dev.attune.feedback.trust.TrustedRater;
import dev.attune.judgement.raters.Suspicion;

/** Fits of raters, and when the next one is due. */
@ApplicationScoped
public class FitStore {

    private static final int KEPT = 20;

    /** Each person's ratings are counted by an index that stands in the order of persons, as many as matter at most. */
    private static final String NEW_RATINGS = """
            WITH RECURSIVE person AS (
                (SELECT account_id FROM feedback.rating
                 WHERE project_id = ?1 AND withdrawn_at IS NULL ORDER BY account_id LIMIT 1)
                UNION ALL
                SELECT (SELECT r.account_id FROM feedback.rating r
                        WHERE r.project_id = ?1 AND r.withdrawn_at IS NULL AND r.account_id > p.account_id
                        ORDER BY r.account_id LIMIT 1)
                FROM person p WHERE p.account_id IS NOT NULL)
            SELECT coalesce(sum(counted.n), 0)
            FROM person p,
                 LATERAL (SELECT count(*) AS n
                          FROM (SELECT 1 FROM feedback.rating r
                                WHERE r.project_id = ?1 AND r.withdrawn_at IS NULL AND r.account_id = p.account_id
                                  AND r.rated_at > ?2 LIMIT ?3) few) counted
            WHERE p.account_id IS NOT NULL
            """;

    private final Sql sql;

    FitStore(Sql sql) {
        this.sql = sql;
    }

    /** Whether nobody else fits the project; until the transaction ends nobody else does then. */
    public boolean tryLock(UUID project) {
        return (Boolean) sql.row(
                "SELECT pg_try_advisory_xact_lock(hashtextextended(?1, 0))", "attune.feedback.trust." + project);
    }

    public Instant now() {
        return (Instant) sql.row("SELECT clock_timestamp()");
    }

    /** Projects that somebody may rate. */
    public List<UUID> projects() {
        return sql.rows("SELECT id FROM feedback.project WHERE archived_at IS NULL").stream()
                .map(UUID.class::cast)
                .toList();
    }

    /** Ratings since then, {@code most} of each person at most. */
    public long newRatings(UUID project, Instant since, int most) {
        return ((Number) sql.row(NEW_RATINGS, project, since, most)).longValue();
    }

    /** Somebody waits for the next fit. */
    public void want(UUID project) {
        sql.update("""
                INSERT INTO feedback.rater_fit_wanted (project_id) VALUES (?1)
                ON CONFLICT (project_id) DO UPDATE SET wanted_at = clock_timestamp()
                """, project);
    }

    public boolean wanted(UUID project) {
        return !sql.rows("SELECT project_id FROM feedback.rater_fit_wanted WHERE project_id = ?1", project)
                .isEmpty();
    }

    /** What was wanted by then is done. */
    public void done(UUID project, Instant readAt) {
        sql.update("DELETE FROM feedback.rater_fit_wanted WHERE project_id = ?1 AND wanted_at <= ?2", project, readAt);
    }

    public Optional<FittedCrowd> newest(UUID project) {
        return sql.rows("""
                SELECT id, project_id, read_at, votes, pairs, raters, worth, slope_width, side_width, common_side, log_ties,
                       seconds, drift, drift_most
                FROM feedback.rater_fit WHERE project_id = ?1 ORDER BY fitted_at DESC LIMIT 1
                """, project).stream().findFirst().map(row -> fit((Object[]) row));
    }

    /** The newest fit's id alone, which is asked for often. */
    public Optional<UUID> newestId(UUID project) {
        return sql
                .rows(
                        "SELECT id FROM feedback.rater_fit WHERE project_id = ?1 ORDER BY fitted_at DESC LIMIT 1",
                        project)
                .stream()
                .findFirst()
                .map(UUID.class::cast);
    }

    /** Adds a fit; older ones than the last few are forgotten. */
    public void add(FittedCrowd fit, List<TrustedRater> raters, @Nullable String calibration) {
        sql.update(
                """
                INSERT INTO feedback.rater_fit
                    (id, project_id, read_at, votes, pairs, raters, worth, slope_width, side_width, common_side, log_ties,
                     seconds, drift, drift_most, calibration)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, CAST(nullif(?11, '') AS double precision), ?12,
                        CAST(nullif(?13, '') AS double precision), CAST(nullif(?14, '') AS double precision), nullif(?15, ''))
                """,
                fit.id(),
                fit.project(),
                fit.readAt(),
                fit.votes(),
                fit.pairs(),
                fit.raters(),
                fit.worth(),
                fit.slopeWidth(),
                fit.sideWidth(),
                fit.commonSide(),
                text(fit.logTies()),
                fit.seconds(),
                text(fit.drift()),
                text(fit.driftMost()),
                calibration == null ? "" : calibration);
        raters.forEach(rater -> add(fit.id(), rater));
        String old = "(SELECT id FROM feedback.rater_fit WHERE project_id = ?1 ORDER BY fitted_at DESC OFFSET ?2)";
        sql.update("DELETE FROM feedback.rater_estimate WHERE fit_id IN " + old, fit.project(), KEPT);
        sql.update("DELETE FROM feedback.rater_fit WHERE id IN " + old, fit.project(), KEPT);
    }

    private void add(UUID fit, TrustedRater rater) {
        sql.update(
                """
                INSERT INTO feedback.rater_estimate
                    (fit_id, rater, account_id, slope, slope_deviation, side, side_deviation, votes, doubts)
                VALUES (?1, ?2, CAST(nullif(?3, '') AS uuid), ?4, ?5, ?6, ?7, ?8, ?9)
                """,
                fit,
                rater.rater(),
                rater.account() == null ? "" : rater.account().toString(),
                rater.slope(),
                rater.slopeDeviation(),
                rater.side(),
                rater.sideDeviation(),
                rater.votes(),
                String.join(",", rater.doubts().stream().map(Suspicion::name).toList()));
    }

    /** Most votes first. */
    public List<TrustedRater> raters(UUID fit) {
        return sql.rows("""
                SELECT e.rater, e.account_id, e.slope, e.slope_deviation, e.side, e.side_deviation, e.votes, e.doubts, a.name
                FROM feedback.rater_estimate e LEFT JOIN feedback.account a ON a.id = e.account_id
                WHERE e.fit_id = ?1 ORDER BY e.votes DESC, e.rater
                """, fit).stream().map(row -> rater((Object[]) row)).toList();
    }

    /** How far the fit's probabilities can be believed, as it was kept. */
    public Optional<String> calibration(UUID fit) {
        return sql
                .rows("SELECT calibration FROM feedback.rater_fit WHERE id = ?1 AND calibration IS NOT NULL", fit)
                .stream()
                .findFirst()
                .map(String.class::cast);
    }

    /** Whether the fit is older. */
    public boolean older(FittedCrowd fit, Duration age) {
        return fit.readAt().isBefore(now().minus(age));
    }

    private static FittedCrowd fit(Object[] columns) {
        return new FittedCrowd(
                (UUID) columns[0],
                (UUID) columns[1],
                (Instant) columns[2],
                ((Number) columns[3]).intValue(),
                ((Number) columns[4]).intValue(),
                ((Number) columns[5]).intValue(),
                (Double) columns[6],
                (Double) columns[7],
                (Double) columns[8],
                (Double) columns[9],
                (Double) columns[10],
                (Double) columns[11],
                (Double) columns[12],
                (Double) columns[13]);
    }

    private static TrustedRater rater(Object[] columns) {
        String doubts = (String) columns[7];
        return new TrustedRater(
                (String) columns[0],
                (UUID) columns[1],
                (String) columns[8],
                (Double) columns[2],
                (Double) columns[3],
                (Double) columns[4],
                (Double) columns[5],
                ((Number) columns[6]).intValue(),
                doubts.isEmpty()
                        ? List.of()
                        : Arrays.stream(doubts.split(",", -1))
                                .map(Suspicion::valueOf)
                                .toList());
    }

    private static String text(@Nullable Double value) {
        return value == null ? "" : value.toString();
    }
}
