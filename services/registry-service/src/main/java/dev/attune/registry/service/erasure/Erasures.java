package dev.attune.registry.service.erasure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.registry.Affected;
import dev.attune.registry.Run;
import dev.attune.registry.erasure.ErasedKeys;
import dev.attune.registry.erasure.ErasureReport;
import dev.attune.registry.erasure.ErasureReport.Found;
import dev.attune.registry.erasure.ErasureReport.Training;
import dev.attune.registry.service.affected.AffectedCheckpoints;
import dev.attune.registry.store.CheckpointStore;
import dev.attune.registry.store.RunStore;
import dev.attune.registry.store.erasure.ErasureStore;
import dev.attune.registry.store.erasure.ErasureStore.Applied;
import dev.attune.registry.store.erasure.ErasureStore.Wanted;

/**
 * Follows the erasure of a person to the checkpoints: finds in what runs have kept the records in which the person had a part, erases those
 * artifacts, and says which checkpoints learnt from them.
 */
@ApplicationScoped
public class Erasures {

    private static final int MOST = 10_000;

    private final CheckpointStore checkpoints;
    private final RunStore runs;
    private final ErasureStore store;
    private final KeptRecords kept;
    private final AffectedCheckpoints affected;

    Erasures(
            CheckpointStore checkpoints,
            RunStore runs,
            ErasureStore store,
            KeptRecords kept,
            AffectedCheckpoints affected) {
        this.checkpoints = checkpoints;
        this.runs = runs;
        this.store = store;
        this.kept = kept;
        this.affected = affected;
    }

    /**
     * Applies an erasure, once; asked again it only makes sure that all artifacts are gone. What was found is written before anything is
     * erased, so that a process that is killed between the two loses nothing.
     *
     * @param by pseudonym of who asks
     */
    public ErasureReport apply(ErasedKeys keys, String by) {
        Optional<Applied> known = QuarkusTransaction.requiringNew().call(() -> store.find(keys.erasure()));
        if (known.isEmpty()) {
            Set<String> ids = new HashSet<>();
            List<Found> found = find(keys, ids);
            String exclusion = kept.exclude(ids);
            QuarkusTransaction.requiringNew().run(() -> store.add(keys.erasure(), exclusion, ids, found, by));
        }
        ErasureReport report = report(keys.erasure());
        report.found().stream().map(Found::sha256).distinct().forEach(kept::erase);
        keys.snapshots().forEach(kept::erase);
        return report;
    }

    /** @param ids gets the ids of all records that were found */
    private List<Found> find(ErasedKeys keys, Set<String> ids) {
        List<CheckpointPublished> all = QuarkusTransaction.requiringNew()
                .call(() -> checkpoints.list(null, null, MOST).rows());
        ErasedKeys.Looked person = keys.look();
        Map<String, Set<String>> bySnapshot = new TreeMap<>();
        List<Found> found = new ArrayList<>();
        for (CheckpointPublished one : all) {
            String sha256 = one.lineage().kept(Lineage.DATA).orElse("");
            if (keys.snapshots().contains(sha256)) {
                found.add(new Found(one.checkpointId(), sha256, null));
            } else if (!sha256.isEmpty()) {
                Set<String> records = bySnapshot.computeIfAbsent(sha256, hash -> kept.of(hash, person));
                ids.addAll(records);
                if (!records.isEmpty()) {
                    found.add(new Found(one.checkpointId(), sha256, (long) records.size()));
                }
            }
        }
        return found;
    }

    /** The ids of the erasures that were applied, newest first. */
    public List<String> applied() {
        return QuarkusTransaction.requiringNew()
                .call(() -> store.all().stream().map(Applied::erasureId).toList());
    }

    /**
     * What learnt from the person, as it stands now.
     *
     * @throws AttuneException {@code erasure-unknown}
     */
    public ErasureReport report(String erasureId) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Applied applied = store.find(erasureId)
                    .orElseThrow(() -> ErrorCategory.CALLER.error(
                            "erasure-unknown",
                            "There is no erasure " + erasureId + " here; ./attune admin erase applies one."));
            Set<String> excluded = store.excluded(erasureId);
            return new ErasureReport(
                    erasureId,
                    applied.by(),
                    applied.at(),
                    applied.exclusionSha256(),
                    excluded.size(),
                    applied.found(),
                    affected(applied),
                    store.trainings(erasureId).stream()
                            .map(wanted -> training(wanted, excluded))
                            .toList());
        });
    }

    List<Affected> affected(Applied applied) {
        return affected.through(
                applied.found().stream().map(Found::checkpointId).collect(Collectors.toSet()));
    }

    private Training training(Wanted wanted, Set<String> excluded) {
        Run run = wanted.runId() == null ? null : runs.find(wanted.runId()).orElse(null);
        String made = run == null ? null : run.checkpointId();
        return new Training(
                wanted.checkpointId(), wanted.runId(), run == null ? null : run.state(), made, proof(made, excluded));
    }

    private ErasureReport.@Nullable Proof proof(@Nullable String checkpointId, Set<String> excluded) {
        return Optional.ofNullable(checkpointId)
                .flatMap(checkpoints::find)
                .flatMap(made -> made.lineage().kept(Lineage.DATA))
                .flatMap(sha256 -> kept.proof(sha256, excluded))
                .orElse(null);
    }
}
