package dev.attune.registry.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.registry.Run;
import dev.attune.registry.RunDetail;
import dev.attune.registry.RunDetail.Point;
import dev.attune.registry.store.RunStore;

/** Reads runs. */
@ApplicationScoped
public class RunLog {

    private final RunStore runs;

    RunLog(RunStore runs) {
        this.runs = runs;
    }

    /** Newest first. */
    @Transactional
    public List<Run> runs(int limit) {
        return runs.list(limit);
    }

    /**
     * A run with the course of its metrics.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code run-unknown}
     */
    @Transactional
    public RunDetail run(String runId) {
        Run run = runs.find(runId).orElseThrow(() -> Unknown.run(runId));
        Map<String, List<Point>> series = new TreeMap<>();
        runs.steps(runId)
                .forEach((step, metrics) -> metrics.forEach((name, value) ->
                        series.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Point(step, value))));
        return new RunDetail(run, series);
    }
}
