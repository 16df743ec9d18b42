package dev.attune.registry.store.retraining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.retraining.RetrainingPolicy;
import dev.attune.registry.retraining.Facts.Compared;
import dev.attune.registry.retraining.Facts.RecentRun;
import dev.attune.registry.retraining.ProjectRow;
import dev.attune.registry.retraining.RewardState;
import dev.attune.registry.retraining.Watch;
import dev.attune.service.database.Statements;

/** Projects that train again: their policies, their newest reward models, and when they are looked at next. */
@ApplicationScoped
public class RetrainingStore {

    private static final String COLUMNS = """
            SELECT project_id, version, CAST(policy AS text), changed_by, changed_at, decisions, reward_model, adopted, undecided,
                   previous, comparable, CAST(comparison AS text), CAST(watch AS text), drift_answered
            FROM registry.retraining_projects
            """;

    private final Statements statements;

    RetrainingStore(Statements statements) {
        this.statements = statements;
    }

    /** Makes the project known, if it is not, and has it looked at soon. */
    public void touch(String projectId) {
        int changed = statements.update(
                "UPDATE registry.retraining_projects SET next_look = least(next_look, clock_timestamp())"
                        + " WHERE project_id = ?1",
                projectId);
        if (changed == 0) {
            statements.update(
                    "INSERT INTO registry.retraining_projects (project_id) VALUES (?1) ON CONFLICT DO NOTHING",
                    projectId);
        }
    }

    /** Has it looked at soon if it is not to be already: what comes in masses changes no row each time. */
    public void touchLightly(String projectId) {
        boolean due = !statements
                .rows(
                        row -> row.getInt(1),
                        "SELECT 1 FROM registry.retraining_projects WHERE project_id = ?1 AND next_look <= clock_timestamp()",
                        projectId)
                .isEmpty();
        if (!due) {
            touch(projectId);
        }
    }

    /** Those whose time has come. */
    public List<String> due(int most) {
        return statements.rows(
                row -> row.getString(1),
                "SELECT project_id FROM registry.retraining_projects WHERE next_look <= clock_timestamp()"
                        + " ORDER BY next_look LIMIT ?1",
                most);
    }

    public void lookAgain(String projectId, Instant at) {
        statements.update(
                "UPDATE registry.retraining_projects SET next_look = ?2 WHERE project_id = ?1", projectId, at);
    }

    /** The database's clock, by which all is decided. */
    public Instant now() {
        return statements
                .rows(row -> row.getObject(1, OffsetDateTime.class).toInstant(), "SELECT clock_timestamp()")
                .getFirst();
    }

    public Optional<ProjectRow> find(String projectId) {
        return statements.rows(RetrainingStore::project, COLUMNS + " WHERE project_id = ?1", projectId).stream()
                .findFirst();
    }

    /** The same; until the transaction ends nobody else decides on the project. */
    public Optional<ProjectRow> lock(String projectId) {
        return statements
                .rows(RetrainingStore::project, COLUMNS + " WHERE project_id = ?1 FOR UPDATE", projectId)
                .stream()
                .findFirst();
    }

    /** By id. */
    public List<ProjectRow> all(String after, int most) {
        return statements.rows(
                RetrainingStore::project, COLUMNS + " WHERE project_id > ?1 ORDER BY project_id LIMIT ?2", after, most);
    }

    public void change(String projectId, int version, @Nullable RetrainingPolicy policy, String by, Instant at) {
        statements.update(
                "UPDATE registry.retraining_projects SET version = ?2, policy = CAST(?3 AS jsonb), changed_by = ?4,"
                        + " changed_at = ?5, next_look = clock_timestamp() WHERE project_id = ?1",
                projectId,
                version,
                policy == null ? null : Json.text(policy),
                by,
                at);
    }

    public void save(String projectId, RewardState rewards) {
        statements.update(
                "UPDATE registry.retraining_projects SET reward_model = ?2, adopted = ?3, undecided = ?4, previous = ?5,"
                        + " comparable = ?6, comparison = CAST(?7 AS jsonb) WHERE project_id = ?1",
                projectId,
                rewards.newestId(),
                rewards.adoptedId(),
                rewards.undecided(),
                rewards.previousId(),
                rewards.comparable(),
                rewards.comparison() == null ? null : Json.text(rewards.comparison()));
    }

    /** @param answered whether a run was started for the drift that it tells of */
    public void save(String projectId, @Nullable Watch watch, boolean answered) {
        statements.update(
                "UPDATE registry.retraining_projects SET watch = CAST(?2 AS jsonb), drift_answered = ?3 WHERE project_id = ?1",
                projectId,
                watch == null ? null : Json.text(watch),
                answered);
    }

    /** Keeps what a reward model said until its run's end is read; for a day, as others' reward models are nobody's here. */
    public void keepEarly(String checkpointId, List<Boolean> agrees) {
        statements.update("DELETE FROM registry.retraining_early WHERE read_at < clock_timestamp() - interval '1 day'");
        statements.update(
                "INSERT INTO registry.retraining_early (checkpoint_id, agrees) SELECT ?1, unnest(?2)",
                checkpointId,
                agrees.toArray(Boolean[]::new));
    }

    /** What was kept, in its order; it is kept no more. */
    public List<Boolean> takeEarly(String checkpointId) {
        List<Boolean> kept = statements.rows(
                row -> row.getBoolean(1),
                "SELECT agrees FROM registry.retraining_early WHERE checkpoint_id = ?1 ORDER BY position",
                checkpointId);
        statements.update("DELETE FROM registry.retraining_early WHERE checkpoint_id = ?1", checkpointId);
        return kept;
    }

    /** Runs of the project that were asked for since; also those that people asked for. */
    public List<RecentRun> recent(String projectId, Instant since) {
        return statements.rows(
                RetrainingStore::recent,
                "SELECT since, ended_at, coalesce(seconds, extract(epoch FROM coalesce(ended_at, clock_timestamp())"
                        + " - started_at), 0) / 60 FROM registry.runs WHERE project_id = ?1 AND"
                        + " (since > ?2 OR ended_at > ?2) ORDER BY since",
                projectId,
                since);
    }

    public Optional<String> openRun(String projectId) {
        return statements
                .rows(
                        row -> row.getString(1),
                        "SELECT run_id FROM registry.runs WHERE project_id = ?1 AND state NOT IN ('FINISHED', 'FAILED')"
                                + " ORDER BY since LIMIT 1",
                        projectId)
                .stream()
                .findFirst();
    }

    /** Whose run it is; empty where it is no project's. */
    public Optional<String> projectOfRun(String runId) {
        return statements
                .rows(
                        row -> row.getString(1),
                        "SELECT project_id FROM registry.runs WHERE run_id = ?1 AND project_id IS NOT NULL",
                        runId)
                .stream()
                .findFirst();
    }

    private static RecentRun recent(ResultSet row) throws SQLException {
        return new RecentRun(
                row.getObject(1, OffsetDateTime.class).toInstant(),
                FreshPreferences.instant(row.getObject(2, OffsetDateTime.class)),
                row.getDouble(3));
    }

    private static ProjectRow project(ResultSet row) throws SQLException {
        return new ProjectRow(
                row.getString(1),
                row.getInt(2),
                json(row.getString(3), RetrainingPolicy.class),
                row.getString(4),
                FreshPreferences.instant(row.getObject(5, OffsetDateTime.class)),
                row.getInt(6),
                new RewardState(
                        row.getString(7),
                        row.getString(8),
                        row.getBoolean(9),
                        row.getString(10),
                        row.getBoolean(11),
                        json(row.getString(12), Compared.class)),
                json(row.getString(13), Watch.class),
                row.getBoolean(14));
    }

    private static <T> @Nullable T json(@Nullable String text, Class<T> type) {
        try {
            return text == null ? null : Json.MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON column of the registry cannot be read", e);
        }
    }
}
