package dev.attune.registry.service.erasure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.json.Json;
import dev.attune.registry.Affected;
import dev.attune.registry.Ancestor;
import dev.attune.registry.Recipe;
import dev.attune.registry.Run;
import dev.attune.registry.RunState;
import dev.attune.registry.erasure.ErasureReport;
import dev.attune.registry.service.Catalogue;
import dev.attune.registry.service.Jobs;
import dev.attune.registry.store.CheckpointStore;
import dev.attune.registry.store.RunStore;
import dev.attune.registry.store.erasure.ErasureStore;
import dev.attune.registry.store.erasure.ErasureStore.Applied;
import dev.attune.registry.store.erasure.ErasureStore.Wanted;

/**
 * Makes a checkpoint again without a person who was erased: with the seed and the settings that it had, from what holds now, less the
 * excluded events. What it stands on is made again first, each run when the one before has ended.
 */
@ApplicationScoped
public class TrainingsWithout {

    private static final Logger LOG = Logger.getLogger(TrainingsWithout.class);

    private static final int ID_DIGITS = 12;

    private final Erasures erasures;
    private final ErasureStore store;
    private final Catalogue catalogue;
    private final CheckpointStore checkpoints;
    private final RunStore runs;
    private final Jobs jobs;
    private final KeptRecords kept;

    TrainingsWithout(
            Erasures erasures,
            ErasureStore store,
            Catalogue catalogue,
            CheckpointStore checkpoints,
            RunStore runs,
            Jobs jobs,
            KeptRecords kept) {
        this.erasures = erasures;
        this.store = store;
        this.catalogue = catalogue;
        this.checkpoints = checkpoints;
        this.runs = runs;
        this.jobs = jobs;
        this.kept = kept;
    }

    /**
     * Asks for it once; asked again nothing changes.
     *
     * @param dataSha256 a data artifact of today, for a checkpoint that learnt from a file
     * @param by pseudonym of who asks
     * @throws AttuneException {@code erasure-unknown}, {@code checkpoint-unknown}, {@code not-affected}, {@code data-missing} or {@code
     *     not-repeatable}
     */
    public ErasureReport train(String erasureId, String checkpointId, @Nullable String dataSha256, String by) {
        erasures.report(erasureId);
        QuarkusTransaction.requiringNew().run(() -> {
            store.lock();
            Applied applied = store.find(erasureId).orElseThrow();
            Set<String> affected = erasures.affected(applied).stream()
                    .map(Affected::checkpointId)
                    .collect(Collectors.toSet());
            List<CheckpointPublished> again = new ArrayList<>();
            for (Ancestor ancestor : catalogue.lineage(checkpointId).reversed()) {
                CheckpointPublished one = ancestor.checkpoint();
                if (one != null && affected.contains(ancestor.checkpointId())) {
                    again.add(one);
                }
            }
            if (again.isEmpty()) {
                throw ErrorCategory.CALLER.error(
                        "not-affected",
                        "Checkpoint " + checkpointId
                                + " did not learn from who was erased; it need not be made again.");
            }
            for (CheckpointPublished one : again) {
                String data = one.checkpointId().equals(checkpointId) ? dataSha256 : null;
                requireRepeatable(one, data);
                store.want(new Wanted(erasureId, one.checkpointId(), data, by, null));
            }
        });
        advance();
        return erasures.report(erasureId);
    }

    private static void requireRepeatable(CheckpointPublished one, @Nullable String data) {
        Recipe recipe = Recipe.named(one.lineage().recipe())
                .orElseThrow(() -> ErrorCategory.CALLER.error(
                        "not-repeatable",
                        "Checkpoint " + one.checkpointId() + " was made by "
                                + one.lineage().recipe() + ", which is no recipe that can be asked for."));
        boolean ofFile = recipe.needs() == Recipe.Needs.DATA
                && one.lineage().inputs().stream()
                        .noneMatch(range -> range.topic().equals(Topics.DEMONSTRATIONS));
        if (ofFile && data == null) {
            throw ErrorCategory.CALLER.error(
                    "data-missing",
                    "Checkpoint " + one.checkpointId()
                            + " learnt from a file: make a snapshot of the project as it is now, and name its hash as dataSha256.");
        }
    }

    /** Asks for what waits and can be made by now. */
    @Scheduled(every = "2s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void advance() {
        QuarkusTransaction.requiringNew().run(() -> {
            store.lock();
            for (Wanted wanted : store.waiting()) {
                Map<String, Optional<String>> made = made(wanted.erasureId());
                CheckpointPublished one =
                        checkpoints.find(wanted.checkpointId()).orElseThrow();
                List<String> parents = one.lineage().parents();
                if (parents.stream()
                        .allMatch(parent ->
                                made.getOrDefault(parent, Optional.of(parent)).isPresent())) {
                    ask(wanted, one, made);
                }
            }
        });
    }

    /** By checkpoint that is made again what came of it; empty while it is being made, or when its run failed. */
    private Map<String, Optional<String>> made(String erasureId) {
        Map<String, Optional<String>> made = new HashMap<>();
        for (Wanted wanted : store.trainings(erasureId)) {
            made.put(
                    wanted.checkpointId(),
                    Optional.ofNullable(wanted.runId())
                            .flatMap(runs::find)
                            .filter(run -> run.state() == RunState.FINISHED)
                            .map(Run::checkpointId));
        }
        return made;
    }

    private void ask(Wanted wanted, CheckpointPublished one, Map<String, Optional<String>> made) {
        Lineage lineage = one.lineage();
        Map<String, Object> settings = lineage.settings();
        settings.values().removeIf(Objects::isNull);
        List<CheckpointPublished> parents = lineage.parents().stream()
                .flatMap(id -> checkpoints.find(id).stream())
                .toList();
        String policy = last(parents, false, made);
        String reward = last(parents, true, made);
        Jobs.Asker asker = new Jobs.Asker(
                runId(wanted, lineage.recipe()),
                wanted.by(),
                lineage.kept(Lineage.PROJECT).orElse(null),
                null,
                kept.exclude(store.excluded(wanted.erasureId())));
        String runId = jobs.request(jobs.prepare(
                lineage.recipe(),
                new Jobs.Wish(policy, reward, wanted.dataSha256(), Json.MAPPER.valueToTree(settings)),
                asker));
        store.asked(wanted.erasureId(), wanted.checkpointId(), runId);
        LOG.infof("Erasure %s: %s is made again by run %s", wanted.erasureId(), wanted.checkpointId(), runId);
    }

    /** The same for the same erasure and checkpoint: what is asked for twice is one run. */
    private static String runId(Wanted wanted, String recipe) {
        return recipe + "-"
                + Sha256.of(wanted.erasureId() + "/" + wanted.checkpointId()).substring(0, ID_DIGITS);
    }

    /** The parent that the run stands on, or what it was made again as. */
    private static @Nullable String last(
            List<CheckpointPublished> parents, boolean reward, Map<String, Optional<String>> made) {
        return parents.stream()
                .filter(parent -> (parent.kind() == Kind.REWARD_MODEL) == reward)
                .map(CheckpointPublished::checkpointId)
                .reduce((_, later) -> later)
                .map(id -> made.getOrDefault(id, Optional.of(id)).orElse(id))
                .orElse(null);
    }
}
