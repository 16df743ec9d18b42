package dev.attune.registry.store.retraining;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.event.RetrainingEvent.RetrainingDecided;
import dev.attune.registry.retraining.DecisionRow;
import dev.attune.service.database.Statements;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Decisions on projects, for ever. */
@ApplicationScoped
public class DecisionStore {

    private static final String COLUMNS =
            "SELECT CAST(event AS text), looks, last_at FROM registry.retraining_decisions WHERE project_id = ?1";
    private static final String NEWEST_FIRST = " ORDER BY decided_at DESC, decision_id DESC LIMIT ";

    private final Statements statements;

    DecisionStore(Statements statements) {
        this.statements = statements;
    }

    public Optional<DecisionRow> last(String projectId) {
        return statements.rows(DecisionStore::row, COLUMNS + NEWEST_FIRST + "1", projectId).stream()
                .findFirst();
    }

    /** @param number how many decisions of the project there are with it */
    public void add(RetrainingDecided event, int number) {
        statements.update(
                "INSERT INTO registry.retraining_decisions (decision_id, project_id, decided_at, reason, outcome, last_at, event)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?3, CAST(?6 AS jsonb))",
                event.decisionId(),
                event.projectId(),
                event.at(),
                event.reason().name(),
                event.outcome().name(),
                EventCodec.json(event));
        statements.update(
                "UPDATE registry.retraining_projects SET decisions = ?2 WHERE project_id = ?1",
                event.projectId(),
                number);
    }

    /** The same was decided once more. */
    public void again(String decisionId, Instant at) {
        statements.update(
                "UPDATE registry.retraining_decisions SET looks = looks + 1, last_at = ?2 WHERE decision_id = ?1",
                decisionId,
                at);
    }

    /** Newest first. */
    public Part<DecisionRow> list(String projectId, @Nullable Cursor before, int limit) {
        List<DecisionRow> rows = before == null
                ? statements.rows(DecisionStore::row, COLUMNS + NEWEST_FIRST + (limit + 1), projectId)
                : statements.rows(
                        DecisionStore::row,
                        COLUMNS + " AND (decided_at, decision_id) < (?2, ?3)" + NEWEST_FIRST + (limit + 1),
                        projectId,
                        before.at(),
                        before.id());
        return Part.of(rows, limit, row -> new Cursor(row.at(), row.decisionId()), row -> row);
    }

    private static DecisionRow row(ResultSet row) throws SQLException {
        RetrainingDecided event =
                EventCodec.read(row.getString(1).getBytes(StandardCharsets.UTF_8), RetrainingDecided.class);
        return DecisionRow.of(
                event, row.getLong(2), row.getObject(3, OffsetDateTime.class).toInstant());
    }
}
