package dev.attune.registry.store.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Json;
import dev.attune.registry.erasure.ErasureReport.Found;

/** Erasures and their trainings. */
@ApplicationScoped
public class ErasureStore {

    private static final TypeReference<List<Found>> FOUND = new TypeReference<>() {};

    private final EntityManager entities;

    ErasureStore(EntityManager entities) {
        this.entities = entities;
    }

    /** An erasure as it was applied. */
    public record Applied(String erasureId, String exclusionSha256, List<Found> found, String by, Instant at) {}

    /** A checkpoint to be made again; no run was asked for while {@code runId} is absent. */
    public record Wanted(
            String erasureId,
            String checkpointId,
            @Nullable String dataSha256,
            String by,
            @Nullable String runId) {}

    /** What is known already stays as it is. */
    public void add(String erasureId, String exclusionSha256, Set<String> excluded, List<Found> found, String by) {
        entities.createNativeQuery(
                        "insert into registry.erasures (erasure_id, exclusion_sha256, excluded, found, applied_by)"
                                + " values (:id, :exclusion, :excluded, cast(:found as jsonb), :by)"
                                + " on conflict (erasure_id) do nothing")
                .setParameter("id", erasureId)
                .setParameter("exclusion", exclusionSha256)
                .setParameter("excluded", String.join("\n", excluded))
                .setParameter("found", Json.text(found))
                .setParameter("by", by)
                .executeUpdate();
    }

    public Optional<Applied> find(String erasureId) {
        return all().stream()
                .filter(applied -> applied.erasureId().equals(erasureId))
                .findFirst();
    }

    /** Newest first. */
    public List<Applied> all() {
        List<?> rows = entities.createNativeQuery(
                        "select erasure_id, exclusion_sha256, cast(found as text), applied_by, applied_at"
                                + " from registry.erasures order by applied_at desc, erasure_id")
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Applied(
                        (String) row[0], (String) row[1], found((String) row[2]), (String) row[3], (Instant) row[4]))
                .toList();
    }

    /** Ids of the events that no run may read. */
    public Set<String> excluded(String erasureId) {
        List<?> rows = entities.createNativeQuery("select excluded from registry.erasures where erasure_id = :id")
                .setParameter("id", erasureId)
                .getResultList();
        return rows.stream().flatMap(text -> String.valueOf(text).lines()).collect(Collectors.toUnmodifiableSet());
    }

    /** Until the transaction ends nobody else asks for trainings. */
    public void lock() {
        entities.createNativeQuery("select cast(pg_advisory_xact_lock(hashtext('attune.erasures')) as text)")
                .getResultList();
    }

    /** What is wanted already stays as it is. */
    public void want(Wanted wanted) {
        entities.createNativeQuery(
                        "insert into registry.erasure_trainings (erasure_id, checkpoint_id, data_sha256, asked_by)"
                                + " values (:id, :checkpoint, cast(:data as text), :by)"
                                + " on conflict (erasure_id, checkpoint_id) do nothing")
                .setParameter("id", wanted.erasureId())
                .setParameter("checkpoint", wanted.checkpointId())
                .setParameter("data", wanted.dataSha256())
                .setParameter("by", wanted.by())
                .executeUpdate();
    }

    /** The run was asked for. */
    public void asked(String erasureId, String checkpointId, String runId) {
        entities.createNativeQuery("update registry.erasure_trainings set run_id = :run"
                        + " where erasure_id = :id and checkpoint_id = :checkpoint")
                .setParameter("run", runId)
                .setParameter("id", erasureId)
                .setParameter("checkpoint", checkpointId)
                .executeUpdate();
    }

    /** In the order in which they were wanted, which is that of what stands on what. */
    public List<Wanted> trainings(String erasureId) {
        return trainings("erasure_id = :id", erasureId);
    }

    /** Of all erasures, those of which no run was asked for yet. */
    public List<Wanted> waiting() {
        return trainings("run_id is null", null);
    }

    private List<Wanted> trainings(String condition, @Nullable String erasureId) {
        var query = entities.createNativeQuery("select erasure_id, checkpoint_id, data_sha256, asked_by, run_id"
                + " from registry.erasure_trainings where " + condition + " order by position");
        List<?> rows = (erasureId == null ? query : query.setParameter("id", erasureId)).getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row ->
                        new Wanted((String) row[0], (String) row[1], (String) row[2], (String) row[3], (String) row[4]))
                .toList();
    }

    private static List<Found> found(String json) {
        try {
            return Json.MAPPER.readValue(json, FOUND);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON column of the registry cannot be read", e);
        }
    }
}
