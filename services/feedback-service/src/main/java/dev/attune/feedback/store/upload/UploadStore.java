package dev.attune.feedback.store.upload;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Json;
import dev.attune.feedback.store.Sql;
import dev.attune.feedback.upload.Findings;
import dev.attune.feedback.upload.Findings.BadRow;
import dev.attune.feedback.upload.Upload;
import dev.attune.feedback.upload.UploadKind;
import dev.attune.feedback.upload.UploadState;

/** Uploads; their bytes lie elsewhere. */
@ApplicationScoped
public class UploadStore {

    private static final TypeReference<List<BadRow>> BAD_ROWS = new TypeReference<>() {};
    private static final String COLUMNS = """
            SELECT id, project_id, kind, name, bytes, received, state, failure, findings, rows_done, entered, refused,
                   refusals, created_at
            FROM feedback.upload
            """;

    private final Sql sql;

    UploadStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * Who sent an upload and how it is to be entered.
     *
     * @param publish whether new prompts are told to the ring
     */
    public record Order(UUID account, boolean publish) {}

    public void add(Upload upload, UUID account) {
        sql.update(
                """
                INSERT INTO feedback.upload (id, project_id, account_id, kind, name, bytes, state)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                """,
                upload.id(),
                upload.projectId(),
                account,
                upload.kind().name(),
                upload.name(),
                upload.bytes(),
                upload.state().name());
    }

    public Optional<Upload> byId(UUID id) {
        return uploads("WHERE id = ?1", id).stream().findFirst();
    }

    /** The upload, held until the transaction ends. */
    public Optional<Upload> locked(UUID id) {
        return uploads("WHERE id = ?1 FOR UPDATE", id).stream().findFirst();
    }

    /** The project's uploads, newest first. */
    public List<Upload> of(UUID project, int limit) {
        return uploads("WHERE project_id = ?1 ORDER BY created_at DESC, id LIMIT ?2", project, limit);
    }

    /** Uploads that wait for being worked on, oldest first. */
    public List<Upload> toWorkOn() {
        return uploads("WHERE state IN ('CHECKING', 'ENTERING') ORDER BY created_at");
    }

    /** Uploads that began longer ago. */
    public List<Upload> olderThan(Duration age) {
        return uploads(
                "WHERE created_at < clock_timestamp() - make_interval(secs => ?1) LIMIT 100", (double) age.toSeconds());
    }

    public Order order(UUID id) {
        Object[] row = (Object[]) sql.row("SELECT account_id, publish FROM feedback.upload WHERE id = ?1", id);
        return new Order((UUID) row[0], (Boolean) row[1]);
    }

    public void received(UUID id, long bytes, UploadState state) {
        sql.update("UPDATE feedback.upload SET received = ?2, state = ?3 WHERE id = ?1", id, bytes, state.name());
    }

    public void checked(UUID id, Findings findings) {
        sql.update(
                "UPDATE feedback.upload SET state = 'CHECKED', findings = ?2 WHERE id = ?1", id, Json.text(findings));
    }

    public void failed(UUID id, String failure) {
        sql.update("UPDATE feedback.upload SET state = 'FAILED', failure = ?2 WHERE id = ?1", id, failure);
    }

    public void enter(UUID id, boolean publish) {
        sql.update("UPDATE feedback.upload SET state = 'ENTERING', publish = ?2 WHERE id = ?1", id, publish);
    }

    /** Notes how far it is. */
    public void progress(UUID id, long done, long entered, List<BadRow> refusals, long refused) {
        sql.update("""
                UPDATE feedback.upload SET rows_done = ?2, entered = ?3, refusals = ?4, refused = ?5 WHERE id = ?1
                """, id, done, entered, Json.text(refusals), refused);
    }

    public void entered(UUID id) {
        sql.update("UPDATE feedback.upload SET state = 'ENTERED' WHERE id = ?1", id);
    }

    public void remove(UUID id) {
        sql.update("DELETE FROM feedback.upload WHERE id = ?1", id);
    }

    private List<Upload> uploads(String which, Object... parameters) {
        return sql.rows(COLUMNS + which, parameters).stream()
                .map(row -> upload((Object[]) row))
                .toList();
    }

    private static Upload upload(Object[] row) {
        return new Upload(
                (UUID) row[0],
                (UUID) row[1],
                UploadKind.valueOf((String) row[2]),
                (String) row[3],
                number(row[4]),
                number(row[5]),
                UploadState.valueOf((String) row[6]),
                (String) row[7],
                findings((String) row[8]),
                number(row[9]),
                number(row[10]),
                number(row[11]),
                read((String) row[12], BAD_ROWS),
                (Instant) row[13]);
    }

    private static @Nullable Findings findings(@Nullable String json) {
        return json == null ? null : read(json, new TypeReference<Findings>() {});
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return Json.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was found in an upload cannot be read", e);
        }
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
