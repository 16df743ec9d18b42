package dev.attune.feedback.store.rater;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.rater.Notice.Example;
import dev.attune.feedback.rater.SignalKind;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.Sql;

/** One rating of a person that shows what was noticed, as it stood on the screen. */
@ApplicationScoped
public class ExampleStore {

    private static final String SHOWN = """
            SELECT p.messages, i.first_candidate, i.second_candidate, s.left_first, s.verdict, s.expected, s.dwell_millis
            FROM (%s) s JOIN feedback.item i ON i.id = s.item_id JOIN feedback.prompt p ON p.id = i.prompt_id
            """;

    private static final String MISSED = """
            SELECT c.item_id, c.left_first, c.verdict,
                   CASE WHEN c.left_first = g.first_better THEN 'LEFT' ELSE 'RIGHT' END AS expected, c.dwell_millis
            FROM feedback.check_answer c JOIN feedback.gold g ON g.item_id = c.item_id AND g.state = 'ACTIVE'
            WHERE c.project_id = ?1 AND c.account_id = ?2 AND c.rated_at <= ?3 AND c.withdrawn_at IS NULL
              AND c.verdict <> 'SKIP' AND c.kind = '%s'
              AND c.verdict <> CASE WHEN c.left_first = g.first_better THEN 'LEFT' ELSE 'RIGHT' END
            ORDER BY c.rated_at DESC LIMIT 1
            """;

    private static final String OTHERWISE = """
            SELECT c.item_id, c.left_first, c.verdict,
                   CASE WHEN r.verdict NOT IN ('LEFT', 'RIGHT') OR r.left_first = c.left_first THEN r.verdict
                        WHEN r.verdict = 'LEFT' THEN 'RIGHT' ELSE 'LEFT' END AS expected, c.dwell_millis
            FROM feedback.check_answer c
                 JOIN feedback.rating r ON r.item_id = c.item_id AND r.account_id = c.account_id AND r.withdrawn_at IS NULL
            WHERE c.project_id = ?1 AND c.account_id = ?2 AND c.rated_at <= ?3 AND c.withdrawn_at IS NULL
              AND c.verdict <> 'SKIP' AND r.verdict <> 'SKIP' AND c.kind = 'REPEAT'
              AND c.verdict <> CASE WHEN r.verdict NOT IN ('LEFT', 'RIGHT') OR r.left_first = c.left_first THEN r.verdict
                                    WHEN r.verdict = 'LEFT' THEN 'RIGHT' ELSE 'LEFT' END
            ORDER BY c.rated_at DESC LIMIT 1
            """;

    /** Of the last ratings the one with the least time for its length. */
    private static final String FASTEST = """
            SELECT * FROM (
                SELECT r.item_id, r.left_first, r.verdict, CAST(NULL AS text) AS expected, r.dwell_millis
                FROM feedback.rating r JOIN feedback.item q ON q.id = r.item_id AND q.candidates IS NULL
                WHERE r.project_id = ?1 AND r.account_id = ?2 AND r.rated_at <= ?3 AND r.withdrawn_at IS NULL
                  AND r.lease_id IS NOT NULL AND r.verdict IN ('LEFT', 'RIGHT', 'TIE', 'BOTH_BAD')
                ORDER BY r.rated_at DESC LIMIT 50) lately
            ORDER BY dwell_millis LIMIT 1
            """;

    private final Sql sql;

    ExampleStore(Sql sql) {
        this.sql = sql;
    }

    /** The newest example of before {@code until}; of some kinds there is none to be shown. */
    public Optional<Example> of(UUID project, UUID account, SignalKind kind, Instant until) {
        return switch (kind) {
            case GOLD, ATTENTION -> find(MISSED.formatted(kind), kind, project, account, until);
            case OWN_CONSISTENCY -> find(OTHERWISE, kind, project, account, until);
            case SPEED -> find(FASTEST, kind, project, account, until);
            case STRAIGHT_LINING, SIDE, COPIES, LENGTH -> Optional.empty();
        };
    }

    private Optional<Example> find(String query, SignalKind kind, UUID project, UUID account, Instant until) {
        return sql.rows(SHOWN.formatted(query), project, account, until).stream()
                .findFirst()
                .map(row -> example((Object[]) row, kind));
    }

    private static Example example(Object[] columns, SignalKind kind) {
        String first = JsonText.candidate((String) columns[1]).text();
        String second = JsonText.candidate((String) columns[2]).text();
        boolean leftFirst = (Boolean) columns[3];
        String expected = (String) columns[5];
        return new Example(
                kind,
                JsonText.messages((String) columns[0]),
                leftFirst ? first : second,
                leftFirst ? second : first,
                Verdict.valueOf((String) columns[4]),
                expected == null ? null : Verdict.valueOf(expected),
                ((Number) columns[6]).longValue() / 1000.0);
    }
}
