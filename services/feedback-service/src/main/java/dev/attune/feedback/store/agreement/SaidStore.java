package dev.attune.feedback.store.agreement;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.agreement.ProjectAgreement.Said;
import dev.attune.feedback.store.Sql;

/** Ratings of pairs by what they say of the pair's first answer. */
@ApplicationScoped
public class SaidStore {

    /** How a verdict reads whichever side the answers stood on. */
    private static final String SAYS = """
            CASE WHEN %1$s.verdict = 'TIE' THEN 'TIE' WHEN %1$s.verdict = 'BOTH_BAD' THEN 'BOTH_BAD'
                 WHEN (%1$s.verdict = 'LEFT') = %1$s.left_first THEN 'FIRST' ELSE 'SECOND' END
            """;

    private final Sql sql;

    SaidStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * A rating that counts.
     *
     * @param decided what the reviewers say of the pair
     */
    public record Opinion(
            UUID item,
            UUID account,
            Said said,
            @Nullable Integer version,
            Instant ratedAt,
            @Nullable Said decided) {}

    /** The last ratings of pairs that each person gave here, oldest first; not of those whose ratings weigh nothing. */
    public List<Opinion> opinions(UUID project, int each) {
        return sql.rows("""
                SELECT r.item_id, r.account_id, %s, r.guidelines_version, r.rated_at,
                       CASE WHEN d.verdict IN ('LEFT', 'RIGHT', 'TIE', 'BOTH_BAD') THEN %s END
                FROM feedback.account a
                     LEFT JOIN feedback.rater_standing s ON s.project_id = ?1 AND s.account_id = a.id
                     CROSS JOIN LATERAL (SELECT * FROM feedback.rating r
                                         WHERE r.project_id = ?1 AND r.account_id = a.id AND r.withdrawn_at IS NULL
                                           AND r.lease_id IS NOT NULL AND r.verdict IN ('LEFT', 'RIGHT', 'TIE', 'BOTH_BAD')
                                         ORDER BY r.rated_at DESC LIMIT ?2) r
                     LEFT JOIN feedback.adjudication d ON d.item_id = r.item_id AND d.revoked_at IS NULL
                WHERE s.state IS DISTINCT FROM 'SHADOW'
                ORDER BY r.rated_at, r.id
                """.formatted(SAYS.formatted("r"), SAYS.formatted("d")), project, each).stream()
                .map(row -> (Object[]) row)
                .map(columns -> new Opinion(
                        (UUID) columns[0],
                        (UUID) columns[1],
                        Said.valueOf((String) columns[2]),
                        (Integer) columns[3],
                        (Instant) columns[4],
                        columns[5] == null ? null : Said.valueOf((String) columns[5])))
                .toList();
    }
}
