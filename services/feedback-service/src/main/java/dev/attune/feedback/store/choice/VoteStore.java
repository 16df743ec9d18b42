package dev.attune.feedback.store.choice;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.store.Sql;

/** What is known of the answers of prompts: which pairs wait, and what was said of any pair. */
@ApplicationScoped
public class VoteStore {

    private final Sql sql;

    VoteStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * An item of one of the prompts.
     *
     * @param first the first answer's id; absent where it is no pair
     * @param waiting whether it wants ratings
     */
    public record Pair(
            UUID prompt,
            UUID item,
            @Nullable String first,
            @Nullable String second,
            int accepted,
            boolean waiting) {}

    /** What somebody said of a pair; two bad answers are no vote between them. */
    public record Said(UUID item, UUID account, Verdict verdict, boolean leftFirst) {}

    public List<Pair> pairs(List<UUID> prompts) {
        return sql.rows("""
                SELECT i.prompt_id, i.id, i.first_candidate_id, i.second_candidate_id, i.accepted,
                       i.review = 'NONE' AND i.accepted < i.ratings_per_item
                FROM feedback.item i WHERE i.prompt_id = ANY (CAST(string_to_array(?1, ',') AS uuid[])) ORDER BY i.position
                """, ids(prompts)).stream()
                .map(row -> (Object[]) row)
                .map(columns -> new Pair(
                        (UUID) columns[0],
                        (UUID) columns[1],
                        (String) columns[2],
                        (String) columns[3],
                        ((Number) columns[4]).intValue(),
                        (Boolean) columns[5]))
                .toList();
    }

    public List<Said> said(List<UUID> prompts) {
        return sql.rows("""
                SELECT r.item_id, r.account_id, r.verdict, r.left_first
                FROM feedback.item i JOIN feedback.rating r ON r.item_id = i.id
                WHERE i.prompt_id = ANY (CAST(string_to_array(?1, ',') AS uuid[]))
                  AND r.withdrawn_at IS NULL AND r.verdict IN ('LEFT', 'RIGHT', 'TIE')
                ORDER BY r.rated_at, r.id
                """, ids(prompts)).stream()
                .map(row -> (Object[]) row)
                .map(columns ->
                        new Said((UUID) columns[0], (UUID) columns[1], Verdict.valueOf((String) columns[2]), (Boolean)
                                columns[3]))
                .toList();
    }

    private static String ids(List<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(","));
    }
}
