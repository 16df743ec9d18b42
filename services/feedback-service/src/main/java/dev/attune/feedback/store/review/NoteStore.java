package dev.attune.feedback.store.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.review.Note;
import dev.attune.feedback.review.Viewer;
import dev.attune.feedback.store.Sql;

/** What reviewers and raters write to each other about items. */
@ApplicationScoped
public class NoteStore {

    private static final String NOTES = """
            SELECT n.id, rater.pseudonym, a.pseudonym, a.name, a.id, n.text, n.written_at, n.seen_at
            FROM feedback.item_note n
                JOIN feedback.account rater ON rater.id = n.rater_id
                JOIN feedback.account a ON a.id = n.author_id
            WHERE n.item_id = ?1
            """;

    private final Sql sql;

    NoteStore(Sql sql) {
        this.sql = sql;
    }

    public void add(UUID item, UUID rater, UUID author, String text) {
        sql.update(
                "INSERT INTO feedback.item_note (id, item_id, rater_id, author_id, text) VALUES (?1, ?2, ?3, ?4, ?5)",
                UUID.randomUUID(),
                item,
                rater,
                author,
                text);
    }

    /** Every note about the item, oldest first. */
    public List<Note> of(UUID item, Viewer viewer) {
        return sql.rows(NOTES + " ORDER BY n.written_at, n.id", item).stream()
                .map(row -> note((Object[]) row, viewer))
                .toList();
    }

    /** The notes between reviewers and one rater, oldest first. */
    public List<Note> with(UUID item, UUID rater, Viewer viewer) {
        return sql.rows(NOTES + " AND n.rater_id = ?2 ORDER BY n.written_at, n.id", item, rater).stream()
                .map(row -> note((Object[]) row, viewer))
                .toList();
    }

    /** The rater has seen what reviewers wrote until then. */
    public void seenByRater(UUID item, UUID rater, Instant until) {
        sql.update("""
                UPDATE feedback.item_note SET seen_at = clock_timestamp()
                WHERE item_id = ?1 AND rater_id = ?2 AND author_id <> rater_id AND seen_at IS NULL AND written_at <= ?3
                """, item, rater, until);
    }

    /** A reviewer has seen what raters wrote until then. */
    public void seenByReviewer(UUID item, Instant until) {
        sql.update("""
                UPDATE feedback.item_note SET seen_at = clock_timestamp()
                WHERE item_id = ?1 AND author_id = rater_id AND seen_at IS NULL AND written_at <= ?2
                """, item, until);
    }

    /** How many notes of reviewers the rater has not seen, in all items. */
    public long unseen(UUID rater) {
        return ((Number) sql.row("""
                SELECT count(*) FROM feedback.item_note
                WHERE rater_id = ?1 AND author_id <> rater_id AND seen_at IS NULL
                """, rater)).longValue();
    }

    /** Whoever has this pseudonym and has something to do with the item. */
    public Optional<UUID> rater(UUID item, String pseudonym) {
        return sql.rows("""
                SELECT a.id FROM feedback.account a
                WHERE a.pseudonym = ?2
                  AND (EXISTS (SELECT 1 FROM feedback.said r WHERE r.item_id = ?1 AND r.account_id = a.id)
                    OR EXISTS (SELECT 1 FROM feedback.item_flag f WHERE f.item_id = ?1 AND f.account_id = a.id)
                    OR EXISTS (SELECT 1 FROM feedback.item_note n WHERE n.item_id = ?1 AND n.rater_id = a.id))
                """, item, pseudonym).stream().findFirst().map(UUID.class::cast);
    }

    private static Note note(Object[] columns, Viewer viewer) {
        return new Note(
                (UUID) columns[0],
                (String) columns[1],
                OpinionStore.person(columns[2], columns[3], columns[4], viewer),
                (String) columns[5],
                (Instant) columns[6],
                (Instant) columns[7]);
    }
}
