package dev.attune.feedback.store.check;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.check.CheckKind;
import dev.attune.feedback.form.Details;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.Sql;

/** What raters said of checks; a withdrawn answer is kept, without its words. */
@ApplicationScoped
public class CheckAnswerStore {

    private static final String COLUMNS = """
            SELECT id, item_id, project_id, account_id, lease_id, verdict, strength, left_first, dwell_millis, source, rated_at,
                   comment, CAST(answers AS text), correction_of, correction, guidelines_version, kind
            FROM feedback.check_answer
            """;

    private final Sql sql;

    CheckAnswerStore(Sql sql) {
        this.sql = sql;
    }

    /** An answer with what it was a check of. */
    public record Answer(Judgement judgement, CheckKind kind) {}

    public void add(Judgement judgement, CheckKind kind) {
        Details details = judgement.details();
        Details.Correction corrected = details.correction();
        sql.update(
                """
                INSERT INTO feedback.check_answer
                    (id, item_id, project_id, account_id, lease_id, kind, verdict, strength, left_first, dwell_millis, source,
                     rated_at, comment, guidelines_version, answers, correction_of, correction)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, CAST(?13 AS text), CAST(?14 AS integer),
                        CAST(?15 AS jsonb), CAST(?16 AS integer), CAST(?17 AS text))
                """,
                judgement.id(),
                judgement.itemId(),
                judgement.projectId(),
                judgement.accountId(),
                judgement.leaseId(),
                kind.name(),
                judgement.verdict().name(),
                judgement.strength(),
                judgement.leftFirst(),
                judgement.dwellMillis(),
                judgement.source(),
                judgement.ratedAt(),
                judgement.comment(),
                details.guidelinesVersion(),
                remarks(details),
                corrected == null ? null : corrected.answer(),
                corrected == null ? null : corrected.text());
    }

    private static @Nullable String remarks(Details details) {
        return details.remarks().isEmpty() ? null : JsonText.of(details.remarks());
    }

    /** An answer that was not taken back, held until the transaction ends. */
    public Optional<Answer> locked(UUID id) {
        return answer(sql.rows(COLUMNS + "WHERE id = ?1 AND withdrawn_at IS NULL FOR UPDATE", id));
    }

    /** Any answer, also one that was taken back. */
    public Optional<Answer> find(UUID id) {
        return answer(sql.rows(COLUMNS + "WHERE id = ?1", id));
    }

    private static Optional<Answer> answer(List<?> rows) {
        return rows.stream().findFirst().map(row -> answer((Object[]) row));
    }

    private static Answer answer(Object[] columns) {
        Integer corrected = (Integer) columns[13];
        String correction = (String) columns[14];
        Details details = new Details(
                List.of(),
                List.of(),
                JsonText.remarks((String) columns[12]),
                corrected == null || correction == null ? null : new Details.Correction(corrected, correction),
                null,
                (Integer) columns[15]);
        Judgement judgement = new Judgement(
                (UUID) columns[0],
                (UUID) columns[1],
                (UUID) columns[2],
                (UUID) columns[3],
                (UUID) columns[4],
                Verdict.valueOf((String) columns[5]),
                ((Number) columns[6]).intValue(),
                (Boolean) columns[7],
                ((Number) columns[8]).longValue(),
                (String) columns[9],
                (Instant) columns[10],
                (String) columns[11],
                details);
        return new Answer(judgement, CheckKind.valueOf((String) columns[16]));
    }

    /** The answer was taken back, with its words; false when it is none of a check. */
    public boolean withdraw(UUID id, boolean notAgain) {
        return sql.update("""
                        UPDATE feedback.check_answer
                        SET withdrawn_at = clock_timestamp(), not_again = ?2, comment = NULL, answers = NULL,
                            correction_of = NULL, correction = NULL
                        WHERE id = ?1 AND withdrawn_at IS NULL
                        """, id, notAgain) == 1;
    }

    /** The person may have the item again whose answer was taken back with a reason; false when there is none. */
    public boolean takeUp(UUID id, UUID account) {
        return sql.update("""
                        UPDATE feedback.check_answer SET not_again = false
                        WHERE id = ?1 AND account_id = ?2 AND withdrawn_at IS NOT NULL AND not_again
                        """, id, account) == 1;
    }

    /** The answer says something else from now on; returns its new version, nothing when it is none of a check. */
    public Optional<Integer> revise(Judgement revised, Instant at) {
        Details details = revised.details();
        Details.Correction corrected = details.correction();
        return sql
                .rows(
                        """
                        UPDATE feedback.check_answer
                        SET verdict = ?2, strength = ?3, comment = CAST(?4 AS text), answers = CAST(?5 AS jsonb),
                            correction_of = CAST(?6 AS integer), correction = CAST(?7 AS text), version = version + 1,
                            revised_at = ?8
                        WHERE id = ?1 RETURNING version
                        """,
                        revised.id(),
                        revised.verdict().name(),
                        revised.strength(),
                        revised.comment(),
                        remarks(details),
                        corrected == null ? null : corrected.answer(),
                        corrected == null ? null : corrected.text(),
                        at)
                .stream()
                .findFirst()
                .map(version -> ((Number) version).intValue());
    }
}
