package dev.attune.feedback.store.rater;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.rater.RaterState;
import dev.attune.feedback.rater.RaterStep;
import dev.attune.feedback.rater.Signal;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.Sql;

/** The steps that were taken about raters; none is ever changed, but for what its rater saw and answered. */
@ApplicationScoped
public class StepStore {

    private static final String STEPS = """
            SELECT s.id, a.pseudonym, s.before, s.state, s.reason, CAST(s.signals AS text), b.name, s.taken_at, s.seen_at,
                   s.answer, s.answered_at
            FROM feedback.rater_step s
                 JOIN feedback.account a ON a.id = s.account_id
                 LEFT JOIN feedback.account b ON b.id = s.actor_id
            WHERE s.project_id = ?1
            """;

    private final Sql sql;

    StepStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * A step to be taken.
     *
     * @param actor who takes it; absent: the service itself
     */
    public record Taken(
            UUID project,
            UUID account,
            @Nullable UUID actor,
            RaterState before,
            RaterState state,
            @Nullable String reason,
            List<Signal> signals) {
        public Taken {
            signals = List.copyOf(signals);
        }
    }

    public void add(Taken step) {
        sql.update(
                """
                INSERT INTO feedback.rater_step (id, project_id, account_id, actor_id, before, state, reason, signals)
                VALUES (gen_random_uuid(), ?1, ?2, CAST(?3 AS uuid), ?4, ?5, CAST(?6 AS text), CAST(?7 AS jsonb))
                """,
                step.project(),
                step.account(),
                step.actor() == null ? null : step.actor().toString(),
                step.before().name(),
                step.state().name(),
                step.reason(),
                JsonText.of(step.signals()));
    }

    /** Newest first. */
    public List<RaterStep> of(UUID project) {
        return sql.rows(STEPS + " ORDER BY s.position DESC LIMIT 1000", project).stream()
                .map(row -> step((Object[]) row))
                .toList();
    }

    /** The newest step about the account that it is told of: hints, warnings, and that all is well again. */
    public Optional<RaterStep> told(UUID project, UUID account) {
        return sql
                .rows(
                        STEPS + " AND s.account_id = ?2 AND s.state <> 'SHADOW' ORDER BY s.position DESC LIMIT 1",
                        project,
                        account)
                .stream()
                .findFirst()
                .map(row -> step((Object[]) row));
    }

    /** The account has seen the step; false when there is no such step of it. */
    public boolean seen(UUID project, UUID account, UUID step) {
        return sql.update("""
                        UPDATE feedback.rater_step SET seen_at = coalesce(seen_at, clock_timestamp())
                        WHERE id = ?3 AND project_id = ?1 AND account_id = ?2 AND state <> 'SHADOW'
                        """, project, account, step) == 1;
    }

    /** The account answers; a later answer replaces the earlier one. False when there is no such step of it. */
    public boolean answer(UUID project, UUID account, UUID step, String text) {
        return sql.update("""
                        UPDATE feedback.rater_step SET answer = ?4, answered_at = clock_timestamp()
                        WHERE id = ?3 AND project_id = ?1 AND account_id = ?2 AND state <> 'SHADOW'
                        """, project, account, step, text) == 1;
    }

    private static RaterStep step(Object[] columns) {
        return new RaterStep(
                (UUID) columns[0],
                (String) columns[1],
                RaterState.valueOf((String) columns[2]),
                RaterState.valueOf((String) columns[3]),
                (String) columns[4],
                StandingStore.signals((String) columns[5]),
                (String) columns[6],
                (Instant) columns[7],
                (Instant) columns[8],
                (String) columns[9],
                (Instant) columns[10]);
    }
}
