package dev.attune.feedback.store.trust;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;

/** The votes on a project's pairs that count, one after another. */
@ApplicationScoped
public class CrowdVoteStore {

    private static final int FETCHED = 2000;

    /**
     * The newest items whose votes together are no more than a fit takes. Whoever compared an imported pair is known by a pseudonym, and
     * everybody's word on it is an item of its own: prompt and texts tell which ones are the same.
     */
    private static final String VOTES = """
            SELECT r.item_id, coalesce(r.annotator, a.pseudonym), CASE WHEN r.annotator IS NULL THEN r.account_id END,
                   r.verdict, r.left_first, i.accepted >= i.ratings_per_item AND i.review IN ('NONE', 'FLAGGED'),
                   CASE WHEN r.annotator IS NOT NULL THEN i.prompt_id END,
                   CASE WHEN r.annotator IS NOT NULL THEN md5(CAST(i.first_candidate AS jsonb) ->> 'text') END,
                   CASE WHEN r.annotator IS NOT NULL THEN md5(CAST(i.second_candidate AS jsonb) ->> 'text') END
            FROM (SELECT id, sum(accepted) OVER (ORDER BY position DESC) AS votes
                  FROM feedback.item
                  WHERE project_id = ? AND candidates IS NULL AND accepted > 0 AND review <> 'VOID') newest
                 JOIN feedback.item i ON i.id = newest.id
                 JOIN feedback.rating r ON r.item_id = i.id
                 JOIN feedback.account a ON a.id = r.account_id
            WHERE newest.votes <= ? AND r.withdrawn_at IS NULL AND r.verdict IN ('LEFT', 'RIGHT', 'TIE', 'BOTH_BAD')
              AND (r.annotator IS NOT NULL OR r.source NOT LIKE 'import:%')
            """;

    private final EntityManager entities;

    CrowdVoteStore(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * One person's word on an item.
     *
     * @param account absent of a person whose rating was imported
     * @param settled whether the item's ratings settle it
     * @param same of an imported one: what tells which items hold the same two answers
     */
    public record Row(
            UUID item,
            String rater,
            @Nullable UUID account,
            Verdict verdict,
            boolean leftFirst,
            boolean settled,
            @Nullable Same same) {}

    /** A prompt and hashes of two answers. */
    public record Same(UUID prompt, String first, String second) {

        /** Equal for the same answers the other way round. */
        public Same inOrder() {
            return reversed() ? new Same(prompt, /* first= */ second, /* second= */ first) : this;
        }

        public boolean reversed() {
            return first.compareTo(second) > 0;
        }
    }

    /** Reads within the caller's transaction; no more than a few rows are in memory. */
    public void read(UUID project, int most, Consumer<Row> sink) {
        entities.unwrap(Session.class).doWork(connection -> read(connection, project, most, sink));
    }

    private static void read(Connection connection, UUID project, int most, Consumer<Row> sink) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(VOTES)) {
            query.setFetchSize(FETCHED);
            query.setObject(1, project);
            query.setLong(2, most);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    sink.accept(row(rows));
                }
            }
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        UUID prompt = row.getObject(7, UUID.class);
        return new Row(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getObject(3, UUID.class),
                Verdict.valueOf(row.getString(4)),
                row.getBoolean(5),
                row.getBoolean(6),
                prompt == null ? null : new Same(prompt, row.getString(8), row.getString(9)));
    }
}
