package dev.attune.feedback.store.export;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Split;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.export.ExportFilter;
import dev.attune.feedback.export.ExportSizes;
import dev.attune.feedback.export.JudgedAnswer;
import dev.attune.feedback.export.RatedItem;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.export.ExportStore.Sink;

/** A project at one point in time; rows come from a cursor of the database. */
public final class Snapshot {

    /** Rows that are in memory at a time; each may hold a prompt and two answers of the longest kind. */
    private static final int FETCHED = 100;

    private static final String ITEMS = """
            SELECT i.id, i.project_id, i.prompt_id, i.first_candidate, i.second_candidate, i.ratings_per_item, i.accepted,
                   p.messages, p.fingerprint, p.split,
                   CASE WHEN d.demonstration IS NULL THEN r.id ELSE d.id END, r.account_id, r.lease_id, r.verdict, r.strength,
                   r.left_first, r.dwell_millis, CASE WHEN d.demonstration IS NULL THEN r.source ELSE 'adjudication' END,
                   r.rated_at, r.comment,
                   CASE WHEN d.demonstration IS NULL THEN coalesce(r.annotator, a.pseudonym) ELSE reviewer.pseudonym END,
                   i.candidates, i.form, r.ranking, r.answers, r.correction_of, r.correction,
                   coalesce(d.demonstration, r.demonstration), r.guidelines_version,
                   d.id, d.account_id, d.verdict, d.strength, d.left_first, d.decided_at, d.comment, d.ranking,
                   reviewer.pseudonym, b.fit_id, b.lead, b.deviation, b.belief, b.predictive,
                   s.account_id IS NOT NULL
            FROM feedback.item i
            JOIN feedback.prompt p ON p.id = i.prompt_id
            JOIN feedback.rating r ON r.item_id = i.id AND r.withdrawn_at IS NULL AND r.verdict <> 'SKIP'
            JOIN feedback.account a ON a.id = r.account_id
            LEFT JOIN feedback.adjudication d ON d.item_id = i.id AND d.revoked_at IS NULL
            LEFT JOIN feedback.account reviewer ON reviewer.id = d.account_id
            LEFT JOIN feedback.pair_belief b ON b.item_id = i.id
            LEFT JOIN feedback.rater_standing s ON s.project_id = i.project_id AND s.account_id = r.account_id
                                               AND s.state = 'SHADOW' AND r.annotator IS NULL
            LEFT JOIN feedback.refusal f ON f.rating_id = r.id
            WHERE i.project_id = ? AND p.split = ?
              AND i.review <> 'VOID' AND (? OR i.accepted >= i.ratings_per_item OR i.review = 'ADJUDICATED')
              AND f.rating_id IS NULL AND (d.accepted_id IS NULL OR d.accepted_id = r.id)
              AND (? OR EXISTS (SELECT 1 FROM feedback.rating n WHERE n.item_id = i.id AND n.withdrawn_at IS NULL
                                AND n.verdict <> 'SKIP' AND n.rated_at >= ?))
            ORDER BY i.position, r.rated_at, r.id
            """;

    private static final String PROMPTS = """
            SELECT id, project_id, messages, fingerprint, split FROM feedback.prompt
            WHERE project_id = ? AND split = ? AND (? OR created_at >= ?) AND NOT for_check
            ORDER BY created_at, id
            """;

    private static final String ANSWERS = """
            SELECT id, messages, answer, good, annotator, comment, source, given_at FROM feedback.labelled_answer
            WHERE project_id = ? AND (? OR given_at >= ?)
            ORDER BY position
            """;

    private static final String SIZES = """
            SELECT (SELECT count(*) FROM feedback.item
                    WHERE project_id = ?1 AND accepted > 0 AND review <> 'VOID'
                      AND (accepted >= ratings_per_item OR review = 'ADJUDICATED')),
                   (SELECT count(*) FROM feedback.item
                    WHERE project_id = ?1 AND accepted > 0 AND accepted < ratings_per_item
                      AND review IN ('NONE', 'FLAGGED')),
                   (SELECT count(*) FROM feedback.prompt WHERE project_id = ?1 AND NOT for_check),
                   (SELECT count(*) FROM feedback.prompt WHERE project_id = ?1 AND split = 'HELD_OUT'),
                   (SELECT count(*) FROM feedback.labelled_answer WHERE project_id = ?1)
            """.replace("?1", "?");

    private final Connection connection;

    Snapshot(Connection connection) {
        this.connection = connection;
    }

    /**
     * Items that somebody has rated and nobody closed, with what a reviewer decided, in the order in which they came. Of
     * written answers there is the one that a reviewer accepted, as the reviewer has it, else those that none refused.
     */
    public void items(UUID project, ExportFilter filter, Sink<RatedItem> sink) throws IOException, SQLException {
        try (PreparedStatement query = query(ITEMS, project)) {
            query.setString(2, filter.split().name());
            query.setBoolean(3, filter.open());
            since(query, 4, filter.since());
            try (ResultSet rows = query.executeQuery()) {
                Votes votes = new Votes(sink);
                while (rows.next()) {
                    votes.add(rows);
                }
                votes.end();
            }
        }
    }

    /** Prompts, in the order in which they came. */
    public void prompts(UUID project, ExportFilter filter, Sink<Prompt> sink) throws IOException, SQLException {
        try (PreparedStatement query = query(PROMPTS, project)) {
            query.setString(2, filter.split().name());
            since(query, 3, filter.since());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    sink.accept(new Prompt(
                            rows.getObject(1, UUID.class),
                            rows.getObject(2, UUID.class),
                            JsonText.messages(rows.getString(3)),
                            rows.getString(4),
                            Split.valueOf(rows.getString(5))));
                }
            }
        }
    }

    /** Answers that were judged by themselves, in the order in which they came. */
    public void answers(UUID project, ExportFilter filter, Sink<JudgedAnswer> sink) throws IOException, SQLException {
        try (PreparedStatement query = query(ANSWERS, project)) {
            since(query, 2, filter.since());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    sink.accept(new JudgedAnswer(
                            rows.getObject(1, UUID.class),
                            JsonText.messages(rows.getString(2)),
                            rows.getString(3),
                            rows.getBoolean(4),
                            rows.getString(5),
                            rows.getString(6),
                            rows.getString(7),
                            rows.getTimestamp(8).toInstant()));
                }
            }
        }
    }

    ExportSizes sizes(UUID project) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SIZES)) {
            for (int place = 1; place <= 5; place++) {
                query.setObject(place, project);
            }
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new ExportSizes(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
            }
        }
    }

    private PreparedStatement query(String sql, UUID project) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setFetchSize(FETCHED);
        query.setObject(1, project);
        return query;
    }

    private static void since(PreparedStatement query, int place, @Nullable Instant since) throws SQLException {
        query.setBoolean(place, since == null);
        query.setTimestamp(place + 1, Timestamp.from(since == null ? Instant.EPOCH : since));
    }
}
