package dev.attune.registry.store.gate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.gate.GatePolicy;
import dev.attune.registry.gate.AttemptState;
import dev.attune.registry.gate.AttemptView;
import dev.attune.registry.gate.GateAttempt;
import dev.attune.registry.gate.ProjectGates;
import dev.attune.registry.store.Sql;
import dev.attune.service.database.Statements;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Gates of projects and what checkpoints came to at them. */
@ApplicationScoped
public class GateStore {

    private static final String POLICIES =
            "SELECT project_id, version, CAST(policy AS text), changed_by, changed_at FROM registry.gate_policies";

    private static final String ATTEMPTS = """
            SELECT attempt_id, project_id, checkpoint_id, opponent_id, number, CAST(policy AS text), policy_version, asked_by, asked_at,
                   judge_run_id, state
            FROM registry.gate_attempts
            """;

    private final Statements statements;

    GateStore(Statements statements) {
        this.statements = statements;
    }

    public Optional<ProjectGates> policy(String projectId) {
        return first(statements.rows(GateStore::gates, POLICIES + " WHERE project_id = ?1", projectId));
    }

    /** Until the transaction ends, nobody else changes the gates of the project or what is known of its attempts. */
    public ProjectGates lock(String projectId) {
        statements.update(
                "INSERT INTO registry.gate_policies (project_id) VALUES (?1) ON CONFLICT DO NOTHING", projectId);
        return statements
                .rows(GateStore::gates, POLICIES + " WHERE project_id = ?1 FOR UPDATE", projectId)
                .getFirst();
    }

    public void change(String projectId, int version, @Nullable GatePolicy policy, String by, Instant at) {
        statements.update(
                "UPDATE registry.gate_policies SET version = ?2, policy = CAST(?3 AS jsonb), changed_by = ?4, changed_at = ?5"
                        + " WHERE project_id = ?1",
                projectId,
                version,
                policy == null ? null : Json.text(policy),
                by,
                at);
    }

    public void add(GateAttempt attempt) {
        statements.update(
                "INSERT INTO registry.gate_attempts (attempt_id, project_id, checkpoint_id, opponent_id, number, policy,"
                        + " policy_version, asked_by, asked_at, judge_run_id, state)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, CAST(?6 AS jsonb), ?7, ?8, ?9, ?10, ?11)",
                attempt.attemptId(),
                attempt.projectId(),
                attempt.checkpointId(),
                attempt.opponentId(),
                attempt.number(),
                Json.text(attempt.policy()),
                attempt.policyVersion(),
                attempt.by(),
                attempt.at(),
                attempt.judgeRunId(),
                attempt.state().name());
    }

    public void save(String attemptId, AttemptState state) {
        statements.update(
                "UPDATE registry.gate_attempts SET state = ?2 WHERE attempt_id = ?1", attemptId, state.name());
    }

    /** The first result of a gate stays. */
    public void add(String attemptId, GateMeasured result) {
        statements.update(
                "INSERT INTO registry.gate_results (attempt_id, gate, outcome, event) VALUES (?1, ?2, ?3, CAST(?4 AS jsonb))"
                        + " ON CONFLICT DO NOTHING",
                attemptId,
                result.gate().text(),
                result.outcome().text(),
                Json.text(result));
    }

    public Optional<GateAttempt> attempt(String attemptId) {
        return first(attempts(ATTEMPTS + " WHERE attempt_id = ?1", attemptId));
    }

    /** The checkpoint's last one. */
    public Optional<GateAttempt> last(String checkpointId) {
        return first(attempts(ATTEMPTS + " WHERE checkpoint_id = ?1 ORDER BY number DESC LIMIT 1", checkpointId));
    }

    /** Those that wait for the judge that a run makes. */
    public List<GateAttempt> awaitingJudge(String runId) {
        return attempts(ATTEMPTS + " WHERE judge_run_id = ?1 AND state = 'AWAITING_JUDGE' ORDER BY asked_at", runId);
    }

    /** Of a project, newest first. */
    public Part<AttemptView> list(String projectId, @Nullable Cursor before, int limit) {
        List<GateAttempt> rows = before == null
                ? attempts(
                        ATTEMPTS + " WHERE project_id = ?1 ORDER BY asked_at DESC, attempt_id DESC LIMIT ?2",
                        projectId,
                        limit + 1)
                : attempts(
                        ATTEMPTS + " WHERE project_id = ?1 AND (asked_at, attempt_id) < (?3, ?4)"
                                + " ORDER BY asked_at DESC, attempt_id DESC LIMIT ?2",
                        projectId,
                        limit + 1,
                        before.at(),
                        before.id());
        return Part.of(rows, limit, row -> new Cursor(row.at(), row.attemptId()), AttemptView::of);
    }

    private List<GateAttempt> attempts(String statement, @Nullable Object... parameters) {
        return statements.rows(GateStore::attempt, statement, parameters).stream()
                .map(this::withResults)
                .toList();
    }

    private GateAttempt withResults(GateAttempt attempt) {
        List<GateMeasured> results = statements.rows(
                row -> Sql.json(row.getString(1), GateMeasured.class),
                "SELECT CAST(event AS text) FROM registry.gate_results WHERE attempt_id = ?1 ORDER BY gate",
                attempt.attemptId());
        return new GateAttempt(
                attempt.attemptId(),
                attempt.projectId(),
                attempt.checkpointId(),
                attempt.opponentId(),
                attempt.number(),
                attempt.policy(),
                attempt.policyVersion(),
                attempt.by(),
                attempt.at(),
                attempt.judgeRunId(),
                attempt.state(),
                results);
    }

    private static ProjectGates gates(ResultSet row) throws SQLException {
        String policy = row.getString(3);
        OffsetDateTime at = row.getObject(5, OffsetDateTime.class);
        return new ProjectGates(
                row.getString(1),
                row.getInt(2),
                policy == null ? null : Sql.json(policy, GatePolicy.class),
                row.getString(4),
                at == null ? null : at.toInstant());
    }

    private static GateAttempt attempt(ResultSet row) throws SQLException {
        return new GateAttempt(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                Sql.json(row.getString(6), GatePolicy.class),
                row.getInt(7),
                row.getString(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                row.getString(10),
                AttemptState.valueOf(row.getString(11)),
                List.of());
    }

    private static <T> Optional<T> first(List<T> rows) {
        return rows.stream().findFirst();
    }
}
