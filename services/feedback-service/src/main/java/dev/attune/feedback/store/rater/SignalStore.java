package dev.attune.feedback.store.rater;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.check.CheckKind;
import dev.attune.feedback.store.Sql;

/** What raters said lately, as far as it tells of their care. */
@ApplicationScoped
public class SignalStore {

    private final Sql sql;

    SignalStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * A rating that counts.
     *
     * @param left characters of the left answer
     * @param right characters of the right answer
     * @param language that the item asks its raters for; null for none
     */
    public record Vote(
            UUID account,
            Verdict verdict,
            long dwellMillis,
            int left,
            int right,
            @Nullable String comment,
            @Nullable String language) {}

    /**
     * What was said of a check.
     *
     * @param right of gold: whether the known answer was taken; of a repeat: whether it says what was said before
     */
    public record Checked(UUID account, UUID item, CheckKind kind, boolean right) {}

    /** Who rates, and how many ratings of pairs count. */
    public record Rater(UUID account, long votes) {}

    /** Whoever has rated pairs here, with a lease. */
    public List<Rater> raters(UUID project) {
        return sql.rows("""
                SELECT a.id, v.votes FROM feedback.account a
                     CROSS JOIN LATERAL (SELECT count(*) AS votes FROM feedback.rating r
                                         WHERE r.project_id = ?1 AND r.account_id = a.id AND r.withdrawn_at IS NULL
                                           AND r.lease_id IS NOT NULL AND r.verdict IN ('LEFT', 'RIGHT', 'TIE', 'BOTH_BAD')) v
                WHERE v.votes > 0
                """, project).stream()
                .map(row -> (Object[]) row)
                .map(columns -> new Rater((UUID) columns[0], ((Number) columns[1]).longValue()))
                .toList();
    }

    /** The last ratings of pairs of each rater, oldest first. */
    public List<Vote> votes(UUID project, int each) {
        return sql.rows("""
                SELECT r.account_id, r.verdict, r.dwell_millis,
                       char_length(CAST(i.first_candidate AS jsonb) ->> 'text'),
                       char_length(CAST(i.second_candidate AS jsonb) ->> 'text'), r.left_first, r.comment, n.language
                FROM feedback.account a
                     CROSS JOIN LATERAL (SELECT * FROM feedback.rating r
                                         WHERE r.project_id = ?1 AND r.account_id = a.id AND r.withdrawn_at IS NULL
                                           AND r.lease_id IS NOT NULL AND r.verdict IN ('LEFT', 'RIGHT', 'TIE', 'BOTH_BAD')
                                         ORDER BY r.rated_at DESC LIMIT ?2) r
                     JOIN feedback.item i ON i.id = r.item_id AND i.candidates IS NULL
                     JOIN feedback.prompt p ON p.id = i.prompt_id
                     LEFT JOIN feedback.need n ON n.id = p.need
                ORDER BY r.rated_at
                """, project, each).stream()
                .map(row -> vote((Object[]) row))
                .toList();
    }

    private static Vote vote(Object[] columns) {
        int first = ((Number) columns[3]).intValue();
        int second = ((Number) columns[4]).intValue();
        boolean leftFirst = (Boolean) columns[5];
        return new Vote(
                (UUID) columns[0],
                Verdict.valueOf((String) columns[1]),
                ((Number) columns[2]).longValue(),
                leftFirst ? first : second,
                leftFirst ? second : first,
                (String) columns[6],
                (String) columns[7]);
    }

    /** What was said of gold that nobody doubts or has retired, and of repeats whose first rating counts; skips say nothing. */
    public List<Checked> checked(UUID project) {
        return sql.rows("""
                SELECT c.account_id, c.item_id, c.kind,
                       c.verdict IN ('LEFT', 'RIGHT') AND (c.verdict = 'LEFT') = (c.left_first = g.first_better)
                FROM feedback.check_answer c JOIN feedback.gold g ON g.item_id = c.item_id AND g.state = 'ACTIVE'
                WHERE c.project_id = ?1 AND c.kind <> 'REPEAT' AND c.withdrawn_at IS NULL AND c.verdict <> 'SKIP'
                UNION ALL
                SELECT c.account_id, c.item_id, c.kind,
                       CASE WHEN c.verdict IN ('LEFT', 'RIGHT') AND r.verdict IN ('LEFT', 'RIGHT')
                            THEN (c.verdict = r.verdict) = (c.left_first = r.left_first)
                            ELSE c.verdict = r.verdict END
                FROM feedback.check_answer c
                     JOIN feedback.rating r ON r.item_id = c.item_id AND r.account_id = c.account_id
                                           AND r.withdrawn_at IS NULL AND r.verdict <> 'SKIP'
                WHERE c.project_id = ?1 AND c.kind = 'REPEAT' AND c.withdrawn_at IS NULL AND c.verdict <> 'SKIP'
                """, project).stream()
                .map(row -> (Object[]) row)
                .map(columns -> new Checked(
                        (UUID) columns[0], (UUID) columns[1], CheckKind.valueOf((String) columns[2]), (Boolean)
                                columns[3]))
                .toList();
    }
}
