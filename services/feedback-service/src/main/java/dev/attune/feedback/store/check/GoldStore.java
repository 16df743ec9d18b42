package dev.attune.feedback.store.check;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.feedback.check.CheckKind;
import dev.attune.feedback.check.Gold;
import dev.attune.feedback.check.GoldState;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.Sql;

/** Items with a known answer. */
@ApplicationScoped
public class GoldStore {

    private static final int MOST = 1000;

    /** Separates what several people wrote; nobody types it. */
    private static final String BETWEEN = "\u001e";

    private final Sql sql;

    GoldStore(Sql sql) {
        this.sql = sql;
    }

    /** Adds it; false where the item is gold already, and not retired. */
    public boolean add(UUID item, UUID project, CheckKind kind, boolean firstBetter, UUID by) {
        return sql.update("""
                        INSERT INTO feedback.gold (item_id, project_id, kind, first_better, state, made_by)
                        VALUES (?1, ?2, ?3, ?4, 'ACTIVE', ?5)
                        ON CONFLICT (item_id) DO UPDATE
                        SET kind = ?3, first_better = ?4, state = 'ACTIVE', confirmed = false, belief = NULL, reason = NULL,
                            made_by = ?5, made_at = clock_timestamp(), changed_at = clock_timestamp()
                        WHERE gold.state = 'RETIRED'
                        """, item, project, kind.name(), firstBetter, by) == 1;
    }

    /** Whether the account was handed the item as one whose answer is known. */
    public boolean handed(UUID item, UUID account) {
        return (Boolean) sql.row("""
                SELECT EXISTS (SELECT 1 FROM feedback.lease
                               WHERE item_id = ?1 AND account_id = ?2 AND check_kind IN ('GOLD', 'ATTENTION'))
                    OR EXISTS (SELECT 1 FROM feedback.check_answer
                               WHERE item_id = ?1 AND account_id = ?2 AND kind IN ('GOLD', 'ATTENTION'))
                """, item, account);
    }

    /** Whether the item came with its known answer, so that models must never learn from it. */
    public boolean onlyChecks(UUID item) {
        return (Boolean) sql.row("""
                SELECT p.for_check FROM feedback.item i JOIN feedback.prompt p ON p.id = i.prompt_id WHERE i.id = ?1
                """, item);
    }

    /** The state of the project's gold of this item, held until the transaction ends. */
    public Optional<GoldState> locked(UUID project, UUID item) {
        return sql
                .rows(
                        "SELECT state FROM feedback.gold WHERE project_id = ?1 AND item_id = ?2 FOR UPDATE",
                        project,
                        item)
                .stream()
                .findFirst()
                .map(state -> GoldState.valueOf((String) state));
    }

    /** A person has decided about it. */
    public void decide(UUID item, GoldState state, boolean confirmed, String reason) {
        sql.update("""
                UPDATE feedback.gold SET state = ?2, confirmed = ?3, reason = ?4, changed_at = clock_timestamp()
                WHERE item_id = ?1
                """, item, state.name(), confirmed, reason);
    }

    /** What the crowd makes of it; doubted where it is active, nobody has confirmed it, and {@code doubted} says so. Returns whether it is newly so. */
    public boolean believe(UUID item, double belief, boolean doubted) {
        sql.update("UPDATE feedback.gold SET belief = ?2 WHERE item_id = ?1", item, belief);
        return doubted && sql.update("""
                        UPDATE feedback.gold SET state = 'DOUBTED', changed_at = clock_timestamp()
                        WHERE item_id = ?1 AND state = 'ACTIVE' AND NOT confirmed
                        """, item) == 1;
    }

    /** Gold of a project: what is doubted first, then the newest; {@value #MOST} at most. */
    public List<Gold> of(UUID project) {
        return sql.rows("""
                SELECT g.item_id, g.kind, g.state, p.messages, i.first_candidate, i.second_candidate, g.first_better,
                       count(c.id) FILTER (WHERE (c.verdict = 'LEFT') = (c.left_first = g.first_better)
                                             AND c.verdict IN ('LEFT', 'RIGHT')),
                       count(c.id), g.belief, g.confirmed, g.reason, g.made_at,
                       (SELECT string_agg(coalesce(f.words, f.reason), ?2 ORDER BY f.flagged_at)
                        FROM feedback.item_flag f WHERE f.item_id = g.item_id AND f.decided_at IS NULL)
                FROM feedback.gold g
                     JOIN feedback.item i ON i.id = g.item_id
                     JOIN feedback.prompt p ON p.id = i.prompt_id
                     LEFT JOIN feedback.check_answer c ON c.item_id = g.item_id AND c.kind <> 'REPEAT'
                          AND c.withdrawn_at IS NULL AND c.verdict <> 'SKIP'
                WHERE g.project_id = ?1
                GROUP BY g.item_id, p.messages, i.first_candidate, i.second_candidate
                ORDER BY g.state = 'DOUBTED' DESC, g.made_at DESC, g.item_id
                LIMIT ?3
                """, project, BETWEEN, MOST).stream()
                .map(row -> gold((Object[]) row))
                .toList();
    }

    private static Gold gold(Object[] columns) {
        Candidate first = JsonText.candidate((String) columns[4]);
        Candidate second = JsonText.candidate((String) columns[5]);
        boolean firstBetter = (Boolean) columns[6];
        long right = number(columns[7]);
        return new Gold(
                (UUID) columns[0],
                CheckKind.valueOf((String) columns[1]),
                GoldState.valueOf((String) columns[2]),
                JsonText.messages((String) columns[3]),
                (firstBetter ? first : second).text(),
                (firstBetter ? second : first).text(),
                right,
                number(columns[8]) - right,
                (Double) columns[9],
                (Boolean) columns[10],
                doubts((String) columns[13]),
                (String) columns[11],
                Objects.requireNonNull((Instant) columns[12]));
    }

    private static List<String> doubts(@Nullable String joined) {
        return joined == null ? List.of() : Arrays.asList(joined.split(BETWEEN, -1));
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
