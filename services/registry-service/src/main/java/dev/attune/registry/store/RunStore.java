package dev.attune.registry.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.RunEvent;
import dev.attune.contracts.event.RunEvent.AnswersSampled;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.RunEvent.RunPaused;
import dev.attune.contracts.event.RunEvent.RunProgressed;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.name.Names;
import dev.attune.registry.Run;
import dev.attune.registry.RunState;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Runs and the metrics of their steps. */
@ApplicationScoped
public class RunStore implements PanacheRepositoryBase<RunEntity, String> {

    private static final Sort NEWEST_FIRST = Sort.descending("since").and("runId");

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Double>> METRICS = new TypeReference<>() {};

    private final RunSampleStore samples;

    RunStore(RunSampleStore samples) {
        this.samples = samples;
    }

    /**
     * @param by pseudonym of the person, or which policy asks
     * @param projectId whose run it is; null: no project's
     */
    public void requested(
            String runId,
            String recipe,
            Map<String, Object> configuration,
            List<String> parents,
            String by,
            @Nullable String projectId) {
        RunEntity run = known(runId, recipe, Instant.now());
        run.state = RunState.REQUESTED;
        run.configuration = StoredJson.text(configuration);
        run.parents = StoredJson.text(parents);
        run.requestedBy = by;
        run.projectId = projectId;
        persist(run);
    }

    /** What a run tells of itself: a failure is forgotten when it starts again, a step that is made again replaces the one before. */
    public void apply(RunEvent event) {
        if (event instanceof AnswersSampled sampled) {
            samples.add(sampled);
            return;
        }
        RunEntity run = known(event.runId(), event.recipe(), event.at());
        switch (event) {
            case RunStarted started -> {
                run.state = RunState.RUNNING;
                run.configuration = StoredJson.text(started.configuration());
                run.parents = StoredJson.text(started.parents());
                run.failureCode = null;
                run.failureReason = null;
                run.startedAt = Objects.requireNonNullElse(run.startedAt, started.at());
                run.endedAt = null;
            }
            case RunProgressed progressed -> {
                run.state = RunState.RUNNING;
                run.step = progressed.step();
                run.steps = progressed.steps();
                run.metrics = StoredJson.text(progressed.metrics());
                addStep(run);
            }
            case RunPaused _ -> run.state = RunState.PAUSED;
            case RunFinished finished -> {
                run.state = RunState.FINISHED;
                run.checkpointId = finished.checkpointId();
                run.metrics = StoredJson.text(finished.metrics());
                run.seconds = finished.seconds();
                run.peakMemoryMb = finished.peakMemoryMb();
                run.endedAt = finished.at();
                run.stopReason = finished.stopReason();
            }
            case RunFailed failed -> {
                run.state = RunState.FAILED;
                run.failureCode = failed.code();
                run.failureReason = failed.reason();
                run.endedAt = failed.at();
            }
            case AnswersSampled _ -> throw new IllegalStateException("Answers change no run");
        }
        persist(run);
    }

    private void addStep(RunEntity run) {
        RunStepEntity step = new RunStepEntity();
        step.runId = run.runId;
        step.step = run.step;
        step.metrics = run.metrics;
        getEntityManager().merge(step);
    }

    public Optional<Run> find(String runId) {
        // What is no name is in no row, and PostgreSQL takes no text with NUL.
        return Names.isName(runId) ? findByIdOptional(runId).map(RunStore::run) : Optional.empty();
    }

    /** Newest first. */
    public Part<Run> list(@Nullable Cursor before, int limit) {
        List<RunEntity> rows = find(Behind.condition("since", "runId", 1), NEWEST_FIRST, Behind.of(before))
                .page(Page.ofSize(limit + 1))
                .list();
        return Part.of(rows, limit, run -> new Cursor(run.since, run.runId), RunStore::run);
    }

    /** How many runs of a recipe are in a state. */
    public record Count(String recipe, RunState state, long runs) {}

    public List<Count> counts() {
        return getEntityManager()
                .createQuery(
                        "select new dev.attune.registry.store.RunStore$Count(recipe, state, count(*)) from RunEntity"
                                + " group by recipe, state",
                        Count.class)
                .getResultList();
    }

    /** The metrics of each step of a run, in the order of the steps. */
    public Map<Integer, Map<String, Double>> steps(String runId) {
        Map<Integer, Map<String, Double>> steps = new TreeMap<>();
        getEntityManager()
                .createQuery("from RunStepEntity where runId = :run", RunStepEntity.class)
                .setParameter("run", runId)
                .getResultStream()
                .forEach(step -> steps.put(step.step, StoredJson.value(step.metrics, METRICS)));
        return steps;
    }

    /** Forgets at most {@code limit} steps of runs that ended longer ago; returns how many. */
    public int forgetSteps(Duration age, int limit) {
        return getEntityManager()
                .createNativeQuery("delete from registry.run_steps where ctid = any(array(select s.ctid from"
                        + " registry.run_steps s join registry.runs r on r.run_id = s.run_id"
                        + " where r.state in ('FINISHED', 'FAILED') and r.changed_at < clock_timestamp()"
                        + " - make_interval(secs => :age) limit :limit))")
                .setParameter("age", (double) age.toSeconds())
                .setParameter("limit", limit)
                .executeUpdate();
    }

    private RunEntity known(String runId, String recipe, Instant at) {
        RunEntity run = findById(runId);
        if (run == null) {
            run = new RunEntity();
            run.runId = runId;
            run.since = at;
        }
        run.recipe = recipe;
        run.changedAt = at;
        return run;
    }

    private static Run run(RunEntity run) {
        return new Run(
                run.runId,
                run.recipe,
                run.state,
                StoredJson.value(run.configuration, Json.MAP),
                StoredJson.value(run.parents, TEXTS),
                run.step,
                run.steps,
                run.checkpointId,
                StoredJson.value(run.metrics, METRICS),
                run.seconds,
                run.peakMemoryMb,
                failure(run),
                run.since,
                run.changedAt,
                run.requestedBy,
                run.startedAt,
                run.endedAt,
                run.stopReason,
                run.projectId);
    }

    private static Run.@Nullable Failure failure(RunEntity run) {
        return run.failureCode == null || run.failureReason == null
                ? null
                : new Run.Failure(run.failureCode, run.failureReason);
    }
}
