package dev.attune.feedback.store.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.form.Details;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.Sql;

/** Reviewers' verdicts that settle items; a revoked one is kept but settles nothing. */
@ApplicationScoped
public class AdjudicationStore {

    /** What ratings of reviewers say of where they come from. */
    public static final String SOURCE = "adjudication";

    private final Sql sql;

    AdjudicationStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * One of the answers that people wrote, as a reviewer chose it.
     *
     * @param id of the adjudication
     * @param rating with which the answer came
     * @param edited by the reviewer; it is given as it was written else
     * @param reviewer pseudonym of the reviewer
     */
    public record Acceptance(UUID id, UUID rating, boolean edited, String reviewer) {}

    /** Adds a verdict; of one that accepts a written answer {@link #accept} says the rest. */
    public void add(Judgement adjudication) {
        add(adjudication, null);
    }

    /** Adds a verdict that the answer of this rating is the one, as {@code adjudication} has it where it has a text. */
    public void accept(Judgement adjudication, UUID rating) {
        add(adjudication, rating);
    }

    private void add(Judgement adjudication, @Nullable UUID accepted) {
        String demonstration = adjudication.details().demonstration();
        sql.update(
                """
                INSERT INTO feedback.adjudication
                    (id, item_id, account_id, verdict, strength, left_first, comment, decided_at, ranking, accepted_id,
                     demonstration)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif(?7, ''), ?8, CAST(nullif(?9, '[]') AS jsonb),
                        CAST(nullif(?10, '') AS uuid), nullif(?11, ''))
                """,
                adjudication.id(),
                adjudication.itemId(),
                adjudication.accountId(),
                adjudication.verdict().name(),
                adjudication.strength(),
                adjudication.leftFirst(),
                adjudication.comment() == null ? "" : adjudication.comment(),
                adjudication.ratedAt(),
                JsonText.of(adjudication.details().ranking()),
                accepted == null ? "" : accepted.toString(),
                demonstration == null ? "" : demonstration);
    }

    /** The written answer that a reviewer accepted, if one did. */
    public Optional<Acceptance> acceptance(UUID item) {
        return sql.rows("""
                SELECT d.id, d.accepted_id, d.demonstration IS NOT NULL, a.pseudonym
                FROM feedback.adjudication d JOIN feedback.account a ON a.id = d.account_id
                WHERE d.item_id = ?1 AND d.revoked_at IS NULL AND d.accepted_id IS NOT NULL
                """, item).stream().findFirst().map(row -> {
            Object[] columns = (Object[]) row;
            return new Acceptance((UUID) columns[0], (UUID) columns[1], (Boolean) columns[2], (String) columns[3]);
        });
    }

    /** The verdict that settles the item, if there is one. */
    public Optional<Judgement> of(UUID item) {
        return sql.rows("""
                SELECT a.id, i.project_id, a.account_id, a.verdict, a.strength, a.left_first, a.decided_at, a.comment,
                       CAST(a.ranking AS text), i.candidates, a.demonstration
                FROM feedback.adjudication a JOIN feedback.item i ON i.id = a.item_id
                WHERE a.item_id = ?1 AND a.revoked_at IS NULL
                """, item).stream().findFirst().map(row -> {
            Object[] columns = (Object[]) row;
            return new Judgement(
                    (UUID) columns[0],
                    item,
                    (UUID) columns[1],
                    (UUID) columns[2],
                    null,
                    Verdict.valueOf((String) columns[3]),
                    ((Number) columns[4]).intValue(),
                    (Boolean) columns[5],
                    0,
                    SOURCE,
                    (Instant) columns[6],
                    (String) columns[7],
                    details((String) columns[8], (String) columns[9], (String) columns[10]));
        });
    }

    public void revoke(UUID id) {
        sql.update("UPDATE feedback.adjudication SET revoked_at = clock_timestamp() WHERE id = ?1", id);
    }

    private static Details details(
            @Nullable String ranking, @Nullable String candidates, @Nullable String demonstration) {
        int answers = candidates == null ? 0 : JsonText.candidates(candidates).size();
        List<Integer> order = IntStream.range(0, answers).boxed().toList();
        return new Details(order, JsonText.ranking(ranking), List.of(), null, demonstration, null);
    }
}
