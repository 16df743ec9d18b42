package dev.attune.registry.store;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import com.fasterxml.jackson.core.type.TypeReference;

import dev.attune.contracts.event.RunEvent.AnswersSampled;
import dev.attune.contracts.event.RunEvent.Sample;
import dev.attune.registry.RunSamples;

/** Sampled answers of runs: of a long run the first, the last and some between them. */
@ApplicationScoped
public class RunSampleStore {

    /** Steps of a run and a source; one more, and every second of them is forgotten. */
    private static final int MOST_STEPS = 64;

    private static final TypeReference<List<Sample>> SAMPLES = new TypeReference<>() {};

    private final EntityManager entities;

    RunSampleStore(EntityManager entities) {
        this.entities = entities;
    }

    /** A step that is made again replaces the one before. */
    void add(AnswersSampled sampled) {
        entities.createNativeQuery(
                        "insert into registry.run_samples (run_id, source, step, answers) values (:run, :source, :step,"
                                + " cast(:answers as jsonb)) on conflict (run_id, source, step) do update set answers ="
                                + " excluded.answers")
                .setParameter("run", sampled.runId())
                .setParameter("source", sampled.source())
                .setParameter("step", sampled.step())
                .setParameter("answers", StoredJson.text(sampled.answers()))
                .executeUpdate();
        entities.createNativeQuery("delete from registry.run_samples where run_id = :run and source = :source and step"
                        + " in (select step from (select step, row_number() over (order by step) as place,"
                        + " count(*) over () as steps from registry.run_samples where run_id = :run and source ="
                        + " :source) as numbered where steps > :most and place % 2 = 0 and place < steps)")
                .setParameter("run", sampled.runId())
                .setParameter("source", sampled.source())
                .setParameter("most", MOST_STEPS)
                .executeUpdate();
    }

    /** In the order of the steps. */
    public List<RunSamples> of(String runId) {
        List<?> rows = entities.createNativeQuery(
                        "select step, source, cast(answers as text) from registry.run_samples where run_id = :run"
                                + " order by step, source")
                .setParameter("run", runId)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new RunSamples(
                        ((Number) row[0]).intValue(), (String) row[1], StoredJson.value((String) row[2], SAMPLES)))
                .toList();
    }

    /** Forgets at most {@code limit} steps' answers of runs that ended longer ago; returns how many. */
    public int forget(Duration age, int limit) {
        return entities.createNativeQuery("delete from registry.run_samples where ctid = any(array(select s.ctid from"
                        + " registry.run_samples s join registry.runs r on r.run_id = s.run_id"
                        + " where r.state in ('FINISHED', 'FAILED') and r.changed_at < clock_timestamp()"
                        + " - make_interval(secs => :age) limit :limit))")
                .setParameter("age", (double) age.toSeconds())
                .setParameter("limit", limit)
                .executeUpdate();
    }
}
