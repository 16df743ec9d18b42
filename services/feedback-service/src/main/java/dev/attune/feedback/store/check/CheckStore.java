package dev.attune.feedback.store.check;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.check.CheckKind;
import dev.attune.feedback.store.Sql;

/** Which check a rater is due for, and which items may serve as one. */
@ApplicationScoped
public class CheckStore {

    /** A pair comes again after so many other ratings of the person at least. */
    public static final int APART = 20;

    /** The person has neither said nor been handed anything about the item, and gave no verdict on it as a reviewer. */
    private static final String FRESH = """
              AND NOT EXISTS (SELECT 1 FROM feedback.said s
                              WHERE s.item_id = i.id AND s.account_id = ?2 AND (s.withdrawn_at IS NULL OR s.not_again))
              AND NOT EXISTS (SELECT 1 FROM feedback.adjudication d
                              WHERE d.item_id = i.id AND (d.account_id = ?2 OR d.revoked_at IS NULL
                                    AND (d.verdict <> 'LEFT' AND d.verdict <> 'RIGHT'
                                         OR ((d.verdict = 'LEFT') = d.left_first) <> g.first_better)))
              AND NOT EXISTS (SELECT 1 FROM feedback.item_flag f WHERE f.item_id = i.id AND f.account_id = ?2)
            """;

    private static final String HELD = """
              AND NOT EXISTS (SELECT 1 FROM feedback.lease h
                              WHERE h.item_id = i.id AND h.account_id = ?2 AND h.used_at IS NULL
                                AND h.expires_at > clock_timestamp())
            """;

    private final Sql sql;

    CheckStore(Sql sql) {
        this.sql = sql;
    }

    /** When a rater is due: after so many ordinary items more, drawn for this share. */
    public record Turn(double share, int left) {}

    /** A pair that the person has rated, and how it stood then. */
    public record Earlier(UUID item, boolean leftFirst) {}

    public Optional<Turn> turn(UUID project, UUID account) {
        return sql
                .rows(
                        "SELECT share, left_over FROM feedback.check_turn WHERE project_id = ?1 AND account_id = ?2",
                        project,
                        account)
                .stream()
                .findFirst()
                .map(row -> (Object[]) row)
                .map(columns -> new Turn(((Number) columns[0]).doubleValue(), ((Number) columns[1]).intValue()));
    }

    public void put(UUID project, UUID account, Turn turn) {
        sql.update("""
                INSERT INTO feedback.check_turn (project_id, account_id, share, left_over) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (project_id, account_id) DO UPDATE SET share = ?3, left_over = ?4
                """, project, account, turn.share(), turn.left());
    }

    /** Any gold of the kind that is new to the account; nobody else's verdict contradicts it. */
    public Optional<UUID> gold(UUID project, UUID account, CheckKind kind) {
        return sql.rows("""
                SELECT g.item_id FROM feedback.gold g JOIN feedback.item i ON i.id = g.item_id
                WHERE g.project_id = ?1 AND g.kind = ?3 AND g.state = 'ACTIVE' AND i.review IN ('ADJUDICATED', 'VOID')
                """ + FRESH + HELD + " ORDER BY random() LIMIT 1", project, account, kind.name()).stream()
                .findFirst()
                .map(UUID.class::cast);
    }

    /** A pair that the account rated at least {@link #APART} ratings ago, and once only. */
    public Optional<Earlier> repeat(UUID project, UUID account) {
        return sql
                .rows(
                        """
                SELECT i.id, r.left_first
                FROM (SELECT item_id, left_first, verdict, lease_id FROM feedback.rating
                      WHERE project_id = ?1 AND account_id = ?2 AND withdrawn_at IS NULL
                      ORDER BY rated_at DESC OFFSET ?3 LIMIT 200) r
                     JOIN feedback.item i ON i.id = r.item_id
                WHERE r.lease_id IS NOT NULL AND r.verdict IN ('LEFT', 'RIGHT', 'TIE', 'BOTH_BAD')
                  AND i.candidates IS NULL AND i.review = 'NONE'
                  AND NOT EXISTS (SELECT 1 FROM feedback.check_answer c WHERE c.item_id = i.id AND c.account_id = ?2)
                  AND NOT EXISTS (SELECT 1 FROM feedback.item_flag f WHERE f.item_id = i.id AND f.account_id = ?2)
                """ + HELD + " ORDER BY i.accepted < i.ratings_per_item, random() LIMIT 1",
                        project,
                        account,
                        APART)
                .stream()
                .findFirst()
                .map(row -> (Object[]) row)
                .map(columns -> new Earlier((UUID) columns[0], (Boolean) columns[1]));
    }
}
