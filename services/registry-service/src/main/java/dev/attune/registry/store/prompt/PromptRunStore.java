package dev.attune.registry.store.prompt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.type.TypeReference;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Json;
import dev.attune.contracts.name.Names;
import dev.attune.registry.prompt.PromptRun;
import dev.attune.registry.prompt.RowScore;
import dev.attune.registry.prompt.RunCase;
import dev.attune.registry.prompt.RunPrompt;
import dev.attune.registry.prompt.RunRow;
import dev.attune.registry.prompt.RunSummary;
import dev.attune.registry.store.Sql;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Runs of suites, with every row. */
@ApplicationScoped
public class PromptRunStore {

    private static final TypeReference<List<RunPrompt>> PROMPTS = new TypeReference<>() {};
    private static final TypeReference<List<RunSummary>> SUMMARIES = new TypeReference<>() {};
    private static final TypeReference<RunRow> ROW = new TypeReference<>() {};

    private static final String RUN = "SELECT run_id, suite, note, author, created_at, prompts, cases, rows, stored,"
            + " summaries FROM registry.prompt_runs ";
    private static final String SCORE =
            "SELECT prompt, provider, case_key, title, state, score, errors FROM registry.prompt_run_rows WHERE run_id = ?1 ";

    private final Sql sql;

    PromptRunStore(Sql sql) {
        this.sql = sql;
    }

    /** Newest first. */
    public Part<PromptRun> list(@Nullable Cursor before, int limit) {
        return part("true", before, limit);
    }

    /** Those of a prompt of the library. */
    public Part<PromptRun> listOf(String prompt, @Nullable Cursor before, int limit) {
        return part(
                "EXISTS (SELECT 1 FROM json_array_elements(cast(prompts as json)) AS one WHERE one ->> 'name' = ?4)",
                before,
                limit,
                prompt);
    }

    private Part<PromptRun> part(String which, @Nullable Cursor before, int limit, String... more) {
        Cursor from = before == null ? Cursor.NEWEST : before;
        List<@Nullable Object> parameters = new ArrayList<>(List.of(from.at(), from.id(), limit + 1));
        parameters.addAll(List.of(more));
        List<PromptRun> runs = sql.rows(
                PromptRunStore::run,
                RUN + "WHERE (created_at < ?1 OR created_at = ?1 AND run_id > ?2) AND " + which
                        + " ORDER BY created_at DESC, run_id LIMIT ?3",
                parameters.toArray());
        return Part.of(runs, limit, run -> new Cursor(run.at(), run.id()), run -> run);
    }

    public Optional<PromptRun> find(String runId) {
        return Names.isName(runId)
                ? sql.rows(PromptRunStore::run, RUN + "WHERE run_id = ?1", runId).stream()
                        .findFirst()
                : Optional.empty();
    }

    /** The same; until the transaction ends, nobody else adds rows. */
    public Optional<PromptRun> lock(String runId) {
        return Names.isName(runId)
                ? sql.rows(PromptRunStore::run, RUN + "WHERE run_id = ?1 FOR UPDATE", runId).stream()
                        .findFirst()
                : Optional.empty();
    }

    public Optional<PromptRun> withDigest(String digest) {
        return sql.rows(PromptRunStore::run, RUN + "WHERE digest = ?1", digest).stream()
                .findFirst();
    }

    /** Returns false when a run with this digest is there already. */
    public boolean begin(PromptRun run, String digest) {
        return sql.update(
                        "INSERT INTO registry.prompt_runs (run_id, digest, suite, note, author, created_at, prompts, cases,"
                                + " rows, stored, characters, summaries)"
                                + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 0, '[]') ON CONFLICT DO NOTHING",
                        run.id(),
                        digest,
                        run.suite(),
                        run.note(),
                        run.author(),
                        run.at(),
                        Json.text(run.prompts()),
                        run.cases(),
                        run.rows())
                == 1;
    }

    /** Characters of all rows so far. */
    public long characters(String runId) {
        return sql.rows(
                        row -> ((Number) row[0]).longValue(),
                        "SELECT characters, stored FROM registry.prompt_runs WHERE run_id = ?1",
                        runId)
                .getFirst();
    }

    /** Adds a row; returns how many characters it takes. */
    public int add(String runId, int position, RunRow row) {
        String json = Json.text(row);
        sql.update(
                "INSERT INTO registry.prompt_run_rows (run_id, position, prompt, provider, number, repetition, title,"
                        + " case_key, state, score, errors, reason, row)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                runId,
                position,
                row.prompt(),
                row.provider(),
                row.number(),
                row.repeat(),
                row.title(),
                row.caseKey(),
                row.state().name(),
                row.score(),
                !row.error().isEmpty(),
                row.reason(),
                json);
        return json.length();
    }

    public void stored(String runId, int rows, long characters) {
        sql.update(
                "UPDATE registry.prompt_runs SET stored = ?2, characters = ?3 WHERE run_id = ?1",
                runId,
                rows,
                characters);
    }

    public void end(String runId, List<RunSummary> summaries) {
        sql.update("UPDATE registry.prompt_runs SET summaries = ?2 WHERE run_id = ?1", runId, Json.text(summaries));
    }

    /** In the order of the run. */
    public List<RowScore> scores(String runId) {
        return sql.rows(PromptRunStore::score, SCORE + "ORDER BY position", runId);
    }

    /** Those of one prompt and provider. */
    public List<RowScore> scores(String runId, String prompt, String provider) {
        return sql.rows(
                PromptRunStore::score,
                SCORE + "AND prompt = ?2 AND provider = ?3 ORDER BY position",
                runId,
                prompt,
                provider);
    }

    /** Cases by their numbers, those behind a number; with {@code failed} those that some prompt failed. */
    public List<RunCase> cases(String runId, boolean failed, int after, int limit) {
        String which = failed ? " AND state = 'FAILED'" : "";
        Map<Integer, RunCase> cases = new LinkedHashMap<>();
        sql.rows(
                        row -> new RunCase(Sql.number(row[0]), (String) row[1], new ArrayList<>(List.of(cell(row)))),
                        "SELECT number, title, position, prompt, provider, repetition, state, score, reason"
                                + " FROM registry.prompt_run_rows WHERE run_id = ?1 AND number IN (SELECT DISTINCT number"
                                + " FROM registry.prompt_run_rows WHERE run_id = ?1 AND number > ?2" + which
                                + " ORDER BY number LIMIT ?3) ORDER BY number, position",
                        runId,
                        after,
                        limit)
                .forEach(one -> cases.merge(one.number(), one, PromptRunStore::joined));
        return List.copyOf(cases.values());
    }

    private static RunCase joined(RunCase one, RunCase other) {
        one.cells().addAll(other.cells());
        return one;
    }

    public Optional<RunRow> row(String runId, int position) {
        return sql
                .rows(
                        row -> Sql.json(row[0], ROW),
                        "SELECT row, position FROM registry.prompt_run_rows WHERE run_id = ?1 AND position = ?2",
                        runId,
                        position)
                .stream()
                .findFirst();
    }

    /** Takes the run away, with its rows. */
    public void delete(String runId) {
        sql.update("DELETE FROM registry.prompt_runs WHERE run_id = ?1", runId);
    }

    private static RunCase.Cell cell(Object[] row) {
        return new RunCase.Cell(
                Sql.number(row[2]),
                (String) row[3],
                (String) row[4],
                Sql.number(row[5]),
                RunRow.State.valueOf((String) row[6]),
                ((Number) row[7]).doubleValue(),
                (String) row[8]);
    }

    private static RowScore score(Object[] row) {
        return new RowScore(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                (String) row[3],
                RunRow.State.valueOf((String) row[4]),
                ((Number) row[5]).doubleValue(),
                (Boolean) row[6]);
    }

    private static PromptRun run(Object[] row) {
        return new PromptRun(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                (String) row[3],
                (Instant) row[4],
                Sql.json(row[5], PROMPTS),
                Sql.number(row[6]),
                Sql.number(row[7]),
                Sql.number(row[8]),
                Sql.json(row[9], SUMMARIES));
    }
}
