package dev.attune.feedback.store.mining;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.mining.Outcome;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.Sql;

/** Prompts that came from logged use, and by what others that are alike are found. */
@ApplicationScoped
public class MinedStore {

    private final Sql sql;

    MinedStore(Sql sql) {
        this.sql = sql;
    }

    public void count(UUID project, Outcome outcome) {
        sql.update("""
                INSERT INTO feedback.mining_count (project_id, outcome, count)
                SELECT p.id, ?2, 1 FROM feedback.project p WHERE p.id = ?1
                ON CONFLICT (project_id, outcome) DO UPDATE SET count = mining_count.count + 1
                """, project, outcome.name());
    }

    /** What became of how many. */
    public Map<Outcome, Long> counts(UUID project) {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        sql.rows("SELECT outcome, count FROM feedback.mining_count WHERE project_id = ?1", project).stream()
                .map(row -> (Object[]) row)
                .forEach(row -> counts.put(Outcome.valueOf((String) row[0]), ((Number) row[1]).longValue()));
        return counts;
    }

    /** How many prompts were taken in the last 24 hours. */
    public int takenOfLate(UUID project) {
        return ((Number) sql.row(
                        "SELECT count(*) FROM feedback.mined_prompt WHERE project_id = ?1 AND mined_at > clock_timestamp() - interval '24 hours'",
                        project))
                .intValue();
    }

    public void add(UUID prompt, UUID project, UUID account, String completionId) {
        sql.update(
                "INSERT INTO feedback.mined_prompt (prompt_id, project_id, account_id, completion_id) VALUES (?1, ?2, ?3, ?4)",
                prompt,
                project,
                account,
                completionId);
    }

    /** Prompts of the project that have no sketch yet. */
    public List<UUID> unsketched(UUID project, int most) {
        return sql.rows("""
                SELECT p.id FROM feedback.prompt p
                WHERE p.project_id = ?1 AND NOT EXISTS (SELECT 1 FROM feedback.prompt_sketch s WHERE s.prompt_id = p.id)
                ORDER BY p.id LIMIT ?2
                """, project, most).stream().map(UUID.class::cast).toList();
    }

    public void sketch(UUID prompt, UUID project, String exact, long[] bands) {
        sql.update(
                "INSERT INTO feedback.prompt_sketch (prompt_id, project_id, exact, bands) VALUES (?1, ?2, ?3, ?4)"
                        + " ON CONFLICT (prompt_id) DO NOTHING",
                prompt,
                project,
                exact,
                Arrays.stream(bands).boxed().toArray(Long[]::new));
    }

    public boolean has(UUID project, String exact) {
        return !sql.rows(
                        "SELECT 1 FROM feedback.prompt_sketch WHERE project_id = ?1 AND exact = ?2 LIMIT 1",
                        project,
                        exact)
                .isEmpty();
    }

    /** Prompts that share a band. */
    public List<UUID> maybeAlike(UUID project, long[] bands) {
        return sql
                .rows(
                        "SELECT prompt_id FROM feedback.prompt_sketch WHERE project_id = ?1 AND bands && ?2 LIMIT 200",
                        project,
                        Arrays.stream(bands).boxed().toArray(Long[]::new))
                .stream()
                .map(UUID.class::cast)
                .toList();
    }

    /** Prompts that came from the account and whose text is still here. */
    public List<UUID> of(UUID account) {
        return sql
                .rows(
                        "SELECT prompt_id FROM feedback.mined_prompt WHERE account_id = ?1 AND erased_at IS NULL ORDER BY prompt_id",
                        account)
                .stream()
                .map(UUID.class::cast)
                .toList();
    }

    public List<UUID> items(UUID prompt) {
        return sql.rows("SELECT id FROM feedback.item WHERE prompt_id = ?1 ORDER BY id", prompt).stream()
                .map(UUID.class::cast)
                .toList();
    }

    /** Nothing is left of what was asked, answered and sent; the rows stay, and what they refer to. */
    public void erase(UUID prompt, String word) {
        String text = JsonText.of(word);
        sql.update(
                "UPDATE feedback.prompt SET messages = ?2, fingerprint = 'erased/' || CAST(id AS text) WHERE id = ?1",
                prompt,
                JsonText.of(List.of(Map.of("role", "user", "content", word))));
        sql.update("""
                UPDATE feedback.item
                SET first_candidate = CAST(jsonb_set(CAST(first_candidate AS jsonb), '{text}', CAST(?2 AS jsonb)) AS text),
                    second_candidate = CAST(jsonb_set(CAST(second_candidate AS jsonb), '{text}', CAST(?2 AS jsonb)) AS text),
                    candidates = (SELECT CAST(jsonb_agg(jsonb_set(a.answer, '{text}', CAST(?2 AS jsonb)) ORDER BY a.n) AS text)
                                  FROM jsonb_array_elements(CAST(candidates AS jsonb)) WITH ORDINALITY AS a(answer, n))
                WHERE prompt_id = ?1
                """, prompt, text);
        sql.update("DELETE FROM feedback.prompt_sketch WHERE prompt_id = ?1", prompt);
        sql.update("DELETE FROM feedback.prompt_spread WHERE prompt_id = ?1", prompt);
        // What was sent stays for a time, to be sent again: not of these.
        String named = "%\"" + prompt + "\"%";
        sql.update("DELETE FROM feedback.outbox WHERE payload LIKE ?1 AND sent_at IS NOT NULL", named);
        sql.update("DELETE FROM feedback.webhook_delivery WHERE payload LIKE ?1", named);
        sql.update("UPDATE feedback.mined_prompt SET erased_at = clock_timestamp() WHERE prompt_id = ?1", prompt);
    }
}
