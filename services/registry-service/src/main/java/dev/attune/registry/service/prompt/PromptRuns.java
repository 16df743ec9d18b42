package dev.attune.registry.service.prompt;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.registry.prompt.Prompt;
import dev.attune.registry.prompt.PromptAction;
import dev.attune.registry.prompt.PromptRun;
import dev.attune.registry.prompt.RowScore;
import dev.attune.registry.prompt.RunCase;
import dev.attune.registry.prompt.RunComparison;
import dev.attune.registry.prompt.RunPrompt;
import dev.attune.registry.prompt.RunRow;
import dev.attune.registry.prompt.RunSummary;
import dev.attune.registry.store.prompt.PromptLog;
import dev.attune.registry.store.prompt.PromptRunStore;
import dev.attune.registry.store.prompt.PromptStore;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/**
 * Runs of suites. A run arrives in parts, in order; sending it again goes on where it stopped. What is told of it is computed here
 * from its rows, never taken from whoever sent it.
 */
@ApplicationScoped
public class PromptRuns {

    private static final long MOST_CHARACTERS = 64L << 20;

    private final PromptRunStore runs;
    private final PromptStore prompts;
    private final PromptLog log;

    PromptRuns(PromptRunStore runs, PromptStore prompts, PromptLog log) {
        this.runs = runs;
        this.prompts = prompts;
        this.log = log;
    }

    /**
     * A run as it is announced.
     *
     * @param digest of all of it: the same run, sent again, is the same
     */
    public record Announced(String digest, String suite, String note, List<RunPrompt> prompts, int cases, int rows) {}

    /** A run, and whether it is new. */
    public record Begun(PromptRun run, boolean added) {}

    /** One prompt of a run with one provider. */
    public record Side(String runId, String prompt, String provider) {}

    /**
     * Newest first.
     *
     * @param prompt of the library; null for all
     */
    @Transactional
    public Part<PromptRun> list(@Nullable String prompt, @Nullable Cursor before, int limit) {
        return prompt == null ? runs.list(before, limit) : runs.listOf(prompt, before, limit);
    }

    @Transactional
    public PromptRun find(String runId) {
        return present(runId);
    }

    /** Makes room for a run; one that is there already tells how many rows it has. */
    @Transactional
    public Begun begin(Announced announced, Caller caller) {
        announced.prompts().forEach(this::requireVersion);
        PromptRun run = new PromptRun(
                "prompts-" + UUID.randomUUID().toString().replace("-", "").substring(0, 12),
                announced.suite(),
                announced.note(),
                caller.pseudonym(),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                List.copyOf(announced.prompts()),
                announced.cases(),
                announced.rows(),
                0,
                List.of());
        if (!runs.begin(run, announced.digest())) {
            PromptRun known = runs.withDigest(announced.digest()).orElseThrow(PromptFaults::runUnknown);
            if (known.rows() != announced.rows() || !known.suite().equals(announced.suite())) {
                throw PromptFaults.runConflict("Another run was sent with this digest; it is that of all rows.");
            }
            return new Begun(known, false);
        }
        log.add(run.at(), caller.pseudonym(), PromptAction.RUN_ADDED, run.id(), null);
        return new Begun(run, true);
    }

    private void requireVersion(RunPrompt prompt) {
        if (prompt.name() == null) {
            return;
        }
        Prompt known = prompts.find(prompt.name())
                .filter(one -> one.deletedAt() == null)
                .orElseThrow(() -> PromptFaults.unknown(String.valueOf(prompt.name())));
        if (prompt.version() == null || prompt.version() > known.latest()) {
            throw PromptFaults.versionUnknown(known.name(), String.valueOf(prompt.version()));
        }
    }

    /**
     * Adds rows; those that are there already are passed over.
     *
     * @param from position of the first, from 0
     */
    @Transactional
    public PromptRun add(String runId, int from, List<RunRow> rows) {
        PromptRun run = runs.lock(runId).orElseThrow(PromptFaults::runUnknown);
        if (from > run.stored()) {
            throw PromptFaults.runConflict(
                    "Rows arrive in order, and the run " + runId + " has " + run.stored() + "; send from there.");
        }
        if ((long) from + rows.size() > run.rows()) {
            throw PromptFaults.runConflict(
                    "The run " + runId + " was announced with " + run.rows() + " rows, and these are more.");
        }
        long characters = runs.characters(runId);
        int stored = Math.max(run.stored(), from + rows.size());
        for (int position = run.stored(); position < from + rows.size(); position++) {
            RunRow row = rows.get(position - from);
            requireKnown(run, row, position);
            characters += runs.add(runId, position, row);
        }
        if (characters > MOST_CHARACTERS) {
            throw PromptFaults.tooMany("characters of a run", (int) MOST_CHARACTERS);
        }
        runs.stored(runId, stored, characters);
        if (stored == run.rows()) {
            runs.end(runId, RunSummary.of(runs.scores(runId)));
        }
        return present(runId);
    }

    private static void requireKnown(PromptRun run, RunRow row, int position) {
        if (run.prompts().stream().noneMatch(prompt -> prompt.label().equals(row.prompt()))) {
            throw PromptFaults.runConflict(
                    "The row at position " + position + " names a prompt with which the run was not announced.");
        }
        if (!Double.isFinite(row.score())) {
            throw PromptFaults.runConflict("The row at position " + position + " has a score that is no number.");
        }
    }

    /** Cases by number, those behind {@code after}; with {@code failed} only those that some prompt failed. */
    @Transactional
    public List<RunCase> cases(String runId, boolean failed, int after, int limit) {
        present(runId);
        return runs.cases(runId, failed, after, limit);
    }

    @Transactional
    public RunRow row(String runId, int position) {
        present(runId);
        return runs.row(runId, position).orElseThrow(() -> PromptFaults.rowUnknown(runId));
    }

    /** Two prompts, of one run or of two, on the cases that both were asked. */
    @Transactional
    public RunComparison compare(Side before, Side after) {
        return RunComparison.of(scores(before), scores(after)).orElseThrow(PromptFaults::nothingToCompare);
    }

    private List<RowScore> scores(Side side) {
        present(side.runId());
        return runs.scores(side.runId(), side.prompt(), side.provider());
    }

    /** Takes a run away for good. */
    @Transactional
    public void delete(String runId, Caller caller) {
        PromptRun run = runs.lock(runId).orElseThrow(PromptFaults::runUnknown);
        runs.delete(run.id());
        log.add(
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                caller.pseudonym(),
                PromptAction.RUN_DELETED,
                run.id(),
                null);
    }

    private PromptRun present(String runId) {
        return runs.find(runId).orElseThrow(PromptFaults::runUnknown);
    }
}
