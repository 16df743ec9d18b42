package dev.attune.feedback.store.standing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.standing.StandingFilter;
import dev.attune.feedback.store.Sql;

/** The ratings of a project that count, with nothing of what was rated but its item. */
@ApplicationScoped
public class BallotStore {

    private static final int FETCHED = 2000;

    /**
     * The newest ratings of each person. Left out: what was taken back or voided, who is in shadow, items that a reviewer closed, and what was
     * imported, whose answers nobody here made.
     */
    private static final String RATINGS = """
            SELECT r.item_id, i.prompt_id, r.account_id, r.verdict, r.left_first, r.answer_order, CAST(r.ranking AS text), r.rated_at, r.revised_at
            FROM (SELECT r.*
                  FROM feedback.account a
                       LEFT JOIN feedback.rater_standing s ON s.project_id = ? AND s.account_id = a.id
                       CROSS JOIN LATERAL (SELECT r.id, r.item_id, r.account_id, r.verdict, r.left_first, r.answer_order, r.ranking, r.rated_at,
                                                  r.revised_at
                                           FROM feedback.rating r
                                           WHERE r.project_id = ? AND r.account_id = a.id AND r.withdrawn_at IS NULL
                                             AND r.rated_at >= coalesce(CAST(? AS timestamptz), '-infinity')
                                             AND r.guidelines_version IS NOT DISTINCT FROM coalesce(CAST(? AS integer), r.guidelines_version)
                                             AND r.verdict IN ('LEFT', 'RIGHT', 'TIE', 'BOTH_BAD', 'RANKED')
                                             AND (r.lease_id IS NOT NULL OR (? AND r.source = 'playground'))
                                           ORDER BY r.rated_at DESC LIMIT ?) r
                  WHERE s.state IS DISTINCT FROM 'SHADOW'
                  ORDER BY r.rated_at DESC, r.id DESC LIMIT ?) r
                 JOIN feedback.item i ON i.id = r.item_id
            WHERE i.review <> 'VOID' %s
            ORDER BY r.rated_at, r.id
            """;

    private static final String OF_NEED = """
            AND EXISTS (SELECT 1 FROM feedback.prompt p JOIN feedback.need n ON n.id = p.need
                        WHERE p.id = i.prompt_id AND n.language IS NOT DISTINCT FROM coalesce(CAST(? AS text), n.language)
                          AND (CAST(? AS text) IS NULL OR CAST(? AS text) = ANY(n.skills)))
            """;

    /**
     * Ratings since then are counted, so that one is seen that was committed late. What else moves votes (revised, taken back, voided, in shadow,
     * closed) is rare.
     */
    private static final String STATE = """
            SELECT concat_ws('/',
                (SELECT count(*) FROM feedback.account a
                     CROSS JOIN LATERAL (SELECT 1 FROM feedback.rating r WHERE r.project_id = ?1 AND r.account_id = a.id
                                         AND r.withdrawn_at IS NULL AND r.rated_at > ?2) fresh),
                (SELECT count(*) || ' ' || coalesce(sum(version), 0) FROM feedback.rating WHERE project_id = ?1 AND revised_at > ?2),
                (SELECT count(*) FROM feedback.rating WHERE project_id = ?1 AND withdrawn_at > ?2),
                (SELECT coalesce(sum(voided), 0) || ' ' || coalesce(sum(restored), 0) FROM feedback.voiding WHERE project_id = ?1),
                (SELECT coalesce(string_agg(CAST(account_id AS text), ' ' ORDER BY account_id), '') FROM feedback.rater_standing
                 WHERE project_id = ?1 AND state = 'SHADOW'),
                (SELECT count(*) || ' ' || coalesce(sum(position), 0) FROM feedback.item WHERE project_id = ?1 AND review = 'VOID'))
            """;

    private final EntityManager entities;
    private final Sql sql;

    BallotStore(EntityManager entities, Sql sql) {
        this.entities = entities;
        this.sql = sql;
    }

    /**
     * How much is read.
     *
     * @param each ratings of one person at most
     * @param all ratings at most
     */
    public record Bounds(int each, int all) {}

    /**
     * A rating, as its person has it now.
     *
     * @param order which answer of the item stood where, of a ranking, such as 2,0,1
     * @param ranking of a ranking, as JSON: the places of answers, best group first
     * @param at when it was given
     * @param changedAt when it was given or revised
     */
    public record Row(
            UUID item,
            UUID prompt,
            UUID account,
            Verdict verdict,
            boolean leftFirst,
            @Nullable String order,
            @Nullable String ranking,
            Instant at,
            Instant changedAt) {}

    public Instant now() {
        return (Instant) sql.row("SELECT clock_timestamp()");
    }

    /** Another text than before whenever ratings were given, changed or taken away since then; it may be another one for nothing. */
    public String state(UUID project, Instant since) {
        return (String) sql.row(STATE, project, since);
    }

    /** The newest ratings, oldest first, within the caller's transaction. */
    public List<Row> read(UUID project, StandingFilter filter, Bounds bounds) {
        return entities.unwrap(Session.class).doReturningWork(connection -> read(connection, project, filter, bounds));
    }

    private static List<Row> read(Connection connection, UUID project, StandingFilter filter, Bounds bounds)
            throws SQLException {
        boolean ofNeed = filter.language() != null || filter.skill() != null;
        List<Row> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(RATINGS.formatted(ofNeed ? OF_NEED : ""))) {
            query.setFetchSize(FETCHED);
            query.setObject(1, project);
            query.setObject(2, project);
            Instant since = filter.since();
            query.setObject(3, since == null ? null : since.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
            query.setObject(4, filter.guidelines(), Types.INTEGER);
            query.setBoolean(5, filter.playground());
            query.setInt(6, bounds.each());
            query.setInt(7, bounds.all());
            if (ofNeed) {
                query.setString(8, filter.language());
                query.setString(9, filter.skill());
                query.setString(10, filter.skill());
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(row(rows));
                }
            }
        }
        return found;
    }

    private static Row row(ResultSet row) throws SQLException {
        Instant at = row.getObject(8, OffsetDateTime.class).toInstant();
        OffsetDateTime revised = row.getObject(9, OffsetDateTime.class);
        return new Row(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                Verdict.valueOf(row.getString(4)),
                row.getBoolean(5),
                row.getString(6),
                row.getString(7),
                at,
                revised == null ? at : revised.toInstant());
    }
}
