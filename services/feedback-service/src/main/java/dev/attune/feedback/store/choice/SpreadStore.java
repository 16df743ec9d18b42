package dev.attune.feedback.store.choice;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;

import dev.attune.contracts.event.SpreadEvent.HeadScores;
import dev.attune.contracts.json.Json;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.Sql;

/** What the heads of reward models think of the answers to prompts. */
@ApplicationScoped
public class SpreadStore {

    private static final TypeReference<List<HeadScores>> ANSWERS = new TypeReference<>() {};

    private final Sql sql;

    SpreadStore(Sql sql) {
        this.sql = sql;
    }

    /** The latest word on the prompt, if it is here; places that hang on it are to be computed anew. */
    public void put(UUID project, UUID prompt, String checkpoint, List<HeadScores> answers) {
        // Places that are being computed now do not know of it.
        sql.lock("places." + project);
        int kept = sql.update("""
                INSERT INTO feedback.prompt_spread (prompt_id, checkpoint, answers)
                SELECT p.id, ?2, ?3 FROM feedback.prompt p WHERE p.id = ?1
                ON CONFLICT (prompt_id)
                DO UPDATE SET checkpoint = ?2, answers = ?3, measured_at = clock_timestamp()
                """, prompt, checkpoint, JsonText.of(answers));
        if (kept > 0) {
            sql.update("""
                    UPDATE feedback.open_item o SET scored = 0
                    FROM (SELECT k.item_id FROM feedback.open_item k JOIN feedback.item i ON i.id = k.item_id
                          WHERE i.prompt_id = ?1 ORDER BY k.item_id FOR UPDATE OF k) held
                    WHERE o.item_id = held.item_id
                    """, prompt);
        }
    }

    /** What is known of the prompts. */
    public Map<UUID, List<HeadScores>> of(List<UUID> prompts) {
        Map<UUID, List<HeadScores>> found = new HashMap<>();
        for (Object row : sql.rows("""
                SELECT prompt_id, answers FROM feedback.prompt_spread
                WHERE prompt_id = ANY (CAST(string_to_array(?1, ',') AS uuid[]))
                """, prompts.stream().map(UUID::toString).collect(Collectors.joining(",")))) {
            Object[] columns = (Object[]) row;
            found.put((UUID) columns[0], read((String) columns[1]));
        }
        return found;
    }

    /** How many waiting items of the project have answers that a reward model was asked about. */
    public long informed(UUID project) {
        return ((Number) sql.row("""
                SELECT count(*) FROM feedback.open_item q JOIN feedback.item i ON i.id = q.item_id
                    JOIN feedback.prompt_spread s ON s.prompt_id = i.prompt_id
                WHERE q.project_id = ?1
                """, project)).longValue();
    }

    private static List<HeadScores> read(String json) {
        try {
            return Json.MAPPER.readValue(json, ANSWERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored spread cannot be read", e);
        }
    }
}
