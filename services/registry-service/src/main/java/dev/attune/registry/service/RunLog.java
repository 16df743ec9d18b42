package dev.attune.registry.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.registry.Run;
import dev.attune.registry.RunDetail;
import dev.attune.registry.RunDetail.Point;
import dev.attune.registry.RunSamples;
import dev.attune.registry.store.RunControlStore;
import dev.attune.registry.store.RunSampleStore;
import dev.attune.registry.store.RunStore;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Reads runs. */
@ApplicationScoped
public class RunLog {

    private final RunStore runs;
    private final RunControlStore controls;
    private final RunSampleStore samples;

    RunLog(RunStore runs, RunControlStore controls, RunSampleStore samples) {
        this.runs = runs;
        this.controls = controls;
        this.samples = samples;
    }

    /** Newest first. */
    @Transactional
    public Part<Run> runs(@Nullable Cursor before, int limit) {
        return runs.list(before, limit);
    }

    /**
     * A run with the course of its metrics.
     *
     * @param points of each metric at the most
     *
     * @throws dev.attune.contracts.error.AttuneException {@code run-unknown}
     */
    @Transactional
    public RunDetail run(String runId, int points) {
        Run run = runs.find(runId).orElseThrow(() -> Unknown.run(runId));
        Map<String, List<Point>> series = new TreeMap<>();
        runs.steps(runId)
                .forEach((step, metrics) -> metrics.forEach((name, value) ->
                        series.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Point(step, value))));
        series.replaceAll((_, course) -> RunDetail.thinned(course, points));
        return new RunDetail(run, series, controls.of(runId));
    }

    /**
     * Some of the answers that the run's policy gave, in the order of the steps.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code run-unknown}
     */
    @Transactional
    public List<RunSamples> samples(String runId) {
        if (runs.find(runId).isEmpty()) {
            throw Unknown.run(runId);
        }
        return samples.of(runId);
    }
}
